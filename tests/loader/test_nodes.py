"""No YAML file, however broken, gives a traceback: it gives a problem that says where, what was found and what fits."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from hotline.loader import Mark, Problem, Text, nodes
from hotline.loader.nodes import Row, Table, read

NAME = "menus/heat.yaml"
GOOD = "heat:\n  number: 300\n  choices: [oven, toaster]\n"
PARSERS = {"in C": yaml.CSafeLoader, "in Python": yaml.SafeLoader}  # PyYAML has the second where the first is not built
SECOND = 1.0  # of this process alone, so that a busy machine changes nothing


class Broken(NamedTuple):
    why: str
    data: str | bytes
    line: int
    column: int
    rule: str
    phrase: str


BOMB = b"".join(  # the classic: nine lines, a billion words
    [b"a: &a [lol,lol,lol,lol,lol,lol,lol,lol,lol]\n"]
    + [b"%c: &%c [%s]\n" % (c, c, b",".join([b"*%c" % (c - 1)] * 9)) for c in b"bcdefgh"]
)
FLAT_BOMB = "a: &a " + "x" * 1000 + "\nb: [" + ", ".join(["*a"] * 50_000) + "]\n"

# fmt: off
NOT_YAML = [
    Broken("colon in a text", "heat:\n  sms: Emergency? Call: 911\n", 2, 23, "not-yaml", "put quotes around the whole text"),
    Broken("colon in a text in brackets", "a: {sms: Call: now, voice: b}\n", 1, 14, "not-yaml", "quotes around the text"),
    Broken("text begins with a bracket", "a:\n  sms: {number:988} helps\n", 2, 21, "not-yaml", "begins with { needs quotes"),
    Broken("the same with a square one", "a:\n  sms: [sic] said\n", 2, 14, "not-yaml", "begins with [ needs quotes"),
    Broken("apostrophe in single quotes", "a: 'It's cold'\n", 1, 8, "not-yaml", "the other kind of quotes than '"),
    Broken("quotes in quotes", 'a: "He said "hi" to me"\n', 1, 14, "not-yaml", 'the other kind of quotes than "'),
    Broken("text behind quotes", 'a: "b" c\n', 1, 8, "not-yaml", "the text in quotes ended before this"),
    Broken("quote never closed", 'a: b\nc: "d\ne: f\n', 2, 4, "not-yaml", "the quote that opens here is never closed"),
    Broken("apostrophe never closed", "a: b\nc: 'd\ne: f\n", 2, 4, "not-yaml", "the quote that opens here is never closed"),
    Broken("a list never closed", "a: b\nc: [d, e\nf: g\n", 2, 4, "not-yaml", "the bracket that opens here is not closed"),
    Broken("a table never closed", "a: {b: c\n", 1, 4, "not-yaml", "the bracket that opens here is not closed"),
    Broken("nothing in an open list", "a: b\nc: [\n", 3, 1, "not-yaml", "a bracket that was opened is not closed"),
    Broken("closed but not opened", "a: ]\n", 1, 4, "not-yaml", "a text was expected before ]"),
    Broken("two commas", "a: [b,, c]\n", 1, 7, "not-yaml", "a text was expected before ,"),
    Broken("tab as indent", "a:\n\tb: c\n", 2, 1, "not-yaml", "a tab is used here; indent with spaces"),
    Broken("tab after spaces", "a:\n  b: c\n\td: e\n", 3, 1, "not-yaml", "a tab is used here; indent with spaces"),
    Broken("tab first of all", "\ta: b\n", 1, 1, "not-yaml", "a tab is used here; indent with spaces"),
    Broken("text begins with @", "a: @clinic\n", 1, 4, "not-yaml", "a text cannot begin with @; put quotes"),
    Broken("text begins with a backtick", "a: `b`\n", 1, 4, "not-yaml", "a text cannot begin with `; put quotes"),
    Broken("text begins with a percent sign", "a: %b\n", 1, 4, "not-yaml", "a text cannot begin with %; put quotes"),
    Broken("text in bold", "a: **b**\n", 1, 4, "not-yaml", "begins with * or & needs quotes"),
    Broken("text begins with &", "a: & b\n", 1, 4, "not-yaml", "begins with * or & needs quotes"),
    Broken("text begins with a question", "a: ? b\n", 1, 4, "not-yaml", "begins with a question mark and a space needs quotes"),
    Broken("no space behind the colon", "a: b\nc:d\ne: f\n", 2, 1, "not-yaml", 'no colon and space; write "name: value"'),
    Broken("no colon at all", "a: b\nwords\nc: d\n", 2, 1, "not-yaml", 'no colon and space; write "name: value"'),
    Broken("text not indented", "a: >-\nwords\nb: c\n", 2, 1, "not-yaml", "indent it as a part of the text above"),
    Broken("indented less", "a:\n    b: c\n  d: e\n", 3, 3, "not-yaml", "begins in another column"),
    Broken("indented more", "a: b\n  c: d\n", 2, 4, "not-yaml", "does not fit under the line above"),
    Broken("the line above has no colon", "a\nb: c\n", 2, 2, "not-yaml", "the line above needs its own colon"),
    Broken("a colon alone", "a: b\n: c\n", 2, 1, "not-yaml", "a colon without a name"),
    Broken("list item behind a name", "a: - b\n", 1, 4, "not-yaml", "a list item cannot stand here"),
    Broken("list item among entries", "a: b\n- c\n", 2, 1, "not-yaml", "a list item"),
    Broken("text behind >-", "a: >- b\n  c\n", 1, 7, "not-yaml", "begin the text on the next line"),
    Broken("half a surrogate pair", 'a: "\\uZZZZ"\n', 1, 7, "not-yaml", "a backslash in double quotes"),
    Broken("a second document", "a: b\n---\nc: d\n", 2, 1, "not-yaml", '"---" starts a second document'),
    Broken("behind the end", "a: b\n...\nc: d\n", 3, 1, "not-yaml", 'nor follow a line "..."'),
    Broken("another YAML", "%YAML 2.0\n---\na: b\n", 1, 1, "not-yaml", 'a line cannot begin with "%"'),
    Broken("a name of 2,000 letters", f"{'x' * 2000}: b\n", 1, 2001, "not-yaml", "the name before this colon is too long"),
    Broken("an error behind CR line ends", "a: b\rc: [\r", 3, 1, "not-yaml", "a bracket that was opened"),
    Broken("an error behind CRLF line ends", "a: b\r\nc: [\r\n", 3, 1, "not-yaml", "a bracket that was opened"),
    Broken("an error behind a wide letter", "a: b\nü: c: d\n", 2, 5, "not-yaml", "put quotes around the whole text"),
]
WRONG_KIND = [
    Broken("a scalar at the top", "just words\n", 1, 1, "wrong-kind", 'entries like "name: value", not the text "just words"'),
    Broken("one entry without a space", "a:b\n", 1, 1, "wrong-kind", 'not the text "a:b"'),
    Broken("a list at the top", "# why\n- a\n- b\n", 2, 1, "wrong-kind", 'entries like "name: value", not a list'),
    Broken("a key that is a list", "a: b\n[c, d]: e\n", 2, 1, "wrong-kind", "a list cannot be the name before a colon"),
    Broken("a key that is a table", "{a: b}: c\n", 1, 1, "wrong-kind", "cannot be the name before a colon"),
    Broken("a marked key that is a list", "? [a]\n: b\n", 1, 3, "wrong-kind", "a list cannot be the name before a colon"),
    Broken("empty", "", 1, 1, "empty-file", "is empty; a file holds at least one entry"),
    Broken("blanks", "\n  \n\n", 1, 1, "empty-file", "at least one entry"),
    Broken("only comments", "# nothing\n# yet\n", 1, 1, "empty-file", "at least one entry"),
    Broken("only a document mark", "---\n", 1, 1, "empty-file", "at least one entry"),
    Broken("an empty table", "# nothing\n{}\n", 1, 1, "empty-file", "at least one entry"),
]
REFUSED = [
    Broken("an alias", "a: b\nc: *a\n", 2, 4, "alias", '"*a" stands for another text; write that text here'),
    Broken("an anchor", "a: &b c\n", 1, 4, "alias", '"&b" names a text; take it out'),
    Broken("an anchor on a table", "a: &b\n  c: d\n", 1, 4, "alias", '"&b"'),
    Broken("alias bomb", BOMB, 1, 4, "alias", '"&a"'),
    Broken("flat alias bomb", FLAT_BOMB, 1, 4, "alias", '"&a"'),
    Broken("a bomb without a fuse", "a: [*a, *a]\n", 1, 5, "alias", '"*a"'),
    Broken("a merge of another table", "a:\n  <<: *b\n", 2, 7, "alias", '"*b"'),
    Broken("a tag", "a: !color red\n", 1, 4, "tag", '"!color" is a tag; take it out, or put quotes'),
    Broken("YAML's own tag", "a: !!int 7\n", 1, 4, "tag", "is a tag"),
    Broken("code in a tag", "a: !!python/object/apply:os.system [ls]\n", 1, 4, "tag", "is a tag"),
    Broken("a bare tag would eat the sign", "a: ! Wet floor\n", 1, 4, "tag", '"!" is a tag'),
    Broken("the same key twice", "a: b\nc: d\na: e\n", 3, 1, "duplicate-key", '"a" stands here twice; the first is in line 1'),
    Broken("the same key twice in a line", "a: {b: c, b: d}\n", 1, 11, "duplicate-key", "the first is in line 1"),
    Broken("the same key, quoted", 'a: b\n"a": c\n', 2, 1, "duplicate-key", "the first is in line 1"),
]
ENCODING = [
    Broken("UTF-16 LE with its mark", GOOD.encode("utf-16"), 1, 1, "encoding", "is saved as UTF-16; save it as UTF-8"),
    Broken("UTF-16 BE with its mark", b"\xfe\xff" + GOOD.encode("utf-16-be"), 1, 1, "encoding", "is saved as UTF-16"),
    Broken("UTF-16 LE without", GOOD.encode("utf-16-le"), 1, 1, "encoding", "is saved as UTF-16"),
    Broken("UTF-16 BE without", GOOD.encode("utf-16-be"), 1, 1, "encoding", "is saved as UTF-16"),
    Broken("UTF-32", GOOD.encode("utf-32"), 1, 1, "encoding", "UTF-8"),
    Broken("latin-1", "a: b\nlabel: menú\n".encode("latin-1"), 2, 11, "encoding", 'the character "ú" is not saved as UTF-8'),
    Broken("cp1252", "label: “hot”\n".encode("cp1252"), 1, 8, "encoding", 'the character "“" is not saved as UTF-8'),
    Broken("latin-1 behind a BOM", b"\xef\xbb\xbfa: \xfa\n", 1, 4, "encoding", "is not saved as UTF-8"),
    Broken("half a letter at the end", b"a: caf\xc3", 1, 7, "encoding", "is not saved as UTF-8"),
    Broken("a surrogate as bytes", b"a: \xed\xa0\x80\n", 1, 4, "encoding", "is not saved as UTF-8"),
    Broken("not a text at all", bytes(range(256)) * 10, 3, 115, "encoding", "is not saved as UTF-8"),
    Broken("NUL", b"a: b\nc: d\x00e\n", 2, 5, "encoding", "U+0000"),
    Broken("NUL with CR line ends", b"a: b\rc: d\x00e\r", 2, 5, "encoding", "U+0000"),
    Broken("NUL with CRLF line ends", b"a: b\r\nc: d\x00e\r\n", 2, 5, "encoding", "U+0000"),
    Broken("NUL behind a wide letter", "a: ü\x00\n", 1, 5, "encoding", "U+0000"),
    Broken("two files in one", "\ufeffa: b\n\ufeffc: d\n", 2, 1, "encoding", "U+FEFF"),
    Broken("no character at all", "a: \uffff\n", 1, 4, "encoding", "U+FFFF"),
    Broken("NUL in disguise", 'a: b\nc: "d\\0e"\n', 2, 4, "encoding", "an invisible character (U+0000)"),
    Broken("ESC in disguise", 'a: ["\\e[31m"]\n', 1, 5, "encoding", "an invisible character (U+001B)"),
]
# fmt: on
EVERYTHING = NOT_YAML + WRONG_KIND + REFUSED + ENCODING


@pytest.fixture(params=PARSERS)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each of PyYAML's two parsers; they differ in their wording, and operators must not see it."""
    monkeypatch.setattr(nodes, "_PARSER", PARSERS[request.param])


def look(tmp_path: Path, data: str | bytes) -> tuple[Table, list[Problem]]:
    path = tmp_path / "heat.yaml"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    before = time.process_time()
    table, problems = read(path, NAME)
    assert time.process_time() - before < SECOND
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
