"""The line on the air: loaded from its folder, or the last good one, or none, when the built-in answer is given.

Rule 1: a line is made beside the one on the air and swapped in whole, by one assignment. A bad one never is.
Rule 2: nothing in the folder or the state directory makes loading fail; what is wrong is told, each time once.
Rule 3: files that were saved while they were read are read again, so that no mixture of two savings is served.
"""

from __future__ import annotations

import hashlib
import logging
import os
import stat
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from hotline.channels.voice.recorded import fits, read_name
from hotline.channels.voice.speech import place_words
from hotline.events import LineRead, tell
from hotline.fitness import Verdict, Wait, last_good, look_over, one_at_a_time
from hotline.loader import keep, recall
from hotline.loader.audio import BYTES
from hotline.loader.source import read_bytes
from hotline.loader.written import AUDIO
from hotline.memory import give_back
from hotline.model import Recording
from hotline.served import Served

log = logging.getLogger("hotline")

TOLD = 20  # problems that are logged; `hotline check` tells all of them

Stamp = tuple[tuple[str, tuple[int, ...]], ...]  # a file's path, and numbers of which one changes when it does


class Played(NamedTuple):
    """A recording with its bytes; ``same``: it is the very one that its name in the address tells."""

    recording: Recording
    data: bytes
    same: bool


class _Given(NamedTuple):
    """A line that was looked over before this process was copied, and what it was read from."""

    root: Path
    stamp: Stamp
    allow_drafts: bool
    served: Served


_given: _Given | None = None  # kept for good: to let go of it would copy the memory that is shared


def hand_down(root: Path, stamp: Stamp, served: Served, *, allow_drafts: bool) -> None:
    """Have copies of this process serve a line that was looked over here, out of the same memory.

    ``stamp`` is that of the files before they were read; who finds another one reads them anew.
    """
    global _given
    _given = _Given(root, stamp, allow_drafts, served)


class Current:
    """Holds what is served and what is wrong with the files."""

    def __init__(self, root: Path, state: Path, *, allow_drafts: bool) -> None:
        self.root = root
        self.state = state
        self.allow_drafts = allow_drafts
        self.served: Served | None = None
        self.problems: tuple[str, ...] = ()
        self._stamp: Stamp = ()
        self._loading = Lock()
        self.load()

    def load(self) -> None:
        """Read the folder, changed or not."""
        with self._loading:
            self._load()

    def refresh(self) -> None:
        """Read the folder again where a file of it changed."""
        with self._loading:
            if self.changed() is not None:
                self._load()

    def changed(self) -> Stamp | None:
        """The stamp of the files, where it is another than when they were read."""
        stamp = stamp_of(self.root)
        return None if stamp == self._stamp else stamp

    def recording(self, name: str) -> Played | None:
        """The recording that is called so in an address, from the line's folder or from the last good copy of it.

        Where the line has another recording of that place by now, or another machine's line has, it is that one: a
        call that waits for it has no other way on.
        """
        asked, served = read_name(name), self.served
        if asked is None or served is None or asked.lang not in served.line.languages:
            return None
        language = served.line.languages[asked.lang]
        found = language.recordings.get(asked.place)
        if found is None:
            return None
        same = found.content == asked.content
        if not same and not fits(found, place_words(asked.place, served.line, language)):
            return None
        data = _data(found, self.root) or _data(found, recall(self.state))
        return Played(found, data, same) if data else None

    def _load(self) -> None:
        if self.served is None:
            self._read(None)  # a start checks for itself: what is kept may have passed an older release
            return
        with one_at_a_time(self.state) as wait:
            self._read(self.state, wait)

    def _read(self, state: Path | None, wait: Wait | None = None) -> None:
        stamp = stamp_of(self.root)
        fresh, problems = self._handed_down(stamp) or look_over(
            self.root, allow_drafts=self.allow_drafts, state=state, wait=wait
        )
        if self.served is not None and stamp_of(self.root) != stamp:
            return  # Rule 3: the stamp is not remembered, so the next look reads them again
        self._stamp = stamp
        if fresh is None and self.served is None:
            fresh = last_good(self.state, allow_drafts=self.allow_drafts)
        before, self.problems = self.problems, problems
        if problems and problems != before:
            self._complain()
        if fresh is not None:
            self._swap(fresh)
        elif self.served is None:
            log.error("no line is on the air: texts and calls get the built-in answer")
        on_air = (self.served.version, self.served.origin) if self.served else ("", "built-in")
        tell(LineRead(*on_air, len(problems)))

    def _handed_down(self, stamp: Stamp) -> Verdict | None:
        """At a start, the line that was looked over before this process was copied, if its files are as they were."""
        if self.served is not None or _given is None:
            return None
        same = (_given.root, _given.stamp, _given.allow_drafts) == (self.root, stamp, self.allow_drafts)
        return (_given.served, ()) if same else None

    def _complain(self) -> None:
        log.error("the line in %s is not fit to serve: %d problems", self.root, len(self.problems))
        for problem in self.problems[:TOLD]:
            log.error("problem %s", problem)

    def _swap(self, fresh: Served) -> None:
        self.served = fresh
        places = len(fresh.line.places)
        log.info("line version=%s places=%d from=%s", fresh.version, places, fresh.origin.replace(" ", "-"))
        if fresh.origin == "files":
            self._keep(fresh.version)
        give_back()

    def _keep(self, version: str) -> None:
        try:
            keep(self.root, self.state, version)
        except OSError as error:
            log.warning("the last good line could not be kept: %s", error.strerror)


def _data(recording: Recording, root: Path | None) -> bytes:
    """The bytes of a recording, where they are the ones that were looked into when the line was loaded."""
    try:
        data = read_bytes(root / AUDIO / recording.file, BYTES) if root is not None else b""
    except OSError:
        return b""
    return data if hashlib.sha256(data).hexdigest().startswith(recording.content) else b""


def stamp_of(root: Path) -> Stamp:
    """A value that is another one once anything changed that the line is read from. No file is opened for it.

    It is made five times a second in every worker, so of names alone and not of ``Path``.
    """
    found: dict[str, tuple[int, ...]] = {}
    for top in (f"{root}/menus", f"{root}/content"):
        found[top] = _numbers(os.stat, top)
        for entry in _entries(top):
            folder = os.path.isdir(entry.path)  # its own way of asking fails at a link that leads to itself
            if folder or _is_named_so(entry):
                found[entry.path] = _numbers(entry.stat)
            for inner in _entries(entry.path) if folder else ():
                if _is_named_so(inner):
                    found[inner.path] = _numbers(inner.stat)
    for entry in _entries(f"{root}/{AUDIO}"):
        for each in (entry, *_entries(entry.path)):
            found[each.path] = _numbers(each.stat)
    return tuple(sorted(found.items()))


def _is_named_so(entry: os.DirEntry[str]) -> bool:
    """The line's own files, and what is named a little like one: it may be a problem."""
    return entry.name.lower().endswith((".yaml", ".yml"))


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return [entry for entry in found if not entry.name.startswith(".")]
    except OSError:
        return []


def _numbers(status_of: Callable[..., os.stat_result], *path: str) -> tuple[int, ...]:
    """Of a file put in the place of another the inode changes, of a permission given back the time of change."""
    try:
        status = status_of(*path)
    except OSError:
        return ()
    if stat.S_ISDIR(status.st_mode):
        return (status.st_mode,)  # its times change with every hidden file of an editor
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
