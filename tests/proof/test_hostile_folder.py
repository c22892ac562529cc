"""What a folder can hold besides YAML files, and too much of everything: ``hotline check`` tells it and ends."""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.loader.sink import AREA, SINK, WORDS, copy_sink
from tests.proof.demands import command

NOBODY = 65534
# Root may read everything, so it becomes somebody else, after a first look that imports all that there is to import.
AS_NOBODY = (
    f"from hotline.check import load_line; import pathlib; load_line(pathlib.Path({str(SINK)!r})); "
    f"os.getuid() or os.setgroups([]) or os.setgid({NOBODY}) or os.setuid({NOBODY})"
)
GOOD = "pantry: {number: 500, next: [main]}\n"


def instead(path: Path) -> Path:
    """The path with nothing there any more."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    return path


def pipe(path: Path) -> None:
    os.mkfifo(instead(path))


def device(path: Path) -> None:
    instead(path).symlink_to("/dev/zero")


def door(path: Path) -> None:
    """A socket: there, and not to be opened."""
    instead(path)
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(path.parent)  # the address of a socket is short
        try:
            server.bind(path.name)
        finally:
            os.chdir(here)


def folder(path: Path) -> None:
    instead(path).mkdir()


def loop(path: Path) -> None:
    instead(path).symlink_to(path.name)


def parent(path: Path) -> None:
    """A link to the folder it lies in: a walk into it never ends."""
    instead(path).symlink_to("..")


def hole(path: Path) -> None:
    """A terabyte of nothing."""
    with instead(path).open("wb") as file:
        file.truncate(10**12)


KINDS: list[Callable[[Path], None]] = [pipe, device, door, folder, loop, parent, hole]
PLACES = [AREA, WORDS, "menus/line.yaml", "menus/more.yaml", "menus", "content", "content/en", "content/fr"]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_what_is_no_file_or_no_folder(kind: Callable[[Path], None], tmp_path: Path) -> None:
    told = 0
    for place in PLACES:
        root = copy_sink(tmp_path / "sink")
        kind(root / place)
        done = command(root)
        assert done.returncode in (0, 1)
        told += done.returncode == 1
    assert told >= len(PLACES) - 1  # a file or an empty link beside the languages hurts nobody


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A copy of the line that anybody may look into; the folders of pytest are for one."""
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o755)
        yield copy_sink(Path(name) / "sink")


@pytest.mark.parametrize("place", PLACES[:3])
def test_a_file_that_may_not_be_read(place: str, open_folder: Path) -> None:
    (open_folder / place).chmod(0)
    done = command(open_folder, before=AS_NOBODY)
    assert done.returncode == 1
    assert f"{place}:1:1: error: may not be read; look at the permissions of the file (unreadable)" in done.stdout


@pytest.mark.parametrize("place", ["menus", "content", "content/en"])
@pytest.mark.parametrize("mode", [0, 0o444, 0o111], ids=oct)
def test_a_folder_that_may_not_be_looked_into(place: str, mode: int, open_folder: Path) -> None:
    (open_folder / place).chmod(mode)
    try:
        done = command(open_folder, before=AS_NOBODY)
    finally:
        (open_folder / place).chmod(0o755)
    assert done.returncode == 1 or (place, mode) == ("content", 0o111)  # its folders are known from line.yaml
    assert done.returncode == 0 or "(unreadable)" in done.stdout


def test_names_that_are_no_text(tmp_path: Path) -> None:
    root = copy_sink(tmp_path / "sink")
    for name in (b"a\nb.yaml", b"caf\xe9.yaml", b"\x1b[31m.yaml", b" .yaml", b"-.yaml", b"a:1:1: b (alias).yaml"):
        with open(os.path.join(os.fsencode(root), b"menus", name), "wb") as file:
            file.write(b"a: b\n")
    done = command(root)
    assert done.returncode == 1
    for said in ("menus/a?b.yaml:1:1:", "menus/caf?.yaml:1:1:", "menus/?[31m.yaml:1:1:"):
        assert said in done.stdout


@pytest.mark.parametrize("name", ["menus/{}.yaml", "content/en/{}.yaml", "menus/{}.txt", "content/{}/line.yaml"])
@pytest.mark.parametrize("text", [GOOD, "a: [\n", ""], ids=["good", "broken", "empty"])
def test_five_thousand_files(name: str, text: str, tmp_path: Path) -> None:
    root = copy_sink(tmp_path / "sink")
    for number in range(5000):
        path = root / name.format(f"f{number}")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    done = command(root)
    assert done.returncode == (0 if name.endswith(".txt") else 1)
    assert len(done.stdout.splitlines()) >= (0 if name.endswith(".txt") else 4999)
