"""Problems as text for people, as JSON for programs, and as annotations for a pull request on GitHub."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from hotline.check import Report, drafts
from hotline.loader import Problem, Severity

_COLOURS: dict[Severity, str] = {"error": "red", "warning": "yellow", "notice": "cyan"}


def as_text(report: Report) -> Iterator[str]:
    """``file:line:column: level: message (rule)``, with what shows it at length below. Coloured on a terminal."""
    for problem in report.problems:
        where = ":".join(map(str, problem.mark))
        level = click.style(f"{problem.severity}:", fg=_COLOURS[problem.severity])
        yield f"{where}: {level} {problem.message} ({problem.rule})"
        yield from (f"    {line}" for line in problem.more)


def as_json(report: Report, **more: Any) -> str:
    """One object with every problem, how many of each level there are, and what else was asked for."""
    found = {
        "problems": [_row(problem) for problem in report.problems],
        "counts": counts(report),
        "version": report.version,
        "drafts": list(drafts(report.line)) if report.line is not None else None,
        **more,
    }
    return json.dumps(found, ensure_ascii=False, indent=2)


def as_github(report: Report, root: Path) -> Iterator[str]:
    """A workflow command of GitHub Actions for each problem; its file is told from where the command runs."""
    for problem in report.problems:
        file = os.path.relpath(root / problem.mark.file)
        properties = {"file": file, "line": problem.mark.line, "col": problem.mark.column, "title": problem.rule}
        listed = ",".join(f"{name}={_escape(str(value), ':,')}" for name, value in properties.items())
        message = "\n".join((problem.message, *problem.more))
        yield f"::{problem.severity} {listed}::{_escape(message)}"


def counts(report: Report) -> dict[str, int]:
    """How many errors, warnings and notices there are."""
    found = Counter(problem.severity for problem in report.problems)
    return {f"{level}s": found[level] for level in _COLOURS}


def _row(problem: Problem) -> dict[str, Any]:
    return {
        "file": problem.mark.file,
        "line": problem.mark.line,
        "column": problem.mark.column,
        "level": problem.severity,
        "rule": problem.rule,
        "message": problem.message,
        "more": list(problem.more),
    }


def _escape(text: str, also: str = "") -> str:
    """The text as a workflow command takes it: percent signs, line ends and, in a property, colons and commas coded."""
    for character in f"%\r\n{also}":
        text = text.replace(character, f"%{ord(character):02X}")
    return text
