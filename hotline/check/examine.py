"""Looks a line's folder over: reads it, runs every rule, and builds the line where nothing is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from hotline.check.halves import both
from hotline.check.rules import PAGES, RULES, WAIVABLE, Check, unknown_place
from hotline.check.subject import Subject
from hotline.check.waive import waive
from hotline.errors import LineError
from hotline.loader import Problem, build, forget, read_folder
from hotline.model import Line
from hotline.rehearsal import rehearse
from hotline.served import Served, prepare
from hotline.understand import fold_written

HERE = 4  # of so many rules one runs in this process, which has the conversations to hold as well


@dataclass(frozen=True, slots=True)
class Report:
    """What was found. ``served`` is the line, ready to be asked; it is there when there are no errors."""

    served: Served | None
    problems: tuple[Problem, ...]
    version: str

    @property
    def line(self) -> Line | None:
        """The line, when there are no errors."""
        return self.served.line if self.served is not None else None

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep the line off the air."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    def text(self) -> str:
        """All problems, one a line."""
        return "\n".join(map(str, self.problems))


def examine(root: Path, *, today: date | None = None, apart: bool = False) -> Report:
    """The report on a line's folder. Nothing in the folder makes this fail.

    ``today`` is for reviews that are overdue; without it they are not looked for. ``apart`` runs most of the rules in
    a copy of this process, where somebody waits and no thread runs.
    """
    folder = read_folder(root)
    subject = Subject(folder.written, today)
    whole = not any(problem.severity == "error" for problem in folder.problems)
    rules = list(RULES.values())
    asked: _Asked | None = None
    if apart and whole:
        subject.ready()
        here = partial(_meanwhile, rules[::HERE], subject, folder.version)
        there = partial(_of, [rule for at, rule in enumerate(rules) if at % HERE], subject)
        (one, asked), other = both(here, there)
        found = [*one, *other]
    else:
        found = _of(rules, subject)
    kept = waive([*folder.problems, *found], folder.written.waivers, known=PAGES, waivable=WAIVABLE)
    problems = tuple(sorted(set(kept)))
    if any(problem.severity == "error" for problem in problems):
        return Report(None, problems, folder.version)
    served, astray = asked or _asked(build(folder.written), subject, folder.version)
    return Report(None if astray else served, tuple(sorted({*problems, *astray})), folder.version)


_Asked = tuple[Served, tuple[Problem, ...]]


def _meanwhile(rules: Iterable[Check], subject: Subject, version: str) -> tuple[list[Problem], _Asked | None]:
    """What some rules find, and the line asked in the hope that the others find no error."""
    return _of(rules, subject), _asked(subject.line, subject, version) if subject.line is not None else None


def _asked(line: Line, subject: Subject, version: str) -> _Asked:
    """The line, ready to be asked, and which of its conversations go astray."""
    served = prepare(line, version)
    return served, tuple(rehearse(served, subject.written.conversations))


def _of(rules: Iterable[Check], subject: Subject) -> list[Problem]:
    return [problem for check in rules for problem in check(subject)]


def load_served(root: Path) -> Served:
    """The line in a folder, ready to be asked, or a ``LineError`` that tells all the errors in it."""
    report = examine(root)
    if report.served is None:
        raise LineError("\n".join(map(str, report.errors)))
    return report.served


def load_line(root: Path) -> Line:
    """The line in a folder, or a ``LineError`` that tells all the errors in it."""
    return load_served(root).line


def whole_line(root: Path) -> Line | None:
    """The line in a folder whose parts fit together, whatever else a rule finds in it; nothing where they do not.

    For looking at a line that an older set of rules let pass. It is never served.
    """
    return _whole(root)[0]


def unchecked(root: Path, *, once: bool = False) -> Served | None:
    """The same, ready to be asked. It is served only where others have checked these very files (its ``version``).

    ``once``: the files will hardly be read again by this process, so nothing is remembered for that.
    """
    line, version = _whole(root)
    if once:
        forget()
        fold_written.cache_clear()
    return prepare(line, version) if line is not None else None


def _whole(root: Path) -> tuple[Line | None, str]:
    folder = read_folder(root)
    subject = Subject(folder.written)
    broken = any(problem.severity == "error" for problem in folder.problems) or any(unknown_place.check(subject))
    return (None if broken else subject.line), folder.version


def drafts(line: Line) -> tuple[str, ...]:
    """The words that no clinician has signed, as ``en hormone-therapy``."""
    return tuple(
        f"{code} {line.at(number).id}"
        for code, language in line.languages.items()
        for number, words in language.words.items()
        if words.review.status != "approved"
    )
