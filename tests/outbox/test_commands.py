"""What an operator sees of texts: `hotline outbox` and `hotline doctor`."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from hotline.cli import hotline
from hotline.outbox.ends import day_of
from hotline.settings import read_settings
from hotline.store import Count, Outgoing, SqliteStore
from tests.driver import LINES, PUBLIC, SECRET, TOKEN

ROW = Outgoing("0" * 32, "CA1", 210, "en", 0, 0)
REAL = {"HOTLINE_PUBLIC_URL": PUBLIC, "TWILIO_AUTH_TOKEN": TOKEN, "HOTLINE_SECRET": SECRET, "HOTLINE_ALLOW_DRAFTS": "1"}


def run(state: Path, *words: str, **env: str) -> str:
    done = CliRunner().invoke(hotline, words, env={"HOTLINE_STATE": str(state), **env})
    assert not isinstance(done.exception, AssertionError | TypeError), done.exception
    return done.output


def put(state: Path, *ends: tuple[str, str, int], waiting_for: int = 0) -> None:
    store = SqliteStore(state / "hotline.db")
    now = int(time.time())
    with store.transaction(None, "x", now) as t:
        for channel, how, number in ends:
            for place in range(number):
                t.count(Count(day_of(now), channel, "en", place, how))
        if waiting_for:
            t.keep_outgoing(Outgoing(**{**ROW_FIELDS, "made": now - waiting_for}))
    store.close()


ROW_FIELDS = {"key": "0" * 32, "call": "CA1", "place": 210, "lang": "en", "due": 0}


def test_an_empty_outbox_is_told_plainly(tmp_path: Path) -> None:
    assert "waiting: 0" in run(tmp_path, "outbox")


def test_depth_and_ends_are_told_and_few_are_not_told_apart(tmp_path: Path) -> None:
    put(tmp_path, ("outbox", "sent", 40), ("outbox", "landline", 3), ("status", "delivered", 11), waiting_for=70)
    told = run(tmp_path, "outbox")
    assert "waiting: 1, the oldest for 1 min" in told
    assert [row.split() for row in told.splitlines() if row.startswith("  ")] == [
        ["sent", "40"],
        ["landline", "<11"],
        ["delivered", "11"],
    ]
    assert "CA1" not in told
    read = json.loads(run(tmp_path, "outbox", "--json"))
    assert read["outbox"] == {"sent": "40", "landline": "<11"}
    assert read["status"] == {"delivered": "11"}
    assert read["waiting"] == 1


def test_a_store_in_memory_cannot_be_looked_into(tmp_path: Path) -> None:
    done = CliRunner().invoke(hotline, ["outbox"], env={"HOTLINE_STORE": "memory:"})
    assert "only the service itself" in str(done.exception)


@pytest.mark.parametrize(
    ("env", "told"),
    [
        ({}, "for that set TWILIO_ACCOUNT_SID"),
        ({"TWILIO_ACCOUNT_SID": "AC1"}, "callers can get a topic as a text"),
        ({"TWILIO_ACCOUNT_SID": "AC1", "TWILIO_AUTH_TOKEN": ""}, "for that set TWILIO_AUTH_TOKEN"),
    ],
)
def test_the_doctor_tells_whether_texts_can_be_sent(tmp_path: Path, env: dict[str, str], told: str) -> None:
    assert told in run(tmp_path, "doctor", "--offline", str(LINES / "kitchen-sink"), **{**REAL, **env})


def test_the_doctor_tells_of_texts_that_were_given_up_and_of_those_that_wait_too_long(tmp_path: Path) -> None:
    line = str(LINES / "kitchen-sink")
    put(tmp_path, ("outbox", "sent", 12), waiting_for=60)
    assert "texts that callers" not in run(tmp_path, "doctor", "--offline", line, **REAL)
    put(tmp_path, ("outbox", "gave-up", 12), waiting_for=600)
    told = run(tmp_path, "doctor", "--offline", line, **REAL)
    assert "WRONG 12 texts that callers asked for were given up in 7 days" in told
    assert "WRONG 1 texts that callers asked for wait, the oldest for 10 minutes" in told


@pytest.mark.parametrize(
    ("more", "sends"),
    [
        ({"TWILIO_ACCOUNT_SID": "AC1"}, True),
        ({}, False),
        ({"TWILIO_ACCOUNT_SID": "AC1", "HOTLINE_DEV": "1"}, False),
        ({"TWILIO_ACCOUNT_SID": "AC1", "HOTLINE_DEV": "1", "HOTLINE_TWILIO_API": "http://127.0.0.1:9"}, True),
    ],
)
def test_when_texts_are_sent(more: dict[str, str], sends: bool) -> None:
    assert read_settings({**REAL, **more}).sends == sends


@pytest.mark.parametrize("address", ["http://api.example", "ftp://127.0.0.1", "api.twilio.com", "https//x"])
def test_an_address_that_would_give_the_token_away_is_refused(address: str) -> None:
    with pytest.raises(Exception, match="HOTLINE_TWILIO_API does not fit"):
        read_settings({**REAL, "HOTLINE_TWILIO_API": address})
