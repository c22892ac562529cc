"""``hotline audio``: what is recorded, and stamping it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hotline.check import examine
from hotline.cli import hotline
from tests.loader.sink import copy_sink, replace
from tests.sounds import mp3, record, wav

STAMPS = "menus/audio/recorded.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_sink(tmp_path / "line")


def audio(root: Path, *options: str) -> Result:
    return CliRunner().invoke(hotline, ["audio", str(root), *options])


def states(root: Path) -> dict[str, str]:
    rows = json.loads(audio(root, "--json").stdout)
    return {f"{row['lang']} {row['place']}": row["state"] for row in rows}


def test_a_list_tells_what_is_played(root: Path) -> None:
    record(root, "oven", mp3(100), lang="es", kind="mp3")
    told = audio(root)
    assert told.exit_code == 0
    assert told.stdout.splitlines() == [
        "en/pan.wav     2.1 s, its words about   2.4 s  is played",
        "es/oven.mp3    2.6 s, its words about   2.4 s  is not played: not stamped yet",
    ]
    assert [row["file"] for row in json.loads(audio(root, "--json", "--lang", "es").stdout)] == ["es/oven.mp3"]


def test_stamping_is_all_that_a_new_recording_needs(root: Path) -> None:
    record(root, "oven", wav(3))
    assert states(root)["en oven"] == "new"
    assert audio(root, "--stamp").exit_code == 0
    assert set(states(root).values()) == {"played"}
    assert examine(root).text() == ""
    before = (root / STAMPS).read_bytes()
    audio(root, "--stamp")
    assert (root / STAMPS).read_bytes() == before


def test_changed_words_are_not_stamped_for_an_old_recording_unless_it_is_named(root: Path) -> None:
    replace(root, "content/en/kitchen.yaml", "voice: Turn the handle to the wall.", "voice: Turn it to the wall.")
    audio(root, "--stamp")
    assert states(root) == {"en pan": "changed"}
    audio(root, "--stamp", "--place", "pan")
    assert states(root) == {"en pan": "played"}


def test_a_new_recording_of_changed_words_is_stamped(root: Path) -> None:
    replace(root, "content/en/kitchen.yaml", "voice: Turn the handle to the wall.", "voice: Turn it to the wall.")
    record(root, "pan", wav(2))
    audio(root, "--stamp")
    assert states(root) == {"en pan": "played"}


def test_one_language_alone_is_stamped(root: Path) -> None:
    for lang in ("en", "es"):
        record(root, "oven", wav(3), lang=lang)
    audio(root, "--stamp", "--lang", "es")
    assert states(root) == {"en oven": "new", "en pan": "played", "es oven": "played"}


def test_what_is_gone_leaves_the_list_and_an_empty_list_is_no_file(root: Path) -> None:
    (root / "menus/audio/en/pan.wav").unlink()
    assert audio(root, "--stamp").exit_code == 0
    assert not (root / STAMPS).exists()
    assert audio(root).stdout == "there are no recordings in menus/audio/\n"
    assert examine(root).text() == ""


def test_notes_at_the_top_of_the_file_stay(root: Path) -> None:
    path = root / STAMPS
    path.write_text("# Ana and Luis speak.\n# 2026.\n" + path.read_text("utf-8").partition("\n")[2], encoding="utf-8")
    record(root, "oven", wav(3))
    audio(root, "--stamp")
    assert path.read_text("utf-8").startswith("# Ana and Luis speak.\n# 2026.\nen:\n")
    assert examine(root).text() == ""


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--place", "pan"), "--place goes with --stamp"),
        (("--lang", "fr"), "is no language"),
        (("--stamp", "--place", "pann"), 'did you mean "pan"?'),
        (("--stamp", "--place", "oven"), 'there is no recording of "oven"'),
    ],
)
def test_misuse_is_told(root: Path, options: tuple[str, ...], says: str) -> None:
    told = audio(root, *options)
    assert told.exit_code == 2
    assert says in told.stderr


def test_what_cannot_be_played_is_told_beside_the_list(root: Path) -> None:
    record(root, "oven", wav(3, rate=44100))
    told = audio(root)
    assert "en/pan.wav" in told.stdout
    assert "menus/audio/en/oven.wav:1:1: has 44,100 samples a second" in str(told.exception)
