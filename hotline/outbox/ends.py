"""How a row of the outbox ends: it is dropped and counted, in one transaction. Whoever comes second finds it gone.

Counts are of the day, the place and how it ended. They name nobody.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from hotline.channels.sms import size
from hotline.model import Session
from hotline.outbox.carrier import OPTED_OUT
from hotline.served import Served
from hotline.store import Count, Outgoing, Person, Store, Transaction

CHANNEL = "outbox"  # the channel under which ends are counted
STATUS = "status"  # and what the carrier says became of texts
SENT, GAVE_UP = "sent", "gave-up"


def key_of(row: Outgoing) -> str:
    """Under which key a row's transactions are taken one after the other."""
    return f"outbox:{row.key}"


def day_of(now: int) -> str:
    """The day as counts have it."""
    return datetime.fromtimestamp(now, UTC).date().isoformat()


def end(t: Transaction, row: Outgoing, how: str, now: int, *, segments: int = 0) -> bool:
    """Drop a row and count how it ended, with the segments sent; False where it has ended already."""
    if t.outgoing(row.key) is None:
        return False
    t.drop_outgoing(row.key)
    t.count(Count(day_of(now), CHANNEL, row.lang, row.place, how), segments)
    return True


def end_all(store: Store, rows: Iterable[Outgoing], how: str, now: int) -> int:
    """End those rows that are still as they were read; how many."""
    with store.transaction(None, "outbox", now) as t:
        return sum(end(t, row, how, now) for row in rows if t.outgoing(row.key) == row)


def mark_sent(store: Store, served: Served | None, key: str, person: Person | None, now: int) -> None:
    """The carrier has the text: the row ends, and the person's texts go on from the place, so that MORE works."""
    with store.transaction(person, f"outbox:{key}", now) as t:
        row = t.outgoing(key)
        if row is None:
            return
        if served is None or row.place not in served.line.places:
            end(t, row, SENT, now)
            return
        text = served.deliver(known(t.session(), row), row.place, now)
        end(t, row, SENT, now, segments=size(text, served.book))
        t.keep_session(text.session)


def mark_refused(store: Store, key: str, reason: str, person: Person | None, now: int) -> None:
    """The carrier never sends the text: the row ends. Whoever stopped texts at the carrier has stopped them here too.

    An opt-out that the carrier knows and we do not came while we were away. START lifts it, as any other.
    """
    with store.transaction(person, f"outbox:{key}", now, durable=reason == OPTED_OUT) as t:
        row = t.outgoing(key)
        if row is not None and end(t, row, reason, now) and reason == OPTED_OUT:
            t.keep_session(replace(t.session() or Session(row.lang), opted_out=True))


def known(session: Session | None, row: Outgoing) -> Session:
    """What is known of a person's texts, in the language of the call."""
    return replace(session or Session(row.lang), lang=row.lang)
