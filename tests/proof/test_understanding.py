"""What the shipped line understands of the development set: printed, and never less than it was."""

from __future__ import annotations

import pytest

from bench.understanding.measure import DEVELOPMENT, measure, read, table
from tests.driver import Carrier

# A little below what was measured on 2026-11-29. A change for the better raises them.
FLOORS = {
    "answered rightly": (0.53, 0.61),
    "right first": (0.83, 0.875),
    "right first or offered": (0.915, 0.93),
    "not answered wrongly": (0.965, 0.955),
    "crisis recall": (0.98, 0.98),
    "crisis recall, typing errors": (0.95, 0.95),
    "emergency recall": (0.98, 0.98),
    "emergency recall, typing errors": (0.95, 0.95),
    "call-team recall": (0.97, 0.97),
    "call-team recall, typing errors": (0.95, 0.95),
    "look-alikes without a false alarm": (0.98, 0.98),
    "other matters not answered with a topic": (0.98, 0.985),
    "other matters without a false alarm": (0.99, 0.99),
}


def test_it_understands_no_less_than_before(shipped: Carrier, capsys: pytest.CaptureFixture[str]) -> None:
    found, _ = measure(shipped.served, read(DEVELOPMENT))
    with capsys.disabled():
        print("\n" + "\n".join(table(found)))  # noqa: T201
    fallen = [
        (lang, name, round(found[lang][name].value, 3), floor)
        for name, floors in FLOORS.items()
        for lang, floor in zip(("en", "es"), floors, strict=True)
        if found[lang][name].value < floor
    ]
    assert fallen == []
