"""``hotline stats``: what the counts of a store say, as text, CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hotline.check import load_line
from hotline.cli import hotline
from hotline.store import SqliteStore
from tests.driver import LINES
from tests.made_up import fill

LINE = LINES / "kitchen-sink"


@pytest.fixture
def state(tmp_path: Path) -> Path:
    with closing(SqliteStore(tmp_path / "hotline.db")) as store:
        until = datetime.fromtimestamp(time.time(), UTC).date()
        fill(store, load_line(LINE), turns=3000, days=28, until=until)
    return tmp_path


def run(state: Path, *options: str) -> Result:
    return CliRunner().invoke(hotline, ["stats", str(LINE), *options], env={"HOTLINE_STATE": str(state)})


def test_as_text_to_read(state: Path) -> None:
    told = run(state, "--days", "91")
    assert told.exit_code == 0
    assert "week " in told.output
    assert "Turns to the first answer:" in told.output
    assert "Cost in USD:" in told.output


def test_csv_and_json_hold_the_same_rows(state: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(state, "--format", "csv").output)))
    read = json.loads(run(state, "--format", "json").output)
    assert read["rows"] == rows
    assert (read["by"], read["channel"]) == ("day", "all")
    only = list(csv.DictReader(io.StringIO(run(state, "--format", "csv", "--table", "steps").output)))
    assert only == [row for row in rows if row["table"] == "steps"]


def test_one_channel(state: Path) -> None:
    read = json.loads(run(state, "--format", "json", "--channel", "voice", "--by", "week").output)
    assert (read["by"], read["channel"]) == ("week", "voice")
    assert not any(
        row["table"] == "totals" and row["key"] == "segments" and row["number"] != "0" for row in read["rows"]
    )


def test_a_new_store_is_told_plainly(tmp_path: Path) -> None:
    assert "Nobody has texted or called" in run(tmp_path).output


@pytest.mark.parametrize("options", [["--days", "8"], ["--by", "hour"], ["--channel", "fax"], ["--table", "topics"]])
def test_misuse_ends_with_2(state: Path, options: list[str]) -> None:
    assert run(state, *options).exit_code == 2


def test_a_store_in_memory_cannot_be_looked_into() -> None:
    done = CliRunner().invoke(hotline, ["stats", str(LINE)], env={"HOTLINE_STORE": "memory:"})
    assert "only the service itself" in str(done.exception)
