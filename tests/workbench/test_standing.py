"""Where places stand in the files of a line, and which problems are theirs."""

from __future__ import annotations

import shutil
from pathlib import Path

from hotline.check import examine
from hotline.loader import Mark, Problem, read_folder
from hotline.workbench.standing import Standing
from tests.driver import LINES

SINK = LINES / "kitchen-sink"


def test_an_area_is_a_file_of_places() -> None:
    written = read_folder(SINK).written
    areas = Standing(written).areas
    assert sorted(id for area in areas for id in area.places) == sorted(written.places)
    assert all((SINK / area.file).is_file() for area in areas)


def test_a_problem_is_of_the_place_in_whose_entry_it_stands() -> None:
    standing = Standing(read_folder(SINK).written)
    mark = standing.at("water")
    assert mark is not None
    first, inside, of_line = (
        Problem(Mark(mark.file, mark.line, 1), "rule", "at the name"),
        Problem(Mark(mark.file, mark.line + 1, 9), "rule", "inside"),
        Problem(Mark("menus/line.yaml", 3, 1), "rule", "of the whole line"),
    )
    assert standing.by_place([first, inside, of_line]) == {"water": (first, inside), "": (of_line,)}


def test_a_problem_of_words_is_the_place_s_too(tmp_path: Path) -> None:
    shutil.copytree(SINK, tmp_path, dirs_exist_ok=True)
    words = next(path for path in (tmp_path / "content" / "en").iterdir() if "\nwater:" in path.read_text("utf-8"))
    words.write_text(words.read_text("utf-8").replace("\nwater:\n", "\nwater:\n  colour: red\n"), encoding="utf-8")
    report = examine(tmp_path)
    standing = Standing(read_folder(tmp_path).written)
    assert [problem.rule for problem in standing.by_place(report.errors)["water"]] == ["unknown-key"]
