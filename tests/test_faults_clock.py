"""The clock of the machine jumps while people text: nobody is locked out, nobody is lost early, doors are right.

F15. The clock is the application's own, turned by hand. Clocks that change twice a year are in tests/hours too.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from hotline.engine.guard import A_MINUTE, AN_HOUR
from hotline.model import DAY
from hotline.store import KEEP_SESSION, identify
from tests.driver import LINES, SECRET, Carrier

HOUR = 60 * 60
JUMPS = {"an hour on": HOUR, "an hour back": -HOUR, "a day on": DAY, "a day back": -DAY}
EAST = ZoneInfo("America/New_York")


@pytest.fixture
def carrier(tmp_path: Path) -> Carrier:
    """The line on SQLite, which keeps times."""
    return Carrier(LINES / "kitchen-sink", tmp_path, store=f"sqlite:///{tmp_path}/hotline.db")


def at(carrier: Carrier, time: str, fold: int = 0) -> None:
    """Put the clock to a time in New York."""
    carrier.clock.now = int(datetime.fromisoformat(time).replace(tzinfo=EAST, fold=fold).timestamp())


@pytest.mark.parametrize("jump", JUMPS)
def test_F15_a_jump_and_its_correction_lose_nobody(carrier: Carrier, jump: str) -> None:
    ana, ben = carrier.texter(), carrier.texter("+15005550008").sends("STOP")
    ana.sends("español")
    ana.sends("1").gets_place("water", "es")
    call = carrier.caller().presses("1").is_at("water")
    for seconds in (JUMPS[jump], -JUMPS[jump]):
        carrier.clock.now += seconds
        carrier.app.extensions["hotline"]["store"].purge(carrier.clock.now)
        ana.sends("menu").gets_place("main", "es")
        ana.sends("1").gets_place("water", "es")
        call.presses("2").is_at("drip").hears_out().presses("*").is_at("water")
        ben.sends("leak").gets_nothing()


@pytest.mark.parametrize("jump", JUMPS)
def test_F15_nobody_is_locked_out_by_a_jump(carrier: Carrier, jump: str) -> None:
    ana = carrier.texter()
    for _ in range(AN_HOUR + 1):
        ana.sends("leak")
    carrier.clock.now += JUMPS[jump]
    ana.sends("oven").gets_place("oven")
    carrier.clock.now -= JUMPS[jump]
    carrier.clock.now += 2 * 60
    ana.sends("kettle").gets_place("kettle")


def test_F15_a_flood_is_no_more_answered_because_the_clock_jumps(carrier: Carrier) -> None:
    """Each jump ends a limit, so a clock that is corrected once costs one more round of answers and no more."""
    ana, answered = carrier.texter(), 0
    for n in range(4 * A_MINUTE):
        carrier.clock.now -= HOUR if n == 2 * A_MINUTE else 0
        answered += ana.sends("leak" if n % 2 else "oven").messages
    assert answered <= 2 * (A_MINUTE + 1)


@pytest.mark.parametrize("jump", JUMPS)
def test_F15_F23_what_is_old_goes_though_the_clock_was_wrong(carrier: Carrier, jump: str) -> None:
    """A session lives no more than an hour longer than it should, once the clock is right again."""
    carrier.clock.now += JUMPS[jump]
    carrier.stranger().sends("hi")
    carrier.clock.now -= JUMPS[jump]
    ana = carrier.texter().sends("leak")
    carrier.clock.now += KEEP_SESSION - HOUR
    carrier.stranger().sends("hi")
    assert kept(carrier, ana.number)
    carrier.clock.now += HOUR + 60
    carrier.stranger().sends("hi")
    assert not kept(carrier, ana.number)


def kept(carrier: Carrier, number: str) -> bool:
    with carrier.app.extensions["hotline"]["store"].transaction(identify(number, (SECRET,)), "look", 0) as turn:
        return turn.session() is not None


@pytest.mark.parametrize(
    ("time", "fold", "is_open"),
    [
        ("2026-03-07 23:30", 0, False),  # the seventh of March is a holiday of theirs
        ("2026-03-14 23:59", 0, True),
        ("2026-03-15 01:59", 0, True),
        ("2026-03-15 02:00", 0, False),
        ("2026-10-31 23:00", 0, True),
        ("2026-11-01 01:30", 0, True),  # the hour that comes twice is open twice
        ("2026-11-01 01:30", 1, True),
        ("2026-11-01 02:00", 0, False),
        ("2026-11-02 08:00", 0, True),
        ("2026-11-02 07:59", 0, False),
    ],
)
def test_F15_doors_are_right_in_the_nights_of_the_change(carrier: Carrier, time: str, fold: int, is_open: bool) -> None:
    at(carrier, time, fold)
    ana = carrier.texter().sends("191")
    assert ("is there now" in ana.text) is is_open
    call = carrier.caller().presses("#").presses("191")
    assert (call.dialled is not None) is is_open
