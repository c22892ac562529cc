"""Who changed what is written down, whole, and never stands in the way of the change."""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from hotline.console.audit import FILE, SHOWN, Noted, latest, note
from hotline.console.frame import Console
from hotline.current import Current
from hotline.store import open_store
from tests.driver import LINES, NOON, Clock


@pytest.fixture(scope="module")
def current(tmp_path_factory: pytest.TempPathFactory) -> Current:
    return Current(LINES / "kitchen-sink", tmp_path_factory.mktemp("state"), allow_drafts=True)


@pytest.fixture
def console(tmp_path: Path, current: Current) -> Console:
    return Console(current, open_store("memory:"), tmp_path / "state", "", True, True, Clock())


def test_a_change_is_told_with_who_and_where_and_when(console: Console) -> None:
    assert latest(console) == []
    note(console, "ana", "approved nurse", lang="es", place="oven")
    note(console, "Peña, Ben", "saved")
    assert latest(console) == [
        Noted(NOON, "Peña, Ben", "saved"),
        Noted(NOON, "ana", "approved nurse", "es", "oven"),
    ]
    assert (console.state / FILE).stat().st_mode & 0o777 == 0o600


def test_what_it_holds_is_short_whatever_comes(console: Console) -> None:
    note(console, 'a\n"}' * 900, "x" * 900, place="\x00" * 900, lang="\ud800")
    (row,) = (console.state / FILE).read_bytes().splitlines()
    assert len(row) < 4096
    assert set(json.loads(row)) == {"at", "who", "what", "lang", "place"}
    assert latest(console)[0].lang == "?"


def test_the_last_two_hundred_are_told(console: Console) -> None:
    for number in range(SHOWN + 20):
        note(console, "ana", f"{number}")
    found = latest(console)
    assert len(found) == SHOWN
    assert (found[0].what, found[-1].what) == (f"{SHOWN + 19}", "20")


def test_what_a_crash_cut_off_is_left_out_and_the_next_change_stands_below_it(console: Console) -> None:
    note(console, "ana", "one")
    with (console.state / FILE).open("ab") as file:
        file.write(b'{"at": 1, "who": "be')
    note(console, "ana", "two")
    assert [noted.what for noted in latest(console)] == ["two", "one"]


@pytest.mark.parametrize(
    "row", [b"", b"[]", b"7", b'{"at": 1}', b'{"who": "x"}', b"\xff\xfe", b'{"at":[],"who":1,"what":2}']
)
def test_a_row_that_is_none_is_left_out(console: Console, row: bytes) -> None:
    note(console, "ana", "one")
    with (console.state / FILE).open("ab") as file:
        file.write(row + b"\n")
    assert [noted.what for noted in latest(console)] == ["one"]


def test_many_at_once_do_not_mix(console: Console) -> None:
    with ThreadPoolExecutor(8) as crowd:
        list(crowd.map(lambda n: note(console, "ana" * 20, f"{n}"), range(SHOWN)))
    assert {noted.what for noted in latest(console)} == {f"{n}" for n in range(SHOWN)}


def test_an_empty_line_between_two_takes_the_place_of_none(console: Console) -> None:
    for n in range(SHOWN):
        note(console, "ana", f"{n}")
        with (console.state / FILE).open("ab") as file:
            file.write(b"\n")
    assert [noted.what for noted in latest(console)] == [f"{n}" for n in reversed(range(SHOWN))]


def test_a_change_that_cannot_be_noted_is_logged_and_nothing_is_raised(
    console: Console, caplog: pytest.LogCaptureFixture
) -> None:
    console.state.write_text("a file where the directory should be", encoding="utf-8")
    note(console, "ana", "approved", place="oven")
    assert "a change could not be noted" in caplog.text
    assert "oven" not in caplog.text
    assert latest(console) == []


def test_a_full_disk_is_told_of(
    console: Console, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    note(console, "ana", "one")
    real = os.write
    monkeypatch.setattr(os, "write", lambda file, data: real(file, data[:9]))
    note(console, "ana", "two")
    monkeypatch.undo()
    assert "the disk is full" in caplog.text
    note(console, "ana", "three")
    assert [noted.what for noted in latest(console)] == ["three", "one"]
