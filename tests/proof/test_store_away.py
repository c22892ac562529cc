"""PostgreSQL is killed, hangs and comes back while people text a real server; and many texts and processes at once."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from hotline.engine.guard import ROUNDS
from tests.driver import LINES, Carrier, action
from tests.postgres import Server
from tests.proof.crowd import Asked, Crowd, all_at_once, ask, connected, p99
from tests.test_serve import REAL, Process, serving

SINK = LINES / "kitchen-sink"
CRY = "i want to die"
BODIES = ("hi", "leak", "oven", CRY, "chest pain", "310")
TEXTS = 20_000  # while it is killed again and again
FIRST, THEN = 0.4, 0.05  # seconds that 99 of 100 answers take: until the breaker is open, and after it
BUSY = 3  # times as long as in quiet, where the machine is too slow for that by itself
BACK = 5.0  # seconds
ANSWERED = ROUNDS + 1  # of texts of one person at once that all say the same
COLUMNS = "channel, lang, place, outcome"


@pytest.fixture
def helped(tmp_path: Path) -> dict[str, str]:
    """What a cry for help must get."""
    served = Carrier(SINK, tmp_path / "other").served
    return {CRY: action(served, "crisis"), "chest pain": action(served, "emergency")}


def on(url: str) -> dict[str, str]:
    return {**REAL, "HOTLINE_STORE": url}


def until(true: Callable[[], bool], seconds: float) -> float:
    """Wait for something; how long that was."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < seconds
        time.sleep(0.05)
    return time.monotonic() - began


def state(process: Process) -> str:
    """What a worker says of the store; which one is chance."""
    with closing(connected(process.address)) as web:
        web.request("GET", "/readyz")
        found: str = json.load(web.getresponse())["store"]
        return found


def is_back(process: Process) -> bool:
    return all(state(process) == "ok" for _ in range(8))


def texts(process: Process, numbers: list[str], body: str) -> list[Asked]:
    with closing(connected(process.address)) as web:
        return [ask(web, number, body) for number in numbers]


def kept(postgres: Server, url: str) -> tuple[int, int]:
    """How many texts have an answer in the store, and how many were counted."""
    ((replies,),) = postgres.ask(url, "SELECT count(*) FROM reply")
    ((counted,),) = postgres.ask(url, "SELECT coalesce(sum(n), 0)::int FROM count WHERE channel = 'sms'")
    assert isinstance(replies, int)
    assert isinstance(counted, int)
    return replies, counted


def told(capsys: pytest.CaptureFixture[str], text: str) -> None:
    with capsys.disabled():
        print(f"\n{text}")  # noqa: T201


def people(area: int, number: int) -> list[str]:
    return [f"+1{area}{n:07d}" for n in range(number)]


