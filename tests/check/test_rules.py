"""Every rule finds what it should, where it is, and nothing else. A rule without cases fails.

A case is an edit of the kitchen-sink line: ``why``; ``edit`` (a file, what to find in it once, what to put there),
``add`` (files by name), ``remove`` (files); and ``expect``, where the rule finds something; nothing for a good one.
``says`` is a part of the message, ``level`` how bad it is where that is not an error.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

import hotline.loader
from hotline.check import PAGES, RULES, examine
from hotline.loader.rules import PAGES as SHAPE
from tests.loader.sink import copy_sink, replace

CASES = Path(__file__).parent / "cases"
KEYS = {"why", "edit", "add", "remove", "expect", "says", "level"}
ELSEWHERE = {  # what is wrong with bytes rather than with words, in tests/loader/test_nodes.py
    "encoding",
    "too-big",
    "too-deep",
}
TODAY = date(2026, 11, 24)
SHIPPED_MESSAGE = (
    'menus/treatments.yaml:12:9: choice "hormon-therapy" is no place; did you mean "hormone-therapy"? (unknown-place)'
)


def cases_of(rule: str) -> list[dict[str, Any]]:
    """The cases of a rule; the loader's own rules share a file."""
    alone = rule not in SHAPE
    path = CASES / (f"{rule}.yaml" if alone else "loader.yaml")
    assert path.is_file(), f"rule {rule} has no cases: write {path}"
    written = yaml.safe_load(path.read_text(encoding="utf-8"))
    cases: list[dict[str, Any]] = written if alone else written[rule]
    return cases


def every_case() -> Iterator[Any]:
    for rule in sorted(set(PAGES) - ELSEWHERE):
        for case in cases_of(rule):
            yield pytest.param(rule, case, id=f"{rule}: {case['why']}")


@pytest.mark.parametrize(("rule", "case"), list(every_case()))
def test_a_rule_finds_it_where_it_is(rule: str, case: dict[str, Any], tmp_path: Path) -> None:
    assert set(case) <= KEYS
    root = copy_sink(tmp_path / "sink")
    for edit in case.get("edit", ()):
        replace(root, edit["file"], edit["find"], edit["replace"])
    for name, text in case.get("add", {}).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    for name in case.get("remove", ()):
        (root / name).unlink()
    report = examine(root, today=TODAY)
    found = [problem for problem in report.problems if problem.rule == rule]
    assert [":".join(map(str, problem.mark)) for problem in found] == case["expect"], report.text()
    assert all(case.get("says", "") in problem.message for problem in found), report.text()
    assert all(problem.severity == case.get("level", problem.severity) for problem in found), report.text()
    if not case["expect"]:
        assert report.line is not None, report.text()
        assert rule in SHAPE or not report.problems, report.text()


@pytest.mark.parametrize("rule", sorted(set(PAGES) - ELSEWHERE))
def test_a_rule_has_a_good_case_and_two_bad_ones(rule: str) -> None:
    cases = cases_of(rule)
    assert sum(not case["expect"] for case in cases) >= 1
    assert sum(bool(case["expect"]) for case in cases) >= 2
    assert len({case["why"] for case in cases}) == len(cases)


def test_no_cases_without_a_rule() -> None:
    assert {path.stem for path in CASES.glob("*.yaml")} == {*(set(PAGES) - set(SHAPE)), "loader"}
    loader = yaml.safe_load((CASES / "loader.yaml").read_text(encoding="utf-8"))
    assert set(loader) == set(SHAPE) - ELSEWHERE


def noted() -> Iterator[str]:
    """The rules that stand in the loader's own code."""
    for path in Path(hotline.loader.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and len(node.args) > 1 and isinstance(node.args[1], ast.Constant):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in ("wrong", "Problem", "Refused"):
                    yield str(node.args[1].value)


def test_every_rule_that_is_told_has_a_page() -> None:
    assert set(noted()) <= set(PAGES)
    assert set(SHAPE) <= set(noted())
    assert not set(SHAPE) & set(RULES)


def test_a_rule_is_named_after_its_file() -> None:
    for rule, check in RULES.items():
        assert check.__module__ == f"hotline.check.rules.{rule.replace('-', '_')}"


def test_the_message_as_it_is_shown_to_everybody(tmp_path: Path) -> None:
    """design.md and style.md quote it."""
    (tmp_path / "menus").mkdir()
    (tmp_path / "menus/treatments.yaml").write_text(
        "treatments:\n  number: 200\n  choices: [treatment-types]\n"
        "treatment-types: {number: 210, next: [treatments]}\n"
        "hormone-therapy: {number: 220, next: [treatments]}\n"
        "# room\n# room\n# room\nmain:\n  number: 100\n  choices:\n      - hormon-therapy\n",
        encoding="utf-8",
    )
    assert SHIPPED_MESSAGE in examine(tmp_path).text().splitlines()


def test_problems_come_in_the_order_of_the_files_and_each_once(tmp_path: Path) -> None:
    root = copy_sink(tmp_path / "sink")
    replace(root, "menus/kitchen.yaml", "choices: [flood, alone]", "choices: [flod, alon]")
    replace(root, "content/es/kitchen.yaml", "label: calor", "lable: calor")
    replace(root, "menus/line.yaml", "safety:\n", "safety: x\nsafty:\n")
    problems = examine(root).problems
    assert list(problems) == sorted(set(problems))
    assert [problem.mark.file for problem in problems] == sorted(problem.mark.file for problem in problems)
    assert len({str(problem) for problem in problems}) == len(problems) >= 5


UNREAD = {  # a file that cannot be read is told of alone, not with all that it may have held
    "menus/line.yaml": ["menus/line.yaml:40:1"],
    "menus/sources.yaml": ["menus/sources.yaml:10:1"],
    "menus/kitchen.yaml": ["menus/kitchen.yaml:66:1"],
    "content/es/kitchen.yaml": ["content/es/kitchen.yaml:106:1"],
    "content/en/line.yaml": ["content/en/line.yaml:100:1"],
}


@pytest.mark.parametrize("file", UNREAD)
def test_a_file_that_cannot_be_read_is_one_problem(file: str, tmp_path: Path) -> None:
    root = copy_sink(tmp_path / "sink")
    lines = (root / file).read_text(encoding="utf-8").splitlines()
    (root / file).write_text("\n".join([*lines[:-1], "just words", "a: b"]), encoding="utf-8")
    report = examine(root)
    assert report.line is None
    assert [":".join(map(str, problem.mark)) for problem in report.problems] == UNREAD[file], report.text()
