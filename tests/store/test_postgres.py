"""What only a server can get wrong: it is slow, hung, killed, full or another one, and is asked by many at once."""

from __future__ import annotations

import logging
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress

import pytest
from store_turns import ANA, BEN, NOW, NUMBER, TOPIC, add_one, in_threads, one_more, patient, ready, turns
from working import begin, outcome, work

from hotline.errors import SettingsError, StoreError, StoreRefusal
from hotline.model import DAY, Session
from hotline.store import Count, Guarded, Store, open_store
from hotline.store.postgres import PostgresStore
from hotline.store.postgres_schema import STEPS
from tests.postgres import Server, binaries

SOON = 0.3 + 0.2  # seconds: the limit, and a busy machine
BACK = 5.0  # seconds after which a store that came back must be in use again


@pytest.fixture
def url(postgres: Server) -> str:
    return postgres.database()


@pytest.fixture
def store(url: str) -> Iterator[PostgresStore]:
    with closing(patient(url)) as opened:
        ready(opened)
        yield opened


@pytest.fixture
def usual(url: str) -> Iterator[PostgresStore]:
    with closing(PostgresStore(url)) as opened:
        ready(opened)
        yield opened


def fails(store: Store, *words: str) -> float:
    """A turn is a StoreError that says what is wrong and quotes nobody; the seconds it took."""
    began = time.monotonic()
    with pytest.raises(StoreError) as told:
        add_one(store)
    assert all(word in str(told.value) for word in words), told.value
    assert told.value.__suppress_context__ or told.value.__context__ is None
    assert told.value.__cause__ is None
    return time.monotonic() - began


def until_back(store: Store) -> None:
    """Take turns until one is kept; that is soon."""
    began = time.monotonic()
    while time.monotonic() - began < BACK:
        with suppress(StoreError):
            add_one(store)
            return
        threading.Event().wait(0.05)  # what is waited for happens in the server
    pytest.fail("the store did not come back")


# many at once


def test_64_texts_at_once_in_4_processes_on_an_empty_database(url: str) -> None:
    workers = [work("at_once", url, 16) for _ in range(4)]
    for process in workers:
        begin(process)
    assert [outcome(process) for process in workers] == ["done\n"] * 4
    with closing(patient(url)) as store:
        ready(store)
        assert turns(store) == 64
        assert store.counts("") == [(TOPIC, 64)]


def test_processes_that_start_at_once_take_the_steps_once(url: str, postgres: Server) -> None:
    stores = [PostgresStore(url, limit=10) for _ in range(8)]
    in_threads([store.ping for store in stores])
    assert postgres.ask(url, "SELECT version FROM store_version") == [(len(STEPS),)]
    for store in stores:
        store.close()


def test_a_database_of_a_newer_version_still_serves(store: PostgresStore, url: str, postgres: Server) -> None:
    add_one(store)
    postgres.ask(url, "ALTER TABLE session ADD COLUMN more text")
    postgres.ask(url, "UPDATE store_version SET version = 99")
    with closing(patient(url)) as later:
        ready(later)
        assert add_one(later) == 2
    assert postgres.ask(url, "SELECT version FROM store_version") == [(99,)]


def test_a_store_in_use_at_a_fork_works_on_both_sides(url: str) -> None:
    process = work("forked", url, 3)
    begin(process)
    assert outcome(process) == "[0, 0, 0] 31\n"


def test_more_people_at_once_than_there_are_connections(store: PostgresStore) -> None:
    def text(number: int) -> None:
        with store.transaction(None, f"CA{number}", NOW) as turn:
            turn.count(TOPIC)

    in_threads([lambda n=n: text(n) for n in range(48)])  # type: ignore[misc]
    assert store.counts("") == [(TOPIC, 48)]


def test_who_waits_for_another_process_too_long_is_refused_and_nobody_else(usual: PostgresStore, url: str) -> None:
    with closing(patient(url)) as other, ready(other).transaction(ANA, "SM1", NOW):
        with pytest.raises(StoreRefusal, match="the same person"):
            add_one(usual)
        with usual.transaction(BEN, "SM2", NOW) as turn:
            assert one_more(turn, "SM2") == 1
    assert add_one(usual) == 1


def test_a_row_of_the_outbox_that_somebody_is_at_is_passed_over(store: PostgresStore, url: str) -> None:
    from test_contract_outbox import ROW, due, put

    put(store, ROW)
    with closing(patient(url)) as other, ready(other).transaction(None, "there", NOW) as turn:
        assert turn.outgoing(ROW.key) == ROW
        assert due(store) == []
    assert due(store) == [ROW]


# away, and back


def test_a_server_that_hangs_keeps_nobody_longer_than_the_limit(usual: PostgresStore, postgres: Server) -> None:
    add_one(usual)
    postgres.freeze()
    try:
        assert fails(usual, "in time") < SOON
        assert fails(usual) < SOON, "nor while a new connection is made"
    finally:
        postgres.thaw()
    until_back(usual)


def test_a_server_that_hangs_in_the_middle_of_a_turn(usual: PostgresStore, postgres: Server) -> None:
    def text() -> None:
        with usual.transaction(ANA, "SM1", NOW) as turn:
            one_more(turn, "SM1")
            postgres.freeze()

    began = time.monotonic()
    try:
        with pytest.raises(StoreError, match="in time"):
            text()
        assert time.monotonic() - began < SOON
    finally:
        postgres.thaw()
    until_back(usual)


