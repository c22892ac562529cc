"""``hotline password`` and the settings of the console: what is printed lets in, what does not fit is told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hotline.cli import hotline
from hotline.console import hashed_password
from hotline.errors import SettingsError
from hotline.settings import read_settings
from tests.console.visitor import CHEAP, HASHES, Visitor, deployed
from tests.driver import LINES, PUBLIC, SECRET, TOKEN, Clock

LONG = "correct horse battery"
REAL = {"HOTLINE_PUBLIC_URL": PUBLIC, "TWILIO_AUTH_TOKEN": TOKEN, "HOTLINE_SECRET": SECRET}
HASH = HASHES[0][1]


def password(name: str, *typed: str) -> Result:
    return CliRunner().invoke(hotline, ["password", name], input="".join(f"{line}\n" for line in typed))


def test_what_is_printed_lets_its_person_in_and_holds_no_password(tmp_path: Path) -> None:
    done = password(" ana ", LONG, LONG)
    assert done.exit_code == 0
    assert done.stdout.startswith("ana:scrypt:32768:8:1$")
    assert done.stdout.count("\n") == 1, "the questions are not in the way of `>>`"
    assert LONG not in done.output
    settings = read_settings({**REAL, "HOTLINE_CONSOLE_USERS": f"{done.stdout.strip()},ben:{HASH}"})
    assert [name for name, _ in settings.users] == ["ana", "ben"]
    visitor = Visitor(deployed(tmp_path, Clock(), users=settings.users))
    assert visitor.signs_in("ana", LONG).status_code == 302
    assert visitor.is_in()


@pytest.mark.parametrize("typed", [("short",), ("short", "short"), ("elevenchars", "elevenchars")])
def test_a_short_password_is_refused(typed: tuple[str, ...]) -> None:
    done = password("ana", *typed, *typed)
    assert done.exit_code == 1
    assert done.stdout == ""


def test_twelve_characters_are_enough() -> None:
    assert password("ana", "twelve chars", "twelve chars").exit_code == 0


def test_a_slip_of_the_finger_is_asked_about() -> None:
    done = password("ana", LONG, "correct horse batery", LONG, LONG)
    assert done.exit_code == 0
    assert "do not match" in done.output


@pytest.mark.parametrize("name", ["", "  ", "a,b", "a:b", "a\nb", "a" * 81])
def test_a_name_that_the_setting_cannot_hold_is_misuse(name: str) -> None:
    assert password(name, LONG, LONG).exit_code == 2


@pytest.mark.proof
@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"HOTLINE_CONSOLE_USERS": "ana"}, "single quotes"),
        ({"HOTLINE_CONSOLE_USERS": "ana:in plain words"}, "single quotes"),
        ({"HOTLINE_CONSOLE_USERS": f":{HASH}"}, "single quotes"),
        ({"HOTLINE_CONSOLE_USERS": f"ana:{CHEAP}"}, "single quotes"),  # what a shell leaves of it in double quotes
        ({"HOTLINE_CONSOLE_USERS": f"ana:{HASH[:-1]}"}, "single quotes"),
        ({"HOTLINE_CONSOLE_USERS": f"ana:{HASH},ana:{HASH}"}, "twice"),
        ({"HOTLINE_CONSOLE_HEADER": "X-Forwarded-User"}, "HOTLINE_CONSOLE_PROXIES is missing"),
        ({"HOTLINE_CONSOLE_HEADER": "X User:", "HOTLINE_CONSOLE_PROXIES": "127.0.0.1"}, "the name of a header"),
        ({"HOTLINE_CONSOLE_PROXIES": "proxy.local"}, "an address or a network"),
        ({"HOTLINE_CONSOLE_PROXIES": "10.0.0.0/33"}, "an address or a network"),
    ],
)
def test_settings_of_the_console_that_do_not_fit_are_told_of(given: dict[str, str], told: str) -> None:
    for more in ({}, {"HOTLINE_DEV": "1"}):
        with pytest.raises(SettingsError, match=told) as raised:
            read_settings({**REAL, **given, **more})
        assert HASH[:-1] not in str(raised.value)
    doctor = CliRunner().invoke(hotline, ["doctor", "--offline", str(LINES / "kitchen-sink")], env={**REAL, **given})
    assert "WRONG HOTLINE_CONSOLE_" in doctor.stdout
    assert "ok    the line is whole" in doctor.stdout, "and goes on to the rest"


@pytest.mark.parametrize(
    ("given", "edits"),
    [
        ({}, False),
        ({"HOTLINE_EDIT": "0"}, False),
        ({"HOTLINE_EDIT": ""}, False),
        ({"HOTLINE_EDIT": "1"}, True),
        ({"HOTLINE_DEV": "1"}, True),
        ({"HOTLINE_DEV": "1", "HOTLINE_EDIT": "0"}, False),
    ],
)
def test_files_are_changed_only_where_somebody_said_so_or_in_a_trial(given: dict[str, str], edits: bool) -> None:
    assert read_settings({**REAL, **given}).editing == edits


def findings(tmp_path: Path, **env: str) -> str:
    given = {**REAL, "HOTLINE_STATE": str(tmp_path / "state"), "HOTLINE_ALLOW_DRAFTS": "1", **env}
    return CliRunner().invoke(hotline, ["doctor", "--offline", str(LINES / "kitchen-sink")], env=given).stdout


def test_doctor_tells_who_can_sign_in(tmp_path: Path) -> None:
    assert "ok    there is no console: nobody can sign in" in findings(tmp_path)
    users = ",".join(f"{name}:{known}" for name, known in HASHES)
    told = findings(tmp_path, HOTLINE_CONSOLE_USERS=users)
    assert "ok    the console lets in 2 people by password" in told
    assert "set HOTLINE_CONSOLE_PROXIES" in told
    assert "ana" not in told
    told = findings(tmp_path, HOTLINE_CONSOLE_HEADER="X-User", HOTLINE_CONSOLE_PROXIES="127.0.0.1")
    assert "ok    the console lets in whom a proxy names in X-User" in told
    assert "set HOTLINE_CONSOLE_PROXIES" not in told


def test_doctor_tells_what_the_console_could_not_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    users = f"ana:{hashed_password(LONG)}"
    assert "cannot be written to" not in findings(tmp_path, HOTLINE_CONSOLE_USERS=users, HOTLINE_EDIT="1")
    monkeypatch.setattr(os, "access", lambda _, mode: mode != os.W_OK)  # root may write everywhere
    told = findings(tmp_path, HOTLINE_CONSOLE_USERS=users, HOTLINE_EDIT="1")
    assert "WRONG HOTLINE_EDIT is set, and" in told
    assert "HOTLINE_EDIT" not in findings(tmp_path, HOTLINE_CONSOLE_USERS=users)
