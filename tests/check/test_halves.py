"""Two halves of one work: the same results whether a second process helps, cannot, or dies."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

import pytest

from hotline.check import examine, halves
from tests.driver import LINES

HERE = os.getpid()


def _large() -> tuple[int, str]:
    return os.getpid(), "a" * 1_000_000  # more than a pipe holds


@pytest.fixture(autouse=True)
def _two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(halves, "CORES", 2)
    monkeypatch.setattr(halves.threading, "active_count", lambda: 1)


def test_the_second_work_is_done_by_another_process() -> None:
    (here, _), (there, said) = halves.both(_large, _large)
    assert (here, len(said)) == (HERE, 1_000_000)
    assert there != HERE


def test_one_core_does_both_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(halves, "CORES", 1)
    assert halves.both(os.getpid, os.getpid) == (HERE, HERE)


def test_a_process_with_threads_is_never_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(halves.threading, "active_count", lambda: 2)
    assert halves.both(os.getpid, os.getpid) == (HERE, HERE)


def test_a_copy_that_is_killed_loses_nothing() -> None:
    def there() -> int:
        if os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)
        return os.getpid()

    assert halves.both(os.getpid, there) == (HERE, HERE)


def test_an_error_of_the_second_work_comes_out_here() -> None:
    def there() -> int:
        raise LookupError("no such page")

    with pytest.raises(LookupError, match="no such page"):
        halves.both(os.getpid, there)


def test_an_error_of_the_first_work_leaves_no_process_behind() -> None:
    def here() -> tuple[int, str]:
        raise LookupError("no such page")

    with pytest.raises(LookupError):
        halves.both(here, _large)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_a_line_is_judged_alike_in_halves(tmp_path: Path) -> None:
    line = shutil.copytree(LINES / "kitchen-sink", tmp_path / "line")
    words = line / "content/en/kitchen.yaml"
    words.write_text(
        words.read_text("utf-8").replace("Fill it halfway.", "Utilize 50%, no more, STAGE IV&OK."), "utf-8"
    )
    whole, parted = examine(line), examine(line, apart=True)
    assert len(whole.problems) > 2
    assert whole.problems == parted.problems
    assert whole.version == parted.version
