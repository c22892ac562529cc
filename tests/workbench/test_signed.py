"""What changed in words since a reviewer signed them, where the signed ones can still be found."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from hotline.loader import WrittenWords, read_folder, set_review
from hotline.workbench.review import approval
from hotline.workbench.signed import since_signed
from tests.loader.sink import WORDS, copy_sink, replace

CHANGED = [
    (
        "sms",
        [
            "  Turn the water off first.",
            "  The tap for it is under the sink.",
            "- Put a bucket below the leak.",
            "+ Put a pot below the leak.",
        ],
    )
]


def leak(root: Path) -> WrittenWords:
    return read_folder(root).written.languages["en"].words["leak"]


def commit(root: Path) -> None:
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    subprocess.run(["git", "-C", str(root), "add", "-A"], check=True)
    subprocess.run(["git", "-C", str(root), *who, "commit", "-qm", "x"], check=True)


@pytest.fixture
def line(tmp_path: Path) -> Path:
    """A line with a signed topic whose words were changed since."""
    root = copy_sink(tmp_path / "line")
    set_review(root / WORDS, WORDS, "leak", approval(leak(root), "plumber", date(2026, 1, 1), date(2027, 1, 1)))
    return root


def change(root: Path) -> None:
    replace(root, WORDS, "Put a bucket below the leak. Dry", "Put a pot below the leak. Dry")


def first_rows(found: list[tuple[str, list[str]]] | None) -> list[tuple[str, list[str]]] | None:
    return None if found is None else [(form, rows[:4]) for form, rows in found]


def test_git_knows_what_was_signed(line: Path) -> None:
    subprocess.run(["git", "init", "-q", str(line)], check=True)
    commit(line)
    change(line)
    commit(line)
    replace(line, WORDS, "label: the pan", "label: a pan")
    commit(line)
    assert first_rows(since_signed(line, leak(line), None, line / "none")) == CHANGED


def test_the_last_good_copy_has_what_was_signed(line: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    shutil.copytree(line, kept)
    change(line)
    assert first_rows(since_signed(line, leak(line), kept, line / "none")) == CHANGED


def test_the_file_before_its_latest_change_has_what_was_signed(line: Path, tmp_path: Path) -> None:
    before = tmp_path / "before.yaml"
    shutil.copyfile(line / WORDS, before)
    change(line)
    assert first_rows(since_signed(line, leak(line), None, before)) == CHANGED


def test_words_that_were_signed_nowhere_are_not_guessed(line: Path, tmp_path: Path) -> None:
    change(line)
    kept = tmp_path / "kept"
    shutil.copytree(line, kept)
    assert since_signed(line, leak(line), kept, line / "none") is None, "the copy has other words"
    assert since_signed(line, leak(line), None, line / "none") is None, "and no repository has any"


def test_nothing_changed(line: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    shutil.copytree(line, kept)
    assert since_signed(line, leak(line), kept, line / "none") == []
