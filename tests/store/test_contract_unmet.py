"""What every store keeps of what was not understood, for how long, and that it is nobody's."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from store_turns import ANA, BEN, FULL, NOW, Mistake, keep, kept, turn

from hotline.model import DAY
from hotline.store import Person, SqliteStore, Store, Unmet, identify, memory, postgres_rows, sqlite_rows

TODAY = "2026-11-18"  # NOW
RIDE = Unmet(TODAY, "sms", "en", "can i get a ride to ...")
WIG = replace(RIDE, words="where are wigs")
ANA_ROTATED = identify("+15552368123", ["new", "old"])


def say(store: Store, person: Person | None, unmet: Unmet) -> None:
    with turn(store, person) as t:
        t.keep_unmet(unmet)


def said(store: Store, since: str = "") -> list[Unmet]:
    return [unmet for unmet, _ in store.unmet(since)]


def marks(store: Store) -> list[str]:
    return [mark for _, mark in store.unmet("")]


def test_what_was_kept_comes_back_in_order_from_a_day_on(store: Store) -> None:
    before = replace(WIG, day="2026-11-17")
    for unmet in (WIG, RIDE, before):
        say(store, ANA if unmet != before else BEN, unmet)
    assert said(store) == [before, RIDE, WIG]
    assert said(store, TODAY) == [RIDE, WIG]
    assert said(store, "2026-11-19") == []


def test_people_of_the_same_words_can_be_counted(store: Store) -> None:
    for person in (ANA, BEN, ANA):
        say(store, person, RIDE)
    assert said(store) == [RIDE, RIDE]
    assert len(set(marks(store))) == 2
    assert all(len(bytes.fromhex(mark)) == 8 for mark in marks(store))


def test_nobody_can_tell_that_rows_are_of_one_person(store: Store) -> None:
    assert ANA
    say(store, ANA, RIDE)
    say(store, ANA, WIG)
    assert len(set(marks(store))) == 2
    stored = "".join(ANA.keys)
    assert not any(mark in stored for mark in marks(store))
    assert "marking" not in repr(ANA)
    assert all(marking not in repr(ANA) for marking in ANA.marking)


def test_the_same_words_another_day_keep_their_first_day(store: Store) -> None:
    say(store, ANA, RIDE)
    say(store, ANA, replace(RIDE, day="2026-11-20", channel="voice"))
    assert said(store) == [RIDE]


def test_in_a_turn_of_their_own_a_persons_rows_are_found(store: Store) -> None:
    say(store, ANA, RIDE)
    say(store, BEN, WIG)
    with turn(store, ANA) as t:
        assert t.unmet() == (RIDE,)
        t.keep_unmet(WIG)
        assert set(t.unmet()) == {RIDE, WIG}


def test_to_forget_drops_a_persons_rows_and_nobody_elses(store: Store) -> None:
    for person, unmet in ((ANA, RIDE), (ANA, WIG), (BEN, RIDE)):
        say(store, person, unmet)
    with turn(store, ANA) as t:
        t.forget()
        assert t.unmet() == ()
    assert said(store) == [RIDE]
    with turn(store, BEN) as t:
        assert t.unmet() == (RIDE,)


def test_rows_are_found_again_after_a_new_secret(store: Store) -> None:
    say(store, ANA, RIDE)
    say(store, ANA_ROTATED, RIDE)
    assert said(store) == [RIDE], "one person still"
    with turn(store, ANA_ROTATED) as t:
        t.forget()
    assert said(store) == []


def test_nothing_is_kept_of_nobody(store: Store) -> None:
    with turn(store, None) as t:
        t.keep_unmet(RIDE)
        assert t.unmet() == ()
        t.forget()
    assert said(store) == []


def test_a_fault_takes_it_back_with_its_turn(store: Store) -> None:
    def fail(*, forget: bool) -> None:
        with turn(store, ANA) as t:
            if forget:
                t.forget()
            else:
                t.keep_unmet(RIDE)
            raise Mistake

    with pytest.raises(Mistake):
        fail(forget=False)
    assert said(store) == []
    say(store, ANA, RIDE)
    with pytest.raises(Mistake):
        fail(forget=True)
    assert said(store) == [RIDE]


@pytest.mark.parametrize(("days", "left"), [(29, True), (30, False)])
def test_it_is_purged_before_it_is_30_days_old(store: Store, days: int, left: bool) -> None:
    say(store, ANA, RIDE)
    store.purge(NOW + days * DAY)
    assert (said(store) == [RIDE]) == left


def test_a_purge_of_many_takes_all(store: Store) -> None:
    with turn(store, ANA) as t:
        for number in range(450):
            t.keep_unmet(replace(RIDE, words=f"ride {number}"))
    assert len(said(store)) == 450
    store.purge(NOW + 30 * DAY)
    assert said(store) == []


def test_when_it_is_full_the_oldest_goes(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (memory, sqlite_rows, postgres_rows):
        monkeypatch.setattr(module, "UNMET", 3)
    days = ["2026-11-17", TODAY, "2026-11-16", TODAY, TODAY]
    for number, day in enumerate(days):
        say(store, ANA, Unmet(day, "sms", "en", f"words {number}"))
    assert [unmet.words for unmet in said(store)] == ["words 1", "words 3", "words 4"]


def test_a_file_of_the_release_before_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with closing(SqliteStore(path)) as store:
        keep(store, ANA, FULL)
    with closing(sqlite3.connect(path)) as db:
        db.execute("DROP TABLE unmet")
        db.execute("DROP TABLE outbox")
        db.execute("ALTER TABLE count DROP COLUMN units")
        db.execute("DROP INDEX opt_out_changed")
        db.execute("ALTER TABLE opt_out DROP COLUMN changed")
        db.execute("DROP INDEX session_day")
        db.execute("ALTER TABLE session DROP COLUMN day")
        db.execute("CREATE INDEX session_kept ON session (kept)")
        db.execute("PRAGMA user_version = 1")
        db.commit()
    with closing(SqliteStore(path)) as store:
        say(store, ANA, RIDE)
        assert said(store) == [RIDE]
        store.purge(NOW + 30 * DAY)
        assert kept(store, ANA) == FULL
        store.purge(NOW + 30 * DAY + 1)
        assert kept(store, ANA) is None
