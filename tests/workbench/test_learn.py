"""What was not understood, gathered by matter: the same rows give the same clusters, and few people are not shown."""

from __future__ import annotations

import shutil
from itertools import combinations
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.check import load_served
from hotline.served import Served
from hotline.store import Unmet
from hotline.understand import matter
from hotline.workbench.learn import EXAMPLES, NEAR, Cluster, _linked, learn
from tests.driver import LINES

Rows = list[tuple[Unmet, str]]


@pytest.fixture(scope="module")
def served() -> Served:
    return load_served(LINES / "food-bank")


def rows(*said: str, lang: str = "en") -> Rows:
    """Each of these, sent by somebody of their own."""
    return [(Unmet("2026-11-23", "sms", lang, words), f"{n:016x}") for n, words in enumerate(said)]


def told(clusters: list[Cluster]) -> list[tuple[int, list[str]]]:
    return [(cluster.people, [wording.words for wording in cluster.wordings]) for cluster in clusters]


@pytest.mark.parametrize(("people", "shown"), [(2, False), (3, True)])
def test_a_matter_is_shown_from_three_people_on(served: Served, people: int, shown: bool) -> None:
    found = learn(served, rows(*["is the ... warm"] * people))
    assert bool(found) == shown
    assert told(found) == [(3, ["is the ... warm"])][: len(found)]


def test_one_person_on_several_days_is_one(served: Served) -> None:
    (unmet, mark), *_ = rows("is the ... warm")
    assert learn(served, [(unmet, mark)] * 5) == []


def test_wordings_of_one_matter_come_together_and_the_most_people_first(served: Served) -> None:
    said = [
        *["is the ... warm", "is the ... warm", "how warm is it"],
        *["do you lend a cart", "a cart to lend", "lend me a cart", "can you lend carts"],
        "who is the teacher",
    ]
    assert told(learn(served, rows(*said))) == [
        (4, ["a cart to lend", "can you lend carts", "do you lend a cart"]),
        (3, ["is the ... warm", "how warm is it"]),
    ]


def test_people_are_counted_by_the_stem_that_most_said(served: Served) -> None:
    """One person's rows share no stem; a chain may hold several of them."""
    chain = ["warm cart", "warm cart lend", "cart lend teacher", "lend teacher"]
    (found,) = learn(served, rows(*chain))
    assert found.people == 3
    assert learn(served, rows("warm", "teacher", "cart")) == []


def test_a_matter_has_the_topics_that_are_nearest(served: Served) -> None:
    (found,) = learn(served, rows(*["do you have formula ... baby"] * 3))
    assert found.nearest[0] == "baby-food"
    assert len(found.nearest) <= 3


def test_what_is_understood_by_now_is_marked(tmp_path: Path, served: Served) -> None:
    said = rows(*["is the ... warm"] * 3, *["do you lend a cart"] * 3)
    assert [cluster.understood for cluster in learn(served, said)] == [False, False]
    line = tmp_path / "line"
    shutil.copytree(LINES / "food-bank", line)
    words = line / "content/en/diets.yaml"
    text = words.read_text("utf-8")
    words.write_text(text.replace("  keywords: [", "  keywords: [lend a cart, ", 1), encoding="utf-8")
    first = next(iter(text.split("label:")[0].split("\n")[-2:])).rstrip(":")
    clusters = learn(load_served(line), said)
    assert [cluster.understood for cluster in clusters] == [True, False]
    assert clusters[0].wordings[0].gets == first


def test_a_language_by_itself_and_one_that_is_gone(served: Served) -> None:
    said = rows(*["is the ... warm"] * 3) + rows(*["una silla caliente"] * 3, lang="es")
    assert len(learn(served, said)) == 1
    assert learn(served, said, "es") == []
    assert len(learn(served, said, "en")) == 1


def test_few_examples_are_shown(served: Served) -> None:
    said = [f"lend a cart {word}" for word in ("please", "now", "to me", "today", "tonight")]
    (found,) = learn(served, rows(*said))
    assert (found.people, len(found.wordings)) == (5, EXAMPLES)


STEMS = st.frozensets(st.sampled_from("abcdefg"), min_size=1, max_size=5)


@given(st.lists(STEMS, max_size=9), st.randoms(use_true_random=False))
def test_groups_are_those_of_every_two_that_are_near(found: list[frozenset[str]], dice: Random) -> None:
    stems = {f"w{n}": each for n, each in enumerate(found)}
    names = {word: {word} for word in stems}
    for one, other in combinations(stems, 2):
        if len(stems[one] & stems[other]) >= NEAR * len(stems[one] | stems[other]):
            both = names[one] | names[other]
            names.update(dict.fromkeys(both, both))
    wanted = {frozenset(group) for group in names.values()}
    assert {frozenset(group) for group in _linked(stems)} == wanted
    order = list(stems)
    dice.shuffle(order)
    assert {frozenset(group) for group in _linked({word: stems[word] for word in order})} == wanted


def test_the_order_of_rows_makes_no_difference(served: Served) -> None:
    said = rows("is the ... warm", "how warm is it", "warm", "lend a cart", "do you lend carts", "cart to lend")
    clusters = learn(served, said)
    assert clusters == learn(served, said[::-1])
    assert len(clusters) == 2
    assert matter("how warm is it", "en") == {"warm"}
