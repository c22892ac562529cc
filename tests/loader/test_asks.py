"""A question goes to the others of its place, in the way in which they are written, and nothing else changes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from hotline.loader import NotWritten, add_ask, parts
from hotline.loader.nodes import Row, read

NAME = "content/en/care.yaml"
ASK = "will it grow back"
PARSERS = {"in C": yaml.CSafeLoader, "in Python": yaml.SafeLoader}


@pytest.fixture(params=PARSERS)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each of PyYAML's two parsers: they mark the place of an empty value differently."""
    monkeypatch.setattr(parts, "_PARSER", PARSERS[request.param])


class Layout(NamedTuple):
    """A file before and after ``hair`` gets a question."""

    why: str
    before: str
    after: str


LAYOUTS = [
    Layout(
        "one a line below a bar, as it is shipped",
        "hair:\n  asks: |\n    one\n    two\n  sms: x\n",
        f"hair:\n  asks: |\n    one\n    two\n    {ASK}\n  sms: x\n",
    ),
    Layout(
        "below a bar, with blank lines after it and a comment of the next place",
        "hair:\n  asks: |  # slips stay\n     one\n\n     two\n\n# skin next\nskin:\n  asks: |\n    one\n",
        f"hair:\n  asks: |  # slips stay\n     one\n\n     two\n     {ASK}\n\n# skin next\nskin:\n  asks: |\n    one\n",
    ),
    Layout(
        "below a bar whose first line is further in",
        "hair:\n  asks: |2\n     one\n    two\n",
        f"hair:\n  asks: |2\n     one\n    two\n    {ASK}\n",
    ),
    Layout(
        "below a bar at the end of a file without a line end",
        "hair:\n  asks: |-\n    one",
        f"hair:\n  asks: |-\n    one\n    {ASK}",
    ),
    Layout(
        "a list line by line, with comments",
        "hair:\n  asks:  # all of them\n    - one\n    - two  # of two\n    # end\n  sms: x\n",
        f"hair:\n  asks:  # all of them\n    - one\n    - two  # of two\n    - {ASK}\n    # end\n  sms: x\n",
    ),
    Layout(
        "a list line by line that is not further in",
        "hair:\n  asks:\n  - one\n  sms: x\n",
        f"hair:\n  asks:\n  - one\n  - {ASK}\n  sms: x\n",
    ),
    Layout(
        "a list in quotes",
        "hair:\n  asks:\n    - 'one'\n    - \"two\"\n",
        f'hair:\n  asks:\n    - \'one\'\n    - "two"\n    - "{ASK}"\n',
    ),
    Layout(
        "a list in brackets",
        "hair:\n  asks: [one, two, ]  # both\n",
        f"hair:\n  asks: [one, two, {ASK}, ]  # both\n",
    ),
    Layout(
        "a list in brackets over lines",
        "hair:\n  asks: [one,\n    two  # of two\n  ]\n  sms: x\n",
        f"hair:\n  asks: [one,\n    two, {ASK}  # of two\n  ]\n  sms: x\n",
    ),
    Layout("empty brackets", "hair:\n  asks: []\n  sms: x\n", f"hair:\n  asks: [{ASK}]\n  sms: x\n"),
    Layout("nothing behind the colon", "hair:\n  asks:\n  sms: x\n", f"hair:\n  asks: [{ASK}]\n  sms: x\n"),
    Layout(
        "no asks yet: below the keywords",
        "hair:\n  label: hair\n  keywords: [hair,\n    wig]  # two\n  sms: x\n",
        f"hair:\n  label: hair\n  keywords: [hair,\n    wig]  # two\n  asks:\n    - {ASK}\n  sms: x\n",
    ),
    Layout(
        "no asks and no keywords: below the label",
        "# top\nhair:\n    label: hair\n\n    sms: x\n",
        f"# top\nhair:\n    label: hair\n    asks:\n      - {ASK}\n\n    sms: x\n",
    ),
    Layout(
        "no asks, and the words end with a text",
        "hair:\n  sms: >-\n    One.\n\n    Two.\n\nskin: x\n",
        f"hair:\n  sms: >-\n    One.\n\n    Two.\n  asks:\n    - {ASK}\n\nskin: x\n",
    ),
    Layout(
        "the whole entry on one line",
        "hair: {label: hair, keywords: [a, b], sms: x}\n",
        f"hair: {{label: hair, keywords: [a, b], asks: [{ASK}], sms: x}}\n",
    ),
    Layout(
        "Windows' line ends and a byte order mark",
        "\ufeffhair:\r\n  label: hair\r\n  asks: |\r\n    one\r\n  sms: x\r\n",
        f"\ufeffhair:\r\n  label: hair\r\n  asks: |\r\n    one\r\n    {ASK}\r\n  sms: x\r\n",
    ),
    Layout(
        "Windows' line ends and no asks yet",
        "hair:\r\n  label: hair\r\n  sms: x\r\n",
        f"hair:\r\n  label: hair\r\n  asks:\r\n    - {ASK}\r\n  sms: x\r\n",
    ),
]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("layout", LAYOUTS, ids=[layout.why for layout in LAYOUTS])
def test_only_the_question_is_added(layout: Layout, tmp_path: Path) -> None:
    path = tmp_path / "care.yaml"
    path.write_bytes(layout.before.encode())
    add_ask(path, NAME, "hair", ASK)
    assert path.read_bytes().decode() == layout.after
    assert os.listdir(tmp_path) == ["care.yaml"]


