"""Reads ``menus/audio/``: recordings by language and place, and which words each of them was made for.

Rule 1: what lies there and cannot be played, or belongs to nothing, is told; it never makes loading fail.
Rule 2: a file is read and looked into once, until it changes: recordings are a hundred times the size of the words.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import takewhile
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from hotline.loader.fields import Fields
from hotline.loader.headers import Sound, Unfit, sound_of
from hotline.loader.nodes import Table
from hotline.loader.problem import Mark, did_you_mean, shown
from hotline.loader.source import read_bytes
from hotline.loader.written import AUDIO, LINE, RECORDED, Written, WrittenLanguage, WrittenRecording, WrittenStamp

BYTES = 4_000_000  # four minutes of plain samples
KINDS = (".wav", ".mp3")
OTHERS = frozenset((".aac", ".aif", ".aiff", ".amr", ".caf", ".flac", ".m4a", ".mp4", ".ogg", ".opus", ".wma", ".wave"))
STAMP = ("words", "file")
_HASH = re.compile(r"[0-9a-f]{16}")


class Content(NamedTuple):
    """What is in a recording's file: the SHA-256 of its bytes, and the sound, or what is wrong with it."""

    digest: str
    sound: Sound | None
    wrong: str = ""
    rule: str = ""


def recordings(root: Path) -> list[Path]:
    """The files of a line that are or may be recordings, each language's in a fixed order."""
    return [path for folder in entries(root / AUDIO) for path in entries(folder) if path.suffix.lower() in KINDS]


def entries(folder: Path) -> list[Path]:
    """What lies in a folder; what an editor or the system hides there (``.#main.yaml``) is none of the line's."""
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        return []


def content(path: Path) -> Content:
    """What is in a recording's file, looked into again only when the file changed. ``OSError`` where it cannot be."""
    status = path.stat()
    return _content(str(path), (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns))


@lru_cache(maxsize=4096)
def _content(path: str, numbers: tuple[int, ...]) -> Content:
    """``numbers`` are other ones when the file is another one."""
    data = read_bytes(Path(path), BYTES)
    digest = hashlib.sha256(data).hexdigest()
    if len(data) > BYTES:
        return Content(digest, None, f"is over {BYTES:,} bytes; save it as mu-law or MP3, or record less", "too-big")
    try:
        return Content(digest, sound_of(data))
    except Unfit as unfit:
        return Content(digest, None, str(unfit), "audio-format")


def read_recordings(fields: Fields, root: Path, written: Written) -> None:
    """The files of ``menus/audio/`` into what is written."""
    for path in entries(root / AUDIO):
        name = f"{AUDIO}/{path.name}"
        if os.path.isdir(path):
            language = written.languages.get(path.name)
            if language is not None:
                for file in entries(path):
                    _recording(fields, file, f"{name}/{file.name}", written, language)
            elif written.read(LINE):
                fits = did_you_mean(path.name, written.languages)
                message = f'"{shown(path.name)}" is no language of this line{fits}'
                fields.wrong(_mark(name), "unknown-language", message)
        elif path.suffix.lower() in KINDS:
            message = f"is not read here; move it into the folder of its language, like {AUDIO}/en/"
            fields.wrong(_mark(name), "file-name", message)
        elif path.suffix.lower() in (".yaml", ".yml") and name != RECORDED:
            fields.wrong(_mark(name), "file-name", f"is not read; the only YAML here is {RECORDED}")


def _recording(fields: Fields, path: Path, name: str, written: Written, language: WrittenLanguage) -> None:
    mark, suffix, place = _mark(name), path.suffix, PurePosixPath(name).stem
    if suffix.lower() in OTHERS:
        fields.wrong(mark, "audio-format", f'is "{shown(suffix)}"; save it as .wav or .mp3')
    if suffix.lower() not in KINDS:
        return
    if suffix not in KINDS:
        fields.wrong(mark, "file-name", f'is not read; end its name in "{suffix.lower()}"')
    elif place not in written.places:
        if written.all_places:  # else it may stand in the file that cannot be read
            fits = did_you_mean(place, written.places)
            fields.wrong(mark, "unknown-place", f'is a recording of "{shown(place)}", which is no place{fits}')
    elif place in language.recordings:
        other = PurePosixPath(language.recordings[place].path).name
        fields.wrong(mark, "file-name", f'is a second recording of "{place}" beside {other}; keep one of them')
    else:
        _look_into(fields, path, mark, place, language)


def _look_into(fields: Fields, path: Path, mark: Mark, place: str, language: WrittenLanguage) -> None:
    try:
        found = content(path)
    except OSError as error:
        why = "it is no ordinary file" if error.errno == errno.EINVAL else error.strerror or "input error"
        fields.wrong(mark, "unreadable", f"cannot be read: {why}")
        return
    if found.sound is None:
        fields.wrong(mark, found.rule, found.wrong)
        return
    kind, seconds = found.sound
    language.recordings[place] = WrittenRecording(mark.file, place, kind, found.digest[:16], seconds)


def read_stamps(fields: Fields, table: Table, written: Written) -> None:
    """``menus/audio/recorded.yaml`` into what is written. What belongs to no place or language is passed over."""
    for code, node in table.rows.items():
        language = written.languages.get(code)
        inner = fields.table(node, f'recordings of "{shown(code)}"', code.mark)
        for place, entry in inner.rows.items():
            stamp = fields.table(entry, f'recording of "{shown(place)}"', place.mark)
            fields.known(stamp, STAMP, "a recording")
            words, file = (fields.text(stamp, name, needed=f'recording of "{shown(place)}"') for name in STAMP)
            for text in (words, file):
                if text is not None and not _HASH.fullmatch(text):
                    message = f'"{shown(text)}" is no hash; let `hotline audio --stamp` write this file'
                    fields.wrong(text.mark, "wrong-value", message)
            if language is not None and words is not None and file is not None:
                language.stamps[str(place)] = WrittenStamp(place, words, file)


def _mark(name: str) -> Mark:
    return Mark(shown(name, 200))


def stamp_text(stamps: Mapping[str, Mapping[str, tuple[str, str]]], before: str) -> str:
    """``menus/audio/recorded.yaml`` with these words and files by language and place, below the notes it began with."""
    notes = list(takewhile(lambda row: row.startswith("#"), before.splitlines()))
    rows = notes or ["# Which words each recording was made for. `hotline audio --stamp` writes this file."]
    for code, places in stamps.items():
        if places:
            rows.append(f"{code}:")
            for place, (words, file) in sorted(places.items()):
                rows.append(f'  {place}: {{words: "{words}", file: "{file}"}}')
    return "\n".join(rows) + "\n"
