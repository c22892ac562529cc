"""What a carrier reports of a text: counted by how it ended, once for each text. Numbers in a report are not kept."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass

from hotline.channels.incoming import plain_id
from hotline.errors import StoreError
from hotline.events import StoreFailed, tell
from hotline.model import Session, Turn
from hotline.outbox.carrier import reason_of
from hotline.outbox.ends import STATUS, day_of, mark_refused, mark_sent
from hotline.served import Served
from hotline.store import Count, Person, Reply, Store, identify

log = logging.getLogger("hotline")

FINAL = ("delivered", "undelivered", "failed")
ACCEPTED = ("accepted", "queued", "sending", "sent", "delivered", "undelivered")
_ROW = re.compile(r"[0-9a-f]{32}")
_CODE = re.compile(r"[0-9]{1,6}")


@dataclass(frozen=True, slots=True)
class _Report:
    """A report, read. ``row`` is the key of a row of the outbox or "", ``error`` the carrier's code or 0."""

    sid: str
    to: str
    status: str
    error: int
    row: str


def note_status(
    store: Store, served: Served | None, form: Mapping[str, str], row: str, *, secrets: tuple[str, ...], now: int
) -> None:
    """Count a report, and end the row of the outbox that it is about (``row`` of its address) if nobody has.

    Reports come late, repeatedly and in any order: the first final one of a text counts.
    """
    report = _read(form, row)
    if report.error:
        log.info("status error=%d", report.error)
    try:
        if report.row:
            _settle(store, served, report, identify(report.to, secrets), now)
        if report.sid and report.status in FINAL:
            _count(store, report, now)
    except StoreError:
        tell(StoreFailed("report"))
        log.warning("the store does not answer; what became of a text was not counted")


def _read(form: Mapping[str, str], row: str) -> _Report:
    code = form.get("ErrorCode", "")
    status = form.get("MessageStatus") or form.get("SmsStatus") or ""
    error = int(code) if _CODE.fullmatch(code) else 0
    row = row if _ROW.fullmatch(row) else ""
    sid = plain_id(form.get("MessageSid") or form.get("SmsSid") or "")
    return _Report(sid, form.get("To", ""), status, error, row)


def _settle(store: Store, served: Served | None, report: _Report, person: Person | None, now: int) -> None:
    """The carrier knows of the text, so it is not sent again, though no answer came back when it was."""
    if report.status in ACCEPTED:
        mark_sent(store, served, report.row, person, now)
    elif report.status == "failed":
        mark_refused(store, report.row, reason_of(report.error) if report.error else "failed", person, now)


def _count(store: Store, report: _Report, now: int) -> None:
    key = f"status:{report.sid}"
    how = f"{report.status}-{report.error}" if report.error else report.status
    with store.transaction(None, key, now) as t:
        if t.reply(key) is None:
            t.keep_reply(key, Reply("", Turn(Session(""), ())))
            t.count(Count(day_of(now), STATUS, "", 0, how))
