"""No YAML file, however broken, gives a traceback: it gives a problem that says where, what was found and what fits."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml

from hotline.loader import Mark, Problem, Text, nodes
from hotline.loader.nodes import Row, Table, read
from tests.loader.broken import EVERYTHING, GOOD, Broken

NAME = "menus/heat.yaml"
PARSERS = {"in C": yaml.CSafeLoader, "in Python": yaml.SafeLoader}  # PyYAML has the second where the first is not built
ENTRIES, TIMES = 2_500, 120  # nothing takes longer than so many times a file of so many good entries: a second or so


@pytest.fixture(params=PARSERS)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each of PyYAML's two parsers; they differ in their wording, and operators must not see it."""
    monkeypatch.setattr(nodes, "_PARSER", PARSERS[request.param])


def timed(path: Path) -> tuple[Table, list[Problem], float]:
    before = time.process_time()
    table, problems = read(path, NAME)
    return table, problems, time.process_time() - before


@cache
def ordinary() -> float:
    """Seconds of this process that a good file of middle size takes, here and now."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "heat.yaml"
        path.write_text("".join(f"k{n}: v\n" for n in range(ENTRIES)))
        return min(timed(path)[2] for _ in range(3))


def look(tmp_path: Path, data: str | bytes) -> tuple[Table, list[Problem]]:
    path = tmp_path / "heat.yaml"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    table, problems, seconds = timed(path)
    longest = TIMES * ordinary()
    assert seconds < longest or timed(path)[2] < longest  # the second time in case the machine was busy
    assert table.mark.file == NAME
    return table, problems


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("case", EVERYTHING, ids=[case.why for case in EVERYTHING])
def test_what_is_broken_is_told_where_it_is(case: Broken, tmp_path: Path) -> None:
    _, problems = look(tmp_path, case.data)
    assert [(*p.mark, p.rule, p.severity) for p in problems] == [(NAME, case.line, case.column, case.rule, "error")]
    assert case.phrase in problems[0].message


@pytest.mark.parametrize("case", EVERYTHING, ids=[case.why for case in EVERYTHING])
def test_messages_are_for_operators(case: Broken, tmp_path: Path) -> None:
    for problem in look(tmp_path, case.data)[1]:
        said = str(problem)
        assert said.isprintable()
        assert said.startswith(f"{NAME}:{case.line}:{case.column}: ")
        assert said.endswith(f" ({case.rule})")
        assert len(problem.message) < 160
        assert not any(word in said for word in ("mapping", "scalar", "token", "sequence", "block", "flow", "node"))


# fmt: off
ODD = [  # (why, data, where, phrase): the parsers stop in two places, or only one of them stops
    ("a line of a percent sign", "%b\na: c\n", {(1, 3), (2, 1)}, 'a line cannot begin with "%"'),
    ("a path from Windows", 'a: "C:\\quilt"\n', {(1, 7), (1, 8)}, "a backslash in double quotes"),
    ("a letter that there is not", 'a: "\\U00110000"\n', {(1, 1), (1, 7)}, "backslash"),
    ("half a letter", 'a: "\\ud800"\n', {(1, 4), (1, 7)}, ""),
    ("a number too long to read", f"%YAML 1.{'9' * 5000}\n---\na: b\n", {(1, 1), (1, 18), (1, 9), (1, 7)}, ""),
]
# fmt: on


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(("data", "where", "phrase"), [odd[1:] for odd in ODD], ids=[odd[0] for odd in ODD])
def test_where_the_parsers_differ(data: str, where: set[tuple[int, int]], phrase: str, tmp_path: Path) -> None:
    (problem,) = look(tmp_path, data)[1]
    assert (problem.mark.line, problem.mark.column) in where
    assert phrase in problem.message


CONTROLS = [*range(9), 0xB, 0xC, *range(0xE, 0x20), 0x7F, *range(0x80, 0x85), *range(0x86, 0xA0), 0xFEFF, 0xFFFE]


@pytest.mark.parametrize("code", CONTROLS, ids=hex)
def test_control_characters(code: int, tmp_path: Path) -> None:
    (problem,) = look(tmp_path, f"a: b\nc: d{chr(code)}e\n")[1]
    assert (problem.mark, problem.rule) == (Mark(NAME, 2, 5), "encoding")
    assert f"U+{code:04X}" in problem.message
    assert "delete" in problem.message


def deep(depth: int) -> str:
    """Lists in lists, so that the innermost is this deep; the file's own table counts as one."""
    return f"a: {'[' * (depth - 1)}{']' * (depth - 1)}\n"


# fmt: off
LIMITS = [  # n is fine, n + 1 is not
    ("1,000,000 bytes", "a: b\n#" + "x" * 999_994, None),
    ("1,000,001 bytes", "a: b\n#" + "x" * 999_995, (1, 1, "too-big", "over 1,000,000 bytes; split it")),
    ("100,000 entries", "a: [" + "b," * 99_997 + "]", None),
    ("100,001 entries", "a: [" + "b," * 99_998 + "]", (1, 199_999, "too-big", "over 100,000 entries; split it")),
    ("50 deep", deep(50), None),
    ("51 deep", deep(51), (1, 53, "too-deep", "nested over 50 deep")),
    ("200,000 brackets", "a: " + "[" * 200_000, (1, 53, "too-deep", "nested over 50 deep")),
    ("200,000 curly brackets", "{" * 200_000, (1, 51, "too-deep", "nested over 50 deep")),
    ("200,000 curly brackets with names", "{a: " * 200_000, (1, 198, "too-deep", "nested over 50 deep")),
    ("200,000 brackets, a line each", "[\n" * 200_000, (51, 1, "too-deep", "nested over 50 deep")),
    ("200,000 brackets that close", "a: " + "[" * 200_000 + "]" * 200_000, (1, 53, "too-deep", "nested")),
    ("200,000 list items in each other", "- " * 200_000, (1, 101, "too-deep", "nested over 50 deep")),
    ("200,000 questions in each other", "? " * 200_000, (1, 101, "too-deep", "nested over 50 deep")),
    ("1,400 tables in each other", "".join(f"{' ' * n}a:\n" for n in range(1400)), (50, 50, "too-deep", "nested")),
]
# fmt: on


