"""Words as a synthesiser should be given them: numbers digit by digit, hard names as they sound, short stretches."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from hotline.channels.fill import choice_fills, citation, fill, who_fills
from hotline.channels.sentences import paragraphs, pieces
from hotline.channels.voice.recorded import fits, name_of
from hotline.channels.when import opening
from hotline.model import Cite, Give, Handoff, Language, Line, Menu, Offer, Opens, PhoneNumber, Said, Tell
from hotline.understand import either

CHUNK = 600  # characters; every carrier's synthesiser takes at least 3,000
CHOICE_PAUSE, PARAGRAPH_PAUSE = 500, 700  # milliseconds
_SILENT = frozenset(("", "welcome", "also"))  # leads of a text only
FEW = 3  # choices that need no pause between them
WORDS_A_MINUTE = 150
SLOW_PACE = 0.8  # of the usual; 120 words a minute for a number that is written down (A16 of the evidence)
TO_WRITE_DOWN = frozenset({"otherwise"})  # sentences that say a number to be written down


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words spoken in one go, the pause after them in milliseconds, and whether they are spoken slower.

    ``audio`` is what a recording that says them is called in an address, and ``lasts`` how many seconds it takes.
    """

    text: str
    lang: str
    pause: int = 0
    slow: bool = False  # words to be written down are spoken slower to everybody
    audio: str = ""
    lasts: float = 0.0

    @property
    def seconds(self) -> float:
        """How long it takes, the pause included: a recording its own time, else 150 words a minute, 120 if slower."""
        pace = WORDS_A_MINUTE * SLOW_PACE if self.slow else WORDS_A_MINUTE
        spoken = self.lasts if self.audio else len(self.text.split()) * 60 / pace
        return spoken + self.pause / 1000


def speak_number(number: PhoneNumber) -> str:
    """A phone number digit by digit, in groups: ``1, 8 0 0, 2 2 7, 2 3 4 5``."""
    return ", ".join(" ".join(group) for group in number.shown.lstrip("+").split("-"))


def utterances(said: Said, line: Line, lang: str, *, recorded: bool = False) -> list[Utterance]:
    """What is spoken for one thing to say; ``recorded``: a place's own words by the recording that fits them."""
    language = line.language(lang)
    match said:
        case Tell(sentence=name, langs="every"):
            return [u for code in line.languages for u in _sentence(line, line.language(code), name)]
        case Tell(sentence=name, langs="next"):
            return _sentence(line, line.language(line.next_language(lang)), name)
        case Tell(sentence=name, place=place):
            fills = _named(line, language, place) if place else None
            spoken = _sentence(line, language, name, fills)
            return [replace(u, slow=True) for u in spoken] if name in TO_WRITE_DOWN else spoken
        case Offer(places=places, connect=connect, send=place):
            text_this = _text_this(line, language, place, len(places) + 1)
            return [*_choices(line, language, places, connect), *text_this]
        case Opens():
            return _opening(said, line, language)
        case Cite(place=place):
            return _cited(line, language, place)
        case Give():
            return _given(said, line, language, recorded=recorded)


def place_words(place: int, line: Line, language: Language) -> str:
    """A place's own words with phone numbers and hours filled in; empty where there are none."""
    words = language.words.get(place)
    return fill(words.voice, line, language, speak_number) if words else ""


def own_words(place: int, line: Line, language: Language, *, recorded: bool = False) -> list[Utterance]:
    """A place's own words as they are spoken, or as its recording says them where there is one that fits."""
    words = place_words(place, line, language)
    recording = language.recordings.get(place) if recorded else None
    if recording is None or not fits(recording, words):
        return list(_uttered(words, tuple(language.pronunciations.items()), language.code))
    return [Utterance(words, language.code, audio=name_of(recording, language.code, place), lasts=recording.seconds)]


def _given(said: Give, line: Line, language: Language, *, recorded: bool) -> list[Utterance]:
    before = said.lead.removesuffix("-also")  # a caller hears the other place among the choices
    lead = [] if before in _SILENT else _sentence(line, language, before)
    body = own_words(said.place, line, language, recorded=recorded)
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


def _choices(line: Line, language: Language, places: tuple[int, ...], connect: tuple[int, ...] = ()) -> list[Utterance]:
    spoken: list[Utterance] = []
    for key, number in enumerate(places, 1):
        if spoken and len(places) > FEW:
            spoken[-1] = replace(spoken[-1], pause=CHOICE_PAUSE)
        name = "connect" if number in connect else "choice"
        spoken += _sentence(line, language, name, _named(line, language, number, key))
    return spoken


def _text_this(line: Line, language: Language, place: int, key: int) -> list[Utterance]:
    """The last choice: the place as a text."""
    return _sentence(line, language, "text-this", choice_fills(line, language, place, key)) if place else []


def _named(line: Line, language: Language, place: int, key: int = 0) -> dict[str, str]:
    """What a sentence about a place may fill in: its label and key, who answers there and their number."""
    return choice_fills(line, language, place, key) | who_fills(line, language, place, speak_number)


def _opening(opens: Opens, line: Line, language: Language) -> list[Utterance]:
    """When a door opens again; nothing in a language that has no names for days and times."""
    place = line.at(opens.place)
    if language.calendar is None or not isinstance(place, Handoff) or place.hours is None:
        return []
    zone = language.calendar.zones.get(place.hours.zone, "")
    fills = {"when": opening(opens, language.calendar), "zone": zone}
    return _sentence(line, language, "opens", _named(line, language, opens.place) | fills)


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
