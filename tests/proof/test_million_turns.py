"""A million turns over 90 days are few counts: the page of numbers and the command read them in under a second."""

from __future__ import annotations

import time
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

from click.testing import CliRunner

from hotline.app import create_app
from hotline.check import load_line
from hotline.cli import hotline
from hotline.settings import Settings
from hotline.store import SqliteStore
from tests.driver import SECRET, SHIPPED, Clock
from tests.made_up import fill

TURNS, DAYS = 1_000_000, 90
SOON = 1.0  # seconds of this process: what others do on the machine meanwhile is not the page's
LOADING = 5.0  # seconds that reading the shipped line may take, which has nothing to do with its turns


def test_a_million_turns_load_in_under_a_second(tmp_path: Path) -> None:
    clock = Clock()
    clock.now = int(time.time())  # the command has the real clock
    until: date = datetime.fromtimestamp(clock.now, UTC).date()
    with closing(SqliteStore(tmp_path / "hotline.db")) as store:
        assert fill(store, load_line(SHIPPED), turns=TURNS, days=DAYS, until=until) == TURNS
        rows = sum(1 for _ in store.counts(""))
    assert rows < TURNS / 10
    settings = Settings(dev=True, allow_drafts=True, secrets=(SECRET,), state=tmp_path, line=SHIPPED)
    web = create_app(settings, clock=clock).test_client()
    web.get("/console/stats?days=7", headers={"Host": "localhost"})
    for query in ("days=91&by=week", "days=91&by=day", "days=364", "days=28&channel=sms"):
        for page in ("stats", "stats.csv"):
            began = time.process_time()
            found = web.get(f"/console/{page}?{query}", headers={"Host": "localhost"})
            seconds = time.process_time() - began
            assert found.status_code == 200
            assert seconds < SOON, (page, query, seconds, rows)
    began = time.process_time()
    told = CliRunner().invoke(hotline, ["stats", "--days", "91", str(SHIPPED)], env={"HOTLINE_STATE": str(tmp_path)})
    assert told.exit_code == 0, told.output
    assert time.process_time() - began < SOON + LOADING