@pytest.mark.parametrize(("data", "expected"), [limit[1:] for limit in LIMITS], ids=[limit[0] for limit in LIMITS])
def test_limits(data: str, expected: tuple[int, int, str, str] | None, tmp_path: Path) -> None:
    _, problems = look(tmp_path, data)
    if expected is None:
        assert not problems
        return
    line, column, rule, phrase = expected
    assert [(*p.mark, p.rule) for p in problems] == [(NAME, line, column, rule)]
    assert phrase in problems[0].message


def test_very_many_duplicates_are_told_in_time(tmp_path: Path) -> None:
    many = "".join(f"k{n}: v\n" for n in range(24_000)) + "k23999: v\n" * 24_000
    problems = look(tmp_path, many)[1]
    assert len(problems) == 24_000
    assert problems[0].message == '"k23999" stands here twice; the first is in line 24000'


def test_very_long_lines_are_read(tmp_path: Path) -> None:
    table, problems = look(tmp_path, f"a: {'word ' * 150_000}\nb: {'x' * 200_000}\n")
    assert not problems
    assert len(str(table.get("b"))) == 200_000


def test_a_very_long_text_is_not_quoted_whole(tmp_path: Path) -> None:
    for data in (f"a: &{'x' * 900_000} b\n", f"{'x' * 900_000}\n", f"a: {'x' * 900_000}: b\n"):
        (problem,) = look(tmp_path, data)[1]
        assert len(str(problem)) < 220


def unreadable(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Things that are no file, and what is said of them."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "one").symlink_to(tmp_path / "other")
    (tmp_path / "other").symlink_to(tmp_path / "one")
    (tmp_path / "endless").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "pipe")
    yield "folder", "is a folder; a YAML file was expected"
    yield "missing", "is missing"
    yield "dangling", "is a link to a file that is not there"
    yield "loop", "is a link that leads back to itself"
    yield "one", "is a link that leads back to itself"
    yield "endless", "is no ordinary file; a YAML file was expected"
    yield "pipe", "is no ordinary file; a YAML file was expected"
    yield "folder/missing", "is missing"
    yield f"{'x' * 300}", "cannot be read: File name too long"


def test_what_is_no_file(tmp_path: Path) -> None:
    for name, message in unreadable(tmp_path):
        table, problems = read(tmp_path / name, NAME)
        assert not table.rows
        assert [(p.mark, p.rule) for p in problems] == [(Mark(NAME), "unreadable")], name
        assert problems[0].message.startswith(message)


AS_TYPED = [
    *("no", "yes", "on", "off", "true", "False", "~", "null", "NULL", "0800", "010", "0x1F", "0b1", "1_000"),
    *("9:00", "09:30:00", "+1555", "-7", "1e3", "1.0", ".inf", ".NaN", "2026-11-23", "2026-11-23T09:00:00Z"),
    *("=", "<<", "y", "N", "a:b", "http://example.org/a#b", "50%", "it's", "a, b", "don't {stop}"),
]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("typed", AS_TYPED)
def test_scalars_are_text_as_typed(typed: str, tmp_path: Path) -> None:
    table, problems = look(tmp_path, f"a: {typed}\nb: [no]\n")
    assert not problems
    assert table.get("a") == typed
    key, _ = look(tmp_path, f"{typed}: a\n")
    assert key.get(typed) == "a"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"], ids=["", "BOM"])
def test_every_value_knows_where_it_stands(end: str, bom: bytes, tmp_path: Path) -> None:
    table, problems = look(tmp_path, bom + GOOD.replace("\n", end).encode())
    assert not problems
    (name,) = table.rows
    inner = table.get("heat")
    assert isinstance(inner, Table)
    choices = inner.get("choices")
    assert isinstance(choices, Row)
    assert [(text, text.mark) for text in (name, inner.get("number"), *choices.items) if isinstance(text, Text)] == [
        ("heat", Mark(NAME, 1, 1)),
        ("300", Mark(NAME, 2, 11)),
        ("oven", Mark(NAME, 3, 13)),
        ("toaster", Mark(NAME, 3, 19)),
    ]
    assert (inner.mark, choices.mark) == (Mark(NAME, 2, 3), Mark(NAME, 3, 12))


def test_the_first_of_two_equal_keys_is_gone_on_with(tmp_path: Path) -> None:
    table, _ = look(tmp_path, "a: b\na: [c, d]\ne: f\n")
    assert table.rows == {"a": "b", "e": "f"}


def test_several_problems_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    _, problems = look(tmp_path, 'a: b\na: c\nd: "\\0"\nd: e\nf: *g\n')
    assert [(p.mark.line, p.rule) for p in problems] == [
        (2, "duplicate-key"),
        (3, "encoding"),
        (4, "duplicate-key"),
        (5, "alias"),
    ]
