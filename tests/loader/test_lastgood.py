"""The last line that passed is kept whole or not at all."""

from __future__ import annotations

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from hotline.loader import files, keep, recall, version
from tests.loader.sink import FILES, SINK, SOUNDS, copy_sink, edit, read

AREA = "menus/kitchen.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_sink(tmp_path / "sink")


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "var" / "state"


def kept(state: Path) -> list[str]:
    """What lies in the state directory, without the lock."""
    return sorted(path.name for path in state.iterdir() if path.name != ".keeping")


def test_what_is_kept_comes_back_byte_for_byte(root: Path, state: Path) -> None:
    keep(root, state)
    folder = recall(state)
    assert folder is not None
    assert {str(path.relative_to(folder)) for path in files(folder)} == {*FILES, *SOUNDS}
    assert all((folder / file).read_bytes() == (root / file).read_bytes() for file in (*FILES, *SOUNDS))
    assert version(folder) == version(root)
    assert kept(state) == ["last-good", folder.name]


def test_only_the_line_s_files_are_kept(root: Path, state: Path) -> None:
    (root / "menus/.#kitchen.yaml").symlink_to("me@here.1")  # an editor's lock, a link to nothing
    (root / "menus/notes.txt").write_text("secret")
    (root / "menus/audio/en/notes.txt").write_text("secret")
    (root / "secret.yaml").write_text("secret: x")
    keep(root, state)
    folder = recall(state)
    assert folder is not None
    assert sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()) == sorted(
        [*FILES, *SOUNDS]
    )


def test_old_copies_are_dropped_and_nothing_else(root: Path, state: Path) -> None:
    state.mkdir(parents=True)
    others = ["store.db", "line-of-mine", "last-good.txt"]
    for name in others:
        (state / name).write_text("mine")
    for left in (".fresh-0", "line-0123456789ab"):  # a worker died while it kept
        (state / left / "menus").mkdir(parents=True)
    (state / ".last-good-0").write_text("line-")
    for mark in "abc":
        edit(root, good=True, mark=mark)
        keep(root, state)
    folder = recall(state)
    assert folder is not None
    assert "Boil" in read(folder)
    assert kept(state) == sorted(["last-good", folder.name, *others])


def test_keeping_again_changes_nothing(root: Path, state: Path) -> None:
    keep(root, state)
    before = kept(state)
    keep(root, state)
    assert kept(state) == before
    assert recall(state) is not None


def test_files_saved_since_the_check_are_not_kept(root: Path, state: Path) -> None:
    keep(root, state)
    passed = version(root)
    first = recall(state)
    edit(root, good=False)
    keep(root, state, passed)
    assert recall(state) == first
    assert kept(state) == ["last-good", f"line-{passed}"]


def test_what_cannot_be_copied_leaves_the_copy_before(root: Path, state: Path) -> None:
    keep(root, state)
    before = kept(state)
    (root / "menus/new.yaml").symlink_to(root / "nowhere")
    with pytest.raises(OSError, match="No such file"):
        keep(root, state)
    assert kept(state) == before
    assert recall(state) is not None


HALF = {
    "a file is missing": lambda folder: (folder / AREA).unlink(),
    "a file is cut": lambda folder: os.truncate(folder / AREA, 40),
    "a file is empty": lambda folder: os.truncate(folder / AREA, 0),
    "a folder is missing": lambda folder: shutil.rmtree(folder / "content"),
    "a file too many": lambda folder: (folder / "menus/new.yaml").write_text("new: {}"),
    "all is gone": shutil.rmtree,
    "a file in its place": lambda folder: (shutil.rmtree(folder), folder.write_text("")),
    "a pipe in place of a file": lambda folder: ((folder / AREA).unlink(), os.mkfifo(folder / AREA)),
}


@pytest.mark.parametrize("case", HALF)
def test_half_a_copy_is_none_and_is_made_anew(case: str, root: Path, state: Path) -> None:
    keep(root, state)
    folder = recall(state)
    assert folder is not None
    HALF[case](folder)
    assert recall(state) is None
    keep(root, state)
    assert recall(state) == folder


POINTERS: dict[str, bytes] = {
    "empty": b"",
    "not a text": b"\xff\xfe\x00",
    "a byte that is no name": b"line-\x00",
    "another name": b"store.db",
    "a copy that is not there": b"line-ffffffffffff",
    "outside, above": b"../sink",
    "outside, through a copy": b"line-0123456789ab/../../../sink",
    "outside, from the root": b"/etc",
    "outside, behind a line end": b"line-0123456789ab\n/etc",
    "here": b".",
    "a pattern": b"line-*",
    "a million letters": b"line-" + b"a" * 1_000_000,
}


@pytest.mark.parametrize("case", POINTERS)
def test_a_bad_pointer_leads_nowhere(case: str, root: Path, state: Path) -> None:
    keep(root, state)
    (state / "last-good").write_bytes(POINTERS[case])
    assert recall(state) is None
    keep(root, state)
    assert recall(state) is not None


def test_a_link_to_the_outside_is_no_copy(root: Path, state: Path) -> None:
    keep(root, state)
    folder = recall(state)
    assert folder is not None
    shutil.rmtree(folder)
    folder.symlink_to(root)  # even where its bytes are right
    assert recall(state) is None
    keep(root, state)
    assert recall(state) == folder
    assert not folder.is_symlink()
    assert version(root) == version(SINK)  # what the link led to is untouched


def test_nothing_is_recalled_from_nothing(tmp_path: Path, state: Path) -> None:
    assert recall(state) is None
    (tmp_path / "file").write_text("")
    assert recall(tmp_path / "file") is None
    (tmp_path / "last-good").mkdir()
    assert recall(tmp_path) is None


def test_a_state_that_is_no_folder_is_an_os_error(root: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="File exists"):
        keep(root, tmp_path / "file")


def test_workers_that_keep_at_the_same_moment(tmp_path: Path, state: Path) -> None:
    """Whatever the order, what is pointed to is whole, now and at the end: it is one of the workers' lines."""
    roots = []
    for mark in "abcd":
        roots.append(copy_sink(tmp_path / mark))
        edit(roots[-1], good=True, mark=mark)
    versions = {f"line-{version(root)}" for root in roots}
    ready = Barrier(len(roots))

    def work(root: Path) -> set[str]:
        ready.wait(timeout=10)
        seen = set()
        for _ in range(12):
            keep(root, state)
            folder = recall(state)
            seen |= {folder.name} if folder is not None else set()
        return seen

    with ThreadPoolExecutor(len(roots)) as pool:
        assert set().union(*pool.map(work, roots)) <= versions
    folder = recall(state)
    assert folder is not None
    assert folder.name in versions
    assert kept(state) == ["last-good", folder.name]


def test_workers_that_keep_the_same_line(root: Path, state: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: keep(root, state), range(16)))
    assert recall(state) == state / f"line-{version(root)}"
