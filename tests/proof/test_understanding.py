"""What the shipped line understands of the development set: printed, and never less than it was."""

from __future__ import annotations

import pytest

from bench.understanding.measure import DEVELOPMENT, HERE, measure, read, table
from bench.understanding.train import TEXTS, learned
from bench.understanding.unseen import unseen
from hotline.understand.urgency import urgency_of
from tests.driver import Carrier

# A little below what was measured on 2026-11-29. A change for the better raises them.
FLOORS = {
    "answered rightly": (0.53, 0.62),
    "right first": (0.91, 0.93),
    "right first or offered": (0.96, 0.96),
    "not answered wrongly": (0.97, 0.97),
    "crisis recall": (0.98, 0.98),
    "crisis recall, typing errors": (0.95, 0.95),
    "emergency recall": (0.98, 0.98),
    "emergency recall, typing errors": (0.95, 0.95),
    "call-team recall": (0.97, 0.97),
    "call-team recall, typing errors": (0.95, 0.95),
    "look-alikes without a false alarm": (0.98, 0.98),
    "other matters not answered with a topic": (0.985, 0.985),
    "other matters without a false alarm": (0.98, 0.985),
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


PLAIN = {"crisis recall": 0.95, "look-alikes without a false alarm": 0.91}


def test_who_only_says_who_they_are_is_not_taken_for_somebody_in_danger(shipped: Carrier) -> None:
    """420 plain short messages that nothing was learned from: "i am her daughter", "i cant go on"."""
    found, _ = measure(shipped.served, read(HERE / "plain.tsv"))
    shares = {(lang, name): round(found[lang][name].value, 3) for lang in found for name in PLAIN}
    assert {key: share for key, share in shares.items() if share < PLAIN[key[1]]} == {}


LATEST = ("held5", "held6", "held8")  # the others stand in the table of `python -m bench.understanding.unseen`
# Of the sets that were held back once, the least that may be found by what the texts of all others teach.
UNSEEN = {
    "crisis recall": 0.935,
    "emergency recall": 0.955,
    "call-team recall": 0.965,
    "look-alikes without a false alarm": 0.915,
    "other matters without a false alarm": 0.95,
}


def test_what_is_learned_finds_the_cries_of_writers_it_has_not_read(
    shipped: Carrier, capsys: pytest.CaptureFixture[str]
) -> None:
    fallen = []
    for name, found in unseen(shipped.served, LATEST):
        with capsys.disabled():
            print(f"\n{name}\n" + "\n".join(table(found)))  # noqa: T201
        fallen += [
            (name, lang, share, round(found[lang][share].value, 3), floor)
            for share, floor in UNSEEN.items()
            for lang in found
            if share in found[lang] and found[lang][share].value < floor
        ]
    assert fallen == []


def test_what_is_learned_is_what_the_texts_teach() -> None:
    """Whoever changes the texts trains again: ``python -m bench.understanding.train``."""
    for code, weights in learned(TEXTS).items():
        kept = urgency_of(code)
        assert kept is not None
        assert kept.weights == weights
