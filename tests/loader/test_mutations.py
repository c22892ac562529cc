"""Whatever becomes of a line's files, the report is a line or says what is wrong; nothing is ever raised."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.loader.judge import in_place, judged
from tests.loader.sink import AREA, FILES, SINK, copy_sink

pytestmark = pytest.mark.proof

SEEDS = range(44)  # for each of the files
FOUR = ["menus/line.yaml", AREA, "content/en/line.yaml", "content/es/kitchen.yaml"]


def flip(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << dice.randrange(8)]) + data[at + 1 :]


def insert(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data) + 1)
    new = dice.choice([b"\x00", b"\t", b"\n", b" ", b"  ", b"-", b"- ", b": ", b"#", b" #", b"{", b"}", b"[", b"]"])
    new = dice.choice([new, b"'", b'"', b"&a ", b"*a ", b"!a ", b"|", b">", b"\r", b",", b"9", b"\xff", b"\n...\n"])
    return data[:at] + new + data[at:]


def delete(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + data[at + dice.choice([1, 1, 2, 5, 40, 400]) :]


def swap_lines(data: bytes, dice: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    one, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def truncate(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(len(data))]


def duplicate_block(data: bytes, dice: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    start = dice.randrange(len(lines))
    block = lines[start : start + dice.randrange(1, 8)]
    at = dice.randrange(len(lines) + 1)
    return b"".join(lines[:at] + block + lines[at:])


def drop_line(data: bytes, dice: random.Random) -> bytes:
    lines = data.splitlines(keepends=True)
    del lines[dice.randrange(len(lines))]
    return b"".join(lines)


def swap_words(data: bytes, dice: random.Random) -> bytes:
    words = data.split(b" ")
    one, other = dice.randrange(len(words)), dice.randrange(len(words))
    words[one], words[other] = words[other], words[one]
    return b" ".join(words)


MUTATIONS: list[Callable[[bytes, random.Random], bytes]] = [
    flip,
    insert,
    delete,
    swap_lines,
    truncate,
    duplicate_block,
    drop_line,
    swap_words,
]


def mutated(data: bytes, dice: random.Random) -> bytes:
    """The data after one to three random changes."""
    for _ in range(dice.choice([1, 1, 1, 2, 3])):
        data = dice.choice(MUTATIONS)(data, dice) or b" "
    return data


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_sink(tmp_path_factory.mktemp("line") / "sink")


@pytest.mark.parametrize("file", FILES)
def test_random_changes_of_a_file(file: str, root: Path) -> None:
    before = (SINK / file).read_bytes()
    bad = 0
    for seed in SEEDS:
        data = mutated(before, random.Random(f"{file} {seed}"))
        try:
            bad += in_place(root, file, data).line is None
        except Exception as error:
            error.add_note(f"{file} seed {seed}")
            raise
    assert bad > len(SEEDS) // 3  # else the changes are too tame to show anything


def test_the_tests_are_many() -> None:
    assert len(FILES) * len(SEEDS) >= 300


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.__name__)
def test_all_files_changed_at_once(mutation: Callable[[bytes, random.Random], bytes], tmp_path: Path) -> None:
    dice = random.Random(mutation.__name__)
    for _ in range(5):
        root = copy_sink(tmp_path / "sink")
        for file in FILES:
            (root / file).write_bytes(mutation((SINK / file).read_bytes(), dice))
        judged(root)


@pytest.mark.parametrize("gone", [*FILES, "menus", "content", "content/en", "content/es"])
@pytest.mark.parametrize("instead", ["nothing", "folder", "dangling", "empty"])
def test_a_file_or_folder_is_gone(gone: str, instead: str, tmp_path: Path) -> None:
    root = copy_sink(tmp_path / "sink")
    (root / gone).rename(tmp_path / "gone")
    if instead == "folder":
        (root / gone).mkdir()
    elif instead == "dangling":
        (root / gone).symlink_to(tmp_path / "nowhere")
    elif instead == "empty":
        (root / gone).write_bytes(b"")
    report = judged(root)
    whole_without = gone.startswith("menus/tests/") or (gone.startswith("menus/audio/") and instead == "nothing")
    assert report.errors or whole_without, "without its conversations or recordings a line is whole"


def test_no_folder_at_all(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for nothing in (tmp_path / "nowhere", tmp_path / "file", tmp_path):
        assert judged(nothing).errors


ODD_NAMES = [
    *(b"menus/caf\xe9.yaml", b"menus/a\nb.yaml", b"content/en/\xff.yaml", b"content/\x1b[31m/a.yaml"),
    b"content/fr/a.yaml",
]


@pytest.mark.parametrize("name", ODD_NAMES, ids=repr)
@pytest.mark.parametrize("kind", ["file", "pipe", "device", "folder"])
def test_files_with_odd_names_and_of_odd_kinds(name: bytes, kind: str, tmp_path: Path) -> None:
    root = copy_sink(tmp_path / "sink")
    path = os.path.join(os.fsencode(root), name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    if kind == "file":
        Path(os.fsdecode(path)).write_bytes(b"caf: {number: 500, next: [main]}\n")
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        os.symlink(b"/dev/zero", path)
    else:
        os.mkdir(path)
    assert judged(root).errors


TEXTS = st.text(max_size=300) | st.text(alphabet="ab:-{}[],'\"#&*!|>%@` \n\t?~0", max_size=80)


@pytest.mark.parametrize("file", FOUR)
def test_any_text_in_place_of_a_file(file: str, root: Path) -> None:
    @hypothesis_settings(max_examples=25)
    @example("a: b")
    @given(TEXTS)
    def check(text: str) -> None:
        in_place(root, file, text.encode("utf-8", "surrogatepass"))

    check()


@hypothesis_settings(max_examples=25)
@given(st.sampled_from(FILES), st.binary(max_size=200))
def test_any_bytes_in_place_of_a_file(root: Path, file: str, data: bytes) -> None:
    in_place(root, file, data)


def test_very_many_wrong_names_are_told_in_time(root: Path) -> None:
    rows = "".join(f"{'place' * 3}-{n}: {{number: x, next: [nowhere-{n}, {'y' * 100}]}}\n" for n in range(400))
    assert len(in_place(root, AREA, rows.encode()).errors) > 800
