"""What every page of the desk works with: the line's files as they are, the checker's report, what a save leads to."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from flask import flash, g, render_template, request, url_for
from werkzeug.wrappers import Response

from hotline.check import Report
from hotline.console.audit import note
from hotline.console.desk.saving import NotSaved, save
from hotline.console.examiner import Examiner
from hotline.console.frame import Console, said
from hotline.fitness import unfit
from hotline.loader import Folder, keep, read_folder, version
from hotline.served import Served
from hotline.workbench.review import Reviewed, reviews

log = logging.getLogger("hotline")

Answer = str | Response | tuple[str, int]
PARTS = ("desk", "desk_problems", "desk_reviews", "desk_questions", "desk_numbers", "desk_outbox")
LONGEST_ROLE = 80
SOON = 0.4  # seconds that a page waits for the checker, so that it is there at once where that is nearly done


class Desk:
    """The line's folder and what is known of it."""

    def __init__(self, console: Console, examiner: Examiner) -> None:
        self.console = console
        self.root: Path = console.current.root
        self.examiner = examiner

    @property
    def served(self) -> Served | None:
        """The line on the air."""
        return self.console.current.served

    def today(self) -> date:
        """The day on this machine, as ``hotline review`` has it."""
        return self.console.today()

    def read(self) -> Folder:
        """What is written in the files now."""
        return read_folder(self.root)

    def queue(self, read: Folder) -> tuple[Reviewed, ...]:
        """Every place's words in every language, with their state."""
        return reviews(read.written, self.today())

    def report(self, wait: float = SOON) -> Report | None:
        """The checker's report on the files as they are, where it is there in so many seconds."""
        return self.examiner.report(wait)

    def on_air(self) -> bool:
        """The line on the air is the one in the files."""
        return self.served is not None and self.served.version == version(self.root)

    def page(self, template: str, **values: object) -> str:
        """A page of the desk."""
        here = (request.endpoint or "").rpartition(".")[2]
        part = next(part for part in reversed(PARTS) if here.startswith(part.rstrip("s")))
        around = {"parts": PARTS, "part_here": part, "on_air": self.on_air, "report": self.report}
        return render_template(template, **around, **values)

    def save(self, name: str, seen: str, edit: Callable[[Path], None], report: Report | None = None) -> None:
        """Change a file of the line's. Raises ``NotSaved``.

        ``report`` is that on the same change in a copy. Where it passed, the files are kept as the last good line, so
        that no worker looks them over once more.
        """
        save(self.root, self.console.state, name, seen, edit)
        log.info("console: %s was changed", name)
        if report is not None and not unfit(report, allow_drafts=self.console.current.allow_drafts):
            with suppress(OSError):
                keep(self.root, self.console.state, report.version)

    def saved(self, what: str, role: str = "", *, lang: str = "", place: str = "") -> None:
        """Write down who changed what, and say it on the next page."""
        note(self.console, g.who, f"{what} {role}".strip(), lang=lang, place=place)
        flash(said()(f"desk.done-{what}", place=place, lang=lang), "good")


def why_not(error: NotSaved) -> dict[str, str]:
    """What to tell of a save that was not made: a sentence, and what the program says of it in English."""
    return {"sentence": said()(f"desk.not-{error.why}"), "detail": error.detail}


def role_in(form: Mapping[str, str]) -> str:
    """The role that somebody typed; "" where it is none."""
    role = " ".join(form.get("role", "").split())
    return role if role.isprintable() and len(role) <= LONGEST_ROLE else ""


def to(endpoint: str, **values: str) -> str:
    """The address of a page of the desk."""
    return url_for(f"console.{endpoint}", _anchor=None, _method=None, _scheme=None, _external=None, **values)
