"""What every page of the console has around it: its words, its ways on, who is signed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlencode

from flask import Blueprint, current_app, g, request, session

from hotline.console.words import LANGUAGES, Said, words_in
from hotline.current import Current
from hotline.store import Store

PAGES = ("phone", "map", "desk", "stats", "print")  # in the order in which they are named on every page


@dataclass(frozen=True, slots=True)
class Console:
    """What the pages have to work with.

    current   the line on the air
    store     where the counts are
    state     the directory for the list of what was changed
    public    the address of the service, like "https://line.example"; "" in a trial
    editing   whether a page may change the line's files
    dev       a trial on this machine: nobody signs in
    clock     seconds since 1970
    """

    current: Current
    store: Store
    state: Path
    public: str
    editing: bool
    dev: bool
    clock: Callable[[], float]

    def today(self) -> date:
        """The day on this machine, as ``hotline review`` has it."""
        return datetime.fromtimestamp(self.clock()).date()


def frame(pages: Blueprint, console: Console) -> None:
    """Choose the language of each request, and give every template what it needs of the frame."""

    @pages.before_request
    def choose_language() -> None:
        asked = request.args.get("lang", "")
        if asked in LANGUAGES:
            session["lang"] = asked
        kept = session.get("lang", "")
        g.lang = kept if kept in LANGUAGES else request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]

    @pages.context_processor
    def around() -> dict[str, object]:
        return {
            "t": said(),
            "lang": spoken_language(),
            "tongues": {code: f"?{urlencode({**request.args, 'lang': code})}" for code in LANGUAGES},
            "ways": pages_there(),
            "here": (request.endpoint or "").rpartition(".")[2].partition("_")[0],
            "who": g.get("who", ""),
            "leaves": bool(g.get("who")) and not g.get("named"),
            "editing": console.editing,
            "dev": console.dev,
            "line": console.current.served.line if console.current.served else None,
        }


def pages_there() -> list[str]:
    """The names of the pages, in the order in which they are named on every page."""
    return [name for name in PAGES if f"console.{name}" in current_app.view_functions]


def spoken_language() -> str:
    """The language of the console's own words in this request."""
    return str(g.get("lang", LANGUAGES[0]))


def said() -> Said:
    """The console's own words in the language of this request."""
    return words_in(spoken_language())
