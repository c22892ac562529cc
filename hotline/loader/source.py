"""From a file to its text, or to the problem that says why it cannot be read.

What an editor calls a line end and what YAML calls one are the same here, so that marks point where a person looks.
"""

from __future__ import annotations

import codecs
import errno
import os
import re
import stat
from pathlib import Path

from hotline.loader.problem import LINE_END, Mark, Problem, shown

BYTES = 1_000_000
# What may not stand in a text: control characters, and the byte order mark, which is invisible and breaks words.
CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_AS_UTF_8 = 'save it as UTF-8 (in Notepad: "Save as", "Encoding: UTF-8")'
_REASONS = {
    errno.ENOENT: "is missing",
    errno.EACCES: "may not be read; look at the permissions of the file",
    errno.ELOOP: "is a link that leads back to itself; put the file itself here",
}


class Refused(Exception):
    """Reading a file stops here; the problem says why."""

    def __init__(self, mark: Mark, rule: str, message: str) -> None:
        super().__init__(message)
        self.problem = Problem(mark, rule, message)


def text_of(path: Path, name: str) -> str:
    """The text in a file; ``name`` is what the file is called in a problem."""
    data = _bytes(path, Mark(name))
    _no_wide_encoding(data, Mark(name))
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        mark = _mark_after(name, data[: error.start].decode("utf-8", "replace"))
        meant = shown(data[error.start : error.start + 1].decode("cp1252", "replace"))
        raise Refused(mark, "encoding", f'the character "{meant}" is not saved as UTF-8; {_AS_UTF_8}') from None
    control = CONTROL.search(text)
    if control:
        raise Refused(_mark_after(name, text[: control.start()]), "encoding", no_control(control.group()))
    return text


def read_bytes(path: Path, most: int = BYTES) -> bytes:
    """The bytes of an ordinary file, at most one over the limit. A pipe or a device would never end."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, "is no ordinary file; a YAML file was expected")
    with path.open("rb") as file:
        return file.read(most + 1)


def no_control(character: str) -> str:
    """What to say of a character that nobody can see, hear or send."""
    return f"has an invisible character (U+{ord(character):04X}) in it; delete it, or the word around it"


def _bytes(path: Path, mark: Mark) -> bytes:
    try:
        if path.is_dir():
            raise Refused(mark, "unreadable", "is a folder; a YAML file was expected")
        data = read_bytes(path)
    except OSError as error:
        raise Refused(mark, "unreadable", _reason(path, error)) from None
    if len(data) > BYTES:
        raise Refused(mark, "too-big", f"is over {BYTES:,} bytes; split it into several files")
    return data


def _reason(path: Path, error: OSError) -> str:
    if error.errno == errno.ENOENT and os.path.islink(path):
        return "is a link to a file that is not there; put the file itself here"
    if error.errno == errno.EINVAL:
        return error.strerror or "cannot be read"
    return _REASONS.get(error.errno or 0, f"cannot be read: {error.strerror or 'input error'}")


def _no_wide_encoding(data: bytes, mark: Mark) -> None:
    """Windows' "Unicode" has a mark before the first letter, or every second byte of plain letters is zero."""
    sample = data[:400]
    zeros = sample[::2].count(0), sample[1::2].count(0)
    halves = min(zeros) == 0 and max(zeros) >= max(2, len(sample) // 4)
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")) or halves:
        raise Refused(mark, "encoding", f"is saved as UTF-16; {_AS_UTF_8}")


def _mark_after(name: str, before: str) -> Mark:
    lines = LINE_END.split(before)
    return Mark(name, len(lines), len(lines[-1]) + 1)
