"""What is known of a phone number changes, and no other byte of the line's settings."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from hotline.loader import Changed, NotWritten, file_stamp, read_folder, set_number
from tests.driver import SHIPPED

NAME = "menus/line.yaml"
CALLED = {"called": "2026-11-23", "hours": "verified"}


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    """The shipped line's settings, in which numbers stand in blocks with comments behind their facts."""
    for folder in ("menus", "content"):
        shutil.copytree(SHIPPED / folder, tmp_path / folder)
    return tmp_path / NAME


def test_a_call_is_written_down_and_comments_stay(settings: Path) -> None:
    before = settings.read_text("utf-8").splitlines()
    set_number(settings, NAME, "nci", CALLED)
    after = settings.read_text("utf-8").splitlines()
    assert [row for row in after if row not in before] == [
        "    hours: verified  # two sources give different hours",
        "    called: 2026-11-23",
    ]
    assert len(after) == len(before) + 1
    written = read_folder(settings.parent.parent).written.numbers["nci"]
    assert (written["called"], written["hours"], written["cost"]) == ("2026-11-23", "verified", "free")


def test_a_second_call_changes_the_day_alone(settings: Path) -> None:
    set_number(settings, NAME, "nci", CALLED)
    before = settings.read_text("utf-8")
    set_number(settings, NAME, "nci", {**CALLED, "called": "2027-05-02"})
    assert settings.read_text("utf-8") == before.replace("2026-11-23", "2027-05-02")


def test_a_number_in_brackets(tmp_path: Path) -> None:
    path = tmp_path / "line.yaml"
    path.write_text('numbers:\n  a: {dial: "988"} # here\n  b: {dial: "911", hours: unverified}\n', "utf-8")
    set_number(path, NAME, "a", CALLED)
    set_number(path, NAME, "b", CALLED)
    assert path.read_text("utf-8") == (
        'numbers:\n  a: {dial: "988", called: 2026-11-23, hours: verified} # here\n'
        '  b: {dial: "911", hours: verified, called: 2026-11-23}\n'
    )


def test_a_file_that_is_another_one_by_now_is_left_alone(settings: Path) -> None:
    seen = file_stamp(settings)
    with settings.open("a", encoding="utf-8") as file:
        file.write("# somebody was here\n")
    before = settings.read_bytes()
    with pytest.raises(Changed, match="since you looked at it"):
        set_number(settings, NAME, "nci", CALLED, seen=seen)
    assert settings.read_bytes() == before
    set_number(settings, NAME, "nci", CALLED, seen=file_stamp(settings))


@pytest.mark.parametrize(
    ("number", "facts", "says"),
    [("nobody", CALLED, 'no phone number "nobody"'), ("nci", {"called": " "}, "none of them empty")],
)
def test_what_does_not_fit_is_not_written(settings: Path, number: str, facts: dict[str, str], says: str) -> None:
    before = settings.read_bytes()
    with pytest.raises((NotWritten, KeyError), match=says):
        set_number(settings, NAME, number, facts)
    assert settings.read_bytes() == before
