"""What the checker finds in the files, by file and line, each problem with its rule's page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from flask import Blueprint, request

from hotline.check import PAGES
from hotline.console.desk.around import Answer, Desk
from hotline.loader import Problem

MOST = 200  # problems on a page; `hotline check` tells all of them
PATIENCE = 60  # seconds for which a page waits that is there for nothing else
_CODE = re.compile(r"``(.+?)``")


class Block(NamedTuple):
    """A paragraph of a rule's page in pieces, every second one code; or an example, in one piece."""

    example: bool
    pieces: tuple[str, ...]


class InFile(NamedTuple):
    """The problems of one file, by line."""

    name: str
    problems: tuple[Problem, ...]


def add(pages: Blueprint, desk: Desk) -> None:
    """The page ``/console/desk/problems``. With ``?wait=1`` it waits until the checker is done."""

    @pages.get("/desk/problems")
    def desk_problems() -> Answer:
        report = desk.report(PATIENCE if request.args.get("wait") else 0.4)
        problems = report.problems if report is not None else ()
        shown = sorted(problems, key=lambda problem: problem.severity == "notice")[:MOST]
        return desk.page(
            "desk_problems.html",
            checked=report,
            counts=Counter(problem.severity for problem in problems),
            mend=_by_file(problem for problem in shown if problem.severity != "notice"),
            notices=_by_file(problem for problem in shown if problem.severity == "notice"),
            more=len(problems) - len(shown),
            pages={problem.rule: rule_page(problem.rule) for problem in shown},
            complaints=desk.console.current.problems,
        )


def _by_file(problems: Iterable[Problem]) -> list[InFile]:
    return [InFile(name, tuple(found)) for name, found in groupby(problems, key=lambda problem: problem.mark.file)]


def rule_page(rule: str) -> tuple[Block, ...]:
    """The page of a rule, to be set; empty for a rule without one."""
    return tuple(map(_block, re.split(r"\n\s*\n", PAGES.get(rule, "").strip())))


def _block(text: str) -> Block:
    if text.startswith("    "):
        return Block(True, ("\n".join(line.removeprefix("    ") for line in text.splitlines()),))
    return Block(False, tuple(_CODE.split(" ".join(text.split()).replace("::", ":"))))
