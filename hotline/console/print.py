"""The cards, the poster and the lists, to look at and to print.

A sheet is a page of its own without the console around it, so that what is seen is what is printed. The topics that
somebody chose travel in its address as numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask import Blueprint, Response, abort, render_template, request
from markupsafe import Markup

from hotline.console.frame import Console
from hotline.errors import StoreError
from hotline.model import Line
from hotline.served import Served
from hotline.workbench.card import (
    DAYS,
    KINDS,
    LEAST,
    MOST,
    PAPERS,
    Card,
    CardError,
    Paper,
    make_card,
    named,
    sheets,
    styles,
    wanted,
)
from hotline.workbench.card.qr import pattern
from hotline.workbench.script import script_of

LONGEST = 400  # characters of what somebody types to choose topics
KEPT = 16  # cards that are kept, since to try every word of one takes most of a second


@dataclass(frozen=True, slots=True)
class _Choice:
    """What the address asks for: a language of the line, a paper, and the topics as they were typed."""

    lang: str
    paper: Paper
    topics: str

    @property
    def address(self) -> dict[str, str]:
        """The choice as it travels in an address."""
        return {"in": self.lang, "paper": self.paper, **({"topics": self.topics} if self.topics else {})}


def add(pages: Blueprint, console: Console) -> None:
    """Add the page on which sheets are chosen, and the sheets."""

    cards = _Cards(console)

    @pages.get("/print", endpoint="print")
    def choose() -> str:
        """Choose a language, a paper and topics; the smallest card is shown as it will be."""
        served = console.current.served
        if served is None:
            return render_template("print.html", choice=None)
        choice = _choice(served.line)
        faults: tuple[str, ...] = ()
        card: Card | None = None
        try:
            card = cards.make(served, choice)
        except CardError as error:
            faults = error.faults
        return render_template(
            "print.html",
            choice=choice,
            faults=faults,
            card=card,
            preview=Markup(sheets(card, "wallet")) if card else "",
            kinds=KINDS,
            papers=PAPERS,
            most=MOST,
            least=LEAST,
            days=DAYS,
            names=[served.line.at(entry.number).id for entry in card.entries] if card else [],
            codes=bool(pattern("tel:")),
        )

    @pages.get("/print/<any(wallet, fridge, poster, topics, script):kind>", endpoint="print_sheet")
    def sheet(kind: str) -> str | tuple[str, int]:
        """The sheets of one kind, ready for paper."""
        served = console.current.served or abort(404)
        choice = _choice(served.line)
        try:
            card = cards.make(served, choice)
        except CardError as error:
            return render_template("print-refused.html", faults=error.faults, choice=choice), 409
        return render_template("print-sheet.html", card=card, choice=choice, body=_body(served, card, kind))

    @pages.get("/print/<any(letter, a4):paper>.css", endpoint="print_styles")
    def style(paper: Paper) -> Response:
        """The style sheet of a size of paper."""
        return Response(styles(paper), mimetype="text/css")


class _Cards:
    """Makes cards of what is on the air, and keeps the last ones: the same words on the same day are the same card."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._made: dict[tuple[object, ...], Card] = {}

    def make(self, served: Served, choice: _Choice) -> Card:
        """The card that was asked for; a ``CardError`` where there is none."""
        places = tuple(_places(self._console, served.line, choice))
        today = datetime.fromtimestamp(self._console.clock(), UTC).date()
        key = (served.version, choice.lang, places, today)
        found = self._made.get(key)
        if found is None:
            found = make_card(served, choice.lang, places, today)
            self._made = {**dict(list(self._made.items())[1 - KEPT :]), key: found}
        return found


def _body(served: Served, card: Card, kind: str) -> Markup:
    script = script_of(served.line, card.lang) if kind == "script" else None
    return Markup(next(sheets(card, known, script) for known in KINDS if known == kind))


def _choice(line: Line) -> _Choice:
    asked = request.args.get
    lang, paper = asked("in", ""), asked("paper", "")
    return _Choice(
        lang if lang in line.languages else line.default_language,
        next((known for known in PAPERS if known == paper), PAPERS[0]),
        " ".join(asked("topics", "")[:LONGEST].replace(",", " ").split()),
    )


def _places(console: Console, line: Line, choice: _Choice) -> Sequence[int]:
    """The topics that were typed, else those that people want most; the line's own order where no count can be had."""
    if choice.topics:
        return named(line, choice.topics.split())
    since = datetime.fromtimestamp(console.clock(), UTC).date() - timedelta(days=DAYS)
    try:
        return wanted(line, console.store.counts(since.isoformat()))
    except StoreError:
        return wanted(line)
