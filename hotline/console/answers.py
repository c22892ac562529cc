"""What the phone shows beside each answer: what answered, why, what it offers, its size and its price."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hotline.channels.sentences import sentences
from hotline.channels.sms import Segments, count
from hotline.model import Ask, Line, Meaning, Session, Transfer, Turn
from hotline.rehearsal import Received, Spoken, Stretch
from hotline.rehearsal.names import names
from hotline.workbench.measure import minutes_of, price_of_texts
from hotline.workbench.why import why


@dataclass(frozen=True, slots=True)
class Named:
    """A place with its label in the language of the answer; ``key`` is what chooses it, ``by`` how it was found."""

    id: str
    label: str
    number: int
    key: int = 0
    score: float = 0
    by: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one answer.

    names    by which a conversation test expects it
    size     of a text; nothing where none came
    price    of a text with the one that it answers, of a call so far; "" where the line has no prices
    seconds  of a stretch of a call; ``so_far`` of the call with it, ``minutes`` that are billed for that
    """

    names: tuple[str, ...]
    outcome: str
    safety: str
    lang: str
    language: str
    place: Named | None
    near: tuple[Named, ...]
    offers: tuple[Named, ...]
    size: Segments | None = None
    price: str = ""
    seconds: float = 0
    so_far: float = 0
    minutes: int = 0

    @property
    def commands(self) -> tuple[str, ...]:
        """The names in capitals: what the line did by itself."""
        return tuple(name for name in self.names if name.isupper())


@dataclass(frozen=True, slots=True)
class Exchange:
    """A text and what came back; ``facts`` are missing where only the words were kept."""

    body: str
    reply: str
    lang: str
    facts: Facts | None = None


def facts_of_text(line: Line, received: Received, meaning: Meaning) -> Facts:
    """The facts of a text that came back, or of none."""
    size = count(received.text) if received.text else None
    price = ""
    if line.prices is not None:
        paid = price_of_texts([size.segments], line.prices) if size else line.prices.text_in
        price = _money(paid, line.prices.currency)
    return _facts(line, received.turn, meaning, call=False, size=size, price=price)


def facts_of_call(line: Line, heard: Stretch, meaning: Meaning, so_far: float) -> Facts:
    """The facts of a stretch of a call, after which so many seconds were spoken."""
    minutes = minutes_of(so_far)
    price = _money(minutes * line.prices.minute, line.prices.currency) if line.prices else ""
    seconds = round(sum(sound.seconds for sound in heard.sounds), 1)
    spoken = {"seconds": seconds, "so_far": round(so_far, 1), "minutes": minutes}
    return _facts(line, heard.turn, meaning, call=True, price=price, **spoken)


def _facts(line: Line, turn: Turn, meaning: Meaning, *, call: bool, **more: Any) -> Facts:
    found, lang = why(line, turn, meaning), turn.session.lang
    numbers = {place.id: number for number, place in line.places.items()}
    near = [_named(line, numbers[one.place], lang, score=one.score, by=one.why) for one in found.candidates]
    offers = [_named(line, number, lang, key=key) for key, number in enumerate(turn.session.offered, 1)]
    return Facts(
        names=names(turn, line, call=call),
        outcome=found.outcome,
        safety=found.safety,
        lang=lang,
        language=line.language(lang).name,
        place=_named(line, turn.place, lang) if turn.place else None,
        near=tuple(near),
        offers=tuple(offers),
        **more,
    )


def _named(line: Line, number: int, lang: str, **more: Any) -> Named:
    words, place = line.language(lang).words.get(number), line.at(number)
    return Named(place.id, words.label if words else place.id, number, **more)


def sounds_of(heard: Stretch) -> list[dict[str, Any]]:
    """What is said, sentence by sentence: words, language, rate, seconds, the quiet after it in seconds, and whether
    no key interrupts it.
    """
    return [sound | {"uncut": at < heard.uncut} for at, spoken in enumerate(heard.sounds) for sound in _cut(spoken)]


def _cut(spoken: Spoken) -> list[dict[str, Any]]:
    said: list[dict[str, Any]] = [
        {
            "text": text,
            "lang": spoken.language,
            "rate": spoken.rate,
            "seconds": round(Spoken(text, spoken.language, spoken.rate).seconds, 2),
            "pause": 0.0,
        }
        for text in sentences(spoken.text) or [""]
    ]
    said[-1]["pause"] = spoken.pause / 1000
    return said


def state_of(heard: Stretch) -> str:
    """What the call waits for: keys, words too, a topic number, nothing while a topic is spoken, who is dialled."""
    match heard.turn.then:
        case Transfer() if heard.dialled:
            return "transfer"
        case Ask(expect=expect) if heard.press:
            return expect
        case _:
            return "end"


def fresh(line: Line, lang: str) -> Session:
    """Somebody new who speaks this language; the line's first where it does not have it."""
    return Session(lang if lang in line.languages else line.default_language)


def _money(amount: float, currency: str) -> str:
    return f"{amount:.4f} {currency}"