def test_a_killed_server_loses_no_acknowledged_turn(url: str, postgres: Server) -> None:
    process = work("for_ever", url)
    begin(process)
    assert process.stdout
    said = [int(process.stdout.readline()) for _ in range(100)]
    postgres.kill()
    said += [int(line) for line in process.stdout.read().split()]  # it ends at its first fault
    process.communicate()
    postgres.start()
    with closing(patient(url)) as store:
        ready(store)
        kept = turns(store)
        assert kept in (said[-1], said[-1] + 1)
        with store.transaction(ANA, "SM", NOW) as turn:
            assert all(turn.reply(f"SM{number}") for number in said)
        assert store.counts("") == [(TOPIC, kept)]


def test_a_restart_is_noticed_by_nobody_who_comes_after_it(store: PostgresStore, postgres: Server) -> None:
    add_one(store)
    postgres.stop()
    postgres.start()
    assert add_one(store) == 2


def test_tables_that_somebody_took_away_are_made_again(store: PostgresStore, url: str, postgres: Server) -> None:
    add_one(store)
    postgres.ask(url, "DROP SCHEMA public CASCADE")
    postgres.ask(url, "CREATE SCHEMA public")
    fails(store, "failed", "42P01")
    until_back(store)


def test_a_turn_asks_to_write_where_to_read_is_usual(url: str, postgres: Server) -> None:
    with closing(patient(url)) as store:
        ready(store)
    postgres.ask(url, f"ALTER DATABASE {url.rpartition('/')[2]} SET default_transaction_read_only = on")
    with closing(patient(url)) as store:
        add_one(ready(store))
        assert store.counts("") == [(TOPIC, 1)]


def test_what_cannot_be_kept_is_refused_without_quoting_it(store: PostgresStore) -> None:
    for outcome_, place in (("half of a pair: \ud83d", 0), ("a NUL: \0", 0), ("miss", 2**70)):
        with pytest.raises(StoreRefusal) as told:
            keep_with(store, Count("2026-11-23", "sms", "en", place, outcome_))
        assert outcome_ not in str(told.value)
        assert str(2**70) not in str(told.value)
    assert turns(store) == 0


def keep_with(store: Store, count: Count) -> None:
    with store.transaction(ANA, "SM", NOW) as turn:
        turn.keep_session(Session("en", turn=1))
        turn.count(count)


# behind the breaker


def test_behind_the_breaker_nobody_waits_and_the_return_needs_no_turn(url: str, postgres: Server) -> None:
    with closing(open_store(url)) as store:
        assert isinstance(store, Guarded)
        add_one(ready(store))
        postgres.freeze()
        try:
            for _ in range(3):
                assert fails(store) < SOON
            took = sorted(fails(store, "is away") for _ in range(200))
        finally:
            postgres.thaw()
        assert took[190] < 0.01
        assert store.wait(BACK)
        assert add_one(store) > 1


# who is let in


def test_a_password_is_in_no_error_and_no_log(postgres: Server, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    postgres.ask("postgres", "CREATE ROLE guarded LOGIN PASSWORD 'right'")
    at = f"127.0.0.1:{postgres.port}/postgres"
    for password in ("hunter2", "hunter2%40", "hun@ter2", "hun/ter2"):
        told = []
        try:
            with closing(PostgresStore(f"postgresql://guarded:{password}@{at}")) as store:
                for deed in (store.ping, lambda: add_one(store), lambda: store.purge(NOW)):
                    with pytest.raises(StoreError) as error:
                        deed()
                    told.append(str(error.value))
        except SettingsError as error:
            told.append(str(error))
        assert told
        for text in (*told, caplog.text):
            assert "hun" not in text
            assert "ter2" not in text
    assert "guarded" not in caplog.text


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("postgresql://guarded:wrong@127.0.0.1:{port}/postgres", "does not let this user in"),
        ("postgresql://postgres@127.0.0.1:{port}/nowhere", "has no such database"),
        ("postgresql://postgres@127.0.0.1:1/postgres", "cannot be reached"),
    ],
)
def test_what_is_wrong_is_said(postgres: Server, address: str, words: str) -> None:
    with closing(PostgresStore(address.format(port=postgres.port), limit=2)) as store:
        assert words in fails_why(store)


def fails_why(store: Store) -> str:
    with pytest.raises(StoreError) as told:
        store.ping()
    return str(told.value)


@pytest.mark.parametrize("url", ["postgresql:x", "postgresql://u:hunter2%zz@h/d", "postgresql://u:hunter2@h/d?no=1"])
def test_an_address_that_is_none(url: str) -> None:
    with pytest.raises(SettingsError, match="HOTLINE_STORE") as told:
        open_store(url)
    assert "hunter2" not in str(told.value)


def test_no_number_is_in_the_database(store: PostgresStore, url: str) -> None:
    for number in range(20):
        add_one(store, f"SM{number}")
    dumped = subprocess.run([binaries() / "pg_dump", "--dbname", url], capture_output=True, check=True).stdout
    assert ANA
    assert ANA.keys[0].encode() in dumped
    assert NUMBER[1:].encode() not in dumped
    assert NUMBER[-10:].encode() not in dumped


def test_an_unreadable_row_is_no_row(store: PostgresStore, url: str, postgres: Server) -> None:
    add_one(store, "SM1")
    postgres.ask(url, "UPDATE session SET body = 'what'")
    postgres.ask(url, "UPDATE reply SET turn = '[]'")
    with store.transaction(ANA, "SM1", NOW) as turn:
        assert turn.session() is None
        assert turn.reply("SM1") is None
    assert add_one(store, "SM1") == 1


def test_a_process_that_stops_in_the_middle_of_a_turn_does_not_hold_a_person_up_for_ever(url: str) -> None:
    process = work("for_ever", url)
    begin(process)
    assert process.stdout
    for _ in range(20):
        process.stdout.readline()
    with closing(PostgresStore(url)) as store:
        process.send_signal(signal.SIGSTOP)
        try:
            until_back(store)
            store.purge(NOW + 31 * DAY)
        finally:
            process.kill()
            process.communicate()
