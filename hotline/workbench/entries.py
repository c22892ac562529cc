"""A line taken apart into named values, so that two lines can be compared.

Rule 1: every field of the model is in some entry. A field that is new in the model comes in by itself.
Rule 2: places are named by their names, not their numbers, because people compare them.
Rule 3: what is empty is not there: an empty list and a missing one say the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from hotline.channels.sentences import paragraphs
from hotline.hours import in_words
from hotline.model import Hours, Line, Place, Review, Words

Kind = Literal["place", "sentence", "number", "source", "safety", "language", "settings"]
KINDS: tuple[Kind, ...] = ("place", "sentence", "number", "source", "safety", "language", "settings")
Value = str | tuple[str, ...]

_OWN = frozenset({"places", "languages", "numbers", "sources", "safety", "start", "person", "safety_places"})
_APART = frozenset({"words", "sentences"})


class Key(NamedTuple):
    """What an entry is, and its name: a place's, a sentence's, a number's, a source's or a language's."""

    kind: Kind
    name: str


class Aspect(NamedTuple):
    """One value of an entry: ``words`` to read or to hear have a channel; what is in no language has no ``lang``."""

    lang: str
    what: str
    channel: Literal["", "sms", "voice"] = ""


Entries = dict[Key, dict[Aspect, Value]]


def entries(line: Line, renamed: Mapping[str, str] = MappingProxyType({})) -> Entries:
    """All that a line is. ``renamed`` maps a place's name to the one that it is told under."""
    names = {number: renamed.get(place.id, place.id) for number, place in line.places.items()}
    found: Entries = {}
    for number, place in line.places.items():
        found[Key("place", names[number])] = dict(_place(place, names)) | dict(_words(line, number))
    for code, language in line.languages.items():
        for name, sentence in language.sentences.items():
            found.setdefault(Key("sentence", name), {}).update(_texts(code, sentence.sms, sentence.voice))
        own = ((field.name, getattr(language, field.name)) for field in fields(language) if field.name not in _APART)
        found[Key("language", code)] = {a: v for name, value in own for a, v in _plain(value, name, code)}
    for code, patterns in line.safety.items():
        found[Key("safety", code)] = dict(_plain({**patterns.find, "unless": patterns.unless}, "", code))
    found |= {Key("number", name): dict(_plain(number, "")) for name, number in line.numbers.items()}
    found |= {Key("source", name): dict(_plain(source, "")) for name, source in line.sources.items()}
    found[Key("settings", "")] = dict(_settings(line, names))
    return {key: entry for key, entry in found.items() if entry}


def _settings(line: Line, names: Mapping[int, str]) -> Iterator[tuple[Aspect, Value]]:
    yield Aspect("", "start"), names[line.start]
    yield Aspect("", "person"), names[line.person]
    yield Aspect("", "languages"), tuple(line.languages)
    yield from _plain({level: names[number] for level, number in line.safety_places.items()}, "safety_places")
    for field in fields(line):
        if field.name not in _OWN:
            yield from _plain(getattr(line, field.name), field.name)


def _place(place: Place, names: Mapping[int, str]) -> Iterator[tuple[Aspect, Value]]:
    yield Aspect("", "name"), place.id
    yield Aspect("", "kind"), type(place).__name__.lower()
    for field in fields(place):
        value = getattr(place, field.name)
        if field.name in ("choices", "next"):
            value = tuple(names[number] for number in value)
        if field.name in ("connect", "otherwise"):
            value = names.get(value, value or "")
        if isinstance(value, Hours):
            value = in_words(value)
        if field.name != "id":
            yield from _plain(value, field.name)


def _words(line: Line, number: int) -> Iterator[tuple[Aspect, Value]]:
    for code, language in line.languages.items():
        words = language.words.get(number)
        if words is not None:
            yield from _texts(code, words.sms, words.voice).items()
            yield Aspect(code, "review"), _review(words.review)
            for field in fields(Words):
                if field.name not in ("sms", "voice", "review"):
                    yield from _plain(getattr(words, field.name), field.name, code)


def _texts(code: str, sms: str, voice: str) -> dict[Aspect, Value]:
    """The words of both channels, a paragraph a line: spaces that nobody sees or hears are no difference."""
    found: dict[Aspect, Value] = {}
    for channel, text in (("sms", sms), ("voice", voice)):
        if text:
            found[Aspect(code, "words", channel)] = "\n".join(paragraphs(text))  # type: ignore[arg-type]
    return found


def _review(review: Review) -> str:
    if review.status != "approved":
        return review.status
    parts = (f"by {review.role}" if review.role else "", f"on {review.on}" if review.on else "")
    after = f"next review {review.next}" if review.next else ""
    return ", ".join(part for part in (" ".join(("approved", *filter(None, parts))), after) if part)


def _plain(value: Any, name: str, lang: str = "") -> Iterator[tuple[Aspect, Value]]:
    """A value as text, or what is inside it, each under a longer name."""
    if is_dataclass(value):
        value = {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _plain(inner, f"{name} {key}".strip(), lang)
    elif isinstance(value, tuple) and value:
        yield Aspect(lang, name), tuple(map(str, value))
    elif isinstance(value, bool):
        yield Aspect(lang, name), "yes" if value else "no"
    elif value is not None and value not in ("", ()):
        yield Aspect(lang, name), str(value)
