"""A store file that is damaged, locked, moved or never there: always a StoreError, always mended in place."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from store_turns import ANA, NOW, add_one, one_more, turns

from hotline.errors import StoreError
from hotline.model import Session
from hotline.store import Count, SqliteStore


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "store.db"


@pytest.fixture
def store(path: Path) -> Iterator[SqliteStore]:
    with closing(SqliteStore(path, limit=0.05)) as opened:
        yield opened


# damage


def fails(store: SqliteStore, *words: str) -> None:
    """Everything one can ask of it is a StoreError that says where and what, and quotes nobody."""
    asked = [lambda: add_one(store), lambda: store.purge(NOW), lambda: store.counts(""), store.ping]
    for ask in asked:
        with pytest.raises(StoreError) as told:
            ask()
        assert all(word in str(told.value) for word in words)
        assert told.value.__suppress_context__
        assert told.value.__cause__ is None


def test_a_corrupt_file(store: SqliteStore, path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"no database at all, but long enough for one. " * 100)
    fails(store, str(path), "is no database of ours", "SQLITE_NOTADB")
    path.unlink()
    assert add_one(store) == 1  # mended without a restart


def test_a_file_with_damaged_pages(path: Path) -> None:
    with closing(SqliteStore(path)) as store:
        for number in range(50):
            add_one(store, f"SM{number}")
    held = path.read_bytes()
    path.write_bytes(held[:4096] + b"\xff" * (len(held) - 4096))
    with closing(SqliteStore(path)) as store, pytest.raises(StoreError, match="is damaged"):
        add_one(store)


def test_a_directory_in_place_of_the_file(store: SqliteStore, path: Path) -> None:
    path.mkdir(parents=True)
    fails(store, str(path), "cannot be opened")


def test_a_directory_that_cannot_be_made(store: SqliteStore, path: Path) -> None:
    path.parent.write_text("a file where the directory should be")
    fails(store, str(path), "cannot be made")
    path.parent.unlink()
    assert add_one(store) == 1


def test_a_path_that_no_file_can_have() -> None:
    fails(SqliteStore("/tmp/a\0b"))


def test_a_file_that_somebody_else_locks(store: SqliteStore, path: Path) -> None:
    add_one(store)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="is locked by another process"):
            add_one(store)
        with pytest.raises(StoreError, match="is locked by another process"):
            store.ping()
        other.execute("ROLLBACK")
    assert add_one(store) == 2


def test_a_file_that_somebody_reads_is_taken_over_once_they_stop(
    store: SqliteStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:  # in no WAL mode
        other.execute("CREATE TABLE other (x)")
        other.execute("BEGIN")
        other.execute("SELECT * FROM other").fetchall()
        with pytest.raises(StoreError, match="is locked by another process"):
            store.ping()
        waits: list[float] = []
        monkeypatch.setattr(time, "sleep", lambda s: waits.append(s) or other.execute("ROLLBACK"))
        store.ping()
    assert len(waits) == 1


def test_a_store_put_in_its_place_is_the_store(store: SqliteStore, path: Path, tmp_path: Path) -> None:
    with closing(SqliteStore(tmp_path / "backup.db")) as backup:
        add_one(backup)
        add_one(backup)
    add_one(store)
    store.close()
    (tmp_path / "backup.db").rename(path)
    assert add_one(store) == 3


def test_a_file_taken_away_while_it_is_open_is_noticed(store: SqliteStore, path: Path) -> None:
    add_one(store)
    for entry in path.parent.iterdir():
        entry.unlink()
    assert add_one(store) == 1
    with closing(SqliteStore(path)) as other:
        assert turns(other) == 1


@pytest.mark.parametrize("value", ["half of a pair: \ud83d", 2**70], ids=["text", "number"])
def test_what_cannot_be_kept_is_a_fault_that_does_not_quote_it(store: SqliteStore, value: str | int) -> None:
    count = Count("2026-11-23", "sms", str(value), value if isinstance(value, int) else 0, "miss")

    def write() -> None:
        with store.transaction(ANA, "SM", NOW) as turn:
            turn.keep_session(Session("en", turn=1))
            turn.count(count)

    with pytest.raises(StoreError) as told:
        write()
    assert "half" not in str(told.value)
    assert str(2**70) not in str(told.value)
    assert turns(store) == 0


def test_a_turn_goes_no_further_after_a_fault_that_was_passed_over(store: SqliteStore) -> None:
    def write() -> None:
        with store.transaction(ANA, "SM", NOW) as turn:
            turn.keep_session(Session("en", turn=1))
            with suppress(StoreError):
                turn.reply("\ud83d")

    with pytest.raises(StoreError, match="failed earlier"):
        write()
    assert turns(store) == 0


def test_a_turn_inside_a_turn_is_a_fault_and_no_deadlock(store: SqliteStore) -> None:
    with store.transaction(ANA, "SM", NOW) as outer:
        one_more(outer, "SM")
        with pytest.raises(StoreError, match="is busy"):
            add_one(store)
    assert turns(store) == 1