def test_killed_under_load_and_started_again(
    postgres: Server, tmp_path: Path, helped: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    url, stopped = postgres.database(), people(504, 20)
    with serving(SINK, tmp_path / "state", env=on(url), workers=2) as process:
        until(lambda: is_back(process), BACK)
        crowd = Crowd(process.address, BODIES, pace=0).start()
        outage = 0.0
        for round_ in range(3):
            until(lambda: len(crowd.asked) > (2 * round_ + 1) * TEXTS // 6, 120)  # noqa: B023
            postgres.kill()
            texts(process, stopped[round_ * 5 : round_ * 5 + 5], "STOP")
            postgres.start()
            outage = max(outage, until(lambda: is_back(process), BACK))
        until(lambda: len(crowd.asked) > TEXTS, 120)
        texts(process, stopped[15:], "STOP")
        asked = crowd.stop()
        total = len(asked) + len(stopped)
        assert all(one.text == helped[one.body] for one in asked if one.body in helped)
        until(lambda: postgres.ask(url, "SELECT count(*) FROM opt_out") == [(len(stopped),)], BACK)
        replies, counted = kept(postgres, url)
        with closing(connected(process.address)) as web:
            for one in asked:
                ask(web, one.number, one.body, one.sid)  # as the carrier repeats what it is not sure of
        again, counted_again = kept(postgres, url)
    without = process.printed.count("a turn was taken without it")
    assert replies == counted, "none was taken by halves"
    assert replies >= total - without, "each answer that was not given without the store is in it"
    assert again == counted_again, "none was taken twice"
    assert again >= len(asked)
    told(capsys, f"{total} texts, 3 kills: {without} without the store, back in {outage:.1f} s at most, 0 lost")


def test_hung_under_load(
    postgres: Server, tmp_path: Path, helped: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    url, before, during = postgres.database(), people(505, 6), people(506, 20)
    with serving(SINK, tmp_path / "state", env=on(url), workers=2) as process:
        until(lambda: is_back(process), BACK)
        texts(process, before, "STOP")
        crowd = Crowd(process.address, BODIES).start()
        until(lambda: len(crowd.asked) > 400, 60)
        frozen = time.monotonic()
        postgres.freeze()
        try:
            texts(process, during[:10], "STOP")
            until(lambda: time.monotonic() > frozen + 2, 9)
            opened = time.monotonic()
            texts(process, during[10:], "STOP")
            silent = [one.text for _ in range(4) for one in texts(process, before + during, "leak")]
            until(lambda: time.monotonic() > opened + 3, 30)
        finally:
            thawed = time.monotonic()
            postgres.thaw()
        back = until(lambda: is_back(process), BACK)
        opted_out = [(len(before) + len(during),)]
        until(lambda: postgres.ask(url, "SELECT count(*) FROM opt_out") == opted_out, BACK)
        quiet_again = texts(process, before + during, "leak")
        asked = crowd.stop()
        quiet, first, then = (p99(crowd.between(*span)) for span in ((0, frozen), (frozen, opened), (opened, thawed)))
    told(
        capsys,
        f"{len(asked)} texts, p99: {quiet * 1000:.0f} ms, hung {first * 1000:.0f} ms, "
        f"breaker open {then * 1000:.0f} ms; back in {back:.1f} s",
    )
    assert all(one.text == helped[one.body] for one in asked if one.body in helped)
    assert not any(silent)
    assert not any(one.text for one in quiet_again)
    assert first < max(FIRST, quiet * BUSY + 0.3)
    assert then < max(THEN, quiet * BUSY)


def test_64_texts_of_one_person_at_once(postgres: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url, (ana,) = postgres.database(), people(507, 1)
    with serving(SINK, tmp_path / "state", env=on(url), workers=4) as process:
        until(lambda: is_back(process), BACK)
        webs = [connected(process.address) for _ in range(64)]
        for web in webs:
            web.connect()
        asked = all_at_once([lambda web=web: ask(web, ana, "leak") for web in webs])  # type: ignore[misc]
        for web in webs:
            web.close()
        ((body,),) = postgres.ask(url, "SELECT body FROM session")
        replies, counted = kept(postgres, url)
    assert "a turn was taken without it" not in process.printed
    assert sum(one.text != "" for one in asked) == ANSWERED, "and one notice, as if they had come in a row"
    assert sum("Text HELP" in one.text or "welcome" in one.text.lower() for one in asked) <= 1, "one is the first"
    assert json.loads(str(body))["turn"] == replies == counted == 64
    told(capsys, f"64 texts of one person at once in 4 processes: slowest {max(a.took for a in asked) * 1000:.0f} ms")


def test_4_processes_count_the_same_as_one(postgres: Server, tmp_path: Path) -> None:
    found = []
    for workers in (1, 4):
        url = postgres.database()
        with serving(SINK, tmp_path / f"state{workers}", env=on(url), workers=workers) as process:
            until(lambda: is_back(process), BACK)
            for area in (508, 509, 510):
                talks = [lambda number=number, p=process: talk(p, number) for number in people(area, 8)]
                all_at_once(talks)  # type: ignore[arg-type]
        assert "a turn was taken without it" not in process.printed
        found.append(
            postgres.ask(url, f"SELECT {COLUMNS}, sum(n), sum(units) FROM count GROUP BY {COLUMNS} ORDER BY {COLUMNS}")
        )
    one, four = found
    assert one == four
    assert one


def talk(process: Process, number: str) -> Asked:
    """A conversation; its last exchange."""
    with closing(connected(process.address)) as web:
        return [ask(web, number, body) for body in ("hi", "1", "more", "asdf", "español", "leak", "STOP", "START")][-1]
