"""Looks a line's folder over: reads it, runs every rule, and builds the line where nothing is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hotline.check.rules import PAGES, RULES, WAIVABLE
from hotline.check.subject import Subject
from hotline.check.waive import waive
from hotline.errors import LineError
from hotline.loader import Problem, build, read_folder
from hotline.model import Line


@dataclass(frozen=True, slots=True)
class Report:
    """What was found. ``line`` is there when there are no errors."""

    line: Line | None
    problems: tuple[Problem, ...]
    version: str

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep the line off the air."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    def text(self) -> str:
        """All problems, one a line."""
        return "\n".join(map(str, self.problems))


def examine(root: Path, *, today: date | None = None) -> Report:
    """The report on a line's folder. Nothing in the folder makes this fail.

    ``today`` is for reviews that are overdue; without it they are not looked for.
    """
    folder = read_folder(root)
    subject = Subject(folder.written, today)
    found = [problem for check in RULES.values() for problem in check(subject)]
    kept = waive([*folder.problems, *found], folder.written.waivers, known=PAGES, waivable=WAIVABLE)
    problems = tuple(sorted(set(kept)))
    wrong = any(problem.severity == "error" for problem in problems)
    return Report(None if wrong else build(folder.written), problems, folder.version)


def load_line(root: Path) -> Line:
    """The line in a folder, or a ``LineError`` that tells all that is wrong with it."""
    report = examine(root)
    if report.line is None:
        raise LineError(report.text())
    return report.line


def drafts(line: Line) -> tuple[str, ...]:
    """The words that no clinician has signed, as ``en hormone-therapy``."""
    return tuple(
        f"{code} {line.at(number).id}"
        for code, language in line.languages.items()
        for number, words in language.words.items()
        if words.review.status != "approved"
    )
