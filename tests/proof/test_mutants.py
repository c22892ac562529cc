"""Breaks good lines in one place, at least once for every rule, and the right rule must tell of it in the right line.

The places are chosen by a seed, which stands in the name of each test. Others: ``HOTLINE_PROOF_SEED=7``; three of each
rule in the kitchen-sink line in place of one, and of all rules in the shipped one in place of every fourth, which takes
four seconds to look over each time: ``HOTLINE_PROOF_TIMES=3``.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from hotline.check import PAGES, Report, examine
from tests.driver import SHIPPED
from tests.loader.sink import FOOD_BANK, SINK
from tests.proof import mutate_cases, mutate_routes, mutate_shape, mutate_words
from tests.proof.demands import TODAY, well_told
from tests.proof.sheet import Mutant, Sheet, read_sheet

SEED = os.environ.get("HOTLINE_PROOF_SEED", "20261123")
MUTATORS = {**mutate_shape.MUTATORS, **mutate_cases.MUTATORS, **mutate_words.MUTATORS, **mutate_routes.MUTATORS}
TIMES = int(os.environ.get("HOTLINE_PROOF_TIMES", "1"))
LINES = {"kitchen-sink": (SINK, TIMES), "food-bank": (FOOD_BANK, 1), "shipped": (SHIPPED, 1)}  # how often for each rule
SILENT = ("kitchen-sink", "food-bank")


class Break(NamedTuple):
    """A mutant to be made: of which line, for which rule, the how many-th."""

    line: str
    rule: str
    number: int

    def __str__(self) -> str:
        return f"seed-{SEED}-{self.line}-{self.rule}-{self.number}"


@cache
def sheet_of(line: str) -> Sheet:
    return read_sheet(LINES[line][0])


@cache
def candidates(line: str, rule: str) -> tuple[Mutant, ...]:
    """Every mutant of a rule in a line; what is put there was chosen by the seed."""
    return tuple(MUTATORS[rule](sheet_of(line), random.Random(f"{SEED} {line} {rule}")))


def breaks() -> Iterator[Break]:
    for line, (_, times) in LINES.items():
        for nth, rule in enumerate(MUTATORS):
            if line == "shipped" and TIMES == 1 and nth % 4:
                continue
            if candidates(line, rule):
                yield from (Break(line, rule, number) for number in range(times))


BREAKS = list(breaks())


@pytest.fixture(scope="module")
def unbroken() -> dict[str, Report]:
    """What is told of the lines as they are."""
    return {line: examine(root, today=TODAY) for line, (root, _) in LINES.items()}


@pytest.mark.parametrize("wanted", BREAKS, ids=str)
def test_a_mutant_is_told_of(wanted: Break, unbroken: dict[str, Report], tmp_path: Path) -> None:
    mutants = candidates(wanted.line, wanted.rule)
    mutant = random.Random(f"{SEED} {wanted}").choice(mutants)
    root = written(wanted.line, mutant, tmp_path)
    report = examine(root, today=TODAY)
    well_told(report.problems, root)
    found = [problem for problem in report.problems if problem.rule == wanted.rule]
    new = [problem for problem in found if problem not in unbroken[wanted.line].problems]
    assert mutant.at in [(problem.mark.file, problem.mark.line) for problem in new], told(wanted, mutant, report)


def written(line: str, mutant: Mutant, root: Path) -> Path:
    """The broken line in a folder of its own."""
    for top in ("menus", "content"):
        shutil.copytree(LINES[line][0] / top, root / top)
    contents = mutant.contents(sheet_of(line).texts)
    for name, data in contents.items():
        path = root / name
        if name.endswith("/"):
            path.mkdir()
        elif data is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    for folder in {(root / name).parent for name in contents}:
        if not any(folder.iterdir()):
            folder.rmdir()
    return root


def told(wanted: Break, mutant: Mutant, report: Report) -> str:
    """What was wanted, what came, and what the broken line looks like there."""
    file, line = mutant.at
    data = mutant.contents(sheet_of(wanted.line).texts).get(file) or b""
    rows = data.decode(errors="replace").split("\n")[line - 3 : line + 2]
    return "\n".join([f"{wanted}: not told of in {file}:{line}", *(row[:200] for row in rows), report.text()])


def test_every_rule_has_a_mutator_that_finds_a_place() -> None:
    assert set(MUTATORS) == set(PAGES)
    assert {rule for line, rule, _ in BREAKS if line == "kitchen-sink"} == set(PAGES)
    assert len(BREAKS) >= 100


@pytest.mark.parametrize("line", SILENT)
def test_the_unbroken_line_is_silent(line: str, unbroken: dict[str, Report]) -> None:
    assert unbroken[line].problems == ()