def asks(path: Path) -> list[str]:
    table, problems = read(path, NAME)
    assert not problems
    found = table.get("hair").get("asks")  # type: ignore[union-attr]
    return [str(item) for item in found.items] if isinstance(found, Row) else str(found).strip("\n").split("\n")


BEFORE = ["asks: |\n    one\n", "asks: [one]\n", "asks:\n  - one\n", 'asks: ["one"]\n']


@pytest.mark.parametrize("before", BEFORE)
@given(question=st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1))
def test_a_question_may_hold_anything_printable(
    before: str, question: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("line") / "care.yaml"
    path.write_text(f"hair:\n  {before}", encoding="utf-8")
    add_ask(path, NAME, "hair", question)
    assert asks(path) == ["one", question]


@pytest.mark.parametrize(
    "question", ["what's this: a #1, [b] {c}?", "¿se cae el pelo?", "no", "- a", "| b", "it is 'x'"]
)
@pytest.mark.parametrize("before", BEFORE)
def test_signs_of_yaml_are_part_of_the_question(before: str, question: str, tmp_path: Path) -> None:
    path = tmp_path / "care.yaml"
    path.write_text(f"hair:\n  {before}", encoding="utf-8")
    add_ask(path, NAME, "hair", question)
    assert asks(path) == ["one", question]
    read_by_others = yaml.safe_load(path.read_text("utf-8"))["hair"]["asks"]
    assert question in read_by_others


@pytest.mark.parametrize(
    ("data", "question", "says"),
    [
        ("hair: {label: a}\n", " ", "a text of one line"),
        ("hair: {label: a}\n", "a\nb", "a text of one line"),
        ("skin: {label: a}\n", ASK, 'no words of "hair"'),
        ("hair:\nskin: {label: a}\n", ASK, 'no words of "hair"'),
        ("hair:\n  asks: >\n    one\n    two\n", ASK, 'below "|"'),
        ("hair:\n  asks: just one\n", ASK, 'below "|"'),
        ("hair:\n  asks: |\n  sms: x\n", ASK, 'below "|"'),
        ("hair:\n  asks: {a: b}\n", ASK, "cannot be changed safely"),
        ("hair: {label: a\n", ASK, "(not-yaml)"),
    ],
)
def test_what_cannot_be_done_safely_is_refused_and_nothing_is_written(
    data: str, question: str, says: str, tmp_path: Path
) -> None:
    path = tmp_path / "care.yaml"
    path.write_text(data, encoding="utf-8")
    with pytest.raises(NotWritten) as refused:
        add_ask(path, NAME, "hair", question)
    assert str(refused.value).startswith(f"{NAME}:")
    assert says in str(refused.value)
    assert path.read_text(encoding="utf-8") == data
    assert os.listdir(tmp_path) == ["care.yaml"]
