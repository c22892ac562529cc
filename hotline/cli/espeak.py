"""Speech out of espeak-ng, a small synthesiser that runs everywhere: not the carrier's voice, but its words and times.

Rule 1: espeak-ng speaks at the rate that the checker counts at. It says of itself that a rate is about the words of a
minute; docs/decisions/0008 has how true that is.
Rule 2: a pause stands in place of the synthesiser's own one after a full stop, as SSML has it, and is put between the
pieces to the millisecond. The SSML of espeak-ng itself swallows most of a pause there.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import wave
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

from hotline.channels.voice.speech import WORDS_A_MINUTE
from hotline.errors import HotlineError
from hotline.rehearsal import Spoken

RATE = 22_050  # samples a second, of 16 bits, on one channel: what espeak-ng makes
_PATIENCE = 60  # seconds for one piece, which takes a hundredth of one
_MISSING = (
    "espeak-ng is missing, which speaks the words on this machine; "
    "on Debian or Ubuntu: apt-get install espeak-ng; on a Mac: brew install espeak-ng"
)


@dataclass(frozen=True, slots=True)
class Sound:
    """Samples of 16 bits, one channel, ``RATE`` of them a second."""

    samples: bytes = b""

    @property
    def seconds(self) -> float:
        """How long it plays."""
        return len(self.samples) / 2 / RATE

    def __add__(self, after: Sound) -> Sound:
        """This sound and then another one."""
        return Sound(self.samples + after.samples)

    def as_wav(self) -> bytes:
        """The bytes of a WAV file."""
        file = io.BytesIO()
        with wave.open(file, "wb") as wav:
            wav.setparams((1, 2, RATE, 0, "NONE", ""))
            wav.writeframes(self.samples)
        return file.getvalue()


def speak(spoken: Iterable[Spoken]) -> Sound:
    """The sound of all this; a ``HotlineError`` says what is missing on this machine."""
    program = shutil.which("espeak-ng")
    if program is None:
        raise HotlineError(_MISSING)
    with ThreadPoolExecutor() as pool:  # each piece is a process of its own, so all cores speak
        return Sound(b"".join(pool.map(partial(_samples, program), spoken)))


def _samples(program: str, spoken: Spoken) -> bytes:
    quiet = bytes(2 * round(RATE * spoken.pause / 1000))
    return (_words(program, spoken) if spoken.text.strip() else b"") + quiet


def _words(program: str, spoken: Spoken) -> bytes:
    voice, rate = _voice(spoken.language), str(round(WORDS_A_MINUTE * spoken.rate))
    text = spoken.text.replace("[[", "[ [")  # what stands between two brackets it takes for phonemes
    ending = ["-z"] if spoken.pause else []  # without its own pause at the end
    command = [program, "-b", "1", "-v", voice, "-s", rate, *ending, "--stdin", "--stdout"]
    try:
        ran = subprocess.run(command, input=text.encode(), capture_output=True, timeout=_PATIENCE, check=True)
        with wave.open(io.BytesIO(ran.stdout)) as wav:  # the header's length means nothing: it was written to a pipe
            if (wav.getnchannels(), wav.getsampwidth(), wav.getframerate()) != (1, 2, RATE):
                raise HotlineError(f"espeak-ng makes {wav.getframerate()} samples a second; {RATE} are expected")
            return bytes(wav.readframes(wav.getnframes()))
    except subprocess.CalledProcessError as error:
        why = error.stderr.decode(errors="replace").strip().splitlines()
        raise HotlineError(
            f'espeak-ng cannot speak "{spoken.language}": {why[0] if why else f"it ended with {error.returncode}"}'
        ) from None
    except (OSError, subprocess.TimeoutExpired, wave.Error, EOFError) as error:
        raise HotlineError(f"espeak-ng does not work here: {error}") from None


def _voice(language: str) -> str:
    """The voice for a language as TwiML names it; espeak-ng left to itself speaks es-US as in Spain."""
    main, _, region = language.lower().partition("-")
    return "es-419" if main == "es" and region not in ("", "es") else language.lower()
