"""What the rules look at: the line as written, its limits, every text in it, and the part of it that fits together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from hotline.channels.sentences import spans
from hotline.channels.sms import Book
from hotline.check.sound import sound
from hotline.loader import Mark, Text, Written, WrittenLanguage, WrittenPlace
from hotline.model import LIMITS, Line, PhoneNumber

Form = Literal["sms", "voice"]
_FILL = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that somebody reads (sms) or hears (voice): a place's, or one of the line's own sentences.

    ``id`` names the place or the sentence; ``place`` is the place as written, nothing for a sentence.
    """

    text: Text
    language: WrittenLanguage
    form: Form
    id: str
    place: WrittenPlace | None = None

    @property
    def lang(self) -> str:
        """The code of its language."""
        return str(self.language.code)

    @property
    def is_topic(self) -> bool:
        """These are the words of a topic."""
        return self.place is not None and self.place.next is not None

    def sentences(self) -> list[tuple[int, str]]:
        """Its sentences, each with the offset where it begins; ``text.at`` tells an offset's line and column."""
        return [(start, self.text[start:end]) for start, end in spans(self.text)]

    def find(self, pattern: re.Pattern[str]) -> Iterator[tuple[Mark, re.Match[str]]]:
        """Every match of a pattern, and where it stands in the file."""
        return ((self.text.at(match.start()), match) for match in pattern.finditer(self.text))


@dataclass(frozen=True)
class Subject:
    """A line that is looked over. ``today`` is nothing where the day does not matter."""

    written: Written
    today: date | None = None

    def ready(self) -> None:
        """Make now what most rules look at, so that two processes that look need not make it twice."""
        _ = self.passages, self.book

    def limit(self, name: str) -> int:
        """The limit of this name: the line's own, else the default."""
        own = self.written.limits.get(name)
        return int(own) if own is not None else LIMITS[name].default

    @cached_property
    def line(self) -> Line | None:
        """The part of the line that fits together."""
        return sound(self.written)

    @cached_property
    def book(self) -> Book | None:
        """The pages of that part."""
        return Book(self.line) if self.line is not None else None

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every text that somebody reads or hears: the places' words, then the line's own sentences."""
        return tuple(passage for language in self.written.languages.values() for passage in self._of(language))

    def _of(self, language: WrittenLanguage) -> Iterator[Passage]:
        for id, words in language.words.items():
            place = self.written.places.get(id)
            if words.sms is not None:
                yield Passage(words.sms, language, "sms", id, place)
            if words.voice is not None:
                yield Passage(words.voice, language, "voice", id, place)
        for id, sentence in language.sentences.items():
            if sentence.sms is not None:
                yield Passage(sentence.sms, language, "sms", id)
            if sentence.voice is not None:
                yield Passage(sentence.voice, language, "voice", id)

    def filled(self, text: str) -> str:
        """The text with phone numbers in it as they are shown; what else is filled in is left out."""

        def one(match: re.Match[str]) -> str:
            kind, _, of = match.group(1).partition(":")
            dial = self.written.numbers.get(of, {}).get("dial")
            return PhoneNumber(of, str(dial)).shown if kind == "number" and dial else ""

        return _FILL.sub(one, text)
