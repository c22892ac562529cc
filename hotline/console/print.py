"""The cards, the poster and the lists, to look at and to print.

A sheet is a page of its own without the console around it, so that what is seen is what is printed. The topics that
somebody chose travel in its address as numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

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

    @pages.get("/print", endpoint="print")
    def choose() -> str:
        """Choose a language, a paper and topics; the smallest card is shown as it will be."""
        served = console.current.served
        if served is None:
            return render_template("print.html", choice=None)
        choice, faults, card, chosen = _choice(served.line), (), None, ()
        try:
            chosen = _places(console, served.line, choice)
            card = make_card(served, choice.lang, chosen, _today(console))
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
            names=[served.line.at(number).id for number in chosen],
            codes=bool(pattern("tel:")),
        )

    @pages.get("/print/<any(wallet, fridge, poster, topics, script):kind>", endpoint="print_sheet")
    def sheet(kind: str) -> str | tuple[str, int]:
        """The sheets of one kind, ready for paper."""
        served = console.current.served or abort(404)
        choice = _choice(served.line)
        try:
            card = make_card(served, choice.lang, _places(console, served.line, choice), _today(console))
        except CardError as error:
            return render_template("print-refused.html", faults=error.faults, choice=choice), 409
        return render_template("print-sheet.html", card=card, choice=choice, body=_body(served, card, kind))

    @pages.get("/print/<any(letter, a4):paper>.css", endpoint="print_styles")
    def style(paper: Paper) -> Response:
        """The style sheet of a size of paper."""
        return Response(styles(paper), mimetype="text/css")


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


def _today(console: Console) -> date:
    return datetime.fromtimestamp(console.clock(), UTC).date()
