"""When a recording is played: only while it says the words that would be spoken, and what it is called on the web.

Rule 1: a recording belongs to words by a hash of them, with phone numbers and hours filled in. When these change, the
voice of the platform says the new words until somebody has recorded them.
Rule 2: its address tells the place's number and the file's content, never a name and never a person.
"""

from __future__ import annotations

import hashlib
import re
from typing import NamedTuple

from hotline.model import Recording

_NAME = re.compile(r"([1-9][0-9]{2})\.([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\.([0-9a-f]{16})\.(?:wav|mp3)")


class Name(NamedTuple):
    """What the name of a recording in an address tells."""

    place: int
    lang: str
    content: str


def words_hash(spoken: str) -> str:
    """The first 16 hex digits of SHA-256 over words as they are spoken; spaces and line ends do not matter."""
    return hashlib.sha256(" ".join(spoken.split()).encode()).hexdigest()[:16]


def fits(recording: Recording, spoken: str) -> bool:
    """The recording was made for these words."""
    return recording.words == words_hash(spoken)


def name_of(recording: Recording, lang: str, place: int) -> str:
    """What the recording is called in an address: ``210.en.3f2a9c0d11aa22bb.wav``."""
    return f"{place}.{lang}.{recording.content}.{recording.kind}"


def read_name(text: str) -> Name | None:
    """The name's parts, or nothing where it is none."""
    match = _NAME.fullmatch(text)
    return Name(int(match[1]), match[2], match[3]) if match else None
