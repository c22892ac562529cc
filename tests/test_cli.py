"""The command line as its users run it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hotline.cli import hotline, main
from tests.driver import LINES, SHIPPED

SINK = str(LINES / "kitchen-sink")


def run(*arguments: str, typed: str = "", env: dict[str, str] | None = None) -> Result:
    clean = {
        "HOTLINE_LINE": "",
        "HOTLINE_STATE": "",
        "TWILIO_AUTH_TOKEN": "",
        "HOTLINE_PUBLIC_URL": "",
        "HOTLINE_SECRET": "",
        "HOTLINE_DEV": "",
    }
    return CliRunner().invoke(hotline, arguments, input=typed, env={**clean, **(env or {})})


def broken(tmp_path: Path) -> str:
    (tmp_path / "menus").mkdir()
    (tmp_path / "menus" / "line.yaml").write_text("start: [\n", encoding="utf-8")
    return str(tmp_path)


def test_check_says_all_is_well_and_exits_0() -> None:
    result = run("check", SINK)
    assert result.exit_code == 0
    assert "no problems found" in result.stderr


def test_check_shows_file_line_and_column_and_exits_1(tmp_path: Path) -> None:
    result = run("check", broken(tmp_path))
    assert result.exit_code == 1
    assert "menus/line.yaml:2:1: " in result.stdout
    assert "(not-yaml)" in result.stdout


def test_check_explains_a_rule_and_misuse_exits_2() -> None:
    assert "PASS" in run("check", "--explain", "dead-end").stdout
    assert run("check", "--explain", "no-such-rule").exit_code == 2
    assert run("check", "/no/such/file/at/all.yaml/x").exit_code == 1


def test_talk_by_text_reads_well_aloud() -> None:
    result = run("talk", SINK, typed="hi\n2\nSTOP\nhi\n")
    lines = [line.removeprefix("you> ") for line in result.stdout.splitlines()]
    assert "line> 3 When to get help" in lines
    assert "line> 3 The kettle" in lines
    assert "(no text comes back)" in lines
    assert any(line.startswith("(2 segments, ") for line in lines)
    assert result.exit_code == 0


def test_talk_by_voice_shows_keys_words_and_silence() -> None:
    result = run("talk", "--voice", "--mute", SINK, typed="2\nthe oven\n\n*\n8\n0\n\n")
    assert "line> For the toaster, press 2." in result.stdout
    assert "line> The oven." in result.stdout
    assert "(only keys interrupt; Enter to hear it out)" in result.stdout
    assert "line> Para el horno, oprima 1." in result.stdout
    assert "(dialling +18005550199; press Enter as if nobody answered)" in result.stdout


def test_talk_in_a_language_and_a_language_that_is_not_there() -> None:
    assert "1 Agua" in run("talk", "--lang", "es", SINK, typed="hola\n").stdout
    assert "Para agua, oprima 1." in run("talk", "--voice", "--mute", "--lang", "es", SINK, typed="").stdout
    wrong = run("talk", "--lang", "xx", SINK)
    assert wrong.exit_code == 2
    assert "it has en, es" in wrong.stderr


@pytest.mark.parametrize(
    ("text", "outcome", "place", "safety"),
    [
        ("oven", "topic", "oven", "none"),
        ("heat", "menu", "heat", "none"),
        ("asdf", "miss", None, "none"),
        ("kettle or pan", "suggest", None, "none"),
        ("more", "command", "more", "none"),
        ("person", "command", "person", "none"),
        ("plumber", "command", "plumber", "none"),
        ("español", "command", "language", "none"),
        ("thanks", "command", "thanks", "none"),
        ("stop", "consent", "stop", "none"),
        ("help", "consent", "help", "none"),
        ("i want to die", "crisis", "alone", "crisis"),
        ("chest pain", "emergency", "flood", "emergency"),
        ("i have a fever", "topic", "leak", "call-team"),
        ("no fever but a cold oven", "topic", "oven", "notice"),
    ],
)
def test_ask_as_json(text: str, outcome: str, place: str | None, safety: str) -> None:
    result = run("ask", text, SINK, "--json")
    found = json.loads(result.stdout)
    assert set(found) == {"text", "lang", "outcome", "place", "safety", "candidates", "ms"}
    assert (found["text"], found["outcome"], found["place"], found["safety"]) == (text, outcome, place, safety)


def test_ask_a_file_gives_one_object_a_line(tmp_path: Path) -> None:
    file = tmp_path / "texts.txt"
    file.write_text("oven\nhorno\n\nkettle or pan\n", encoding="utf-8")
    result = run("ask", "--file", str(file), SINK, "--json")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(row["place"], row["lang"]) for row in rows] == [
        ("oven", "en"),
        ("oven", "es"),
        ("main", "en"),
        (None, "en"),
    ]
    assert [c["place"] for c in rows[3]["candidates"]] == ["kettle", "pan"]
    assert run("ask", "--lang", "es", "gas leak", SINK, "--json").exit_code == 0
    file.write_bytes(b"oven\n\xff\xfe\n")
    assert len(run("ask", "--file", str(file), SINK, "--json").stdout.splitlines()) == 2


def test_ask_for_people_shows_the_reply_and_why() -> None:
    result = run("ask", "my oven is cold", SINK)
    assert result.stdout.splitlines()[0] == "topic: oven (en, safety none)"
    assert "line> Sink: Clean the oven" in result.stdout


def test_ask_needs_one_thing_to_ask() -> None:
    assert run("ask").exit_code == 2


def test_serve_names_every_setting_that_is_missing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TWILIO_AUTH_TOKEN", "HOTLINE_PUBLIC_URL", "HOTLINE_SECRET", "HOTLINE_DEV", "HOTLINE_LINE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.argv", ["hotline", "serve", SINK])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 2
    said = capsys.readouterr().err
    for name in ("TWILIO_AUTH_TOKEN", "HOTLINE_PUBLIC_URL", "HOTLINE_SECRET"):
        assert name in said


@pytest.mark.parametrize(("option", "env"), [(["--dev"], {}), ([], {"HOTLINE_DEV": "1"})])
def test_serve_dev_listens_on_this_machine_only(option: list[str], env: dict[str, str]) -> None:
    result = run("serve", *option, "--host", "0.0.0.0", SINK, env=env)
    assert result.exit_code == 2
    assert "this machine only" in result.stderr


def test_doctor_finds_what_is_wrong(tmp_path: Path) -> None:
    state = {"HOTLINE_STATE": str(tmp_path / "state")}
    result = run("doctor", "--offline", SINK, env=state)
    assert result.exit_code == 1
    assert "WRONG TWILIO_AUTH_TOKEN is missing" in result.stdout
    assert "ok    the line is whole" in result.stdout
    assert "ok    the sqlite store answers" in result.stdout
    strict = run("doctor", "--offline", str(SHIPPED), env=state)
    assert "`hotline serve` refuses them" in strict.stdout
    trial = run("doctor", "--offline", str(SHIPPED), env={**state, "HOTLINE_ALLOW_DRAFTS": "1"})
    assert "for trials only" in trial.stdout
    (tmp_path / "file").write_text("", encoding="utf-8")
    bad = run(
        "doctor", "--offline", broken(tmp_path), env={"HOTLINE_STORE": f"sqlite:///{tmp_path}/file/x.db", **state}
    )
    assert "WRONG the sqlite store does not answer" in bad.stdout
    assert "run `hotline check`" in bad.stdout


def test_a_broken_line_is_one_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["hotline", "talk", broken(tmp_path)])
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 1
    said = capsys.readouterr().err
    assert "menus/line.yaml:2:1" in said
    assert "Traceback" not in said
