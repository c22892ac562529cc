"""Who wants no texts, known without the store; and what the store has missed, until it has it.

Rule 1: the journal comes before memory: it is what this machine heard last, in whichever process.
Rule 2: memory is every opt-out of the store, learned as processes write them, and forgets nobody while it is away. It
is written down too, for a process that begins meanwhile.
Rule 3: what the store has missed is written before the person's next turn, or by whoever finds it. A STOP always
counts. A START does not where a STOP came to the store at the same time or later.
Rule 4: where not even the disk takes it, this process holds it and tries again; others do not know of it.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from time import monotonic

from hotline.errors import StoreError
from hotline.model import Session
from hotline.store.journal import Entry, Journal
from hotline.store.person import Person
from hotline.store.protocol import Store

log = logging.getLogger("hotline")

LEARN = 2.0  # seconds between two looks at what other machines wrote
OVERLAP = 10  # seconds: turns end in another order than they began
ANEW = 600.0  # seconds after which all are read again, for those who came back elsewhere
SETTLED = 60  # seconds that a row stays in the journal, in which every process has learned it


class Consents:
    """What one process knows of who wants no texts."""

    def __init__(self, store: Store, journal: Journal) -> None:
        self._store = store
        self._journal = journal
        self._known = journal.known()
        self._written = frozenset(self._known)
        self._held: dict[str, Entry] = {}  # by key; no disk has them
        self._learned_to = 0
        self._learned_all: float | None = None
        self._looked = 0.0

    def is_out(self, person: Person) -> bool:
        """Whether this person wants no texts, as far as can be told without the store."""
        entry = self._entry(person)
        return entry.out if entry is not None else any(key in self._known for key in person.keys)

    def note(self, person: Person, *, out: bool, now: int, kept: bool) -> bool:
        """Remember what a person wants; ``kept``: the store has it. Returns whether it outlives this process."""
        (self._known.update if out else self._known.difference_update)(person.keys)
        return self._add(Entry(person.keys, out, now, kept)) or kept

    def settle(self, person: Person, now: int) -> None:
        """Write to the store what it has missed of this person. Raises ``StoreError`` where that cannot be."""
        entry = self._entry(person)
        if entry is not None and not entry.kept:
            with self._journal.replaying():
                self._write(entry.keys[0], now)

    def catch_up(self, now: int, every: float = LEARN) -> None:
        """Write to the store all that it has missed, and learn every so often what others wrote.

        Between those times no file is looked at: what was missed is known from the last look, which most turns begin
        with. Raises ``StoreError``.
        """
        due = monotonic() - self._looked >= every
        if due:
            self._journal.entries()
        missed = self._journal.missed.union(entry.keys[0] for entry in self._held.values())
        if missed:
            with self._journal.replaying():
                for key in missed:
                    self._write(key, now)
            log.info("the store has what it missed: opt-outs and opt-ins=%d", len(missed))
        if due:
            self._learn()
            with suppress(OSError):
                self._journal.empty(before=now - SETTLED)
                self._write_down()
            self._looked = monotonic()

    def _learn(self) -> None:
        everybody = self._learned_all is None or monotonic() - self._learned_all > ANEW
        found = list(self._store.opt_outs(0 if everybody else self._learned_to - OVERLAP))
        if everybody:
            self._known, self._learned_all = {key for key, _ in found}, monotonic()
        else:
            self._known.update(key for key, _ in found)
        self._learned_to = max((changed for _, changed in found), default=self._learned_to)

    def _write_down(self) -> None:
        known = frozenset(self._known)
        if known != self._written:
            self._journal.keep_known({*known})
            self._written = known

    def _write(self, key: str, now: int) -> None:
        """Bring the store to what the last row of a key says, unless somebody else has by now."""
        entry = self._held.get(key) or self._journal.entries().get(key)
        if entry is None or entry.kept:
            return
        if entry.out or not {*entry.keys} & {key for key, _ in self._store.opt_outs(entry.at)}:
            with self._store.transaction(Person(entry.keys), f"consent:{key}", now, durable=True) as kept:
                session = kept.session()
                kept.keep_session(replace(session or Session(""), opted_out=entry.out, answered_after_stop=False))
                if session is None or not session.lang:
                    kept.forget()  # of whom nothing but an opt-out was kept, nothing else is kept now
        for held in entry.keys:
            self._held.pop(held, None)
        self._add(replace(entry, kept=True))

    def _add(self, entry: Entry) -> bool:
        try:
            self._journal.add(entry)
        except OSError as error:
            if not entry.kept:
                log.error("an opt-out or opt-in is in memory only, neither store nor disk take it: %s", error.strerror)
                self._held |= dict.fromkeys(entry.keys, entry)
            return False
        for key in entry.keys:
            self._held.pop(key, None)
        return True

    def _entry(self, person: Person) -> Entry | None:
        entries = self._journal.entries()
        if not entries and not self._held:  # as it is but for a minute after a STOP
            return None
        found = (self._held.get(key) or entries.get(key) for key in person.keys)
        return next((entry for entry in found if entry is not None), None)


def keep_up(consents: Consents, clock: Callable[[], float]) -> None:
    """Start the thread of a worker that catches up while nobody texts. Start it after the fork."""
    threading.Thread(target=_keep_up, args=(consents, clock), name="consents", daemon=True).start()


def _keep_up(consents: Consents, clock: Callable[[], float]) -> None:
    pause = threading.Event()
    while True:  # at once, too: so the store is connected before the first turn
        try:
            consents.catch_up(int(clock()))
        except (StoreError, OSError):
            pass  # told where turns are taken
        except Exception as error:
            log.error("opt-outs were not looked after: kind=%s", type(error).__name__)
        pause.wait(LEARN)
