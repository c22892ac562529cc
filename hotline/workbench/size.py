"""How much all words of a line cost to send, how long they take to hear, and how hard they are to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, NamedTuple

from hotline.channels.sms import Book, count
from hotline.channels.sms.pages import sentence
from hotline.channels.voice.speech import utterances
from hotline.check.reading import Grade
from hotline.model import Language, Line, Tell
from hotline.workbench.entries import Key
from hotline.workbench.measure import Measure, measure


class Wording(NamedTuple):
    """The words of a place or a sentence, in one language, for one channel."""

    key: Key
    lang: str
    channel: Literal["sms", "voice"]


@dataclass(frozen=True, slots=True)
class Size:
    """The segments of each page of a text, or the seconds of speech; and the grade, to a tenth, where there is one."""

    segments: tuple[int, ...] = ()
    seconds: float = 0
    grade: float | None = None


Sizes = dict[Wording, Size]


def sizes(line: Line, renamed: Mapping[str, str] = MappingProxyType({})) -> Sizes:
    """The size of all words of a line. ``renamed`` maps a place's name to the one that it is told under."""
    found: Sizes = {}
    for measured in measure(line, Book(line), None):
        found |= _place(measured, Key("place", renamed.get(measured.place, measured.place)))
    for language in line.languages.values():
        found |= dict(_sentences(line, language))
    return found


def _place(measured: Measure, key: Key) -> Sizes:
    return {
        Wording(key, measured.lang, "sms"): Size(segments=measured.segments, grade=_value(measured.sms_grade)),
        Wording(key, measured.lang, "voice"): Size(seconds=measured.seconds, grade=_value(measured.voice_grade)),
    }


def _value(grade: Grade | None) -> float | None:
    return None if grade is None else round(grade.value, 1)


def _sentences(line: Line, language: Language) -> Iterator[tuple[Wording, Size]]:
    for name, found in language.sentences.items():
        key = Key("sentence", name)
        if found.sms:
            segments = count(sentence(line, language, name)).segments
            yield Wording(key, language.code, "sms"), Size(segments=(segments,))
        if found.voice:
            seconds = sum(utterance.seconds for utterance in utterances(Tell(name), line, language.code))
            yield Wording(key, language.code, "voice"), Size(seconds=round(seconds, 1))
