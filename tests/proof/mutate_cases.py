"""Breaks hours, recordings and the platform as their cases do: these rules compare places that few lines have.

The cases are edits of the kitchen-sink line, so only that line is broken by them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import yaml

from tests.loader.sink import SINK
from tests.proof.sheet import Mutant, Sheet, read_sheet

CASES = Path(__file__).parent.parent / "check" / "cases"
LOADERS = ("audio-format", "opening-hours")  # the loader's own rules have their cases in one file
RULES = (
    *LOADERS,
    *("claimed-hours", "closed-and-alone", "connect-nowhere", "old-recording", "other-platform", "past-holiday"),
    *("recording-length", "unsaid-hours"),
)


def _broken(rule: str, sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    """The cases in which the rule finds something, at each place where it does."""
    if sheet.texts != read_sheet(SINK).texts:
        return
    written = yaml.safe_load((CASES / f"{'loader' if rule in LOADERS else rule}.yaml").read_text(encoding="utf-8"))
    cases: list[dict[str, Any]] = written[rule] if rule in LOADERS else written
    dice.shuffle(cases)
    for case in cases:
        files: dict[str, str | None] = dict(case.get("add", {}))
        for edit in case.get("edit", ()):
            text = files.get(edit["file"]) or sheet.texts.get(edit["file"])
            text = (SINK / edit["file"]).read_text(encoding="utf-8") if text is None else text
            files[edit["file"]] = text.replace(edit["find"], edit["replace"], 1)
        files |= dict.fromkeys(case.get("remove", ()))
        for place in case["expect"]:
            name, line, _ = place.rsplit(":", 2)
            yield Mutant((name, int(line)), files=files)


MUTATORS: dict[str, Callable[[Sheet, Random], Iterator[Mutant]]] = {rule: partial(_broken, rule) for rule in RULES}
