"""Plays what is said in a call on the terminal; where this machine cannot, the call goes on without sound."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType

import click

from hotline.cli.espeak import speak
from hotline.errors import HotlineError
from hotline.rehearsal import Spoken

PLAYERS = {  # the first that is there, and what it needs to play a file and say nothing of it
    "aplay": ("-q",),
    "paplay": (),
    "afplay": (),
    "ffplay": ("-nodisp", "-autoexit", "-loglevel", "quiet"),
}
_NONE = f"no player is here; on Debian or Ubuntu: apt-get install alsa-utils (it looks for {', '.join(PLAYERS)})"


class Player:
    """One sound at a time, beside the conversation: the next one cuts the last one off, as a key does in a call.

    The first trouble is told once; after it there is no sound.
    """

    def __init__(self, *, muted: bool = False) -> None:
        self._silent = muted
        self._playing: subprocess.Popen[bytes] | None = None
        self._folder = TemporaryDirectory(prefix="hotline-")

    def __enter__(self) -> Player:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stop()
        self._folder.cleanup()

    def play(self, sounds: Sequence[Spoken]) -> None:
        """Begin to play this, in place of what is playing."""
        self._stop()
        if self._silent:
            return
        try:
            player = next((path for name in PLAYERS if (path := shutil.which(name))), None)
            if player is None:
                raise HotlineError(_NONE)
            file = Path(self._folder.name) / "heard.wav"
            file.write_bytes(speak(sounds).as_wav())
            command = [player, *PLAYERS[Path(player).name], str(file)]
            quiet = subprocess.DEVNULL
            self._playing = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet)
        except (HotlineError, OSError) as error:
            self._give_up(str(error))

    def finish(self) -> None:
        """Wait until what is playing is heard out."""
        if self._playing is not None:
            self._playing.wait()
        self._stop()

    def _stop(self) -> None:
        playing, self._playing = self._playing, None
        if playing is None:
            return
        if playing.poll() is None:
            playing.kill()
            playing.wait()
        elif playing.returncode:
            self._give_up("the player cannot play on this machine")

    def _give_up(self, why: str) -> None:
        self._silent = True
        click.echo(f"(no sound: {why})")
