"""One place: how it is reached, where it leads, and its words as they are sent and spoken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hotline.channels.sms import Segments, count
from hotline.channels.voice.speech import Utterance, utterances
from hotline.model import Give, Handoff, Language, Line, Place, Source, Topic, Words
from hotline.served import Served
from hotline.workbench.map import onward
from hotline.workbench.measure import Measure, measured


@dataclass(frozen=True, slots=True)
class Step:
    """A way between two places: the number of the other one, and the key that leads there.

    The key is 0 where no key is pressed: for the handoff that stands in for one that is closed.
    """

    number: int
    key: int


@dataclass(frozen=True, slots=True)
class Sent:
    """One page of a place as a text, with what it costs to send."""

    text: str
    size: Segments


@dataclass(frozen=True, slots=True)
class Told:
    """A place in one language: its words, the texts that it is sent in, what is spoken, and its measures.

    ``recording`` is the file that is played instead of a voice that reads; "" where there is none that fits.
    """

    lang: str
    name: str
    words: Words
    pages: tuple[Sent, ...]
    spoken: tuple[Utterance, ...]
    measure: Measure
    recording: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """One place: ``ways_in`` from other places, ``ways_on`` to them, and its words in every language that has some."""

    place: Place
    ways_in: tuple[Step, ...]
    ways_on: tuple[Step, ...]
    sources: tuple[Source, ...]
    told: tuple[Told, ...]


def facts(served: Served, number: int) -> Facts:
    """What there is to know of a place, which the line has."""
    line = served.line
    place = line.places[number]
    cited = place.sources if isinstance(place, Topic) else ()
    return Facts(
        place,
        tuple(_ways_in(line, number)),
        tuple(_steps(place)),
        tuple(line.sources[id] for id in cited),
        tuple(_told(served, place, language) for language in line.languages.values() if number in language.words),
    )


def _ways_in(line: Line, number: int) -> Iterator[Step]:
    for place in line.places.values():
        yield from (Step(place.number, step.key) for step in _steps(place) if step.number == number)


def _steps(place: Place) -> Iterator[Step]:
    keyless = isinstance(place, Handoff)
    return (Step(to, 0 if keyless else key) for key, to in enumerate(onward(place), start=1))


def _told(served: Served, place: Place, language: Language) -> Told:
    line, book = served.line, served.book
    spoken = utterances(Give(place.number), line, language.code, recorded=True)
    played = any(utterance.audio for utterance in spoken)
    return Told(
        language.code,
        language.name,
        language.words[place.number],
        tuple(Sent(text, count(text)) for text in book.pages(place.number, language.code).texts),
        tuple(spoken),
        measured(place, language, book, line.prices),
        language.recordings[place.number].file if played else "",
    )
