"""The parity proof: every place, in every language, by keyword, number replies, keys and speech, and out again.

It walks the real engine, not the files. From each place that was reached the way back and the way to a person are
tried, in each of the ways by which it was reached.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hotline.model import Handoff, Line, Session, Turn
from hotline.rehearsal.exchange import Exchange
from hotline.rehearsal.names import names
from hotline.rehearsal.walk import Astray, Visit, Walk, walk
from hotline.rehearsal.ways import every_way, hung_up
from hotline.served import Served

_CRIES = frozenset({"crisis", "emergency", "call-team"})  # these come before every keyword


@dataclass(frozen=True, slots=True)
class Row:
    """One place in one language. Each way is a number of steps, or nothing where it does not lead there.

    ``back`` and ``person``: out of the place there is a way back, and one to a person, by each way that leads there.
    """

    lang: str
    place: str
    keyword: int | None
    numbers: int | None
    keys: int | None
    speech: int | None
    back: bool
    person: bool


@dataclass(frozen=True, slots=True)
class Reach:
    """The proof. ``missing`` says in plain sentences what is not reached; it is empty where everything is."""

    rows: tuple[Row, ...]
    missing: tuple[str, ...]


def reach(served: Served, *, now: int = 0) -> Reach:
    """The proof for a line. ``now`` is any time, in seconds since 1970."""
    exchange = Exchange(served.all_open(), now)
    rows: list[Row] = []
    missing: list[str] = []
    for lang in served.line.languages:
        proof = _Proof(exchange, lang)
        rows += proof.rows()
        missing += dict.fromkeys(f"{lang}: {sentence}" for sentence in proof.missing)
    return Reach(tuple(rows), tuple(missing))


class _Proof:
    """The proof for one language; ``missing`` grows."""

    def __init__(self, exchange: Exchange, lang: str) -> None:
        self.exchange = exchange
        self.line: Line = exchange.served.line
        self.lang = lang
        self.missing: list[str] = []
        places = self.line.places.values()
        others = {place.otherwise for place in places if isinstance(place, Handoff)}  # offered while a door is closed
        self.persons = {self.line.person, *others}
        self.walks = [walk(way, lang) for way in every_way(exchange)]
        for walked in self.walks:
            if not walked.begun:
                self.missing.append(f"nothing switches to this language {walked.way.name}")
            self.missing += (self._led_astray(walked, astray) for astray in walked.astray)

    def rows(self) -> Iterator[Row]:
        """A row for every place."""
        for number in self.line.places:
            yield self._row(number)

    def _row(self, number: int) -> Row:
        id = self.line.at(number).id
        keyword = self._by_keyword(number)
        numbers, keys, speech = (visit.steps if (visit := w.visits.get(number)) else None for w in self.walks)
        ways = ["by keyword"] if keyword is None else []
        ways += [walked.way.name for walked in self.walks if walked.begun and number not in walked.visits]
        if ways and number not in self.persons:  # from every place there is a way to a person, which is tried below
            self.missing.append(f'"{id}" is not reached {", ".join(ways)}')
        back, person = self._out(number)
        return Row(self.lang, id, keyword, numbers, keys, speech, back, person)

    def _by_keyword(self, number: int) -> int | None:
        """One text, where a label or a keyword leads there. A cry for help among them is answered as one."""
        words = self.line.language(self.lang).words.get(number)
        found = None
        for phrase in dict.fromkeys((words.label, *words.keywords) if words else ()):
            turn = self.exchange.text(Session(self.lang), phrase)
            if turn.place == number and turn.session.lang == self.lang:
                found = 1
            elif turn.safety not in _CRIES:
                id, answered = self.line.at(number).id, self._named(turn, call=False)
                self.missing.append(f'the text "{phrase}" does not lead to "{id}"; {answered} answers')
        return found

    def _out(self, number: int) -> tuple[bool, bool]:
        """Whether there is a way back, and one to a person."""
        back = person = True
        for walked in self.walks:
            visit = walked.visits.get(number)
            if visit is None:
                continue
            where = f'from "{self.line.at(number).id}" {walked.way.name if walked.way.call else "in a text"}'
            if not self._goes_back(walked, visit):
                back = False
                self.missing.append(f"there is no way back {where}")
            if not self._meets_person(walked, visit):
                person = False
                self.missing.append(f"there is no way to a person {where}")
        return back, person

    def _goes_back(self, walked: Walk, visit: Visit) -> bool:
        """To where one was; a call that was passed on comes back there by itself."""
        after = self._passed_on(walked, visit)
        wanted = visit.before or self.line.start
        if after is not None:
            return after.place == wanted
        return any(turn.place == wanted for turn in walked.way.leave(visit.turn, "back"))

    def _meets_person(self, walked: Walk, visit: Visit) -> bool:
        if visit.turn.place == self.line.person or self._passed_on(walked, visit) is not None:
            return True
        return any(turn.place == self.line.person for turn in walked.way.leave(visit.turn, "person"))

    def _passed_on(self, walked: Walk, visit: Visit) -> Turn | None:
        return hung_up(self.exchange, visit.turn) if walked.way.call else None

    def _led_astray(self, walked: Walk, astray: Astray) -> str:
        said = walked.way.said(astray.turn, astray.choice)
        target = self.line.at(astray.choice.target).id
        return f'{said} does not lead to "{target}"; {self._named(astray.answer, call=walked.way.call)} answers'

    def _named(self, turn: Turn, *, call: bool) -> str:
        lang = f' in "{turn.session.lang}"' if turn.session.lang != self.lang else ""
        return " and ".join(f'"{name}"' for name in names(turn, self.line, call=call)) + lang
