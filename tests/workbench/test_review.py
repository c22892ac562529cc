"""Where the words of every place stand with their reviewers, as a table with reasons."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from hotline.loader import read_folder, words_hash
from hotline.workbench.review import STATES, Reviewed, State, approval, reviews
from tests.loader.sink import SINK, WORDS, copy_sink, replace

SIGNED = "review: {status: approved, role: head plumber, on: 2026-10-01, next: 2027-10-01, hash: 93fe336edf557d22}"
TODAY = date(2026, 11, 23)


def drip(root: Path, today: date = TODAY) -> Reviewed:
    """The English words of the dripping faucet."""
    rows = reviews(read_folder(root).written, today)
    return next(row for row in rows if (row.lang, row.place) == ("en", "drip"))


@pytest.mark.parametrize(
    ("why", "find", "by", "state"),
    [
        ("signed, and the words are the same", "worn washer. Turn the water off, open", None, "approved"),
        (
            "a word of the text to read is another",
            "worn washer. Turn the water off, open",
            "bad washer. Open",
            "changed",
        ),
        ("a word of the text to hear is another", "has a worn washer", "has an old washer", "changed"),
        ("the label is another", "label: a dripping faucet", "label: a dripping tap", "changed"),
        ("keywords are not signed", "keywords: [drip,", "keywords: [drop, drip,", "approved"),
        ("white space around words is not signed", "sms: A drip is", "sms:    A drip is", "approved"),
        ("a draft", SIGNED, "review: {status: draft}", "draft"),
        (
            "withdrawn by hand, what was signed left in place",
            "status: approved, role: head",
            "status: draft, role: head",
            "draft",
        ),
        ("approved by hand, so nobody knows which words", ", hash: 93fe336edf557d22", "", "draft"),
        ("no review at all", f"  {SIGNED}\n", "", "draft"),
    ],
)
def test_where_words_stand(why: str, find: str, by: str | None, state: State, tmp_path: Path) -> None:
    root = copy_sink(tmp_path / "sink")
    replace(root, WORDS, find, find if by is None else by)
    assert drip(root).state == state, why


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2027, 9, 30), "approved"),
        (date(2027, 10, 1), "approved"),  # the day of the next review itself
        (date(2027, 10, 2), "overdue"),
    ],
)
def test_words_are_overdue_from_the_day_after_the_next_review(today: date, state: State) -> None:
    assert drip(SINK, today).state == state


def test_changed_words_are_not_overdue_but_a_draft(tmp_path: Path) -> None:
    root = copy_sink(tmp_path / "sink")
    replace(root, WORDS, "has a worn washer", "has an old washer")
    assert drip(root, date(2030, 1, 1)).state == "changed"


def test_each_state_is_told_in_a_plain_sentence() -> None:
    told = {
        state: str(Reviewed("en", "drip", drip(SINK).mark, state, "head plumber", "2026-10-01", "2027-10-01"))
        for state in STATES
    }
    assert told == {
        "draft": "drip: draft",
        "changed": "drip: changed since head plumber approved it on 2026-10-01, so it is a draft again",
        "approved": "drip: approved by head plumber on 2026-10-01, next review 2027-10-01",
        "overdue": "drip: overdue since 2027-10-01, approved by head plumber on 2026-10-01",
    }


def test_every_place_of_every_language_has_a_row_menus_and_handoffs_too() -> None:
    written = read_folder(SINK).written
    rows = reviews(written, TODAY)
    assert {(row.lang, row.place) for row in rows} == {(lang, id) for lang in ("en", "es") for id in written.places}
    assert len(rows) == 2 * len(written.places)
    assert {"main", "drip", "plumber"} <= {row.place for row in rows}, "a menu, a topic and a handoff"
    first = rows[0]
    assert (first.place, first.mark.file, first.mark.line) == ("main", WORDS, 1)


def test_an_approval_names_the_role_the_days_and_the_words() -> None:
    words = read_folder(SINK).written.languages["en"].words["drip"]
    signed = approval(words, "head plumber", date(2026, 10, 1), date(2027, 10, 1))
    assert list(signed) == ["status", "role", "on", "next", "hash"], "the order in which it is written"
    assert signed["hash"] == words_hash(words)
    assert signed == words.review, "what stands in the file already"
