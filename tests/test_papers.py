"""The papers say what is so: licences of all packages, tests that the threat model names, hashes, the audit."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import Any

import pytest

from tests.driver import SHIPPED
from tests.licences import FREE, PAGE, licence, locked, page

LOCKS = ("run.txt", "dev.txt", "audit.txt")
MODEL = (SHIPPED / "docs" / "threat-model.md").read_text("utf-8")
FINE = {"name": "flask", "version": "3", "vulns": []}
SKIPPED = {"name": "click", "skip_reason": "not found"}
FLAWED = {"name": "jinja2", "version": "2", "vulns": [{"id": "CVE-1", "fix_versions": ["3"]}]}


def test_the_page_of_licences_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == page(), "write it anew: python -m tests.licences"


def test_what_runs_is_free_to_run_and_to_pass_on() -> None:
    for name in locked("run.txt"):
        said = licence(name)
        assert said, f"{name} says no licence: look it up for tests/licences.py"
        assert set(re.split(r" (?:AND|OR) ", said)) <= FREE, (name, said)


@pytest.mark.parametrize("file", LOCKS)
def test_every_locked_package_has_hashes(file: str) -> None:
    text = (SHIPPED / "requirements" / file).read_text("utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    assert len(entries) > 10
    assert all(re.match(r"\S+==\S+", entry) and "--hash=sha256:" in entry for entry in entries if entry[0] != "#")
    assert "://" not in text, "no registry's address"


def test_every_test_that_the_threat_model_names_is_there() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", MODEL)
    assert len(named) > 30
    for file, name in named:
        assert f"def {name}(" in (SHIPPED / file).read_text("utf-8"), f"{file}::{name}"


def test_every_row_of_the_threat_model_names_what_shows_it() -> None:
    rows = [
        row for row in MODEL.splitlines() if row.startswith("| ") and not re.match(r"\| (---|tries|has|mistake) ", row)
    ]
    assert len(rows) > 25
    for row in rows:
        assert "`tests/" in row or "`bench/" in row, row


@pytest.mark.parametrize(
    ("found", "code", "told"),
    [
        ([FINE, FINE], 0, "no known flaw in 2 packages"),
        ([FINE, FLAWED], 1, "jinja2 2: CVE-1, mended in 3"),
        ([SKIPPED, FLAWED], 1, "jinja2 2: CVE-1"),
        ([FINE, SKIPPED], 2, "1 of 2 packages could not be looked up: click"),
        ([SKIPPED, SKIPPED], 2, "NOTHING was looked up"),
        ([], 2, "NOTHING was looked up"),
        (None, 2, "NOTHING was looked up"),
    ],
)
def test_an_audit_that_looked_nothing_up_says_so(found: list[dict[str, Any]] | None, code: int, told: str) -> None:
    given = "a traceback" if found is None else json.dumps({"dependencies": found, "fixes": []})
    command = [sys.executable, str(SHIPPED / "requirements" / "audit.py")]
    done = subprocess.run(command, input=given, capture_output=True, text=True, timeout=30)
    assert done.returncode == code
    assert told in done.stderr
