"""A line as data: places, words, numbers and policy, frozen and checked, ready to be asked.

Built by ``hotline.loader`` from YAML; nothing here reads a file. Places are found by their number, because a
number never changes while a name may.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from hotline.model.hours import Hours

Level = Literal["crisis", "emergency", "call-team"]
Platform = Literal["twilio", "signalwire"]  # who carries the calls and texts; a row each in channels/platforms.py
KEYS = 6  # choices that have a key of their own, 1 to 6; the other keys mean the same everywhere
LEVELS: tuple[Level, ...] = ("crisis", "emergency", "call-team")  # most urgent first
SIGNS: Mapping[Level, str] = {level: f"{level}-signs" for level in LEVELS}  # what weaker patterns stand under


@dataclass(frozen=True, slots=True)
class Menu:
    """A place that offers choices; ``choices`` are place numbers in the order of the keys 1, 2, 3."""

    id: str
    number: int
    choices: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """A place that answers; ``next`` are the numbers of the places offered after it.

    ``context``: right after this place, who speaks of the first of two places means the second ("the side effects").
    ``connect`` is a handoff that is offered before them, 0 for none.
    """

    id: str
    number: int
    next: tuple[int, ...]
    sources: tuple[str, ...] = ()
    context: Mapping[int, int] = field(default_factory=dict)
    connect: int = 0


@dataclass(frozen=True, slots=True)
class Handoff:
    """A place that leads to a person; ``transfer`` is a name in the line's registry of phone numbers.

    hours      when somebody answers; nothing for a line that never closes
    otherwise  the handoff for the time when this one is closed or does not answer; 0 for none
    caller_id  whose number they see who answer: the line's, or the caller's
    """

    id: str
    number: int
    transfer: str
    hours: Hours | None = None
    otherwise: int = 0
    caller_id: Literal["line", "caller"] = "line"


Place = Menu | Topic | Handoff


@dataclass(frozen=True, slots=True)
class Review:
    """Who stands behind some words. Words are approved only while their hash fits."""

    status: Literal["draft", "approved"] = "draft"
    role: str = ""
    on: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """An author's text for one place in one language: a form to read and a form to hear."""

    label: str
    keywords: tuple[str, ...]
    asks: tuple[str, ...]
    sms: str
    voice: str
    review: Review = Review()
    who: str = ""  # of a handoff: who answers, as it is named inside a sentence


@dataclass(frozen=True, slots=True)
class Recording:
    """A voice that says a place's words in one language.

    ``file`` is its path below ``menus/audio``, ``content`` the first 16 hex digits of SHA-256 over its bytes; ``words``
    is the hash of the words that it was recorded for, as somebody said; empty where nobody did.
    """

    file: str
    kind: Literal["wav", "mp3"]
    content: str
    seconds: float
    words: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One of the line's own sentences ("I did not understand"), to read and to hear; either may be empty."""

    sms: str = ""
    voice: str = ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """How a language names a day and a time.

    ``today``, ``tomorrow``, ``day`` and ``date`` are phrases with {time}, {day}, {date} and {month} in them. ``times``
    maps a minute after midnight to the phrase that holds from then on, with {clock} in it. ``zones`` names time zones.
    """

    days: tuple[str, ...]
    months: tuple[str, ...]
    today: str
    tomorrow: str
    day: str
    date: str
    times: Mapping[int, str]
    zones: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the line: its words, its command words and how it is written and spoken."""

    code: str
    name: str
    text: Literal["gsm-7", "ucs-2"]
    speech: str  # BCP 47, for Gather and Say
    voice: str
    sender: str  # how a text says who sends it; neutral, a lock screen shows it
    words: Mapping[int, Words]
    sentences: Mapping[str, Sentence]
    commands: Mapping[str, tuple[str, ...]]
    consent: Mapping[str, tuple[str, ...]]
    names: tuple[str, ...]  # words that choose this language ("espanol", "spanish")
    digits: tuple[str, ...]  # the words for one, two, three ... up to nine
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # see hotline.model.sentences.ANSWERS
    hours: Mapping[str, str] = field(default_factory=dict)
    elsewhere: tuple[str, ...] = ()  # what people send that no place of this line answers
    pronunciations: Mapping[str, str] = field(default_factory=dict)
    glossary: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # a hard term, and the plain words for it
    recordings: Mapping[int, Recording] = field(default_factory=dict)  # by place; played where they fit its words
    calendar: Calendar | None = None  # where a handoff has hours
    card: Mapping[str, str] = field(default_factory=dict)  # what printed cards say of the line; hotline.model.sentences


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """An entry of the registry of phone numbers. ``dial`` is E.164 or a short code like 988."""

    name: str
    dial: str
    hours_verified: bool = False

    @property
    def shown(self) -> str:
        """The number as people read it: ``1-800-227-2345``."""
        if self.dial.startswith("+1") and len(self.dial) == 12:
            return f"1-{self.dial[2:5]}-{self.dial[5:8]}-{self.dial[8:]}"
        return self.dial


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts come from."""

    publisher: str
    title: str
    address: str
    seen: str


