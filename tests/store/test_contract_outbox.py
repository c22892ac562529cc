"""What every store promises of the outbox: rows come and go whole, and are found by when they are due."""

from __future__ import annotations

from dataclasses import replace

import pytest
from store_turns import ANA, BEN, FULL, NOW, STOPPED, Mistake, in_threads, keep, kept, turn

from hotline.model import DAY
from hotline.store import Outgoing, Store

ROW = Outgoing("a" * 32, "CA1", 210, "en", made=NOW, due=NOW)


def put(store: Store, *rows: Outgoing) -> None:
    for row in rows:
        with turn(store, None, row.key) as t:
            t.keep_outgoing(row)


def due(store: Store, now: int = NOW, most: int = 99) -> list[Outgoing]:
    return list(store.outgoing(now, most))


def test_a_row_comes_back_and_goes(store: Store) -> None:
    full = replace(ROW, tries=3, holder="me")
    put(store, full)
    assert due(store) == [full]
    with turn(store, ANA) as t:
        assert t.outgoing(ROW.key) == full
        t.drop_outgoing(ROW.key)
        assert t.outgoing(ROW.key) is None
    assert due(store) == []


def test_the_longest_due_come_first_and_no_more_than_asked_for(store: Store) -> None:
    rows = [replace(ROW, key=f"{n:032x}", due=NOW - n) for n in range(5)]
    put(store, *rows, replace(ROW, key="f" * 32, due=NOW + 1))
    assert due(store) == rows[::-1]
    assert due(store, most=2) == rows[:2:-1]
    assert len(due(store, NOW + 1)) == 6


def test_how_many_wait_and_since_when(store: Store) -> None:
    assert store.waiting() == (0, 0)
    put(store, ROW, replace(ROW, key="b" * 32, made=NOW - 7, due=NOW + 99))
    assert store.waiting() == (2, NOW - 7)


def test_how_many_people_stopped_texts(store: Store) -> None:
    assert store.opted_out() == 0
    keep(store, ANA, STOPPED)
    keep(store, BEN, STOPPED)
    keep(store, BEN, FULL)
    assert store.opted_out() == 1


def test_a_row_is_written_with_its_turn_or_not_at_all(store: Store) -> None:
    keep(store, ANA, FULL)

    def write() -> None:
        with turn(store, ANA) as t:
            t.keep_session(replace(FULL, page=2))
            t.keep_outgoing(ROW)
            raise Mistake

    with pytest.raises(Mistake):
        write()
    assert due(store) == []
    assert kept(store, ANA) == FULL


def test_of_many_who_claim_a_row_one_has_it(store: Store) -> None:
    put(store, ROW)
    claimed: list[str] = []

    def claim(holder: str) -> None:
        with turn(store, None, f"outbox:{ROW.key}") as t:
            if t.outgoing(ROW.key) == ROW:
                t.keep_outgoing(replace(ROW, holder=holder, due=NOW + 60))
                claimed.append(holder)

    in_threads([lambda n=n: claim(str(n)) for n in range(16)])  # type: ignore[misc]
    assert len(claimed) == 1
    assert due(store, NOW + 60)[0].holder == claimed[0]


def test_to_forget_a_person_leaves_the_outbox_which_names_nobody(store: Store) -> None:
    put(store, ROW)
    with turn(store, ANA) as t:
        t.forget()
    assert due(store) == [ROW]


@pytest.mark.parametrize(("age", "left"), [(DAY, 1), (DAY + 1, 0)])
def test_what_nobody_sends_is_purged_after_a_day(store: Store, age: int, left: int) -> None:
    put(store, ROW)
    store.purge(NOW + age)
    assert store.waiting()[0] == left
