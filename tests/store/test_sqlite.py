"""What only a file can get wrong: other processes, crashes, and what others could read in it."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from store_turns import ANA, NOW, NUMBER, TOPIC, add_one, in_threads, turns
from working import begin, outcome, work

from hotline.model import DAY, Give, Session, Turn
from hotline.store import Reply, SqliteStore
from hotline.store.schema import STEPS

KEEP = (  # how a version before these keeps a reply
    "INSERT INTO reply (key, kept, digest, turn) VALUES (?, ?, ?, ?) ON CONFLICT (key) DO UPDATE"
    " SET kept = excluded.kept, digest = excluded.digest, turn = excluded.turn"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "store.db"


@pytest.fixture
def store(path: Path) -> Iterator[SqliteStore]:
    with closing(SqliteStore(path)) as opened:
        yield opened


# other processes


def test_64_texts_at_once_in_4_processes_that_open_it_first(path: Path) -> None:
    workers = [work("at_once", path, 16) for _ in range(4)]
    for process in workers:
        begin(process)
    assert [outcome(process) for process in workers] == ["done\n"] * 4
    with closing(SqliteStore(path)) as store:
        assert turns(store) == 64
        assert store.counts("") == [(TOPIC, 64)]
    assert sorted(os.listdir(path.parent)) == ["store.db"]  # no draft is left over


def test_a_file_that_was_not_in_wal_mode_is_taken_over_by_several_at_once(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    workers = [work("at_once", path, 4) for _ in range(4)]
    for process in workers:
        begin(process)
    assert [outcome(process) for process in workers] == ["done\n"] * 4
    with closing(SqliteStore(path)) as store:
        assert turns(store) == 16


def test_a_file_that_many_threads_open_first(path: Path) -> None:
    stores = [SqliteStore(path, limit=30, wait=30) for _ in range(16)]  # a busy disk takes longer than a turn waits
    in_threads([lambda store=store: store.ping() for store in stores])  # type: ignore[misc]
    in_threads([lambda store=store: add_one(store) for store in stores])  # type: ignore[misc]
    assert turns(stores[0]) == 16
    for store in stores:
        store.close()


def test_a_store_in_use_at_a_fork_works_on_both_sides(path: Path) -> None:
    process = work("forked", path, 3)
    begin(process)
    assert outcome(process) == "[0, 0, 0] 31\n"  # ten of each child's, and the last one


def test_a_fork_inside_a_turn_leaves_the_turn_whole_and_the_child_without_a_store(path: Path) -> None:
    process = work("forked_inside", path)
    begin(process)
    assert outcome(process) == "7 2\n"


# crashes


@pytest.mark.parametrize("acknowledged", [1, 50, 300])
def test_a_killed_process_loses_no_acknowledged_turn(path: Path, acknowledged: int) -> None:
    process = work("for_ever", path)
    begin(process)
    assert process.stdout
    for _ in range(acknowledged):
        process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    rest = process.stdout.read()  # what it said before it died; communicate() would miss what is buffered
    process.communicate()
    last = max([acknowledged, *(int(line) for line in rest.split("\n")[:-1])])
    with closing(SqliteStore(path)) as store:
        kept = turns(store)
        assert kept in (last, last + 1)  # the last one may be kept and not yet acknowledged
        with store.transaction(ANA, "SM", NOW) as turn:
            assert all(turn.reply(f"SM{number}") for number in range(1, kept + 1))
        assert store.counts("")[0][1] == kept
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.mark.proof
def test_F08_of_fifty_processes_that_are_killed_none_loses_an_acknowledged_turn(path: Path) -> None:
    """One after the other they take up the same file, each killed a little later in its turns than the one before."""
    kept = 0
    for number in range(50):
        process = work("for_ever", path)
        begin(process)
        assert process.stdout
        said = [int(process.stdout.readline()) for _ in range(1 + number * 7 % 50)]
        process.kill()
        said += [int(line) for line in process.stdout.read().split("\n")[:-1]]
        process.communicate()
        assert said == [*range(kept + 1, kept + 1 + len(said))], "it goes on where the one before it was"
        with closing(SqliteStore(path)) as store:
            kept = turns(store)
            assert kept in (said[-1], said[-1] + 1)
            assert store.counts("")[0][1] == kept
        with closing(sqlite3.connect(path)) as db:
            assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_full_disk_takes_back_the_turn_and_is_forgiven_without_a_restart(path: Path) -> None:
    process = work("until_full", path, 200_000)
    begin(process)
    before, after, error = outcome(process).rstrip().split(" ", 2)
    assert int(before) > 1
    assert int(after) == int(before) + 1
    assert error.startswith(f"the store {path} ")


# what others could read


def test_the_file_and_its_log_are_for_this_user_alone(path: Path) -> None:
    mask = os.umask(0)
    try:
        with closing(SqliteStore(path)) as store:
            add_one(store)
            found = {entry.name: entry.stat().st_mode & 0o777 for entry in path.parent.iterdir()}
    finally:
        os.umask(mask)
    assert found == {"store.db": 0o600, "store.db-wal": 0o600, "store.db-shm": 0o600}
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_mode_that_somebody_chose_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    path.chmod(0o640)
    with closing(SqliteStore(path)) as store:
        add_one(store)
    assert path.stat().st_mode & 0o777 == 0o640


def test_no_number_is_in_the_file_or_its_log(path: Path) -> None:
    process = work("for_ever", path)
    begin(process)
    assert process.stdout
    for _ in range(20):
        process.stdout.readline()
    process.kill()  # so that the log is still there
    process.communicate(timeout=30)
    held = {entry.name: entry.read_bytes() for entry in path.parent.iterdir()}
    assert {"store.db", "store.db-wal"} <= held.keys()
    assert ANA
    assert ANA.keys[0].encode() in b"".join(held.values())
    for text in held.values():
        assert NUMBER[1:].encode() not in text
        assert NUMBER[-10:].encode() not in text
        assert int(NUMBER).to_bytes(8, "big") not in text


def test_a_purge_does_not_wait_for_a_reader(path: Path) -> None:
    with closing(SqliteStore(path, limit=60)) as store:
        add_one(store)
        with closing(sqlite3.connect(path, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT * FROM session").fetchall()
            began = time.monotonic()
            store.purge(NOW + 2 * DAY)
            assert time.monotonic() - began < 20
        with store.transaction(ANA, "SM", NOW) as turn:
            assert turn.reply("SM") is None


def test_what_is_purged_is_gone_from_the_disk(path: Path) -> None:
    store = SqliteStore(path)
    with store.transaction(ANA, "SM", NOW) as turn:
        turn.keep_reply("SMcanary", Reply("canary", Turn(Session("en"), (Give(210),))))
    store.purge(NOW + 2 * DAY)
    assert path.with_name("store.db-wal").stat().st_size == 0
    store.close()
    assert b"canary" not in path.read_bytes()


# settings of the file


def test_a_durable_turn_waits_for_the_disk(path: Path) -> None:
    with closing(SqliteStore(path)) as store:
        seen = {}
        for durable in (True, False):
            with store.transaction(ANA, "SM", NOW, durable=durable) as turn:
                rows = turn._rows  # type: ignore[attr-defined]
                seen[durable] = rows._ask("PRAGMA synchronous")[0][0]
                assert rows._ask("PRAGMA secure_delete") == [(1,)]
                assert rows._ask("PRAGMA busy_timeout") == [(20,)]
                assert rows._ask("PRAGMA journal_mode") == [("wal",)]
    assert seen == {True: 2, False: 1}  # FULL, NORMAL


def test_a_file_of_a_newer_version_still_serves(store: SqliteStore, path: Path) -> None:
    add_one(store)
    store.close()
    with closing(sqlite3.connect(path)) as db:
        db.execute("ALTER TABLE session ADD COLUMN more TEXT")
        db.execute("PRAGMA user_version = 99")
        db.commit()
    assert add_one(store) == 2
    store.close()
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (99,)


def test_replies_of_a_file_that_kept_them_by_their_keys_are_found_again_and_go_in_their_time(path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for statement in (statement for step in STEPS[:6] for statement in step):
            db.execute(statement)
        db.execute("PRAGMA user_version = 6")
        for nth in range(300):
            db.execute(KEEP, (f"SM{nth}", NOW - nth % 7, "digest", '{"session":{"lang":"en"},"say":[],"place":210}'))
    with closing(SqliteStore(path)) as store:
        with store.transaction(ANA, "SM299", NOW) as turn:
            for nth in (0, 150, 299):
                assert turn.reply(f"SM{nth}") == Reply("digest", Turn(Session("en"), (), place=210))
            turn.keep_reply("SM299", Reply("another", Turn(Session("en"), ())))
        with closing(sqlite3.connect(path, isolation_level=None)) as beside:  # a worker of the version before
            beside.execute(KEEP, ("SM1", NOW, "written twice", '{"session":{"lang":"es"},"say":[]}'))
        with store.transaction(ANA, "SM1", NOW) as turn:
            assert turn.reply("SM1") == Reply("written twice", Turn(Session("es"), ()))
        store.purge(NOW + DAY)
        with store.transaction(ANA, "SM1", NOW) as turn:
            assert [turn.reply(f"SM{nth}") is not None for nth in (0, 1, 2, 299)] == [True, True, False, True]


def test_an_unreadable_row_is_no_row(store: SqliteStore, path: Path) -> None:
    add_one(store, "SM1")
    store.close()
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE session SET body = 'what'")
        db.execute("UPDATE reply SET turn = '[]'")
        db.commit()
    with store.transaction(ANA, "SM1", NOW) as turn:
        assert turn.session() is None
        assert turn.reply("SM1") is None
    assert add_one(store, "SM1") == 1
