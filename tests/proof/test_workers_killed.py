"""Workers are killed at random while 20,000 texts come at full load; the carrier repeats what was cut off.

Every text is answered in the end, every answer is in the store, and no turn was taken twice.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import signal
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import pytest

from tests.driver import LINES
from tests.postgres import Server
from tests.proof.crowd import ask, connected
from tests.test_serve import REAL, Process, serving

TEXTS = ("hi", "leak", "oven", "310")  # of each person, one after the other
PEOPLE, SENDERS, WORKERS = 5_000, 4, 2
BETWEEN = (0.2, 0.8)  # seconds from one kill to the next
PATIENCE = 20.0  # seconds in which a text that is repeated is answered
FEW = 200  # turns without the store, which a machine with more to do than it can may have


@dataclass(frozen=True)
class Found:
    """What is in a store: the turns that were counted, those of each session, and the texts that have an answer."""

    counted: int
    turns: list[int]
    replies: set[str]


@dataclass(frozen=True)
class Sent:
    """What one sender saw: the texts that were answered, and how often one had to be repeated."""

    answered: list[str]
    repeated: int


def send(address: str, sender: int) -> Sent:
    """Every text of this sender's share of the people, each repeated until it is answered."""
    answered, repeated = [], 0
    web = connected(address)
    for who in range(sender, PEOPLE, SENDERS):
        for n, body in enumerate(TEXTS):
            sid, until = f"SM{who:028d}{n:04d}", time.monotonic() + PATIENCE
            while True:
                try:
                    ask(web, f"+1512{who:07d}", body, sid)
                except (OSError, http.client.HTTPException):
                    assert time.monotonic() < until, sid
                    repeated += 1
                    web.close()
                    web = connected(address)
                else:
                    answered.append(sid)
                    break
    web.close()
    return Sent(answered, repeated)


class Killer:
    """Kills a worker now and then, never the one that is there alone. ``kills`` says how many.

    Nor the one that was started last: the server takes that for a crash loop and ends, to be started again as a whole.
    """

    def __init__(self, process: Process, seed: int) -> None:
        self.kills = 0
        self._known: set[int] = set()
        self._process = process
        self._chance = random.Random(seed)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._kill_on)

    def __enter__(self) -> Killer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _kill_on(self) -> None:
        while not self._over.wait(self._chance.uniform(*BETWEEN)):
            there = self._ready()
            old = there & self._known or there
            if len(there) == WORKERS:
                self._known = there
                with suppress(ProcessLookupError):
                    os.kill(self._chance.choice(sorted(old)), signal.SIGKILL)
                    self.kills += 1

    def _ready(self) -> set[int]:
        """The workers that answer now."""
        found = set()
        for _ in range(4 * WORKERS):
            with suppress(OSError, http.client.HTTPException), closing(connected(self._process.address)) as web:
                web.request("GET", "/readyz")
                found.add(json.load(web.getresponse())["worker"])
        return found


def in_file(state: Path) -> Found:
    """What is in a database file."""
    with closing(sqlite3.connect(state / "hotline.db")) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return _found(lambda statement: db.execute(statement).fetchall())


def in_server(server: Server, url: str) -> Found:
    """What is in a PostgreSQL database."""
    return _found(lambda statement: server.ask(url, statement))


def _found(ask: Callable[[str], list[tuple[object, ...]]]) -> Found:
    ((counted,),) = ask("SELECT sum(n) FROM count WHERE channel = 'sms'")
    turns = [int(json.loads(str(body))["turn"]) for (body,) in ask("SELECT body FROM session")]
    keys = ask("SELECT key FROM reply WHERE key LIKE 'sms:%'")
    return Found(int(str(counted)), turns, {str(key).removeprefix("sms:") for (key,) in keys})


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[dict[str, str], Callable[[], Found]]]:
    """The settings of a store, and what is in it."""
    if request.param == "sqlite":
        yield REAL, lambda: in_file(tmp_path)
    else:
        server: Server = request.getfixturevalue("postgres")
        url = server.database()
        yield {**REAL, "HOTLINE_STORE": url}, lambda: in_server(server, url)


def test_F01_F08_no_turn_is_lost_or_taken_twice(
    store: tuple[dict[str, str], Callable[[], Found]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    env, kept = store
    seed = int(os.environ.get("HOTLINE_PROOF_SEED", "1"))
    with serving(LINES / "kitchen-sink", tmp_path, env=env, workers=WORKERS) as process:
        began = time.monotonic()
        with Killer(process, seed) as killer, ProcessPoolExecutor(SENDERS, get_context("spawn")) as senders:
            sent = list(senders.map(send, [process.address] * SENDERS, range(SENDERS)))
        took = time.monotonic() - began
    answered = {sid for one in sent for sid in one.answered}
    found = kept()
    repeated = sum(one.repeated for one in sent)
    without = process.printed.count("a turn was taken without it")
    with capsys.disabled():
        print(  # noqa: T201
            f"\n{len(answered)} texts in {took:.0f} s, {killer.kills} workers killed, {repeated} requests repeated, "
            f"{without} turns without the store"
        )
    assert killer.kills >= took / 4, "they were killed all the time"
    assert len(answered) == PEOPLE * len(TEXTS), "each was answered in the end"
    assert found.replies <= answered
    assert len(answered - found.replies) <= without <= FEW, "no answered turn is lost"
    assert found.counted == sum(found.turns) == len(found.replies), "none was taken twice"
