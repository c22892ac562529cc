"""Words as a synthesiser should be given them: numbers digit by digit, hard names as they sound, short stretches."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from hotline.channels.fill import choice_fills, citation, fill
from hotline.channels.sentences import paragraphs, pieces
from hotline.model import Cite, Give, Handoff, Language, Line, Menu, Offer, PhoneNumber, Said, Tell
from hotline.understand import either

CHUNK = 600  # characters; every carrier's synthesiser takes at least 3,000
CHOICE_PAUSE, PARAGRAPH_PAUSE = 500, 700  # milliseconds
_SILENT = frozenset(("", "welcome", "also"))  # leads of a text only
FEW = 3  # choices that need no pause between them
WORDS_A_MINUTE = 150


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words spoken in one go, and the pause after them in milliseconds."""

    text: str
    lang: str
    pause: int = 0

    @property
    def seconds(self) -> float:
        """How long it takes at 150 words a minute, the pause included."""
        return len(self.text.split()) * 60 / WORDS_A_MINUTE + self.pause / 1000


def speak_number(number: PhoneNumber) -> str:
    """A phone number digit by digit, in groups: ``1, 8 0 0, 2 2 7, 2 3 4 5``."""
    return ", ".join(" ".join(group) for group in number.shown.lstrip("+").split("-"))


def utterances(said: Said, line: Line, lang: str) -> list[Utterance]:
    """What is spoken for one thing to say."""
    language = line.language(lang)
    match said:
        case Tell(sentence=name, langs="every"):
            return [u for code in line.languages for u in _sentence(line, line.language(code), name)]
        case Tell(sentence=name, langs="next"):
            return _sentence(line, line.language(line.next_language(lang)), name)
        case Tell(sentence=name, place=place):
            fills = choice_fills(line, language, place, 0) if place else None
            return _sentence(line, language, name, fills)
        case Offer(places=places, send=place):
            return [*_choices(line, language, places), *_text_this(line, language, place, len(places) + 1)]
        case Cite(place=place):
            return _cited(line, language, place)
        case Give():
            return _given(said, line, language)


def _given(said: Give, line: Line, language: Language) -> list[Utterance]:
    words = language.words.get(said.place)
    before = said.lead.removesuffix("-also")  # a caller hears the other place among the choices
    lead = [] if before in _SILENT else _sentence(line, language, before)
    body = _spoken(words.voice, line, language) if words else []
    match line.at(said.place):
        case Menu(choices=choices):
            return [*lead, *body, *_choices(line, language, choices)]
        case Handoff():
            return [*lead, *body]
        case _:
            return [*lead, *_sentence(line, language, "heading", choice_fills(line, language, said.place, 0)), *body]


def _sentence(line: Line, language: Language, name: str, fills: dict[str, str] | None = None) -> list[Utterance]:
    found = language.sentences.get(name)
    return _spoken(found.voice, line, language, fills) if found else []


def _choices(line: Line, language: Language, places: tuple[int, ...]) -> list[Utterance]:
    spoken: list[Utterance] = []
    for key, number in enumerate(places, 1):
        if spoken and len(places) > FEW:
            spoken[-1] = replace(spoken[-1], pause=CHOICE_PAUSE)
        spoken += _sentence(line, language, "choice", choice_fills(line, language, number, key))
    return spoken


def _text_this(line: Line, language: Language, place: int, key: int) -> list[Utterance]:
    """The last choice: the place as a text."""
    return _sentence(line, language, "text-this", choice_fills(line, language, place, key)) if place else []


def _cited(line: Line, language: Language, place: int) -> list[Utterance]:
    publishers, review = citation(line, language, place)
    return _sentence(line, language, "source", {"sources": publishers, "review": language.sentences[review].voice})


def _spoken(text: str, line: Line, language: Language, fills: dict[str, str] | None = None) -> list[Utterance]:
    filled = fill(text, line, language, speak_number, fills)
    return list(_uttered(filled, tuple(language.pronunciations.items()), language.code))


@lru_cache(maxsize=4096)
def _uttered(text: str, pronunciations: tuple[tuple[str, str], ...], code: str) -> tuple[Utterance, ...]:
    """An author's words as they are spoken; remembered, for they are spoken again and again."""
    spoken: list[Utterance] = []
    for paragraph in paragraphs(_pronounced(text, pronunciations)):
        if spoken:
            spoken[-1] = replace(spoken[-1], pause=PARAGRAPH_PAUSE)
        spoken.extend(Utterance(piece, code) for piece in pieces(paragraph, CHUNK))
    return tuple(spoken)


def pronounce(text: str, language: Language) -> str:
    """The text with hard names written as they sound, in small letters: a synthesiser may spell capitals out."""
    return _pronounced(text, tuple(language.pronunciations.items()))


def _pronounced(text: str, pronunciations: tuple[tuple[str, str], ...]) -> str:
    if not pronunciations:
        return text
    pattern, sounds = _sounds(pronunciations)
    return pattern.sub(lambda match: sounds[" ".join(match.group().lower().split())], text)


@lru_cache(maxsize=64)
def _sounds(pronunciations: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    """What finds the names, and the sound of each."""
    sounds = {" ".join(name.lower().split()): sound.lower() for name, sound in pronunciations}
    return re.compile(rf"\b(?:{either(sounds)})\b", re.IGNORECASE), sounds