@dataclass(frozen=True, slots=True)
class Prices:
    """What the carrier takes, in ``currency``: for one segment sent, one text received, one minute of a call."""

    currency: str
    text_out: float
    text_in: float
    minute: float


@dataclass(frozen=True, slots=True)
class SafetyPatterns:
    """One language's patterns for a cry for help; see docs/yaml.md for how a pattern is written.

    ``signs`` are weaker ones: they count unless what was learned from examples speaks clearly against it.
    """

    find: Mapping[Level, tuple[str, ...]]
    unless: tuple[str, ...] = ()
    signs: Mapping[Level, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """The whole service: its places, words, numbers and policy.

    ``places`` maps a place's number to the place. ``languages`` keeps the order of ``line.yaml``; the first is the
    default.
    """

    start: int
    person: int
    phone: str  # the line's own number, or ""
    opt_out_handled_by: Literal["carrier", "app"]
    allow_drafts: bool
    languages: Mapping[str, Language]
    places: Mapping[int, Place]
    numbers: Mapping[str, PhoneNumber]
    sources: Mapping[str, Source]
    safety: Mapping[str, SafetyPatterns]
    safety_places: Mapping[Level, int]
    wait: int = 8  # seconds of silence before asking again
    slow_wait: int = 10
    prices: Prices | None = None
    keep_unmet: bool = False  # whether texts that are not understood are kept, scrubbed
    learned_safety: bool = False  # whether what was learned from examples helps to find a cry for help
    never_guessed: tuple[int, ...] = ()  # places for those who name them, by a word or a number
    urgent: tuple[int, ...] = ()  # of several that a text asks for, the first of these is answered first
    platform: Platform = "twilio"

    @property
    def default_language(self) -> str:
        """The code of the language that people are answered in first."""
        return next(iter(self.languages))

    def at(self, number: int | None) -> Place:
        """The place with this number, or the main menu where there is none (it may have been taken out)."""
        return self.places.get(number if number is not None else self.start) or self.places[self.start]

    def language(self, code: str) -> Language:
        """The language with this code, or the default one."""
        return self.languages.get(code) or self.languages[self.default_language]

    def next_language(self, code: str) -> str:
        """The code of the language that comes after this one, round and round."""
        codes = list(self.languages)
        return codes[(codes.index(code) + 1) % len(codes)] if code in codes else codes[0]

    def offers(self, number: int) -> tuple[int, ...]:
        """What is offered at a place: a menu's choices, a topic's person and next, the main menu after a handoff."""
        match self.at(number):
            case Menu(choices=choices):
                return choices
            case Topic(next=onward, connect=person):
                return (person, *onward) if person else onward
            case Handoff():
                return self.offers(self.start)

    def offers_with(self, number: int, other: int) -> tuple[int, ...]:
        """The same, and behind them a place that was asked for too; 0 is none."""
        return (*self.offers(number)[: KEYS - 1], other) if other else self.offers(number)
