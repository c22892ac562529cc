"""Texts after calls, with real worker processes that are killed. Takes a lease each: a minute."""

from __future__ import annotations

import os
import signal
import sqlite3
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest
from twilio.request_validator import RequestValidator

from hotline.outbox.sender import LEASE
from hotline.store import SqliteStore
from tests.driver import LINES, PUBLIC, TOKEN
from tests.standin import ACCOUNT, StandIn, standing_in
from tests.test_serve import REAL, Process, serving

CALLER = "+15015559876"
ASKS = "/voice?at=210&turn=4&lang=en&offered=220.190&send=210"
PATIENCE = LEASE + 30


@pytest.fixture
def standin() -> Iterator[StandIn]:
    with standing_in() as carrier:
        yield carrier.knows("CA1", CALLER)


@contextmanager
def answering(standin: StandIn, state: Path) -> Iterator[Process]:
    env = {**REAL, "TWILIO_ACCOUNT_SID": ACCOUNT, "HOTLINE_TWILIO_API": standin.address}
    with serving(LINES / "kitchen-sink", state, env=env) as process:
        yield process


def ask(process: Process) -> None:
    """The key press that asks for the text."""
    form = {"CallSid": "CA1", "From": CALLER, "To": "+15005550000", "Digits": "3"}
    signed = RequestValidator(TOKEN).compute_signature(PUBLIC + ASKS, form)
    asked = urllib.request.Request(process.address + ASKS, urlencode(form).encode(), {"X-Twilio-Signature": signed})
    with urllib.request.urlopen(asked, timeout=30) as response:
        assert b"It will come to your phone" in response.read()


def until(standin: StandIn, requests: int) -> None:
    """Wait until so many requests have come."""
    with standin.heard:
        assert standin.heard.wait_for(lambda: len(standin.asked) >= requests, timeout=PATIENCE), standin.asked


def kill(process: Process) -> None:
    """Pull the plug of the worker; the server starts another one."""
    os.kill(process.ready()["worker"], signal.SIGKILL)


def ended(state: Path) -> dict[str, int]:
    with closing(SqliteStore(state / "hotline.db")) as store:
        assert store.waiting() == (0, 0)
        return {count.outcome: number for count, number in store.counts("") if count.channel == "outbox"}


def test_killed_between_the_key_press_and_the_send_it_is_sent_once(standin: StandIn, tmp_path: Path) -> None:
    standin.fails = ["timeout"]  # the worker hangs where it asks who called
    with answering(standin, tmp_path) as process:
        ask(process)
        until(standin, 1)
        kill(process)
        until(standin, 3)
        assert len(standin.texts(CALLER)) == 1
    assert ended(tmp_path) == {"sent": 1}


def test_killed_between_the_send_and_the_mark_it_is_sent_twice_and_not_three_times(
    standin: StandIn, tmp_path: Path
) -> None:
    standin.fails = ["", "taken-timeout"]  # the carrier has the text, the worker hangs where it waits for the answer
    with answering(standin, tmp_path) as process:
        ask(process)
        until(standin, 2)
        kill(process)
        until(standin, 4)
        assert len(standin.texts(CALLER)) == 2
    assert ended(tmp_path) == {"sent": 1}


def test_told_to_end_a_worker_marks_the_text_that_is_under_way(standin: StandIn, tmp_path: Path) -> None:
    standin.fails, standin.slowness = ["", "slow"], 2
    with answering(standin, tmp_path) as process:
        ask(process)
        until(standin, 2)
    assert len(standin.texts(CALLER)) == 1
    assert ended(tmp_path) == {"sent": 1}


def test_a_press_that_was_confirmed_is_on_disk(standin: StandIn, tmp_path: Path) -> None:
    standin.down = "timeout"
    with answering(standin, tmp_path) as process:
        ask(process)
        kill(process)
        with closing(sqlite3.connect(tmp_path / "hotline.db")) as db:
            assert db.execute("SELECT call, place FROM outbox").fetchall() == [("CA1", 210)]
        standin.down = ""
        process.wait_until_it_answers()  # to be told to stop while it starts a worker anew is a fault to the server
