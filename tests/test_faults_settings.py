"""F31: a service that would not be safe does not start, and says in a line for each thing what to do.

Who else may read a file of settings is not the service's to see: `hotline doctor` tells it.
"""

from __future__ import annotations

import pytest

from hotline.cli import main
from hotline.settings import read_settings
from tests.driver import LINES, PUBLIC, SECRET, TOKEN

GOOD = {"HOTLINE_PUBLIC_URL": PUBLIC, "TWILIO_AUTH_TOKEN": TOKEN, "HOTLINE_SECRET": SECRET}
TRIAL = read_settings({"HOTLINE_DEV": "1"}).secrets[0]


@pytest.mark.parametrize(
    ("changed", "value", "told"),
    [
        ("HOTLINE_SECRET", "", "HOTLINE_SECRET is missing"),
        ("HOTLINE_SECRET", "s" * 31, "HOTLINE_SECRET is too short"),
        ("HOTLINE_SECRET", f"{SECRET},short", "HOTLINE_SECRET is too short"),
        ("HOTLINE_SECRET", TRIAL, "HOTLINE_SECRET is too short"),
        ("HOTLINE_SECRET", f"{SECRET},{TRIAL}", "HOTLINE_SECRET is too short"),
        ("TWILIO_AUTH_TOKEN", "", "TWILIO_AUTH_TOKEN is missing"),
        ("TWILIO_AUTH_TOKEN", " , ", "TWILIO_AUTH_TOKEN is missing"),
        ("HOTLINE_PUBLIC_URL", "http://line.example", "HOTLINE_PUBLIC_URL is missing"),
    ],
)
def test_F31_what_is_not_safe_does_not_start(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], changed: str, value: str, told: str
) -> None:
    monkeypatch.delenv("HOTLINE_DEV", raising=False)
    for name, good in GOOD.items():
        monkeypatch.setenv(name, value if name == changed else good)
    monkeypatch.setenv("HOTLINE_LINE", "")
    monkeypatch.setattr("sys.argv", ["hotline", "serve", str(LINES / "kitchen-sink")])
    with pytest.raises(SystemExit) as left:
        main()
    said = capsys.readouterr().err
    assert left.value.code == 2
    assert said.startswith(told)
    assert said.count("\n") == 1
    assert not value or value not in said
