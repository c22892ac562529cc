"""What the map shows in one request: everything is asked for in the address, so that it works without scripts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import request, url_for
from markupsafe import Markup

from hotline.console.examined import Checked, Examined
from hotline.console.frame import Console, said, spoken_language
from hotline.console.map_colours import SIGNS, WAYS, Colours, by_area, by_review, by_traffic, shown, since, turns_of
from hotline.errors import StoreError
from hotline.model import Level, Line
from hotline.served import Served
from hotline.workbench.map import Map, Spot, Terms, draw_inside, notes, survey
from hotline.workbench.place import Facts, facts
from hotline.workbench.review import Reviewed, State, reviews
from hotline.workbench.search import Found, search
from hotline.workbench.standing import Standing

LONGEST = 100  # characters of what is looked for


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for.

    by      what places are coloured by
    labels  the language of the line in which they are named
    q       what is looked for in the line's own words; "" for nothing
    at      the number of the place that is open beside the map; 0 for none
    waits   it may wait for the checker
    """

    by: str
    labels: str
    q: str = ""
    at: int = 0
    waits: bool = False

    def address(self, endpoint: str = "console.map", **changes: Any) -> str:
        """The address that asks for the same but for these changes; what is empty or usual is left out."""
        values = {"by": self.by, "labels": self.labels, "q": self.q, "at": self.at, **changes}
        if values["by"] == WAYS[0]:
            values["by"] = ""
        return url_for(endpoint, **{name: value for name, value in values.items() if value})

    def page_of(self, number: int) -> str:
        """The address of a place's own page."""
        return self.address("console.map_place", number=number, at=0, q="")


def asked_of(line: Line) -> Asked:
    """What the address of this request asks for; what the line does not have is not asked for."""
    get = request.args.get
    usual = spoken_language() if spoken_language() in line.languages else line.default_language
    by, labels, at = get("by", ""), get("labels", ""), get("at", 0, type=int)
    return Asked(
        by if by in WAYS else WAYS[0],
        labels if labels in line.languages else usual,
        " ".join(get("q", "")[:LONGEST].split()),
        at if at in line.places else 0,
        "checked" in request.args,
    )


class View:
    """One look at the map of the line on the air."""

    def __init__(self, console: Console, examined: Examined, served: Served) -> None:
        self.served = served
        self.line = served.line
        self.asked = asked_of(served.line)
        self._console = console
        self._examined = examined

    @cached_property
    def map(self) -> Map:
        """The line as a map, in the words of the console."""
        return survey(self.line, self.asked.labels, _terms())

    @cached_property
    def labels(self) -> Mapping[int, str]:
        """What every place is called."""
        return {spot.number: spot.label for spot in self.map.spots()}

    @cached_property
    def drawing(self) -> Markup:
        """The drawing. It is made by ElementTree, which escapes every text."""
        return Markup(draw_inside(self.map, self.asked.page_of, self.colours.marks if self.colours else {}))

    @cached_property
    def found(self) -> tuple[Found, ...] | None:
        """The places that are looked for; nothing where none are."""
        return search(self.line, self.asked.q, self.asked.labels) if self.asked.q else None

    @cached_property
    def checked(self) -> Checked | None:
        """What the checker found."""
        return self._examined.checked(wait=self.asked.waits)

    @cached_property
    def standing(self) -> Standing:
        """Where the line on the air stands in its files."""
        return Standing(self._examined.shown(self.served.version))

    @cached_property
    def colours(self) -> Colours | None:
        """The colours; nothing where the store cannot be asked for them."""
        t, lang = said(), self.asked.labels
        match self.asked.by:
            case "traffic":
                return by_traffic(self.line, self.turns, t) if self.turns is not None else None
            case "review":
                return by_review(
                    self.line, {row.place: row.state for (_, code), row in self.reviews.items() if code == lang}, t
                )
            case _:
                return by_area(self.line, self.standing.areas, lang, t)

    @cached_property
    def reviews(self) -> Mapping[tuple[str, str], Reviewed]:
        """The review of every place's words, by the place's id and the language."""
        return {(row.place, row.lang): row for row in reviews(self.standing.written, self._examined.today)}

    @cached_property
    def turns(self) -> Mapping[int, int] | None:
        """The turns of the last 30 days by place; nothing where the store cannot be asked."""
        try:
            return turns_of(self._console.store.counts(since(self._examined.today)))
        except StoreError:
            return None

    def turns_at(self, number: int) -> str:
        """The turns of one place as they may be shown; "" where the store cannot be asked."""
        return shown(self.turns.get(number, 0)) if self.turns is not None else ""

    def spot(self, number: int) -> Spot:
        """Where a place stands on the map."""
        return next(spot for spot in self.map.spots() if spot.number == number)

    def notes(self, spot: Spot) -> list[str]:
        """What is special about a place, each as it begins a sentence."""
        return [_begun(note) for note in notes(spot, self.map.terms)]

    def told(self, number: int) -> str:
        """What a place's colour means, as it begins a sentence."""
        return _begun(self.colours.told[number]) if self.colours else ""

    def sign(self, state: State) -> str:
        """The sign of a review's state."""
        return SIGNS[state]

    def facts(self, number: int) -> Facts:
        """All that there is to know of a place."""
        return facts(self.served, number)


def _begun(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _terms() -> Terms:
    """What the map itself says, in the language of the console."""
    t = said()
    kinds = {kind: (t(f"map.draw-{kind}"), t(f"map.draw-{kind}s")) for kind in ("menu", "topic", "handoff", "place")}
    levels: dict[Level, str] = {level: t(f"map.draw-{level}") for level in ("crisis", "emergency", "call-team")}
    names = ("title", "always", "nowhere", "after", "continued", "start", "danger", "calls", "person", "unoffered")
    texts = {name: t.sentences[f"map.draw-{name}"] for name in (*names, "key", "then", "also")}
    return Terms(kinds, levels, **texts)
