"""F14, F28, F29: the line is read again and again while people text; many new people; more than can be answered."""

from __future__ import annotations

import gc
import os
import re
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from hotline.web.desk import AT_ONCE
from tests.driver import LINES, Carrier, action, sentence
from tests.loader.sink import WORDS, copy_sink
from tests.proof.flood import Answered, flood
from tests.test_faults_machine import workers
from tests.test_serve import REAL, serving

SINK = LINES / "kitchen-sink"
CRY = "i want to die"
BODIES = ("hi", "leak", CRY, "310")
RELOADS, VERSIONS, SECONDS, GROWTH = 60, 8, 25.0, 5_000_000
NEW, ALL_AT_ONCE = 5000, 64
TOO_MANY = 2 * 2 * AT_ONCE  # connections: twice what two workers take at once
WELL, WAITS = 1.0, 5.0  # seconds: p99 of an answer that day, and the shortest time that a carrier waits
BACK = 5.0


def told(capsys: pytest.CaptureFixture[str], text: str) -> None:
    with capsys.disabled():
        print(f"\n{text}")  # noqa: T201


def p99(answers: Sequence[Answered]) -> float:
    return sorted(one.took for one in answers)[int(len(answers) * 0.99)]


def test_F14_each_answer_is_of_one_version_whatever_is_read_meanwhile(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """60 reloads for a thousand: every version marks five labels, which one menu shows.

    They come again after eight: what is remembered of the texts of old versions is bounded, and no growth without end.
    """
    root = copy_sink(tmp_path / "line")
    carrier = Carrier(root, tmp_path / "state", store=f"sqlite:///{tmp_path}/hotline.db")
    current, good = carrier.app.extensions["hotline"]["current"], (root / WORDS).read_text("utf-8")
    over, seen, faults = threading.Event(), list[str](), list[BaseException]()

    def texts(who: int) -> None:
        try:
            n = 0
            while not over.wait(0.005):
                n += 1
                form = {"MessageSid": f"SM{who}-{n}", "From": f"+1507{who}{n:06d}", "To": "+15005550000", "Body": "300"}
                seen.append(carrier.post("/sms", form).get_data(as_text=True))
        except BaseException as fault:
            faults.append(fault)

    people = [threading.Thread(target=texts, args=(who,)) for who in range(3)]
    for person in people:
        person.start()
    before, reloads, until = 0, 0, time.monotonic() + SECONDS
    while reloads < RELOADS and time.monotonic() < until:
        (root / WORDS).write_text(re.sub(r"(?m)^(  label: .+)$", rf"\1 v{reloads % VERSIONS}v", good), encoding="utf-8")
        current.load()
        reloads += 1
        if reloads == 2 * VERSIONS:
            before = memory()
    over.set()
    for person in people:
        person.join()
    grown = memory() - before
    told(capsys, f"{reloads} reloads, {len(seen)} texts, {grown / 1e6:.1f} MB more")
    assert not faults
    assert current.problems == ()
    versions = [set(re.findall(r"v(\d+)v", text)) or {"good"} for text in seen]
    assert all(len(of) == 1 for of in versions), "a mixture"
    assert len(set.union(*versions)) >= VERSIONS
    assert grown < GROWTH


def memory() -> int:
    """The bytes of this process that are in memory."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def test_F28_many_new_people_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """5,000 of the 50,000, and as fast as two cores go that also send them: so a slow machine may take its time.

    With 64 at once and r answers a second an answer takes 64/r: it is p99 that must not be far from there.
    """
    with serving(SINK, tmp_path, env=REAL, workers=2) as process:
        workers(process, 2)
        flood(process, 0, 200, connections=8, bodies=BODIES)
        began = time.monotonic()
        answers = flood(process, 1000, NEW, connections=ALL_AT_ONCE, bodies=BODIES)
        rate = NEW / (time.monotonic() - began)
    told(capsys, f"{NEW} new people, {rate:.0f} a second, p99 {p99(answers):.2f} s")
    assert {one.status for one in answers} == {"200"}
    assert all("<Message>" in one.text for one in answers)
    assert p99(answers) < max(WELL, 4 * ALL_AT_ONCE / rate)


def test_F29_twice_as_many_as_it_takes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Everybody has an answer before their carrier gives up, or the emergency numbers; then all is as before."""
    served = Carrier(SINK, tmp_path / "other").served
    with serving(SINK, tmp_path / "state", env=REAL, workers=2) as process:
        workers(process, 2)
        answers = flood(process, 0, NEW, connections=TOO_MANY, bodies=BODIES)
        ended = time.monotonic()
        after = flood(process, 100_000, 20, connections=1, bodies=("leak",))
        back = time.monotonic() - ended
    sorry = [one for one in answers if sentence(served, "trouble") in one.text]
    told(
        capsys, f"{NEW} texts by {TOO_MANY}: {len(sorry)} were too many, p99 {p99(answers):.2f} s; back in {back:.1f} s"
    )
    assert {one.status for one in answers} == {"200"}
    assert all("911" in one.text for one in sorry)
    assert all("<Message>" in one.text for one in answers)
    assert sum(action(served, "crisis") in one.text for one in answers) == NEW // len(BODIES), "no cry is too many"
    assert p99(answers) < WAITS
    assert all("Turn the water off" in one.text for one in after)
    assert back < BACK
