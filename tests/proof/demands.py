"""What is demanded of the report on a line, whatever became of its files: messages with a place, and in time."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from hotline.check import PAGES, Report, examine
from hotline.loader import Problem
from tests.loader.sink import FOOD_BANK

TODAY = date(2026, 11, 23)
TIMES = 6  # as long as the food-bank line takes in the same process, whatever the machine and whoever else works on it
_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_SAID = re.compile(r"\S.*:[1-9][0-9]*:[1-9][0-9]*: ((error|warning|notice): )?\S.* \([a-z-]+\)")


def examined(root: Path) -> Report:
    """The report, made about as quickly as that of a good line, every problem such that an operator finds the place."""
    report, seconds = _timed(root)
    if seconds >= TIMES * _ordinary():  # somebody else's work may have come between; a slow rule is slow again
        seconds = min(_timed(root)[1] for _ in range(2))
    assert seconds < TIMES * _ordinary(), f"{seconds:.2f} s, a good line {_ordinary():.2f} s"
    assert (report.line is None) == bool(report.errors)
    assert list(report.problems) == sorted(set(report.problems))
    well_told(report.problems, root)
    return report


def well_told(problems: Iterable[Problem], root: Path) -> None:
    """Every problem is one that an operator can read, explain and find in the file."""
    lengths: dict[str, list[int]] = {}
    for problem in problems:
        _well_said(problem)
        file = problem.mark.file
        if file not in lengths:
            lengths[file] = _lengths(root / file)
        _within(problem, lengths[file])


@cache
def _ordinary() -> float:
    """Seconds of this process that a good line of middle size takes."""
    return min(_timed(FOOD_BANK)[1] for _ in range(3))


def _timed(root: Path) -> tuple[Report, float]:
    before = time.process_time()
    report = examine(root, today=TODAY)
    return report, time.process_time() - before


def _well_said(problem: Problem) -> None:
    """One line that can be printed, with a rule that can be explained."""
    said = str(problem)
    assert all(line.isprintable() for line in (said, *problem.more)), ascii(said)
    assert _SAID.fullmatch(said), said
    assert len(said) < 600, said
    assert problem.rule in PAGES, said
    assert problem.severity in ("error", "warning", "notice"), said


def _lengths(path: Path) -> list[int]:
    """How long the lines of a file are, in characters; a missing file is one empty line."""
    data = path.read_bytes() if path.is_file() else b""
    return [len(line) for line in _LINE_END.split(data.decode("utf-8-sig", "replace"))]


def _within(problem: Problem, lengths: list[int]) -> None:
    """The mark is in the file, or just behind the end of a line."""
    mark = problem.mark
    assert 1 <= mark.line <= len(lengths), (str(problem), len(lengths))
    assert 1 <= mark.column <= lengths[mark.line - 1] + 1, (str(problem), lengths[mark.line - 1])


def command(folder: Path, *, before: str = "pass") -> subprocess.CompletedProcess[str]:
    """The real ``hotline check`` of a folder, in a process of its own, which says no more than problems.

    ``before`` is what the process does once everything is imported.
    """
    imported = "import os, sys; import hotline.cli.check; from hotline.cli import main"
    code = f"{imported}; {before}; sys.argv = ['hotline', 'check', {str(folder)!r}]"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", f"{code}; main()"], capture_output=True, text=True, timeout=60
    )
    assert "Traceback" not in done.stdout + done.stderr, done.stderr
    assert re.search(r"\bfound$", done.stderr, re.MULTILINE), done.stderr
    for line in done.stdout.splitlines():
        assert _SAID.fullmatch(line) or line.startswith(" "), line
    return done
