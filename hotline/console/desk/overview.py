"""The first page of the desk: how much of each kind there is to do, and who did what lately."""

from __future__ import annotations

import logging
from collections import Counter
from datetime import datetime

from flask import Blueprint

from hotline.console.audit import latest
from hotline.console.desk.around import Answer, Desk
from hotline.errors import StoreError
from hotline.loader import Folder
from hotline.workbench.numbers import registered

log = logging.getLogger("hotline")

LATEST = 30


def overview(pages: Blueprint, desk: Desk) -> None:
    """The page ``/console/desk``."""

    @pages.get("/desk", endpoint="desk")
    def show() -> Answer:
        read = desk.read()
        return desk.page(
            "desk.html",
            states=Counter(row.state for row in desk.queue(read)),
            numbers=_numbers(desk, read),
            waiting=_waiting(desk),
            keeps=desk.served is not None and desk.served.line.keep_unmet,
            noted=latest(desk.console)[:LATEST],
            when=lambda at: datetime.fromtimestamp(at).strftime("%Y-%m-%d %H:%M"),
        )


def _numbers(desk: Desk, read: Folder) -> int:
    """How many numbers should be called, or have hours that nobody made sure of."""
    entries = read.written.numbers
    found = registered(read.written, desk.today())
    return sum(number.due or entries[number.name].get("hours") != "verified" for number in found)


def _waiting(desk: Desk) -> int | None:
    try:
        return desk.console.store.waiting()[0]
    except StoreError:
        log.warning("the store does not answer: the desk cannot tell what waits in the outbox")
        return None
