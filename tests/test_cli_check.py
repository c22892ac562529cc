"""`hotline check` as an operator, a program and a pull request see it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hotline.check import PAGES
from hotline.cli import hotline
from tests.driver import LINES
from tests.loader.sink import copy_sink, replace

LONG = "voice: " + " ".join(["word"] * 26) + "."
TOLD = re.compile(
    r"^(?P<file>\S+):(?P<line>\d+):(?P<column>\d+): (?P<level>error|warning|notice): .+ \((?P<rule>[a-z-]+)\)$"
)


def check(*options: object, color: bool = False) -> Result:
    return CliRunner().invoke(hotline, ["check", *map(str, options)], color=color)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A line with an error, a warning and a conversation that goes astray."""
    root = copy_sink(tmp_path / "sink")
    replace(root, "content/en/kitchen.yaml", "voice: Clean the oven when it is cold.", LONG)
    replace(
        root, "content/en/kitchen.yaml", "sms: Fill it halfway.", "sms: Utilize half: 50%, and no more,\n    please."
    )
    replace(root, "content/en/kitchen.yaml", "sms: Utilize half: 50%, and no more,", "sms: Utilize half, 50%, no more,")
    return root


def test_text_is_a_line_a_problem_with_its_level_and_rule(broken: Path) -> None:
    done = check(broken)
    assert done.exit_code == 1
    told = [TOLD.match(line) for line in done.stdout.splitlines()]
    assert all(told), done.stdout
    found = {(match["level"], match["rule"]) for match in told if match}
    assert found == {("error", "long-sentence"), ("warning", "plain-word")}
    assert all(match and match["rule"] in PAGES for match in told)
    assert "1 error, 1 warning found" in done.stderr


def test_colour_only_on_a_terminal_that_wants_it(broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[" not in check(broken).stdout
    assert "\x1b[31merror:" in check(broken, color=True).stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in check(broken, color=True).stdout


def test_json_has_the_same_problems_and_what_else_was_asked_for(broken: Path) -> None:
    done = check(broken, "--format", "json", "--measure")
    found = json.loads(done.stdout)
    assert done.exit_code == 1
    assert found["counts"] == {"errors": 1, "warnings": 1, "notices": 0}
    problem = found["problems"][0]
    assert (problem["file"], problem["line"], problem["level"]) == ("content/en/kitchen.yaml", 48, "error")
    assert "measures" not in found, "a line with errors is not measured"
    good = json.loads(
        check(LINES / "kitchen-sink", "--format", "json", "--measure", "--reach", "--load", "10/s").stdout
    )
    assert good["problems"] == [] == good["missing"]
    assert {row["lang"] for row in good["measures"]} == {"en", "es"} == {row["lang"] for row in good["reach"]}
    assert good["load"]


def test_annotations_name_the_file_from_where_the_command_runs(broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(broken.parent)
    lines = check("sink", "--format", "github").stdout.splitlines()
    assert "::error file=sink/content/en/kitchen.yaml,line=48,col=10,title=long-sentence::" in lines[0]
    assert lines[1].startswith("::warning file=sink/content/en/kitchen.yaml,line=")


def test_annotations_keep_percent_signs_and_transcripts(tmp_path: Path) -> None:
    root = copy_sink(tmp_path / "sink")
    replace(root, "content/en/kitchen.yaml", "sms: Fill it halfway.", "sms: Fill 50% of it.")
    (root / "menus/tests/cold.yaml").write_text("cold 50%:\n  steps:\n    - {text: kettle, expect: oven}\n", "utf-8")
    (told,) = check(root, "--format", "github").stdout.splitlines()
    assert "cold 50%25" in told
    assert "%0Ayou> kettle%0Aline> Sink: " in told


def test_a_conversation_that_goes_astray_shows_its_transcript(tmp_path: Path) -> None:
    root = copy_sink(tmp_path / "sink")
    (root / "menus/tests/cold.yaml").write_text(
        "a cold oven:\n  steps:\n    - {text: heat, expect: heat}\n    - {text: '1', expect: kettle}\n", "utf-8"
    )
    done = check(root)
    assert done.exit_code == 1
    first, *transcript = done.stdout.splitlines()
    assert first.startswith("menus/tests/cold.yaml:4:7: error: ")
    assert transcript[0] == "    you> heat"
    assert any(line.startswith("    line> ") and "oven" in line for line in transcript)


def test_measures_and_reach_of_one_language(tmp_path: Path) -> None:
    done = check(LINES / "kitchen-sink", "--measure", "--reach", "--lang", "es")
    assert done.exit_code == 0
    assert "Dearest places" in done.stdout
    assert "\nes " in done.stdout
    assert "\nen " not in done.stdout
    assert "nothing is missing" in done.stdout
    assert check(LINES / "kitchen-sink", "--measure", "--lang", "fr").exit_code == 2


@pytest.mark.parametrize("rate", ["600", "many/min", "0/min", "600/year"])
def test_a_rate_that_is_none_is_misuse(rate: str) -> None:
    done = check(LINES / "kitchen-sink", "--load", rate)
    assert done.exit_code == 2
    assert "600/min" in done.stderr
