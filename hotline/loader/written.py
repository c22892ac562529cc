"""A line as an operator wrote it: every value a text with its mark, complete or not. The rules look at this."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from hotline.loader.conversation import WrittenConversation
from hotline.loader.problem import Mark, Text
from hotline.model import Holiday, Span

LINE = "menus/line.yaml"
SOURCES = "menus/sources.yaml"
SAFETY = "menus/safety.yaml"
GLOSSARY = "menus/glossary.yaml"
TESTS = "menus/tests"
AUDIO = "menus/audio"
RECORDED = "menus/audio/recorded.yaml"


@dataclass(frozen=True, slots=True)
class WrittenHours:
    """Opening hours, found good: each weekday's spans from Monday on, and the holidays with the words for each."""

    mark: Mark
    zone: Text
    week: tuple[tuple[Span, ...], ...]
    holidays: list[tuple[Text, Holiday]]


@dataclass(frozen=True, slots=True)
class WrittenCalendar:
    """How a language names a day and a time, found good; see ``Calendar`` of the model."""

    mark: Mark
    days: list[Text]
    months: list[Text]
    phrases: dict[str, Text]
    times: dict[int, Text]
    zones: dict[Text, Text]


@dataclass(slots=True)
class WrittenPlace:
    """An entry of ``menus/<area>.yaml``. Exactly one of choices, next and transfer is there in a good one."""

    id: Text
    number: Text | None = None
    choices: list[Text] | None = None
    next: list[Text] | None = None
    transfer: Text | None = None
    sources: list[Text] = field(default_factory=list)
    context: dict[Text, Text] = field(default_factory=dict)
    connect: Text | None = None
    hours: WrittenHours | None = None
    otherwise: Text | None = None
    caller_id: Text | None = None

    @property
    def offered(self) -> list[Text]:
        """The ids of the places offered here."""
        return [*(self.choices or []), *(self.next or [])]


@dataclass(slots=True)
class WrittenWords:
    """An entry of ``content/<lang>/<area>.yaml``."""

    id: Text
    lang: str
    label: Text | None = None
    keywords: list[Text] | None = None
    asks: list[Text] = field(default_factory=list)
    sms: Text | None = None
    voice: Text | None = None
    who: Text | None = None
    review: dict[str, Text] | None = None


@dataclass(frozen=True, slots=True)
class WrittenRecording:
    """A file of ``menus/audio/<lang>/``; ``path`` is where it lies below the line's folder."""

    path: str
    place: str
    kind: Literal["wav", "mp3"]
    content: str  # the first 16 hex digits of SHA-256 over its bytes
    seconds: float


@dataclass(frozen=True, slots=True)
class WrittenStamp:
    """An entry of ``menus/audio/recorded.yaml``: which words a file of which content was recorded for."""

    id: Text
    words: Text
    file: Text


@dataclass(slots=True)
class WrittenSentence:
    """One of the line's own sentences."""

    id: Text
    sms: Text | None = None
    voice: Text | None = None


@dataclass(slots=True)
class WrittenLanguage:
    """A language: its settings in ``menus/line.yaml`` and its ``content/<lang>/line.yaml``."""

    code: Text
    settings: dict[str, Text] = field(default_factory=dict)
    file: str = ""
    name: Text | None = None
    sender: Text | None = None
    names: list[Text] = field(default_factory=list)
    digits: list[Text] = field(default_factory=list)
    elsewhere: list[Text] = field(default_factory=list)
    answers: dict[str, list[Text]] = field(default_factory=dict)
    commands: dict[str, list[Text]] = field(default_factory=dict)
    consent: dict[str, list[Text]] = field(default_factory=dict)
    hours: dict[str, Text] = field(default_factory=dict)
    sentences: dict[str, WrittenSentence] = field(default_factory=dict)
    words: dict[str, WrittenWords] = field(default_factory=dict)
    safety: dict[str, list[Text]] = field(default_factory=dict)
    pronunciations: dict[str, Text] = field(default_factory=dict)
    glossary: dict[str, list[Text]] = field(default_factory=dict)
    recordings: dict[str, WrittenRecording] = field(default_factory=dict)
    stamps: dict[str, WrittenStamp] = field(default_factory=dict)
    calendar: WrittenCalendar | None = None
    card: dict[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Waiver:
    """ "waive" beside a thing: a rule, the reason why it does not hold there, and the lines that the thing takes."""

    rule: Text
    reason: Text
    first: int
    last: int


@dataclass(slots=True)
class Written:
    """The whole line as written."""

    settings: dict[str, Text] = field(default_factory=dict)
    languages: dict[str, WrittenLanguage] = field(default_factory=dict)
    numbers: dict[str, dict[str, Text]] = field(default_factory=dict)
    number_marks: dict[str, Mark] = field(default_factory=dict)
    sources: dict[str, dict[str, Text]] = field(default_factory=dict)
    safety_places: dict[str, Text] = field(default_factory=dict)
    limits: dict[str, Text] = field(default_factory=dict)
    prices: dict[str, Text] = field(default_factory=dict)
    trusted_sites: list[Text] = field(default_factory=list)
    never_guessed: list[Text] = field(default_factory=list)
    urgent: list[Text] = field(default_factory=list)
    waivers: list[Waiver] = field(default_factory=list)
    conversations: list[WrittenConversation] = field(default_factory=list)
    places: dict[str, WrittenPlace] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)

    def read(self, start: str) -> bool:
        """Every file whose name starts so could be read. Where one could not, what it may hold is not missed."""
        return not any(name.startswith(start) for name in self.unread)

    def handoff_to(self, number: str | None) -> WrittenPlace | None:
        """The handoff that leads to the phone number of this name; of several one that never closes."""
        found = [place for place in self.places.values() if number is not None and place.transfer == number]
        return min(found, key=lambda place: place.hours is not None, default=None)

    def onward(self, place: WrittenPlace) -> list[str]:
        """The ids of the places that lie behind this one: those offered here, and the persons it leads to."""
        persons = (self.handoff_to(place.connect), self.handoff_to(place.otherwise))
        return [*map(str, place.offered), *(str(person.id) for person in persons if person is not None)]

    @property
    def all_places(self) -> bool:
        """Every file in which places stand could be read."""
        unread = self.unread - {LINE, SOURCES, GLOSSARY}
        beside = (f"{TESTS}/", f"{AUDIO}/")
        return not any(name.startswith("menus/") and not name.startswith(beside) for name in unread)
