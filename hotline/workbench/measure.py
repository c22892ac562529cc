"""What a line's places take: segments, seconds, reading grade, longest sentence, money.

Rule 1: a session is one person who asks for one place and takes in all of it. By text: one text in for each page (the
word, then MORE) and the page's segments out. By phone: the place's seconds, rounded up to whole minutes, as carriers
that bill by the minute do. A real call hears several places in one, so it costs less than its places added up.
Rule 2: a menu is read and spoken with its choices, a topic is spoken with its heading; what is offered once a topic was
heard is not in its seconds. A handoff ends before it dials: how long two people talk is nothing that a line can know.
Rule 3: only topics have a reading grade, each form by itself and whole: the form to read and the form to hear are two
texts. A phone number is one word in both.
Rule 4: without prices there is no cost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil
from typing import Literal

from hotline.channels.fill import fill
from hotline.channels.sms import Book, count
from hotline.channels.voice.speech import utterances
from hotline.check.reading import Grade, exempt_terms, grade_of, sentences_of, words_of
from hotline.model import Give, Language, Line, Place, Prices, Topic, Words

SESSIONS = 1_000
Form = Literal["sms", "voice"]


@dataclass(frozen=True, slots=True)
class Cost:
    """What 1,000 sessions cost, in ``currency``: all of them by text, or all of them by phone."""

    currency: str
    text: float
    call: float

    @property
    def dearer(self) -> float:
        """The larger of the two."""
        return max(self.text, self.call)


@dataclass(frozen=True, slots=True)
class Longest:
    """The longest sentence of a place: how many words, in which form, and the sentence itself."""

    words: int
    form: Form
    text: str


@dataclass(frozen=True, slots=True)
class Measure:
    """One place in one language.

    ``segments`` and ``characters`` have one number for each page; characters are counted as the carrier counts them.
    ``encoding`` is ucs-2 where any page needs it. A form too short to score has no grade.
    """

    lang: str
    place: str
    number: int
    kind: str
    segments: tuple[int, ...]
    characters: tuple[int, ...]
    encoding: str
    seconds: float
    sms_grade: Grade | None
    voice_grade: Grade | None
    longest: Longest
    cost: Cost | None

    @property
    def grade(self) -> Grade | None:
        """The grade of the form that is harder to read."""
        return max(filter(None, (self.sms_grade, self.voice_grade)), key=lambda grade: grade.hardness, default=None)


@dataclass(frozen=True, slots=True)
class Total:
    """All places of one language. ``cost`` is that of an average place; reading grades are not averaged."""

    lang: str
    places: int
    pages: int
    segments: int
    seconds: float
    cost: Cost | None


def measure(line: Line, book: Book, prices: Prices | None) -> list[Measure]:
    """Every place that has words, language by language, in the order of the line."""
    return [
        _measured(place, language, book, prices)
        for language in line.languages.values()
        for number, place in line.places.items()
        if number in language.words
    ]


def totals(measures: Sequence[Measure]) -> list[Total]:
    """One total for each language."""
    by_language = groupby(measures, key=lambda found: found.lang)
    return [_total(lang, list(found)) for lang, found in by_language]


def dearest(measures: Sequence[Measure], most: int = 5) -> list[Measure]:
    """The places that cost most, the dearest first."""
    priced = [(found.cost.dearer, found) for found in measures if found.cost is not None]
    return [found for _, found in sorted(priced, key=lambda pair: -pair[0])[:most]]


def hardest(measures: Sequence[Measure], most: int = 5) -> list[Measure]:
    """The places of one language that are the hardest to read, the hardest first."""
    graded = [(found.grade.hardness, found) for found in measures if found.grade is not None]
    return [found for _, found in sorted(graded, key=lambda pair: -pair[0])[:most]]


def longest(measures: Sequence[Measure], most: int = 5) -> list[Measure]:
    """The places with the longest sentences, the longest first."""
    return sorted(measures, key=lambda found: -found.longest.words)[:most]


def _measured(place: Place, language: Language, book: Book, prices: Prices | None) -> Measure:
    words = language.words[place.number]
    pages = [count(text) for text in book.pages(place.number, language.code).texts]
    segments = tuple(page.segments for page in pages)
    seconds = sum(utterance.seconds for utterance in utterances(Give(place.number), book.line, language.code))
    forms: dict[Form, str] = {
        "sms": _shown(words.sms, book.line, language),
        "voice": _shown(words.voice, book.line, language),
    }
    grades = _grades(forms, language, words) if isinstance(place, Topic) else {}
    return Measure(
        lang=language.code,
        place=place.id,
        number=place.number,
        kind=type(place).__name__.lower(),
        segments=segments,
        characters=tuple(page.units for page in pages),
        encoding="ucs-2" if any(page.encoding == "ucs-2" for page in pages) else "gsm-7",
        seconds=round(seconds, 1),
        sms_grade=grades.get("sms"),
        voice_grade=grades.get("voice"),
        longest=max(_long(forms), key=lambda found: found.words, default=Longest(0, "sms", "")),
        cost=None if prices is None else _cost(segments, seconds, prices),
    )


def _grades(forms: dict[Form, str], language: Language, words: Words) -> dict[Form, Grade | None]:
    exempt = exempt_terms(language, words)
    return {form: grade_of(text, language.code, exempt) for form, text in forms.items()}


def _shown(text: str, line: Line, language: Language) -> str:
    return fill(text, line, language, lambda number: number.shown)


def _long(forms: dict[Form, str]) -> Iterator[Longest]:
    for form, text in forms.items():
        yield from (Longest(len(words_of(sentence)), form, sentence) for sentence in sentences_of(text))


def price_of_texts(segments: Sequence[int], prices: Prices) -> float:
    """What texts cost that are each asked for by a text, in the prices' currency; ``segments`` of each of them."""
    return len(segments) * prices.text_in + sum(segments) * prices.text_out


def minutes_of(seconds: float) -> int:
    """The minutes that a call is billed for; at least 1."""
    return max(1, ceil(round(seconds, 3) / 60))  # rounded first: 150 words of 0.4 s each may add up to 60.0000001


def _cost(segments: tuple[int, ...], seconds: float, prices: Prices) -> Cost:
    call = minutes_of(seconds) * prices.minute
    return Cost(prices.currency, SESSIONS * price_of_texts(segments, prices), SESSIONS * call)


def _total(lang: str, found: list[Measure]) -> Total:
    costs = [one.cost for one in found if one.cost is not None]
    return Total(
        lang=lang,
        places=len(found),
        pages=sum(len(one.segments) for one in found),
        segments=sum(sum(one.segments) for one in found),
        seconds=round(sum(one.seconds for one in found), 1),
        cost=_average(costs) if costs else None,
    )


def _average(costs: list[Cost]) -> Cost:
    return Cost(
        costs[0].currency,
        sum(cost.text for cost in costs) / len(costs),
        sum(cost.call for cost in costs) / len(costs),
    )
