"""The line on the air: a bad edit never replaces it, and a restart falls back to the last good one."""

from __future__ import annotations

import logging
import os
import resource
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier, Thread

import pytest

import hotline.current
import hotline.fitness
from hotline.check import Report, examine, unchecked
from hotline.current import Current, hand_down, stamp_of
from hotline.loader import recall, version
from hotline.served import Served
from tests.driver import SHIPPED
from tests.loader.sink import AREA, SINK, copy_sink, edit, replace


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_sink(tmp_path / "sink")


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "var" / "state"


def current(root: Path, state: Path, *, allow_drafts: bool = True) -> Current:
    return Current(root, state, allow_drafts=allow_drafts)


def served(on_air: Current) -> tuple[str, str]:
    """Where the line on the air is from, and the words of the kettle."""
    assert on_air.served is not None
    return on_air.served.origin, on_air.served.line.languages["en"].words[330].sms


def test_a_good_line_is_served_and_kept(root: Path, state: Path) -> None:
    on_air = current(root, state)
    assert served(on_air) == ("files", "Fill it halfway.")
    assert on_air.problems == ()
    assert recall(state) == state / f"line-{version(root)}"


def test_a_bad_edit_keeps_the_good_line_on_the_air(root: Path, state: Path) -> None:
    on_air = current(root, state)
    before = on_air.served
    edit(root, good=False)
    on_air.refresh()
    assert on_air.served is before
    assert on_air.problems == (f'{AREA}:13:10: next "leek" is no place; did you mean "leak"? (unknown-place)',)
    assert recall(state) == state / f"line-{version(SINK)}"


def test_the_edit_is_mended(root: Path, state: Path) -> None:
    on_air = current(root, state)
    edit(root, good=False)
    on_air.refresh()
    replace(root, AREA, "leek", "leak")
    edit(root, good=True)
    on_air.refresh()
    assert served(on_air) == ("files", "Boil x.")
    assert on_air.problems == ()


def test_a_restart_with_bad_files_serves_the_last_good_line(root: Path, state: Path) -> None:
    current(root, state)
    edit(root, good=False)
    on_air = current(root, state)
    assert served(on_air) == ("last good", "Fill it halfway.")
    assert [problem.partition(": ")[0] for problem in on_air.problems] == [f"{AREA}:13:10"]
    replace(root, AREA, "leek", "leak")
    on_air.refresh()
    assert served(on_air)[0] == "files"


def test_a_restart_without_any_files_serves_the_last_good_line(root: Path, state: Path) -> None:
    current(root, state)
    shutil.rmtree(root)
    assert served(current(root, state)) == ("last good", "Fill it halfway.")


def test_without_anything_nothing_is_served(tmp_path: Path, state: Path) -> None:
    on_air = current(tmp_path / "nowhere", state)
    assert on_air.served is None
    assert on_air.problems
    copy_sink(tmp_path / "nowhere")
    on_air.refresh()
    assert served(on_air)[0] == "files"


def test_a_last_good_line_that_is_damaged_is_not_served(root: Path, state: Path) -> None:
    current(root, state)
    folder = recall(state)
    assert folder is not None
    (folder / AREA).write_text("main: {number: 100, choices: [main]}", encoding="utf-8")
    edit(root, good=False)
    assert current(root, state).served is None


