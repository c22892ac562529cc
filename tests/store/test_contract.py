"""One contract for every store. A new scheme in the registry is tested by being there."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from store_turns import (
    ANA,
    BEN,
    FULL,
    NOW,
    REPLY,
    STOPPED,
    TOPIC,
    TURN,
    Mistake,
    in_threads,
    keep,
    kept,
    kept_reply,
    turn,
)

from hotline.errors import StoreError
from hotline.model import Ask, End, Session, Transfer
from hotline.store import FIELDS, Count, Person, Store, identify

# what is kept comes back


def test_a_newcomer_has_no_session(store: Store) -> None:
    assert kept(store, ANA) is None


@pytest.mark.parametrize("session", [Session("en"), FULL, STOPPED, replace(FULL, opted_out=True)])
def test_a_session_comes_back(store: Store, session: Session) -> None:
    keep(store, ANA, session)
    assert kept(store, ANA) == session
    assert kept(store, BEN) is None


def test_the_last_session_wins(store: Store) -> None:
    keep(store, ANA, FULL)
    keep(store, ANA, Session("en", turn=8))
    assert kept(store, ANA) == Session("en", turn=8)


@pytest.mark.parametrize("then", [Ask("digits"), Transfer(900), End()])
def test_a_reply_comes_back(store: Store, then: Ask | Transfer | End) -> None:
    reply = replace(REPLY, turn=replace(TURN, then=then))
    with turn(store, ANA, "SM1") as t:
        assert t.reply("SM1") is None
        t.keep_reply("SM1", reply)
    assert kept_reply(store, "SM1") == reply
    assert kept_reply(store, "SM2") is None


def test_a_reply_kept_again_is_the_later_one(store: Store) -> None:
    for digest in ("a", "b"):
        with turn(store, ANA, "SM1") as t:
            t.keep_reply("SM1", replace(REPLY, digest=digest))
    assert kept_reply(store, "SM1") == replace(REPLY, digest="b")


def test_a_turn_sees_what_it_wrote_itself(store: Store) -> None:
    keep(store, ANA, FULL)
    with turn(store, ANA) as t:
        t.keep_session(STOPPED)
        t.keep_reply("SM1", REPLY)
        assert t.session() == STOPPED
        assert t.reply("SM1") == REPLY
        t.forget()
        assert t.session() == Session("", opted_out=True, answered_after_stop=True)
        t.keep_session(FULL)
        assert t.session() == FULL


def test_counts_add_up_and_come_in_order(store: Store) -> None:
    day_before = replace(TOPIC, day="2026-11-22")
    other = replace(TOPIC, place=0, outcome="miss")
    for count in (TOPIC, other, day_before, TOPIC):
        with turn(store, ANA) as t:
            t.count(count)
    with turn(store, None) as t:
        t.count(TOPIC)
        t.count(TOPIC)
    assert list(store.counts("2026-11-22")) == [(day_before, 1), (other, 1), (TOPIC, 4)]
    assert list(store.counts("2026-11-23")) == [(other, 1), (TOPIC, 4)]
    assert list(store.counts("2026-11-24")) == []


def test_units_add_up_beside_their_counts(store: Store) -> None:
    miss = replace(TOPIC, place=0, outcome="miss")
    with turn(store, ANA) as t:
        t.count(TOPIC, 2)
        t.count(TOPIC)
    with turn(store, None) as t:
        t.count(TOPIC, 3)
        t.count(miss)
    assert list(store.tallies("", FIELDS)) == [(miss, 1, 0), (TOPIC, 3, 5)]
    assert list(store.counts("")) == [(miss, 1), (TOPIC, 3)]
    assert list(store.tallies("2026-11-24", FIELDS)) == []


def test_units_are_taken_back_with_their_turn(store: Store) -> None:
    def write() -> None:
        with turn(store, ANA) as t:
            t.count(TOPIC, 2)
            raise Mistake

    with pytest.raises(Mistake):
        write()
    assert list(store.tallies("", FIELDS)) == []


def test_counts_are_added_up_by_what_is_asked(store: Store) -> None:
    later = replace(TOPIC, day="2026-11-24", lang="es")
    miss = replace(TOPIC, place=0, outcome="miss")
    with turn(store, ANA) as t:
        for count in (TOPIC, later, miss, later):
            t.count(count, 2)
    nothing = Count("", "", "", 0, "")
    days = [(replace(nothing, day=TOPIC.day), 2, 4), (replace(nothing, day=later.day), 2, 4)]
    assert list(store.tallies("", ("day",))) == days
    places = [(replace(nothing, place=0, outcome="miss"), 1, 2), (replace(nothing, place=210, outcome="topic"), 3, 6)]
    assert list(store.tallies("", ("place", "outcome"))) == list(store.tallies("", ("outcome", "place"))) == places
    assert list(store.tallies(later.day, ("lang",))) == [(replace(nothing, lang="es"), 2, 4)]


# whole or not at all


@pytest.mark.parametrize("fault", [Mistake, StoreError, KeyboardInterrupt, GeneratorExit])
def test_a_fault_inside_takes_everything_back(store: Store, fault: type[BaseException]) -> None:
    keep(store, ANA, FULL)

    def write() -> None:
        with turn(store, ANA) as t:
            t.keep_session(replace(STOPPED, turn=8))
            t.keep_reply("SM1", REPLY)
            t.count(TOPIC)
            raise fault

    def forget() -> None:
        with turn(store, ANA) as t:
            t.forget()
            raise fault

    for deed in (write, forget):
        with pytest.raises(fault):
            deed()
    assert kept(store, ANA) == FULL
    assert kept_reply(store, "SM1") is None
    assert list(store.counts("")) == []


def test_a_message_that_comes_twice_counts_once(store: Store) -> None:
    def hear() -> None:
        with turn(store, ANA, "SM1") as t:
            if not t.reply("SM1"):
                session = t.session() or Session("en")
                t.keep_session(replace(session, turn=session.turn + 1))
                t.keep_reply("SM1", REPLY)
                t.count(TOPIC)

    in_threads([hear] * 8)
    assert kept(store, ANA) == Session("en", turn=1)
    assert list(store.counts("")) == [(TOPIC, 1)]


# one after the other


def test_of_64_texts_at_once_none_is_lost(store: Store) -> None:
    def text(key: str) -> None:
        with turn(store, ANA, key) as t:
            session = t.session() or Session("en")
            t.keep_session(replace(session, turn=session.turn + 1))
            t.count(TOPIC)

    in_threads([lambda key=f"SM{n}": text(key) for n in range(64)])  # type: ignore[misc]
    assert kept(store, ANA) == Session("en", turn=64)
    assert list(store.counts("")) == [(TOPIC, 64)]


@pytest.mark.parametrize("person", [ANA, None], ids=["a person", "nobody"])
def test_the_second_waits_before_it_is_let_in(store: Store, person: Person | None) -> None:
    let_in = threading.Event()

    def second() -> None:
        with turn(store, person, "CA1"):
            let_in.set()

    thread = threading.Thread(target=second)
    with turn(store, person, "CA1"):
        thread.start()
        assert not let_in.wait(0.05)
    thread.join()
    assert let_in.is_set()


def test_without_a_person_one_message_is_answered_once_at_a_time(store: Store) -> None:
    answered = []

    def hear() -> None:
        with turn(store, None, "CA1") as t:
            if not t.reply("CA1"):
                t.keep_reply("CA1", REPLY)
                answered.append(1)

    in_threads([hear] * 16)
    assert len(answered) == 1


def test_strangers_at_once_do_not_mix(store: Store) -> None:
    people = [identify(f"+1555236{n:04}", ["old"]) for n in range(32)]
    in_threads([lambda n=n: keep(store, people[n], Session("en", turn=n)) for n in range(32)])  # type: ignore[misc]
    assert [kept(store, person) for person in people] == [Session("en", turn=n) for n in range(32)]


# nobody


def test_nobody_has_no_session_but_replies_and_counts(store: Store) -> None:
    with turn(store, None, "CA1") as t:
        t.keep_session(STOPPED)
        t.forget()
        t.keep_reply("CA1", REPLY)
        t.count(TOPIC)
        assert t.session() is None
    assert kept(store, None) is None
    assert kept_reply(store, "CA1") == REPLY
    assert list(store.counts("")) == [(TOPIC, 1)]


# the rest


@pytest.mark.parametrize("durable", [False, True])
def test_a_durable_turn_is_a_turn(store: Store, durable: bool) -> None:
    with store.transaction(ANA, "SM1", NOW, durable=durable) as t:
        t.keep_session(STOPPED)
    assert kept(store, ANA) == STOPPED


def test_a_store_that_is_there_answers_a_ping(store: Store) -> None:
    store.ping()
    keep(store, ANA, FULL)
    store.ping()


def test_to_close_twice_is_to_close_once(store: Store) -> None:
    keep(store, ANA, FULL)
    store.close()
    store.close()
