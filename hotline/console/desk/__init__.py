"""The desk: what is wrong with the line, what waits for a reviewer, what was not understood, whom to call.

Rule 1: with editing off no form is shown, and whatever is posted here is refused before it is looked at.
Rule 2: a file changes only as ``saving`` has it; whoever cannot save loses nothing that they typed.
"""

from __future__ import annotations

from flask import Blueprint, abort, request

from hotline.console.desk import numbers, outbox, problems, questions, reviews
from hotline.console.desk.around import Desk
from hotline.console.desk.overview import overview
from hotline.console.examiner import Examiner
from hotline.console.frame import Console

__all__ = ["add"]


def add(pages: Blueprint, console: Console, examiner: Examiner) -> None:
    """The desk's pages, below ``/console/desk``."""
    desk = Desk(console, examiner)

    @pages.before_request
    def only_where_editing_is_on() -> None:
        here = (request.endpoint or "").startswith(f"{pages.name}.desk")
        if here and request.method == "POST" and not console.editing:
            abort(403)

    overview(pages, desk)
    problems.add(pages, desk)
    reviews.add(pages, desk)
    questions.add(pages, desk)
    numbers.add(pages, desk)
    outbox.add(pages, desk)
