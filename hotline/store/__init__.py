"""Sessions, replies, opt-outs, the outbox, counts, what was not understood: one protocol, several places for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hotline.errors import SettingsError
from hotline.store.codec import session_from_text, session_to_text, turn_from_text, turn_to_text
from hotline.store.consents import Consents, keep_up
from hotline.store.counted import BEGUN, CALLS, MOST_STEPS, Ended, contacts, count_of_call, counts_of, last_turn
from hotline.store.guarded import Guarded
from hotline.store.journal import Journal
from hotline.store.memory import MemoryStore
from hotline.store.person import Person, digest, identify, is_digest_of, secret_id
from hotline.store.protocol import (
    FIELDS,
    KEEP_SESSION,
    Count,
    Field,
    Outgoing,
    Reply,
    Store,
    Transaction,
    Unmet,
    oldest_unmet,
)
from hotline.store.senders import SENDERS, Unusual, calling_code, count_of_sender, unusual, warn_once
from hotline.store.sqlite import SqliteStore

__all__ = [
    "BEGUN",
    "CALLS",
    "FIELDS",
    "KEEP_SESSION",
    "MOST_STEPS",
    "SCHEMES",
    "SENDERS",
    "Consents",
    "Count",
    "Ended",
    "Field",
    "Guarded",
    "Journal",
    "MemoryStore",
    "Outgoing",
    "Person",
    "Reply",
    "SqliteStore",
    "Store",
    "Transaction",
    "Unmet",
    "Unusual",
    "calling_code",
    "contacts",
    "count_of_call",
    "count_of_sender",
    "counts_of",
    "digest",
    "identify",
    "is_digest_of",
    "keep_up",
    "last_turn",
    "oldest_unmet",
    "open_store",
    "secret_id",
    "session_from_text",
    "session_to_text",
    "turn_from_text",
    "turn_to_text",
    "unusual",
    "warn_once",
]


def open_store(url: str) -> Store:
    """The store that an address names: ``memory:``, ``sqlite:///relative/path``, ``postgresql://...``.

    Nothing is opened before the first turn, so a store that is down does not keep the line from starting.
    """
    scheme, _, rest = url.partition(":")
    opener = SCHEMES.get(scheme)
    if not opener:
        # the scheme alone: the rest of an address may hold a password
        raise SettingsError((f'HOTLINE_STORE has the unknown scheme "{scheme}"; what fits is {_FITTING}',))
    store = opener(rest)
    return store if isinstance(store, MemoryStore) else Guarded(store)


def _memory(rest: str) -> Store:
    if rest not in ("", "//"):
        raise SettingsError((f'HOTLINE_STORE says "memory:{rest}", but memory has no path; write memory:',))
    return MemoryStore()


def _sqlite(rest: str) -> Store:
    path = rest.removeprefix("///")
    # with SQLite's own ":memory:" each connection would see a store of its own
    if path in ("", ":memory:") or path == rest:
        problem = f'HOTLINE_STORE says "sqlite:{rest}", which names no file; what fits is {_FITTING}'
        raise SettingsError((problem,))
    return SqliteStore(path)


def _postgresql(rest: str) -> Store:
    try:
        from hotline.store.postgres import PostgresStore
    except ImportError:
        raise SettingsError(('HOTLINE_STORE is a PostgreSQL database; install "hotline[postgres]"',)) from None
    return PostgresStore(f"postgresql:{rest}")


SCHEMES: Mapping[str, Callable[[str], Store]] = {"memory": _memory, "sqlite": _sqlite, "postgresql": _postgresql}
_FITTING = (
    "memory:, sqlite:///a/relative/path, sqlite:////an/absolute/path or postgresql://user:password@host:5432/database"
)
