"""A live line moves from SQLite to PostgreSQL: nobody is texted who stopped texts, and nobody loses their place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from store_turns import ANA, BEN, FULL, NOW, REPLY, STOPPED, TOPIC, keep, kept, kept_reply, patient, ready, turn
from test_contract_outbox import ROW, due, put
from test_contract_unmet import RIDE, said, say

from hotline.cli import hotline
from hotline.errors import StoreError
from hotline.model import Session
from hotline.store import FIELDS, SqliteStore, Store
from hotline.store.copying import copy
from hotline.store.postgres import PostgresStore
from tests.postgres import Server

LATER = NOW + 3600


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "hotline.db"


@pytest.fixture
def file(path: Path) -> Iterator[SqliteStore]:
    with closing(SqliteStore(path)) as opened:
        opened.ping()
        yield opened


@pytest.fixture
def url(postgres: Server) -> str:
    return postgres.database()


@pytest.fixture
def there(url: str) -> Iterator[PostgresStore]:
    with closing(patient(url)) as opened:
        ready(opened)
        yield opened


def starts(store: Store, now: int) -> None:
    keep(store, ANA, replace(FULL, opted_out=False), now)


def test_everything_arrives_and_twice_is_once(file: SqliteStore, there: PostgresStore, path: Path, url: str) -> None:
    keep(file, ANA, STOPPED)
    keep(file, BEN, FULL)
    say(file, BEN, RIDE)
    with turn(file, BEN, "SM1") as t:
        t.keep_reply("SM1", REPLY)
        t.count(TOPIC, 2)
    first = copy(path, url, NOW)
    assert {done.table: (done.found, done.written) for done in first} == {
        "session": (2, 2),
        "reply": (1, 1),
        "opt_out": (1, 1),
        "count": (1, 1),
        "unmet": (1, 1),
    }
    for _ in range(2):
        assert kept(there, ANA) == STOPPED
        assert kept(there, BEN) == FULL
        assert kept_reply(there, "SM1") == REPLY
        assert said(there) == [RIDE]
        assert there.tallies("", FIELDS) == [(TOPIC, 1, 2)]
        copy(path, url, NOW)


def test_what_happened_in_the_file_meanwhile_comes_with_the_next_copy(
    file: SqliteStore, there: PostgresStore, path: Path, url: str
) -> None:
    keep(file, ANA, STOPPED)
    keep(file, BEN, FULL)
    copy(path, url, NOW)
    starts(file, LATER)
    keep(file, BEN, STOPPED, LATER)
    with turn(file, BEN) as t:
        t.count(TOPIC)
    copy(path, url, LATER)
    assert kept(there, ANA) == FULL
    assert kept(there, BEN) == STOPPED
    assert there.counts("") == [(TOPIC, 1)]


def test_what_happened_in_postgresql_meanwhile_stands(
    file: SqliteStore, there: PostgresStore, path: Path, url: str
) -> None:
    keep(file, ANA, STOPPED)
    keep(file, BEN, FULL)
    with turn(file, BEN) as t:
        t.count(TOPIC)
    copy(path, url, NOW + 120)
    starts(there, LATER)
    with turn(there, BEN, now=LATER) as t:
        t.forget()
        t.count(TOPIC)
    for _ in range(2):
        copy(path, url, LATER)
        assert kept(there, ANA) == FULL, "who came back is not stopped again"
        assert kept(there, BEN) is None, "who was forgotten stays forgotten"
        assert there.counts("") == [(TOPIC, 2)]


def test_a_STOP_there_is_not_lifted_by_what_is_older(
    file: SqliteStore, there: PostgresStore, path: Path, url: str
) -> None:
    keep(file, ANA, STOPPED)
    copy(path, url, NOW)
    starts(file, LATER)
    keep(there, ANA, STOPPED, LATER + 1)
    copy(path, url, LATER + 2)
    assert kept(there, ANA) == STOPPED


def test_a_STOP_in_the_file_counts_though_a_turn_there_knew_nothing_of_it(
    file: SqliteStore, there: PostgresStore, path: Path, url: str
) -> None:
    copy(path, url, NOW)
    keep(file, ANA, STOPPED, LATER)
    keep(there, ANA, Session("en"), LATER + 5)
    copy(path, url, LATER + 9)
    found = kept(there, ANA)
    assert found is not None
    assert found.opted_out


def test_texts_that_wait_are_moved_when_the_file_is_left(
    file: SqliteStore, there: PostgresStore, path: Path, url: str
) -> None:
    put(file, ROW)
    copy(path, url, NOW)
    assert due(there) == []
    copy(path, url, NOW, outbox=True)
    assert due(there) == [ROW]
    assert due(file) == []


def test_another_file_is_noticed_where_it_is_empty(
    file: SqliteStore, there: PostgresStore, path: Path, url: str, tmp_path: Path
) -> None:
    keep(file, ANA, STOPPED)
    copy(path, url, NOW)
    with closing(SqliteStore(tmp_path / "other.db")) as other:
        other.ping()
    with pytest.raises(StoreError, match="not the same file"):
        copy(tmp_path / "other.db", url, NOW)
    assert kept(there, ANA) == STOPPED


def test_where_there_is_nothing_nothing_is_copied(
    tmp_path: Path, path: Path, file: SqliteStore, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hotline.store.copying.CONNECT", 1.0)
    with pytest.raises(StoreError, match="there is no store"):
        copy(tmp_path / "none.db", url, NOW)
    with pytest.raises(StoreError, match="cannot be reached"):
        copy(path, "postgresql://x:hunter2@127.0.0.1:1/d", NOW)


def test_the_command_says_what_it_copied(file: SqliteStore, path: Path, url: str, there: PostgresStore) -> None:
    keep(file, ANA, STOPPED)
    told = CliRunner().invoke(hotline, ["store", "copy", f"sqlite:///{path}"], env={"HOTLINE_STORE": url})
    assert told.exit_code == 0, told.output
    assert "opt-outs: 1 in the file, 1 new or newer in PostgreSQL" in told.output
    assert kept(there, ANA) == STOPPED
    for source, target in (("memory:", url), (f"sqlite:///{path}", "memory:"), (url, f"sqlite:///{path}")):
        assert CliRunner().invoke(hotline, ["store", "copy", source, target]).exit_code != 0
