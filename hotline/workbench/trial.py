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
    """The report on a copy with a change in it, and the errors in it that the line does not have without."""

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
    """Make a change on a copy, which it is handed, and look that over."""
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


def errors_signed(root: Path, signed: Sequence[tuple[WrittenWords, Mapping[str, str]]]) -> tuple[Problem, ...]:
    """What would be wrong in the files of these words if they had these reviews: to be mended before anybody signs."""
    with copied(root) as copy:
        for words, review in signed:
            set_review(copy / words.id.mark.file, words.id.mark.file, words.id, review)
        touched = {words.id.mark.file for words, _ in signed}
        return tuple(problem for problem in examine(copy).errors if problem.mark.file in touched)


def _without_lines(problem: Problem) -> tuple[str, str, str]:
    """A problem without the lines that it stands in: a row more moves those below."""
    return problem.mark.file, problem.rule, re.sub(r":\d+", "", problem.message)
