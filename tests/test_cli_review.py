"""Signing words as a clinician and an operator do it, through the commands they run."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from hotline.check import examine
from hotline.cli.check import check
from hotline.cli.review import review
from hotline.model import Words
from tests.driver import SHIPPED
from tests.loader.sink import WORDS, copy_sink, read, replace

TODAY = date.today()
DUE = str(TODAY + timedelta(days=365))
NURSE = ("--lang", "en", "--role", "oncology nurse", "--next", DUE)
DRAFT = "  review: {status: draft}\n"


@pytest.fixture
def line(tmp_path: Path) -> Path:
    """A copy of the kitchen-sink line; one of its places is approved, all others are drafts."""
    return copy_sink(tmp_path / "line")


def run(command: click.Command, *arguments: str | Path, typed: str | io.BytesIO = "") -> Result:
    return CliRunner().invoke(command, [str(a) for a in arguments], input=typed, env={"HOTLINE_LINE": ""})


def words(root: Path, place: str, lang: str = "en") -> Words:
    """The words as the line has them when it is served."""
    line = examine(root).line
    assert line is not None
    number = next(number for number, found in line.places.items() if found.id == place)
    return line.languages[lang].words[number]


def test_a_nurse_signs_words_and_the_line_knows(line: Path) -> None:
    before = read(line)
    result = run(review, "approve", "leak", *NURSE, "--dir", line, typed="y\n")
    assert result.exit_code == 0
    assert "Turn the water off first. The tap for it is under the sink." in result.stdout, "the words to read"
    assert "The tap is under the sink. Put a bucket below" in result.stdout, "the words to hear"
    assert "\nlabel:\na leak\n" in result.stdout
    assert f'Sign these words as "oncology nurse", next review {DUE}? [y/N]: y' in result.stdout
    assert result.stdout.endswith(f"leak: approved by oncology nurse on {TODAY}, next review {DUE}\n")
    signed = words(line, "leak").review
    assert (signed.status, signed.role, signed.on, signed.next) == ("approved", "oncology nurse", str(TODAY), DUE)
    differ = [(old, new) for old, new in zip(before.splitlines(), read(line).splitlines(), strict=True) if old != new]
    assert len(differ) == 1
    assert differ[0][0] == DRAFT.rstrip()
    assert differ[0][1].startswith("  review: {status: approved, role: oncology nurse, on: ")
    checked = run(check, line)
    assert checked.exit_code == 0
    assert f"{WORDS}:{1 + read(line).splitlines().index(differ[0][1])}:" not in checked.stdout, "nothing to say of it"


def test_words_that_change_are_a_draft_again_by_themselves(line: Path) -> None:
    run(review, "approve", "leak", *NURSE, "--dir", line, "--yes")
    replace(line, WORDS, "Put a bucket below the leak. Dry the floor", "Put a pot below the leak. Dry the floor")
    assert words(line, "leak").review.status == "draft"
    changed = f"leak: changed since oncology nurse approved it on {TODAY}, so it is a draft again\n"
    assert changed in run(review, line).stdout
    assert run(check, line).exit_code == 0, "a draft is no error"
    run(review, "approve", "leak", *NURSE, "--dir", line, "--yes")
    assert words(line, "leak").review.status == "approved", "signed again, the new words stand"


def test_the_list_has_one_row_a_place_and_totals(line: Path) -> None:
    run(review, "approve", "leak", "--lang", "en", "--role", "x", "--on", "2020-01-01", "--next", "2021-01-01",
        "--yes", "--dir", line)  # fmt: skip
    result = run(review, line)
    assert result.exit_code == 0
    rows = result.stdout.splitlines()
    assert rows[0] == "en:"
    assert rows[1] == "main: draft"
    assert "leak: overdue since 2021-01-01, approved by x on 2020-01-01" in rows
    places = len(examine(line).line.places)  # type: ignore[union-attr]
    assert rows[places + 2] == "es:"
    assert rows[-2] == f"en in all: {places - 2} draft, 0 changed, 1 approved, 1 overdue"
    assert rows[-1] == f"es in all: {places} draft, 0 changed, 0 approved, 0 overdue"
    only = run(review, line, "--state", "overdue", "--lang", "en").stdout.splitlines()
    assert [row for row in only if row] == ["en:", rows[3], rows[-2]]


def test_the_list_as_json(line: Path) -> None:
    result = run(review, "--json", "--state", "approved", line)
    assert json.loads(result.stdout) == [
        {
            "lang": "en",
            "place": "drip",
            "state": "approved",
            "role": "head plumber",
            "on": "2026-10-01",
            "next": "2027-10-01",
            "file": WORDS,
            "line": 31,
        }
    ]


def test_the_list_works_from_the_lines_own_folder_too(line: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(line)
    assert run(review).stdout == run(review, line).stdout == run(review, "list", line).stdout
    assert run(review, "approve", "leak", *NURSE, "--yes").exit_code == 0
    assert words(line, "leak").review.status == "approved"


def test_a_signature_is_taken_back_and_the_file_is_as_it_was(line: Path) -> None:
    before = read(line)
    run(review, "approve", "leak", "main", *NURSE, "--dir", line, "--yes")
    result = run(review, "withdraw", "leak", "main", "--lang", "en", "--dir", line)
    assert result.stdout == "leak: draft\nmain: draft\n"
    assert read(line) == before


def test_several_places_are_asked_about_one_by_one(line: Path) -> None:
    result = run(review, "approve", "leak", "heat", "leak", *NURSE, "--dir", line, typed="n\ny\n")
    assert "leak: left as it was" in result.stdout
    assert result.stdout.count("[y/N]") == 2, "a place named twice is asked about once"
    assert (words(line, "leak").review.status, words(line, "heat").review.status) == ("draft", "approved")


def test_nobody_at_the_keyboard_signs_nothing(line: Path) -> None:
    before = read(line)
    assert run(review, "approve", "leak", *NURSE, "--dir", line).exit_code == 1
    assert read(line) == before


def test_each_language_is_signed_by_itself(line: Path) -> None:
    spanish = ("--lang", "es", "--role", "enfermera de oncología", "--next", DUE, "--yes", "--dir", line)
    assert run(review, "approve", "leak", *spanish).exit_code == 0
    assert words(line, "leak", "es").review.role == "enfermera de oncología"
    assert words(line, "leak", "en").review.status == "draft"


@pytest.mark.parametrize(
    ("why", "arguments", "says"),
    [
        ("a place that is not there", ("approve", "leek", *NURSE), 'no place with words in en; did you mean "leak"?'),
        (
            "a language that is not there",
            ("withdraw", "leak", "--lang", "fr"),
            "no language of this line; it has en, es",
        ),
        ("a language to list", ("list", "--lang", "fr"), "no language of this line; it has en, es"),
        ("a role of two lines", ("approve", "leak", "--lang", "en", "--role", "a\nb", "--next", DUE), "one line"),
        ("no role", ("approve", "leak", "--lang", "en", "--role", " ", "--next", DUE), "like: oncology nurse"),
        ("no day of the next review", ("approve", "leak", "--lang", "en", "--role", "x"), "'--next'"),
        ("a day that there is not", ("approve", "leak", *NURSE[:4], "--next", "2027-02-30"), "2027-02-30"),
        ("the next review today", ("approve", "leak", *NURSE[:4], "--next", str(TODAY)), "should be later than"),
        ("a signature of tomorrow", ("approve", "leak", *NURSE, "--on", str(TODAY + timedelta(1))), "not come yet"),
        ("a slip in the command", ("aprove", "leak", *NURSE), 'did you mean "approve"?'),
        ("no place named", ("approve", *NURSE), "PLACE"),
    ],
)
def test_misuse_exits_2_and_writes_nothing(
    why: str, arguments: tuple[str, ...], says: str, line: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(line)
    before = read(line)
    result = run(review, *arguments)
    assert result.exit_code == 2, why
    assert says in " ".join(result.stderr.split())
    assert read(line) == before


def test_the_line_that_comes_with_the_program_is_not_signed_by_accident(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(review, "withdraw", "hair-loss", "--lang", "en")
    assert result.exit_code == 2
    assert "name it with --dir" in result.stderr


@pytest.mark.parametrize(
    ("why", "find", "by", "says"),
    [
        (
            "the words to hear are missing",
            "  voice: A dripping faucet has a worn washer.",
            "  waive: {}\n  # ",
            '"voice" of "drip"',
        ),
        ("the file is no YAML", "drip:\n", "drip: {\n", "(not-yaml)"),
    ],
)
def test_words_with_errors_are_not_signed(why: str, find: str, by: str, says: str, line: Path) -> None:
    replace(line, WORDS, find, by)
    before = read(line)
    result = run(review, "approve", "drip", *NURSE, "--dir", line, "--yes")
    assert result.exit_code == 1, why
    assert says in str(result.exception)
    assert read(line) == before


def test_words_without_a_review_get_one(line: Path) -> None:
    replace(line, WORDS, "  voice: Water.\n" + DRAFT, "  voice: Water.\n")
    assert run(check, line).exit_code == 1
    assert run(review, "approve", "water", *NURSE, "--dir", line, "--yes").exit_code == 0
    assert run(check, line).exit_code == 0
    assert words(line, "water").review.status == "approved"


def test_a_list_of_a_broken_line_says_that_it_may_not_be_whole(line: Path) -> None:
    replace(line, "content/es/kitchen.yaml", "main:\n", "main: {\n")
    result = run(review, line)
    assert result.exit_code == 1
    assert "main: draft" in result.stdout, "what can be read is listed"
    assert "run `hotline check`" in result.stderr


def test_a_file_that_may_not_be_changed_is_told_of(line: Path) -> None:
    (line / WORDS).chmod(0o444)
    result = run(review, "approve", "leak", *NURSE, "--dir", line, "--yes")
    assert result.exit_code == 1
    assert str(result.exception) == f"{WORDS}: may not be changed; look at the permissions of the file"


class Meanwhile(io.BytesIO):
    """A keyboard: before its first key comes, somebody else does something."""

    def __init__(self, typed: bytes, do: Callable[[], None]) -> None:
        super().__init__(typed)
        self.do: Callable[[], None] | None = do

    def read1(self, size: int | None = -1, /) -> bytes:
        if self.do is not None:
            self.do()
            self.do = None
        return super().read1(-1 if size is None else size)


def test_words_changed_while_they_were_read_are_not_approved(line: Path) -> None:
    keys = Meanwhile(b"y\n", lambda: replace(line, WORDS, "Put a bucket below the leak. Dry", "Dry"))
    result = run(review, "approve", "leak", *NURSE, "--dir", line, typed=keys)
    assert result.exit_code == 1
    assert "changed while you looked at them" in str(result.exception)
    assert words(line, "leak").review.status == "draft"


def lines_of(root: Path) -> dict[str, list[str]]:
    return {path.name: path.read_text(encoding="utf-8").splitlines() for path in root.rglob("content/en/*.yaml")}


@pytest.mark.proof
def test_the_whole_shipped_line_is_signed_and_only_its_reviews_change(tmp_path: Path) -> None:
    for folder in ("menus", "content"):
        shutil.copytree(SHIPPED / folder, tmp_path / folder)
    before, found = lines_of(tmp_path), run(check, tmp_path)
    rows: list[dict[str, Any]] = json.loads(run(review, tmp_path, "--json", "--lang", "en").stdout)
    places = [row["place"] for row in rows]
    assert {row["state"] for row in rows} == {"draft"}
    assert run(review, "approve", *places, *NURSE, "--dir", tmp_path, "--yes").exit_code == 0
    for name, old in before.items():
        new = lines_of(tmp_path)[name]
        assert len(new) == len(old)
        differ = [(a, b) for a, b in zip(old, new, strict=True) if a != b]
        assert len(differ) == sum(Path(row["file"]).name == name for row in rows)
        assert all(
            a == "  review: {status: draft}" and b.startswith("  review: {status: approved, role") for a, b in differ
        )
    line = examine(tmp_path).line
    assert line is not None
    assert {signed.review.status for signed in line.languages["en"].words.values()} == {"approved"}
    now = run(check, tmp_path).stdout
    assert "(review-state)" in found.stdout
    assert not [row for row in now.splitlines() if "(review-state)" in row and row.startswith("content/en")]
    assert set(now.splitlines()) < set(found.stdout.splitlines()), "nothing else is said than before"
    assert {path.name for path in (tmp_path / "content" / "en").iterdir()} == set(before), "nothing is left behind"


def test_the_numbers_are_a_checklist_for_somebody_with_a_telephone(line: Path) -> None:
    """A box for each; ticked for half a year after the call that is written down."""
    told = run(review, line, "--numbers").stdout
    assert told.count("[ ] ") == told.count("last called: never") == len(numbers(line))
    for day, box in ((TODAY - timedelta(days=30), "x"), (TODAY - timedelta(days=200), " ")):
        shutil.rmtree(line)
        copy_sink(line)
        replace(
            line, "menus/line.yaml", 'plumber: {dial: "+18005550199"', f'plumber: {{called: {day}, dial: "+18005550199"'
        )
        assert f"[{box}] 1-800-555-0199" in run(review, line, "--numbers").stdout


def test_the_checklist_says_what_names_a_number(line: Path) -> None:
    found = {number["name"]: number for number in numbers(line)}
    assert found["plumber"]["used"], "a number that nothing names need not be there"
    assert found["plumber"]["due"] is True


def numbers(root: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(run(review, root, "--numbers", "--json").stdout)
    return rows
