"""People, turns and short ways to say them, for the tests of every store."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, suppress
from dataclasses import replace

from hotline.errors import StoreError
from hotline.model import Cite, End, Give, Offer, Session, Tell, Turn
from hotline.store import Count, Person, Reply, Store, Transaction, identify
from hotline.store.postgres import PostgresStore

NOW = 1_795_000_000
NUMBER = "+15552368123"
SECRET = "old"
ANA = identify(NUMBER, [SECRET])
BEN = identify("+15552368124", [SECRET])
FULL = Session("es", at=210, page=1, welcomed=True, trail=(1, 200), offered=(211, 212), turn=7, seen=NOW)
STOPPED = replace(FULL, opted_out=True, answered_after_stop=True)
TURN = Turn(STOPPED, (Tell("hi"), Give(210, 1), Offer((1, 2)), Cite(210)), End(), "topic", name="stop")
REPLY = Reply("d" * 64, TURN)
TOPIC = Count("2026-11-23", "sms", "en", 210, "topic")


def turn(store: Store, person: Person | None, key: str = "SM0", now: int = NOW) -> AbstractContextManager[Transaction]:
    return store.transaction(person, key, now)


def keep(store: Store, person: Person | None, session: Session, now: int = NOW) -> None:
    with turn(store, person, now=now) as t:
        t.keep_session(session)


def kept(store: Store, person: Person | None) -> Session | None:
    with turn(store, person) as t:
        return t.session()


def kept_reply(store: Store, key: str) -> Reply | None:
    with turn(store, BEN) as t:
        return t.reply(key)


def one_more(turn: Transaction, key: str) -> int:
    """What the switchboard does, in short: read, add one, write. Gives the number of turns so far."""
    session = turn.session() or Session("en")
    session = replace(session, turn=session.turn + 1, seen=NOW)
    turn.keep_session(session)
    turn.keep_reply(key, replace(REPLY, turn=Turn(session, (Give(210),))))
    turn.count(TOPIC)
    return session.turn


def add_one(store: Store, key: str = "SM") -> int:
    with turn(store, ANA, key) as t:
        return one_more(t, key)


def ready(store: Store) -> Store:
    """The store once it has connected: a busy machine may take longer than a turn waits."""
    for _ in range(100):
        with suppress(StoreError):
            store.ping()
            return store
    raise AssertionError("the store does not answer")


def patient(url: str) -> PostgresStore:
    """A store that waits longer than turns may: how long is not what most tests are about, and machines are busy."""
    return PostgresStore(url, limit=5)


def turns(store: Store) -> int:
    session = kept(store, ANA)
    return session.turn if session else 0


def in_threads(deeds: Iterable[Callable[[], None]]) -> None:
    """Do all of it at the same moment; what goes wrong in a thread goes wrong here."""
    todo = list(deeds)
    start = threading.Barrier(len(todo))
    faults: list[BaseException] = []

    def run(deed: Callable[[], None]) -> None:
        try:
            start.wait()
            deed()
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=run, args=(deed,)) for deed in todo]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise BaseExceptionGroup("in threads", faults)


class Mistake(Exception):
    """A mistake of the caller's, inside a transaction."""