def test_a_line_is_served_where_nothing_can_be_kept(root: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert served(current(root, tmp_path / "file"))[0] == "files"


def test_drafts_are_refused_unless_they_are_allowed(root: Path, state: Path) -> None:
    assert served(current(root, state, allow_drafts=False))[0] == "files"  # the line itself says allow_drafts: true
    shutil.rmtree(state)
    replace(root, "menus/line.yaml", "allow_drafts: true", "allow_drafts: false")
    refused = current(root, state, allow_drafts=False)
    assert refused.served is None
    assert refused.problems[0].startswith("31 places have words that no ")
    assert recall(state) is None
    assert served(current(root, state, allow_drafts=True))[0] == "files"


def test_a_last_good_line_of_drafts_is_refused_too(root: Path, state: Path) -> None:
    replace(root, "menus/line.yaml", "allow_drafts: true", "allow_drafts: false")
    current(root, state, allow_drafts=True)
    edit(root, good=False)
    assert current(root, state, allow_drafts=False).served is None


def test_words_that_lost_their_reviewer_do_not_replace_the_line(root: Path, state: Path) -> None:
    on_air = current(root, state, allow_drafts=False)
    before = on_air.served
    replace(root, "menus/line.yaml", "allow_drafts: true", "allow_drafts: false")
    on_air.refresh()
    assert on_air.served is before
    assert on_air.problems


def test_a_day_of_edits_is_logged_once_each(root: Path, state: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "hotline")
    first = version(root)
    on_air = current(root, state)
    edit(root, good=False)
    for _ in range(3):
        on_air.refresh()
    os.utime(root / AREA)  # saved again, as bad as before
    on_air.refresh()
    replace(root, AREA, "leek", "leak")
    on_air.refresh()
    assert [record.getMessage() for record in caplog.records] == [
        f"line version={first} places=16 from=files",
        f"the line in {root} is not fit to serve: 1 problems",
        f'problem {AREA}:13:10: next "leek" is no place; did you mean "leak"? (unknown-place)',
        f"line version={first} places=16 from=files",
    ]


def test_many_problems_are_all_told_but_not_all_logged(
    root: Path, state: Path, caplog: pytest.LogCaptureFixture
) -> None:
    on_air = current(root, state)
    (root / AREA).write_text("\n".join(f"{name}: {{}}" for name in "abcdefghijklmnopqrstuvwxyz"), encoding="utf-8")
    on_air.refresh()
    assert len(on_air.problems) > 26
    assert len([record for record in caplog.records if record.getMessage().startswith("problem")]) == 20


def test_what_is_saved_while_it_is_read_is_read_again(root: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    on_air = current(root, state)
    before = on_air.served

    def saved_meanwhile(folder: Path) -> Report:
        report = examine(folder)
        monkeypatch.undo()
        edit(root, good=True, mark="l")
        return report

    edit(root, good=True, mark="s")
    monkeypatch.setattr(hotline.fitness, "examine", saved_meanwhile)
    on_air.refresh()
    assert on_air.served is before
    on_air.refresh()
    assert served(on_air) == ("files", "Boil l.")


def test_two_looks_at_once_read_once(root: Path, state: Path, caplog: pytest.LogCaptureFixture) -> None:
    on_air = current(root, state)
    edit(root, good=True)
    together = Barrier(4)

    def look() -> None:
        together.wait()
        on_air.refresh()

    caplog.set_level(logging.INFO, "hotline")
    threads = [Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(caplog.records) == 1
    assert served(on_air) == ("files", "Boil x.")


def test_what_one_worker_has_passed_the_others_do_not_check_again(
    root: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = []

    def counted(folder: Path) -> Report:
        checked.append(folder)
        return examine(folder)

    workers = [current(root, state) for _ in range(4)]
    edit(root, good=True)
    monkeypatch.setattr(hotline.fitness, "examine", counted)
    threads = [Thread(target=worker.refresh) for worker in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [served(worker) for worker in workers] == [("files", "Boil x.")] * 4
    assert checked == [root]
    edit(root, good=False)
    for worker in workers:
        worker.refresh()
    assert all("leek" in str(worker.problems) for worker in workers)
    assert len(checked) == 5, "what is wrong each worker finds for itself"


@pytest.mark.parametrize("line", [SINK, SHIPPED], ids=lambda path: path.name)
def test_a_line_that_passed_is_the_same_without_the_rules(line: Path) -> None:
    """What a worker builds while another one checks is what the check would have built."""
    checked, built = examine(line).served, unchecked(line)
    assert checked is not None
    assert built is not None
    assert (built.line, built.version) == (checked.line, checked.version)


def test_a_stray_file_is_told_of_though_the_line_itself_has_passed(root: Path, state: Path) -> None:
    on_air = current(root, state)
    (root / "menus/more.yml").write_text("")
    on_air.refresh()
    assert "(file-name)" in str(on_air.problems)


def test_a_worker_that_hangs_in_its_check_holds_nobody_up(
    root: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_air = current(root, state)
    edit(root, good=True)
    monkeypatch.setattr(hotline.fitness, "PATIENCE", 0.1)
    with hotline.fitness.one_at_a_time(state):
        on_air.refresh()
    assert served(on_air) == ("files", "Boil x.")


def test_a_fault_of_ours_leaves_the_line_on_the_air(root: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_memory(folder: Path) -> Report:
        raise MemoryError

    on_air = current(root, state)
    before = on_air.served
    edit(root, good=True)
    monkeypatch.setattr(hotline.fitness, "examine", no_memory)
    on_air.refresh()
    assert on_air.served is before
    assert on_air.problems == ("the line could not be looked over: MemoryError",)
    assert current(root, state).served is None
    monkeypatch.undo()
    on_air.load()
    assert served(on_air) == ("files", "Boil x.")
    assert on_air.problems == ()


@contextmanager
def full_disk() -> Iterator[None]:
    """No file can be written."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def test_a_full_disk_keeps_no_edit_off_the_air(root: Path, state: Path) -> None:
    on_air = current(root, state)
    first = recall(state)
    edit(root, good=True)
    with full_disk():
        on_air.refresh()
    assert served(on_air) == ("files", "Boil x.")
    assert recall(state) == first
    on_air.load()
    assert recall(state) == state / f"line-{version(root)}"


# fmt: off
NOTICED = {
    "changed": lambda root: edit(root, good=True),
    "changed to something of the same size": lambda root: replace(root, AREA, "number: 340", "number: 341"),
    "added": lambda root: (root / "menus/more.yaml").write_text("# nothing yet\n"),
    "added in a language": lambda root: (root / "content/es/more.yaml").write_text("# nothing yet\n"),
    "removed": lambda root: (root / AREA).unlink(),
    "renamed": lambda root: (root / AREA).rename(root / "menus/room.yaml"),
    "replaced by an older file of the same size and time": lambda root: put_back(root / AREA),
    "given another permission": lambda root: (root / AREA).chmod(0o640),
    "joined by one that is named a little wrong": lambda root: (root / "menus/more.yml").write_text(""),
    "joined by one that lies in the wrong folder": lambda root: (root / "content/more.yaml").write_text(""),
    "joined by a folder of no language": lambda root: (root / "content/fr").mkdir(),
    "replaced by a link to itself": lambda root: ((root / AREA).unlink(), (root / AREA).symlink_to((root / AREA).name)),
    "replaced by a link to nothing": lambda root: ((root / AREA).unlink(), (root / AREA).symlink_to("nowhere")),
}
# fmt: on


def put_back(path: Path) -> None:
    """What a copy that keeps times does."""
    old = path.with_suffix(".old")
    old.write_text(path.read_text("utf-8").replace("340", "341"), encoding="utf-8")
    shutil.copystat(path, old)
    old.rename(path)


@pytest.mark.parametrize("case", NOTICED)
def test_a_change_of_the_files_is_noticed(case: str, root: Path, state: Path) -> None:
    on_air = current(root, state)
    before, stamp = on_air.served, on_air._stamp
    on_air.refresh()
    assert on_air.served is before  # nothing changed, nothing is read
    NOTICED[case](root)
    on_air.refresh()
    assert on_air._stamp != stamp
    assert on_air.problems or on_air.served is not before


def test_what_is_hidden_or_no_yaml_is_not_noticed(root: Path, state: Path) -> None:
    on_air = current(root, state)
    before = on_air.served
    (root / "menus/.kitchen.yaml.swp").write_text("x")
    (root / "menus/.#kitchen.yaml").symlink_to("me@here.1")
    (root / "menus/notes.txt").write_text("x")
    (root / "content/notes.txt").write_text("x")
    on_air.refresh()
    assert on_air.served is before


@pytest.fixture
def given(root: Path, monkeypatch: pytest.MonkeyPatch) -> Served:
    """A line that was looked over before this process was copied."""
    monkeypatch.setattr(hotline.current, "_given", None)
    made = unchecked(root, once=True)
    assert made is not None
    hand_down(root, stamp_of(root), made, allow_drafts=True)
    return made


def test_a_line_that_was_handed_down_is_served_and_kept(root: Path, state: Path, given: Served) -> None:
    on_air = current(root, state)
    assert on_air.served is given
    assert recall(state) == state / f"line-{given.version}"
    on_air.load()  # a SIGHUP
    assert on_air.served is not given
    assert served(on_air) == ("files", "Fill it halfway.")


def test_a_copy_that_starts_after_an_edit_reads_the_files(root: Path, state: Path, given: Served) -> None:
    edit(root, good=True)
    assert served(current(root, state)) == ("files", "Boil x.")


def test_a_copy_that_starts_after_a_bad_edit_serves_the_last_good_line(root: Path, state: Path, given: Served) -> None:
    current(root, state)
    edit(root, good=False)
    assert served(current(root, state)) == ("last good", "Fill it halfway.")


def test_what_was_looked_over_for_a_trial_is_for_a_trial(root: Path, state: Path, given: Served) -> None:
    assert current(root, state, allow_drafts=False).served is not given
