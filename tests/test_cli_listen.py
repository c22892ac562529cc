"""`hotline listen` and the sound of `hotline talk --voice`, as their users run them."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hotline.cli import hotline, main
from tests.driver import LINES, SHIPPED
from tests.needs import program
from tests.sound import Wav, read_wav

GUIDE = SHIPPED / "docs" / "guide" / "hear-the-line.md"
SINK = str(LINES / "kitchen-sink")


@pytest.fixture
def speaks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with espeak-ng and nothing that plays; its programs are in this folder, where a test can put others."""
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "espeak-ng").symlink_to(program("espeak-ng", "espeak-ng"))
    monkeypatch.setenv("PATH", str(programs))
    return programs


@pytest.fixture
def mute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without espeak-ng."""
    monkeypatch.setenv("PATH", str(tmp_path))


def run(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(hotline, arguments, input=typed, env={"HOTLINE_LINE": ""})


def heard(place: str, *options: str, file: Path) -> Wav:
    result = run("listen", place, SINK, "-o", str(file), *options)
    assert result.exit_code == 0, result.output
    return read_wav(file.read_bytes())


def put(programs: Path, name: str, script: str) -> None:
    path = programs / name
    path.write_text(f"#!/bin/sh\nPATH={os.defpath}:/usr/bin:/bin\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def test_a_menu_is_a_sound_file_with_its_pauses(speaks: Path, tmp_path: Path) -> None:
    wav = heard("heat", file=tmp_path / "heat.wav")
    assert (wav.channels, wav.bits, wav.rate) == (1, 16, 22_050)
    assert wav.pauses(0.5) == 4, "between 5 choices"


def test_a_place_is_named_or_numbered_and_a_file_has_a_name_of_its_own(
    speaks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("listen", "oven", SINK).exit_code == 0
    named = Path("oven.en.wav").rename("named.wav")
    assert run("listen", "310", SINK).exit_code == 0
    assert Path("oven.en.wav").read_bytes() == named.read_bytes()
    assert run("listen", "menu", SINK, "--lang", "es").exit_code == 0
    assert run("listen", "main", SINK, "--lang", "es").exit_code == 0
    assert Path("menu.es.wav").read_bytes() == Path("main.es.wav").read_bytes()


def test_it_tells_of_a_topic_what_the_guide_shows(speaks: Path, tmp_path: Path) -> None:
    (shown,) = re.findall(r"```text\n(.*?): .*, ([\d.]+) counted, .*\n```", GUIDE.read_text("utf-8"))
    result = run("listen", shown[0], str(LINES / "food-bank"), "-o", str(tmp_path / "x.wav"))
    assert f", {shown[1]} counted, " in result.stdout


def test_slow_takes_longer_and_the_greeting_longer_than_the_menu(speaks: Path, tmp_path: Path) -> None:
    menu, slow = (heard("menu", *options, file=tmp_path / "a.wav").seconds for options in ([], ["--slow"]))
    assert 1.1 < slow / menu < 1.3
    assert heard("greeting", file=tmp_path / "a.wav").seconds > menu


def test_it_tells_what_is_heard_beside_what_is_counted(speaks: Path, tmp_path: Path) -> None:
    result = run("listen", "oven", SINK, "-o", str(tmp_path / "oven.wav"))
    told = re.fullmatch(r"oven: (\d\.\d) seconds heard, 3\.6 counted, ([+-]\d+%)\n", result.stdout)
    assert told is not None, "hotline check --measure counts 3.6"
    assert abs(float(told[2].strip("%")) - 100 * (3.6 / float(told[1]) - 1)) < 3
    assert f"wrote {tmp_path / 'oven.wav'}" in result.stderr


def test_a_place_with_a_recording_is_spoken_all_the_same_and_it_says_so(speaks: Path, tmp_path: Path) -> None:
    told = run("listen", "pan", SINK, "-o", str(tmp_path / "pan.wav")).stdout
    assert told.endswith("; a call plays a recording here\n")
    assert read_wav((tmp_path / "pan.wav").read_bytes()).seconds > 1
    assert "recording" not in run("listen", "pan", SINK, "--slow", "-o", str(tmp_path / "pan.wav")).stdout
    assert "recording" not in run("listen", "oven", SINK, "-o", str(tmp_path / "pan.wav")).stdout


def test_all_is_a_file_for_every_place_and_the_greeting_in_every_language(speaks: Path, tmp_path: Path) -> None:
    result = run("listen", "--all", SINK, "-o", str(tmp_path / "all"))
    assert result.exit_code == 0, result.output
    for lang in ("en", "es"):
        names = {path.stem for path in (tmp_path / "all" / lang).iterdir()}
        assert {"_greeting", "main", "oven", "plumber"} <= names
        assert len(names) == 17
        assert f"{lang}: for 10 topics, what is counted differs from what is heard by " in result.stdout
    assert len(result.stdout.splitlines()) == 2 * 17 + 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["ovn"], '"ovn" is no place of this line; did you mean "oven"?'),
        (["oven", "--lang", "xx"], "it has en, es"),
        ([], "name a place"),
        (["oven", SINK, "--all"], "leave PLACE out"),
    ],
)
def test_misuse_is_told(arguments: list[str], told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTLINE_LINE", SINK)
    result = CliRunner().invoke(hotline, ["listen", *arguments])
    assert result.exit_code == 2
    assert told in result.stderr


def failed(arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """What a command says that cannot be done."""
    monkeypatch.setattr("sys.argv", ["hotline", *arguments])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 1
    return capsys.readouterr().err


def test_without_espeak_it_says_what_to_install(
    mute: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "x.wav"
    told = failed(["listen", "oven", SINK, "-o", str(file)], monkeypatch, capsys)
    assert "espeak-ng is missing" in told
    assert "apt-get install espeak-ng" in told
    assert not file.exists()


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ('echo "Error: no such voice" >&2; exit 1', 'cannot speak "en-US": Error: no such voice'),
        ("exit 1", 'cannot speak "en-US": it ended with 1'),
        ("exit 0", "does not work here"),
        ("printf RIFFxxxxWAVE", "does not work here"),
    ],
)
def test_an_espeak_that_fails_is_told(
    script: str,
    told: str,
    mute: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    put(tmp_path, "espeak-ng", f"cat >/dev/null; {script}")
    assert told in failed(["listen", "oven", SINK, "-o", str(tmp_path / "x.wav")], monkeypatch, capsys)


def test_a_file_that_cannot_be_written_is_told(
    speaks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told = failed(["listen", "oven", SINK, "-o", str(tmp_path)], monkeypatch, capsys)
    assert told.startswith(f"cannot write {tmp_path}: ")


def test_talk_plays_what_is_said_and_goes_on_at_a_key(speaks: Path, tmp_path: Path) -> None:
    put(speaks, "aplay", f'n=$(ls "{tmp_path}" | wc -l); cp "$2" "{tmp_path}/$n.wav"; exec sleep 60')
    result = run("talk", "--voice", SINK, typed="2\n")  # each sound would play for a minute
    assert result.exit_code == 0
    assert "no sound" not in result.stdout
    assert "line> For the oven, press 1." in result.stdout


def test_talk_hears_the_goodbye_out(speaks: Path, tmp_path: Path) -> None:
    put(speaks, "aplay", f'echo "$1" >> "{tmp_path}/played"; cp "$2" "{tmp_path}/last.wav"')
    silences = "\n" * 40
    result = run("talk", "--voice", SINK, typed=silences)
    assert "(the line hangs up)" in result.stdout
    assert set((tmp_path / "played").read_text().split()) == {"-q"}
    assert read_wav((tmp_path / "last.wav").read_bytes()).seconds > 2


@pytest.mark.parametrize("missing", ["player", "espeak-ng"])
def test_talk_goes_on_without_sound_and_says_so_once(missing: str, speaks: Path) -> None:
    if missing == "espeak-ng":
        put(speaks, "aplay", "exit 0")
        (speaks / "espeak-ng").unlink()
    result = run("talk", "--voice", SINK, typed="2\n*\n")
    assert result.exit_code == 0
    assert result.stdout.count("(no sound: ") == 1
    assert "apt-get install" in result.stdout
    assert "line> For the oven, press 1." in result.stdout


def test_a_player_that_fails_is_told_once_and_the_call_goes_on(speaks: Path, tmp_path: Path) -> None:
    put(speaks, "paplay", "exit 1")
    result = run("talk", "--voice", SINK, typed="\n" * 40)
    assert result.stdout.count("(no sound: the player cannot play on this machine)") == 1
    assert "(the line hangs up)" in result.stdout


def test_mute_is_for_calls_and_plays_nothing(speaks: Path, tmp_path: Path) -> None:
    put(speaks, "aplay", f'touch "{tmp_path}/played"')
    result = run("talk", "--voice", "--mute", SINK, typed="1\n")
    assert "no sound" not in result.stdout
    assert not (tmp_path / "played").exists()
    assert run("talk", "--mute", SINK).exit_code == 2
