"""Changes to a line's files, tried on a copy first: a running service never meets what the checker refuses."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from hotline.check import Report, examine
from hotline.loader import Problem, WrittenWords, files, set_review


@dataclass(frozen=True, slots=True)
class Tried:
    """The report on a copy with a change in it, and the errors in it that forbid the change."""

    report: Report
    fresh: tuple[Problem, ...]


@contextmanager
def copied(root: Path) -> Iterator[Path]:
    """A copy of the line's files, which goes away again."""
    with TemporaryDirectory() as folder:
        copy = Path(folder)
        for path in files(root):
            target = copy / path.relative_to(root)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
        yield copy


def tried(root: Path, change: Callable[[Path], None]) -> Tried:
    """Make a change on a copy, which it is handed, and look that over. Errors that were there before are no matter."""
    with copied(root) as copy:
        change(copy)
        after = examine(copy)
    if not after.errors:
        return Tried(after, ())
    known = Counter(map(_without_lines, examine(root).errors))
    fresh = []
    for problem in after.errors:
        known[_without_lines(problem)] -= 1
        if known[_without_lines(problem)] < 0:
            fresh.append(problem)
    return Tried(after, tuple(fresh))


def signed(root: Path, chosen: Sequence[tuple[WrittenWords, Mapping[str, str]]]) -> Tried:
    """The report with these reviews in the line; every error in the files of the words is to be mended first."""
    touched = {words.id.mark.file for words, _ in chosen}
    with copied(root) as copy:
        for words, review in chosen:
            set_review(copy / words.id.mark.file, words.id.mark.file, words.id, review)
        after = examine(copy)
    return Tried(after, tuple(problem for problem in after.errors if problem.mark.file in touched))


def _without_lines(problem: Problem) -> tuple[str, str, str]:
    """A problem without the lines that it stands in: a row more moves those below."""
    return problem.mark.file, problem.rule, re.sub(r":\d+", "", problem.message)
