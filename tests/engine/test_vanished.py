"""A place that was taken out of the line while somebody was in the middle of it: the menu, never another topic."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from hotline.check import load_line
from hotline.engine import answer
from hotline.model import NOTHING, Extent, Handoff, Line, Listened, Menu, Offer, Pressed, Session, Silence, Topic
from tests.driver import LINES, NOON

LINE = load_line(LINES / "kitchen-sink")
NUMBERS = sorted(LINE.places)
KEPT = {LINE.start, LINE.person, *LINE.safety_places.values()}
GONE = st.sets(st.sampled_from([number for number in NUMBERS if number not in KEPT]), min_size=1)


def without(gone: set[int]) -> Line:
    """The line after these places were taken out of it."""

    def left(numbers: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(number for number in numbers if number not in gone)

    places = {
        number: replace(place, choices=left(place.choices))
        if isinstance(place, Menu)
        else replace(place, next=left(place.next))
        if isinstance(place, Topic)
        else place
        for number, place in LINE.places.items()
        if number not in gone
    }
    return replace(LINE, places=places)


SESSIONS = st.builds(
    Session,
    lang=st.sampled_from(["en", "es"]),
    at=st.sampled_from([0, *NUMBERS]),
    page=st.integers(-1, 3),
    welcomed=st.just(True),
    trail=st.lists(st.sampled_from(NUMBERS), max_size=8).map(tuple),
    offered=st.lists(st.sampled_from(NUMBERS), max_size=6, unique=True).map(tuple),
    asked=st.booleans(),
    slow=st.booleans(),
)


@given(GONE, SESSIONS, st.integers(1, 6))
def test_a_number_is_what_it_was_when_it_was_offered_or_the_menu(gone: set[int], session: Session, key: int) -> None:
    line = without(gone)
    turn = answer(line, session, Pressed(str(key)), NOTHING, extents=lambda *_: Extent(), now=NOON)
    if key > len(session.offered):
        return
    meant = session.offered[key - 1]
    if meant in line.places:
        assert turn.place == meant
    else:
        assert isinstance(line.places[turn.place], Menu)
        assert turn.place in (session.at, *session.trail, line.start)


@given(GONE, SESSIONS, st.sampled_from([*map(Pressed, "789*#"), Listened(), Silence()]))
def test_nobody_is_left_at_a_place_that_is_gone(gone: set[int], session: Session, heard: Pressed | Silence) -> None:
    line = without(gone)
    turn = answer(line, session, heard, NOTHING, extents=lambda *_: Extent(), now=NOON)
    assert turn.session.at == 0 or turn.session.at in line.places
    assert all(set(said.places) <= set(line.places) for said in turn.say if isinstance(said, Offer))
    if session.at in gone and turn.place and heard != Pressed("*"):
        assert isinstance(line.places[turn.place], Menu), "a topic that nobody asked for"


def test_back_ends_at_the_main_menu_whatever_was_taken_out() -> None:
    line = without({200, 220, 310, 330})
    session = Session("en", at=220, page=2, welcomed=True, trail=(100, 300, 310, 300, 330, 200, 210, 220, 200))
    been = []
    for _ in range(6):
        turn = answer(line, session, Pressed("*"), NOTHING, extents=lambda *_: Extent(), now=NOON)
        been.append(turn.place)
        session = turn.session
    assert been == [210, 300, 100, 100, 100, 100]
    assert not any(isinstance(line.places[number], Handoff) for number in been)
