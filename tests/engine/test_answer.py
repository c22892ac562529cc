"""The engine by itself: the order of PRECEDENCE, and what holds for every turn whatever came before."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from hotline.check import load_line
from hotline.engine import PRECEDENCE, answer
from hotline.model import (
    NOTHING,
    Arrived,
    Ask,
    End,
    Extent,
    Heard,
    HungUp,
    Listened,
    Meaning,
    Offer,
    Pressed,
    Session,
    Silence,
    Spoke,
    Tell,
    Transfer,
    Turn,
    Typed,
)
from hotline.understand import Index
from tests.driver import LINES, NOON

LINE = load_line(LINES / "kitchen-sink")
INDEX = Index(LINE)
NUMBERS = sorted(LINE.places)


def take(session: Session, heard: Heard, meaning: Meaning | None = None, now: int = NOON, pages: int = 1) -> Turn:
    if meaning is None:
        meaning = INDEX.meaning(heard.text) if isinstance(heard, Typed | Spoke) else NOTHING
    return answer(LINE, session, heard, meaning, extents=lambda *_: Extent(pages, pages - 1), now=now)


def test_precedence_is_the_order_that_was_decided() -> None:
    assert [name for name, _ in PRECEDENCE] == [
        "consent",
        "crisis",
        "emergency",
        "silent after stop",
        "nobody",
        "capped",
        "confirmed",
        "commands",
        "stop-like",
        "text by key",
        "offered number",
        "offered words",
        "topic number",
        "language",
        "keyword",
        "in context",
        "needs",
        "understood",
        "did you mean",
        "keyword inside",
        "nothing said",
        "miss",
    ]


def test_earlier_rows_win() -> None:
    everything = Meaning(
        folded="x",
        consent="stop",
        safety="crisis",
        level_langs=("en",),
        command="menu",
        number=1,
        chosen_language="es",
    )
    assert take(Session("en"), Typed("x"), everything).outcome == "consent"
    without_stop = Meaning(**{f: getattr(everything, f) for f in everything.__slots__} | {"consent": ""})
    assert take(Session("en"), Typed("x"), without_stop).outcome == "crisis"


SESSIONS = st.builds(
    Session,
    lang=st.sampled_from(["en", "es", "", "xx"]),
    at=st.sampled_from([0, *NUMBERS, 999]),
    page=st.integers(-1, 9),
    welcomed=st.booleans(),
    lead=st.sampled_from(["", "welcome", "call-team", "notice"]),
    trail=st.lists(st.sampled_from([*NUMBERS, 999]), max_size=8).map(tuple),
    offered=st.lists(st.sampled_from([*NUMBERS, 999]), max_size=6).map(tuple),
    asked=st.booleans(),
    misses=st.integers(0, 20),
    slow=st.booleans(),
    keys=st.sampled_from(["", "9", "91"]),
    keyed_at=st.sampled_from([0, NOON - 2, NOON - 60]),
    entering=st.booleans(),
    opted_out=st.booleans(),
    answered_after_stop=st.booleans(),
    seen=st.sampled_from([0, NOON - 60, NOON - 2 * 86400, NOON - 40 * 86400, NOON + 60]),
)
WORDS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["1", "2", "210", "menu", "more", "back", "again", "stop", "start", "help", "español", "leak", "kettle oven",
         "i want to die", "chest pain", "fever", "no fever", "delete", "0", "*", "#", "source", ""]
    ),
)  # fmt: skip
HEARD: st.SearchStrategy[Heard] = st.one_of(
    st.builds(Typed, WORDS, st.booleans(), st.sampled_from(["", "STOP", "START", "HELP"])),
    st.builds(Pressed, st.text("0123456789*#", min_size=1, max_size=4)),
    st.builds(Spoke, WORDS),
    st.sampled_from([Arrived(), Silence(), Listened(), HungUp(True), HungUp(False)]),
)


@given(SESSIONS, HEARD, st.integers(1, 4))
def test_every_turn_is_one_that_can_be_said(session: Session, heard: Heard, pages: int) -> None:
    turn = take(session, heard, pages=pages)
    assert turn.session.lang in LINE.languages
    assert turn.session.at == 0 or turn.session.at in LINE.places
    assert turn.session.turn == session.turn + 1
    assert turn.session.seen == NOON
    for said in turn.say:
        if isinstance(said, Tell):
            assert all(said.sentence in language.sentences for language in LINE.languages.values())
        if isinstance(said, Offer):
            assert said.places
            assert set(said.places) <= set(LINE.places)
            assert turn.session.offered[: len(said.places)] == said.places
    if not isinstance(heard, Typed):
        assert turn.say, "a caller always hears something"
        assert isinstance(turn.then, Ask | Transfer) or turn.outcome == "goodbye"


@given(SESSIONS, st.sampled_from(["i want to die", "my wife is not breathing", "quiero morir", "chest pain"]))
def test_no_state_keeps_a_cry_for_help_from_being_answered(session: Session, words: str) -> None:
    for heard in (Typed(words), Spoke(words)):
        turn = take(session, heard)
        once_said = isinstance(heard, Typed) and session.opted_out and session.answered_after_stop
        assert turn.outcome in ("crisis", "emergency") or once_said


@given(SESSIONS, st.text(max_size=60))
def test_only_a_whole_message_opts_out(session: Session, words: str) -> None:
    before = session.opted_out
    turn = take(session, Typed(words))
    if turn.session.opted_out != before:
        assert INDEX.meaning(words).consent in ("stop", "start")


@given(SESSIONS, st.integers(1, 9))
def test_a_number_is_what_was_offered_or_nothing(session: Session, number: int) -> None:
    turn = take(session, Pressed(str(number)), now=session.seen or NOON)
    offered = session.offered
    if turn.outcome == "topic" and turn.name == "" and not session.entering:
        assert turn.place == offered[number - 1]


def test_misses_rise_and_one_answer_ends_them() -> None:
    session = Session("en", welcomed=True)
    for misses in (1, 2, 3):
        turn = take(session, Typed("qwerty"))
        session = turn.session
        assert session.misses == misses
    assert take(session, Typed("leak")).session.misses == 0


def test_a_silent_call_ends_and_only_a_silent_one() -> None:
    session, turn = Session("en"), None
    for _ in range(20):
        turn = take(session, Silence())
        session = replace(turn.session, quiet=turn.session.quiet + 25)  # as a call counts it
        if isinstance(turn.then, End):
            break
    assert turn is not None
    assert turn.outcome == "goodbye"
