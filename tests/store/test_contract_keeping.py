"""What every store keeps, for how long, and under which secret: the contract's promises to people."""

from __future__ import annotations

from dataclasses import replace

import pytest
from store_turns import ANA, BEN, FULL, NOW, REPLY, STOPPED, TOPIC, Mistake, keep, kept, kept_reply, turn

from hotline.model import DAY, Session
from hotline.store import Store, identify, secret_id

ANA_ROTATED = identify("+15552368123", ["new", "old"])
ANA_LATER = identify("+15552368123", ["new"])


# consent


def test_to_forget_drops_the_session(store: Store) -> None:
    keep(store, ANA, FULL)
    keep(store, BEN, FULL)
    with turn(store, ANA) as t:
        t.forget()
    assert kept(store, ANA) is None
    assert kept(store, BEN) == FULL


@pytest.mark.parametrize("answered", [False, True])
def test_to_forget_keeps_the_opt_out(store: Store, answered: bool) -> None:
    keep(store, ANA, replace(STOPPED, answered_after_stop=answered))
    with turn(store, ANA) as t:
        t.forget()
    assert kept(store, ANA) == Session("", opted_out=True, answered_after_stop=answered)


def test_an_opt_out_is_struck_out_by_a_session_without_it(store: Store) -> None:
    keep(store, ANA, STOPPED)
    keep(store, ANA, replace(FULL, answered_after_stop=True))  # nothing was stopped, so nothing came after it
    assert kept(store, ANA) == FULL
    with turn(store, ANA) as t:
        t.forget()
    assert kept(store, ANA) is None


def test_an_opt_out_is_never_purged(store: Store) -> None:
    keep(store, ANA, STOPPED)
    store.purge(NOW + 3650 * DAY)
    assert kept(store, ANA) == Session("", opted_out=True, answered_after_stop=True)


def test_opt_outs_are_told_apart_by_the_secret_that_made_them(store: Store) -> None:
    assert store.stopped_under() == {}
    for person in (ANA, BEN):
        keep(store, person, STOPPED)
    assert store.stopped_under() == {secret_id("old"): 2}
    kept(store, ANA_ROTATED)  # they come back, and the row moves
    assert store.stopped_under() == {secret_id("old"): 1, secret_id("new"): 1}
    keep(store, BEN, FULL)
    assert store.stopped_under() == {secret_id("new"): 1}


# age


@pytest.mark.parametrize(("age", "left"), [(30 * DAY, True), (30 * DAY + 1, False)])
def test_a_session_is_purged_after_30_days(store: Store, age: int, left: bool) -> None:
    keep(store, ANA, replace(FULL, seen=0))
    store.purge(NOW + age)
    assert (kept(store, ANA) is not None) == left


@pytest.mark.parametrize(("age", "left"), [(DAY, True), (DAY + 1, False)])
def test_a_reply_is_purged_after_24_hours(store: Store, age: int, left: bool) -> None:
    with turn(store, ANA, "SM1") as t:
        t.keep_reply("SM1", REPLY)
        t.count(TOPIC)
    store.purge(NOW + age)
    assert (kept_reply(store, "SM1") is not None) == left
    assert list(store.counts("")) == [(TOPIC, 1)]


def test_a_contact_makes_a_session_young_again(store: Store) -> None:
    keep(store, ANA, FULL)
    keep(store, ANA, FULL, now=NOW + 20 * DAY)
    store.purge(NOW + 40 * DAY)
    assert kept(store, ANA) == FULL


def test_a_contact_later_that_day_makes_it_young_again_too(store: Store) -> None:
    keep(store, ANA, FULL)
    keep(store, ANA, FULL, now=NOW + 60)
    store.purge(NOW + 30 * DAY + 60)
    assert kept(store, ANA) == FULL
    store.purge(NOW + 30 * DAY + 61)
    assert kept(store, ANA) is None


def test_a_purge_of_many_leaves_the_rest(store: Store) -> None:
    with turn(store, None) as t:
        for number in range(1001):
            t.keep_reply(f"SM{number}", REPLY)
    with turn(store, None, now=NOW + DAY) as t:
        t.keep_reply("young", REPLY)
    store.purge(NOW + DAY + 1)
    assert kept_reply(store, "young") == REPLY
    assert not any(kept_reply(store, f"SM{number}") for number in (0, 1, 500, 999, 1000))


# a new secret


@pytest.mark.parametrize("session", [FULL, STOPPED])
def test_rows_move_to_the_newest_key_when_they_are_read(store: Store, session: Session) -> None:
    keep(store, ANA, session)
    assert kept(store, ANA_ROTATED) == session
    assert kept(store, ANA_LATER) == session
    assert kept(store, ANA) is None


@pytest.mark.parametrize("session", [FULL, STOPPED])
def test_rows_move_to_the_newest_key_when_they_are_written(store: Store, session: Session) -> None:
    keep(store, ANA, STOPPED)
    keep(store, ANA_ROTATED, session)
    assert kept(store, ANA_LATER) == session
    assert kept(store, ANA) is None


def test_an_opt_out_alone_moves_too(store: Store) -> None:
    keep(store, ANA, STOPPED)
    store.purge(NOW + 31 * DAY)
    only = Session("", opted_out=True, answered_after_stop=True)
    assert kept(store, ANA_ROTATED) == only
    assert kept(store, ANA_LATER) == only


def test_a_move_is_taken_back_with_its_turn(store: Store) -> None:
    keep(store, ANA, STOPPED)

    def read() -> None:
        with turn(store, ANA_ROTATED) as t:
            assert t.session() == STOPPED
            raise Mistake

    with pytest.raises(Mistake):
        read()
    assert kept(store, ANA_LATER) is None
    assert kept(store, ANA) == STOPPED


def test_to_forget_drops_what_lies_under_older_keys(store: Store) -> None:
    keep(store, ANA, STOPPED)
    with turn(store, ANA_ROTATED) as t:
        t.forget()
    assert kept(store, ANA_ROTATED) == Session("", opted_out=True, answered_after_stop=True)


def test_while_old_and_new_workers_run_the_latest_session_and_any_opt_out_count(store: Store) -> None:
    keep(store, ANA_LATER, Session("en", turn=1), now=NOW)
    keep(store, ANA, replace(STOPPED, turn=2), now=NOW + 1)
    assert kept(store, ANA_ROTATED) == replace(STOPPED, turn=2)
    assert kept(store, ANA) is None
