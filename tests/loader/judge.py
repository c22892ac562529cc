"""What every report on a line must be, whatever became of its files."""

from __future__ import annotations

from pathlib import Path

from hotline.check import Report, examine
from hotline.served import prepare
from tests.loader.sink import SINK


def judged(root: Path) -> Report:
    """The report, which has a line that can be served or at least one error, and only marks that there can be."""
    report = examine(root)
    assert (report.line is None) == bool(report.errors)
    for problem in report.problems:
        assert problem.mark.line >= 1
        assert problem.mark.column >= 1
        assert problem.message.strip()
        assert str(problem).isprintable()
    if report.line is not None:
        served = prepare(report.line, report.version)
        for text in ("", "👍", "2", "my kitchen floor is wet"):
            assert served.index.meaning(text).safety == "none"
            assert not served.index.meaning(text).consent
        for place in report.line.places:
            for code in report.line.languages:
                assert all(served.book.pages(place, code).texts)
    return report


def in_place(root: Path, file: str, data: bytes) -> Report:
    """The report on the line with this in the place of one of its files."""
    (root / file).write_bytes(data)
    try:
        return judged(root)
    finally:
        (root / file).write_bytes((SINK / file).read_bytes())
