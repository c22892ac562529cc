"""Sees to the outbox, one text at a time, beside others who do the same.

Rule 1: a row is claimed before it is worked at, for LEASE seconds; after that whoever comes may have it. So a process
that was killed loses nothing, and a text goes out twice only where one was killed between sending it and marking it,
and the carrier's own report (``note_status``) did not come within the lease either.
Rule 2: whether the person stopped texts is looked up when the carrier has told the number, right before every attempt.
Rule 3: what does not go is tried again, later each time, never before the carrier wants it, until LIFE seconds after it
was asked for. Then it is given up, and counted.
Rule 4: where no answer came the carrier may have the text all the same. Its report is waited for before the next try.
Rule 5: the number is held for the length of one attempt. It is in no log, count or row.
"""

from __future__ import annotations

import logging
import random
import uuid
from collections.abc import Callable
from dataclasses import replace

from hotline.channels.sms import render
from hotline.outbox.carrier import OPTED_OUT, Accepted, Carrier, Later, Parties, Refused
from hotline.outbox.ends import GAVE_UP, end, end_all, key_of, known, mark_refused, mark_sent
from hotline.served import Served
from hotline.store import Outgoing, Person, Store, identify

log = logging.getLogger("hotline")

LEASE = 60  # seconds; it begins anew before the text is sent, and no request takes half of it
LIFE = 30 * 60  # seconds after which a text comes too late to be of use
FIRST, LONGEST = 2, 120  # seconds before the second attempt, and at most between two; each is doubled
DOUBT = 60  # seconds in which the carrier's report comes, if it has the text
PAUSE = 30  # seconds at most without an attempt while nothing gets through
IDLE = 1.0  # seconds between two looks at an empty outbox
BATCH = 200


def backoff(tries: int, chance: float) -> int:
    """Seconds until the next attempt after so many: half of it is fixed, half is chance (0 to 1), against stampedes."""
    longest = min(LONGEST, FIRST << min(tries - 1, 10))
    return round(longest / 2 + chance * longest / 2)


class Sender:
    """Sends what is due. Not for several threads at once."""

    def __init__(
        self,
        store: Store,
        served: Callable[[], Served | None],
        carrier: Carrier,
        secrets: tuple[str, ...],
        *,
        clock: Callable[[], float],
        status_url: str = "",
        chance: Callable[[], float] = random.random,
        settle: Callable[[Person, int], None] = lambda person, now: None,
    ) -> None:
        self.going: Callable[[], bool] = lambda: True  # asked before a text is sent: a process that ends begins none
        self._store = store
        self._served = served
        self._carrier = carrier
        self._secrets = secrets
        self._clock = clock
        self._status_url = status_url
        self._chance = chance
        self._settle = settle  # a STOP that the store has missed is written to it first
        self._holder = uuid.uuid4().hex
        self._unmarked: dict[str, Person] = {}  # sent, while the store did not take the mark
        self._failed = 0  # attempts in a row that did not get through
        self._resume = 0

    def step(self) -> float:
        """See to one text, or give up a batch of old ones. Seconds until the next look is worth it; 0 for at once."""
        self._mark_again()
        now = self._now
        due = self._store.outgoing(now, BATCH)
        old = [row for row in due if row.made + LIFE <= now]
        if old:
            self._give_up(old)
            return 0
        if now < self._resume or self._served() is None:
            return IDLE
        claimed = next((mine for row in due if (mine := self._claim(row))), None)
        if claimed is None:
            return IDLE
        self._see_to(claimed)
        return 0

    @property
    def _now(self) -> int:
        return int(self._clock())

    def _claim(self, row: Outgoing) -> Outgoing | None:
        """The row as ours, unless somebody was there first."""
        mine = replace(row, due=self._now + LEASE, tries=row.tries + 1, holder=self._holder)
        return mine if self._replace(row, mine) else None

    def _see_to(self, row: Outgoing) -> None:
        match self._carrier.parties(row.call):
            case Parties() as parties:
                self._text(row, parties)
            case Refused(reason=reason):
                self._end(row, reason)
            case Later() as later:
                self._postpone(row, later)

    def _text(self, row: Outgoing, parties: Parties) -> None:
        person = identify(parties.caller, self._secrets)
        if person is None or parties.caller == parties.line:
            self._end(row, "withheld")
            return
        ready = self._ready(row, person)
        if ready is None:
            return
        row, body = ready
        status_url = f"{self._status_url}?row={row.key}" if self._status_url else ""
        match self._carrier.send(parties, body, status_url):
            case Accepted():
                self._failed = 0
                self._unmarked[row.key] = person
                self._mark_again()
            case Refused(reason=reason):
                self._failed = 0
                log.info("outbox end=%s", reason)
                mark_refused(self._store, row.key, reason, person, self._now)
            case Later() as later:
                self._postpone(row, later)

    def _ready(self, row: Outgoing, person: Person) -> tuple[Outgoing, str] | None:
        """The row with its lease begun anew and the text of it; nothing where it is not to be sent, or not by us."""
        served, now = self._served(), self._now
        if served is None or not self.going():
            self._replace(row, replace(row, due=now, holder=""))
            return None
        self._settle(person, now)
        with self._store.transaction(person, key_of(row), now) as t:
            if t.outgoing(row.key) != row:
                return None
            session = known(t.session(), row)
            if session.opted_out:
                end(t, row, OPTED_OUT, now)
                return None
            if row.place not in served.line.places:
                end(t, row, "place-gone", now)
                return None
            mine = replace(row, due=now + LEASE)
            t.keep_outgoing(mine)
        return mine, render(served.deliver(session, row.place, now), served.book)

    def _mark_again(self) -> None:
        """Write down what was sent. Where the store is away this comes before anything else until it is back."""
        for key, person in list(self._unmarked.items()):
            mark_sent(self._store, self._served(), key, person, self._now)
            del self._unmarked[key]

    def _end(self, row: Outgoing, reason: str) -> None:
        log.info("outbox end=%s", reason)
        end_all(self._store, [row], reason, self._now)

    def _give_up(self, rows: list[Outgoing]) -> None:
        number = end_all(self._store, rows, GAVE_UP, self._now)
        log.warning("outbox end=%s texts=%d: they were asked for %d minutes ago", GAVE_UP, number, LIFE // 60)

    def _postpone(self, row: Outgoing, later: Later) -> None:
        self._failed += 1
        now = self._now
        pause = min(backoff(self._failed, self._chance()), PAUSE)
        self._resume = now + max(pause, min(later.seconds, LIFE))
        wait = max(backoff(row.tries, self._chance()), later.seconds, DOUBT if later.doubtful else 0)
        log.warning("outbox try=%d failed: %s; again in %d s", row.tries, later.why, wait)
        self._replace(row, replace(row, due=min(now + wait, row.made + LIFE), holder=""))

    def _replace(self, row: Outgoing, other: Outgoing) -> bool:
        """Put a row in the place of one that is still as it was read."""
        with self._store.transaction(None, key_of(row), self._now) as t:
            if t.outgoing(row.key) != row:
                return False
            t.keep_outgoing(other)
        return True
