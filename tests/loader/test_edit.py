"""The review of one entry changes and no other byte of the file, whatever the file looks like."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from hotline.loader import NotWritten, parts, set_review
from hotline.loader.nodes import Node, Row, Table, read
from hotline.loader.source import BYTES

NAME = "content/en/care.yaml"
DRAFT = {"status": "draft"}
SIGNED = {
    "status": "approved",
    "role": "oncology nurse",
    "on": "2026-11-23",
    "next": "2027-06-01",
    "hash": "93fe336edf557d22",
}
FLOW = "{status: approved, role: oncology nurse, on: 2026-11-23, next: 2027-06-01, hash: 93fe336edf557d22}"
REST = ", role: oncology nurse, on: 2026-11-23, next: 2027-06-01, hash: 93fe336edf557d22"
PARSERS = {"in C": yaml.CSafeLoader, "in Python": yaml.SafeLoader}


@pytest.fixture(params=PARSERS)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each of PyYAML's two parsers: they mark the place of an empty value differently."""
    monkeypatch.setattr(parts, "_PARSER", PARSERS[request.param])


def written(path: Path, data: str | bytes, review: dict[str, str], place: str = "hair") -> bytes:
    """What stands in the file after the review was set."""
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    set_review(path, NAME, place, review)
    assert [entry.name for entry in path.parent.iterdir()] == [path.name], "nothing is left beside the file"
    return path.read_bytes()


def plain(node: Node | None) -> object:
    if isinstance(node, Table):
        return {str(key): plain(value) for key, value in node.rows.items()}
    return [plain(item) for item in node.items] if isinstance(node, Row) else str(node)


def values(path: Path) -> dict[str, dict[str, object]]:
    table, problems = read(path, NAME)
    assert not problems
    found = plain(table)
    assert isinstance(found, dict)
    return found


class Layout(NamedTuple):
    """A file before and after ``hair`` is set to a review."""

    why: str
    before: str
    after: str
    review: dict[str, str] = SIGNED


LAYOUTS = [
    Layout(
        "one line in brackets, as it is shipped",
        "hair:\n  label: hair\n  review: {status: draft}\nskin:\n  review: {status: draft}\n",
        f"hair:\n  label: hair\n  review: {FLOW}\nskin:\n  review: {{status: draft}}\n",
    ),
    Layout(
        "comments and blanks around it",
        "# top\nhair: # the place\n  label: hair\n  review:   { status: draft }   # nobody yet\n\n  # after\nskin: x",
        f"# top\nhair: # the place\n  label: hair\n  review:   {{ status: approved{REST} }}   # nobody yet\n\n"
        "  # after\nskin: x",
    ),
    Layout(
        "the review is not the last key",
        "hair:\n  review: {status: draft}\n  label: hair\n",
        f"hair:\n  review: {FLOW}\n  label: hair\n",
    ),
    Layout(
        "line by line, with comments in between",
        "hair:\n  label: hair\n  review:  # see the list\n    # the state\n    status: draft  # still\n"
        "    # end\nskin: x\n",
        "hair:\n  label: hair\n  review:  # see the list\n    # the state\n    status: approved  # still\n"
        "    role: oncology nurse\n    on: 2026-11-23\n    next: 2027-06-01\n    hash: 93fe336edf557d22\n"
        "    # end\nskin: x\n",
    ),
    Layout(
        "line by line at the end of a file without a line end",
        "hair:\n   review:\n         status: draft",
        "hair:\n   review:\n         status: approved\n         role: oncology nurse\n         on: 2026-11-23\n"
        "         next: 2027-06-01\n         hash: 93fe336edf557d22",
    ),
    Layout(
        "signed again: only what differs is exchanged, the order and the quotes stay",
        "hair:\n  review:\n    hash: 'ffffffffffffffff'\n    status: \"approved\"\n    next: 2026-01-01 # soon\n"
        "    on: 2025-01-01\n    role: 'oncology nurse'\n",
        'hair:\n  review:\n    hash: "93fe336edf557d22"\n    status: "approved"\n    next: 2027-06-01 # soon\n'
        "    on: 2026-11-23\n    role: 'oncology nurse'\n",
    ),
    Layout(
        "brackets over several lines with comments that hold commas",
        "hair:\n  review: {  # a, b\n    status: draft, # c, d\n  } # e\nskin: x\n",
        f"hair:\n  review: {{  # a, b\n    status: approved{REST}, # c, d\n  }} # e\nskin: x\n",
    ),
    Layout(
        "no review yet: below the last key",
        "hair:\n    label: hair\n    asks:\n    - why\n    - when # first\n\n# skin next\nskin: x\n",
        f"hair:\n    label: hair\n    asks:\n    - why\n    - when # first\n    review: {FLOW}\n\n"
        "# skin next\nskin: x\n",
    ),
    Layout(
        "no review yet, after a folded text and a comment",
        "hair:\n  voice: >-\n    One.\n\n    Two.\n\n  # nobody\n\nskin: x\n",
        f"hair:\n  voice: >-\n    One.\n\n    Two.\n  review: {FLOW}\n\n  # nobody\n\nskin: x\n",
    ),
    Layout(
        "no review yet, after a text that keeps its blank lines at the end of the file",
        "hair:\n  voice: |+\n    One.\n\n",
        f"hair:\n  voice: |+\n    One.\n  review: {FLOW}\n\n",
    ),
    Layout(
        "no review yet, after a text at the end of a file without a line end",
        "hair:\n  voice: |\n    One.",
        f"hair:\n  voice: |\n    One.\n  review: {FLOW}",
    ),
    Layout(
        "no review yet, and the last key has no value",
        "hair:\n  label: hair\n  asks:\n  # none\nskin: x\n",
        f"hair:\n  label: hair\n  asks:\n  review: {FLOW}\n  # none\nskin: x\n",
    ),
    Layout(
        "the whole entry on one line",
        "hair: {label: hair, review: {status: draft}}  # short\nskin: x\n",
        f"hair: {{label: hair, review: {FLOW}}}  # short\nskin: x\n",
    ),
    Layout(
        "the whole entry on one line without a review",
        "hair: {label: hair, asks: [a, b], }\n",
        f"hair: {{label: hair, asks: [a, b], review: {FLOW}, }}\n",
    ),
    Layout(
        "the whole file in brackets and quotes",
        '{"hair":{"label":"hair","review":{"status":"draft"}},"skin":{"review":{"status":"draft"}}}\n',
        f'{{"hair":{{"label":"hair","review":{{"status":"approved"{REST}}}}},"skin":{{"review":{{"status":"draft"}}}}}}\n',
    ),
    Layout(
        "the whole file is indented",
        "   hair:\n      review:\n         status: draft\n   skin: x\n",
        "   hair:\n      review:\n         status: approved\n         role: oncology nurse\n         on: 2026-11-23\n"
        "         next: 2027-06-01\n         hash: 93fe336edf557d22\n   skin: x\n",
    ),
    Layout(
        "Windows' line ends",
        "hair:\r\n  label: hair\r\n  review:\r\n    status: draft\r\nskin: x\r\n",
        "hair:\r\n  label: hair\r\n  review:\r\n    status: approved\r\n    role: oncology nurse\r\n"
        "    on: 2026-11-23\r\n    next: 2027-06-01\r\n    hash: 93fe336edf557d22\r\nskin: x\r\n",
    ),
    Layout(
        "an old Mac's line ends",
        "hair:\r  label: hair\rskin: x\r",
        f"hair:\r  label: hair\r  review: {FLOW}\rskin: x\r",
    ),
    Layout(
        "a byte order mark, accents and an emoji before it",
        "\ufeffpiel: {label: ñandú 😀}\nhair:\n  label: 'cabello é'\n  review: {status: draft}\n",
        f"\ufeffpiel: {{label: ñandú 😀}}\nhair:\n  label: 'cabello é'\n  review: {FLOW}\n",
    ),
    Layout("the review is a word", "hair:\n  review: draft # a slip\n", f"hair:\n  review: {FLOW} # a slip\n"),
    Layout("the review is empty", "hair:\n  review:\n  label: hair\n", f"hair:\n  review: {FLOW}\n  label: hair\n"),
    Layout(
        "a status without a value",
        "hair:\n  review:\n    role: x\n    status:\n",
        "hair:\n  review:\n    role: oncology nurse\n    status: approved\n    on: 2026-11-23\n    next: 2027-06-01\n"
        "    hash: 93fe336edf557d22\n",
    ),
    Layout(
        "a begin mark and an end mark",
        "---\nhair:\n  label: a\n...\n",
        f"---\nhair:\n  label: a\n  review: {FLOW}\n...\n",
    ),
    Layout(
        "the same words in other places are left alone",
        "skin:\n  sms: 'review: {status: draft}'\n  hair: {review: {status: draft}}\nhair:\n"
        "  review: {status: draft}\n",
        f"skin:\n  sms: 'review: {{status: draft}}'\n  hair: {{review: {{status: draft}}}}\nhair:\n  review: {FLOW}\n",
    ),
    Layout("withdrawn, in brackets", f"hair:\n  review: {FLOW} # c\n", "hair:\n  review: {status: draft} # c\n", DRAFT),
    Layout(
        "withdrawn, the status written last",
        "hair:\n  review: {role: x, on: 2026-01-01, status: approved }\n",
        "hair:\n  review: {status: draft }\n",
        DRAFT,
    ),
    Layout(
        "withdrawn, in brackets over lines with comments",
        "hair:\n  review: {\n    on: 2026-01-01, # a, b\n    status: approved, # c\n    role: x\n  }\n",
        "hair:\n  review: {\n     # a, b\n    status: draft # c\n    \n  }\n",
        DRAFT,
    ),
    Layout(
        "withdrawn, line by line; a comment stays where its line goes",
        "hair:\n  review:\n    role: x\n    # who\n    status: approved\n    on: 2026-01-01  # a Monday\n"
        "    hash: ff\nskin: x\n",
        "hair:\n  review:\n    # who\n    status: draft\n      # a Monday\nskin: x\n",
        DRAFT,
    ),
    Layout(
        "withdrawn, at the end of a file without a line end",
        "hair:\r\n  review:\r\n    status: approved\r\n    role: x\r\n    hash: ff",
        "hair:\r\n  review:\r\n    status: draft",
        DRAFT,
    ),
    Layout(
        "nothing to change",
        "hair:\n  review: { 'status':   'draft' }\n",
        "hair:\n  review: { 'status':   'draft' }\n",
        DRAFT,
    ),
]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("layout", LAYOUTS, ids=[layout.why for layout in LAYOUTS])
def test_only_the_review_changes(layout: Layout, tmp_path: Path) -> None:
    path = tmp_path / "care.yaml"
    assert written(path, layout.before, layout.review).decode() == layout.after
    assert values(path)["hair"]["review"] == layout.review


ROLES = [
    "oncology nurse",
    "enfermera oncológica",
    "nurse: oncology",
    "nurse #2, day shift",
    'the "night" nurse',
    "children's nurse",
    "back\\slash \\n",
    "- nurse",
    "no",
    "12e5",
    "{nurse}",
    "[a, b]",
    "*nurse &c !x %y @z `w |v >u ?t",
    "護士 😀",
    "nurse (RN/BSN)",
    "~",
]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("before", ["hair:\n  review: {status: draft}\n", "hair:\n  review:\n    status: draft\n"])
def test_a_role_may_hold_anything_printable(role: str, before: str, tmp_path: Path) -> None:
    path = tmp_path / "care.yaml"
    written(path, before, {**SIGNED, "role": role})
    assert values(path)["hair"]["review"] == {**SIGNED, "role": role}
    assert yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)["hair"]["review"]["role"] == role, (
        "other readers of YAML see a text too"
    )


class Wrong(NamedTuple):
    """A file or a review that is refused."""

    why: str
    data: str
    says: str
    place: str = "hair"
    review: dict[str, str] = SIGNED


REFUSED = [
    Wrong("a role of two lines", "hair: {label: a}\n", "texts of one line", review={**SIGNED, "role": "a\nb"}),
    Wrong("a role with a bell in it", "hair: {label: a}\n", "texts of one line", review={**SIGNED, "role": "a\x07"}),
    Wrong(
        "a role with a line end of Unicode", "hair: {label: a}\n", "of one line", review={**SIGNED, "role": "a\u2028b"}
    ),
    Wrong("an empty role", "hair: {label: a}\n", "none of them empty", review={**SIGNED, "role": " "}),
    Wrong("a place that is not there", "hair: {label: a}\n", 'no words of "skin"', place="skin"),
    Wrong("a place without words", "hair:\nskin: {label: a}\n", 'no words of "hair"'),
    Wrong("a place with empty brackets", "hair: {}\n", 'no words of "hair"'),
    Wrong("a review without a status", "hair:\n  review: {note: x}\n", "has no status"),
    Wrong("a review that is a list", "hair:\n  review: [draft]\n", "has no status"),
    Wrong("the place stands there twice", "hair: {label: a}\nhair: {label: b}\n", "stands here twice"),
    Wrong("an alias", "skin: &a {label: a}\nhair: *a\n", "(alias)"),
    Wrong("no YAML", "hair: {label: a\n", "(not-yaml)"),
    Wrong(
        "keys written with question marks",
        "hair:\n  ? review\n  : ? status\n    : approved\n    ? role\n    : x\n",
        "cannot be changed safely",
        review=DRAFT,
    ),
    Wrong("a file that would grow over the limit", "hair: {label: a}\n#" + "x" * (BYTES - 60), "too-big"),
]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("case", REFUSED, ids=[case.why for case in REFUSED])
def test_what_cannot_be_done_safely_is_refused_and_nothing_is_written(case: Wrong, tmp_path: Path) -> None:
    path = tmp_path / "care.yaml"
    path.write_text(case.data, encoding="utf-8")
    with pytest.raises(NotWritten) as refused:
        set_review(path, NAME, case.place, case.review)
    assert str(refused.value).startswith(f"{NAME}:")
    assert case.says in str(refused.value)
    assert path.read_text(encoding="utf-8") == case.data
    assert os.listdir(tmp_path) == ["care.yaml"]


def test_a_file_marked_as_read_only_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "care.yaml"
    path.write_text("hair: {label: a}\n", encoding="utf-8")
    path.chmod(0o444)
    with pytest.raises(NotWritten, match="may not be changed; look at the permissions of the file"):
        set_review(path, NAME, "hair", SIGNED)
    assert path.read_text(encoding="utf-8") == "hair: {label: a}\n"


def test_a_file_that_is_missing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotWritten, match="is missing"):
        set_review(tmp_path / "care.yaml", NAME, "hair", SIGNED)


@pytest.mark.skipif(os.name != "posix", reason="permissions as on Unix")
def test_the_mode_stays_and_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "line").mkdir()
    real, link = tmp_path / "real" / "care.yaml", tmp_path / "line" / "care.yaml"
    real.write_text("hair: {label: a}\n", encoding="utf-8")
    real.chmod(0o640)
    link.symlink_to(real)
    set_review(link, NAME, "hair", DRAFT)
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") == "hair: {label: a, review: {status: draft}}\n"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert os.listdir(link.parent) == os.listdir(real.parent) == ["care.yaml"]


# Random files: entries around the one that is signed, in all layouts, with comments and blank lines wherever YAML lets
# them stand. "\x02" stands for the line end and "\x01" for what is signed, both put in last.
NOTES = st.sampled_from(["", "  # note", " # a, b: {c} 'd", "   ", " #"])
GAPS = st.lists(st.sampled_from(["", "# note", "   # far: {in}", "  "]), max_size=3).map(
    lambda gaps: "".join(f"{gap}\x02" for gap in gaps)
)
SCALARS = st.sampled_from(
    [
        "hair",
        "'it''s: {x} # y'",
        '"a \\" # {b}, é😀"',
        "[a, 'b, c', {d: e}]",
        "{x: [1, 2], y: }",
        "ñ  ñ",
        "~",
        "2026-11-23",
    ]
)
BLOCKS = st.sampled_from([">-", "|", "|+", ">"])


@st.composite
def texts(draw: st.DrawFn, indent: str) -> str:
    """A value with its line end."""
    if draw(st.booleans()):
        return f" {draw(SCALARS)}{draw(NOTES)}\x02"
    return f" {draw(BLOCKS)}{draw(NOTES)}\x02{indent}  One: {{x}} # no note.\x02\x02{indent}  Two.\x02"


@st.composite
def reviews(draw: st.DrawFn, indent: str) -> str:
    """A review with its line end; the marks stand around what changes: the brackets, or the lines."""
    pairs = draw(
        st.sampled_from([["status: draft"], ["status: 'approved'", "role: x"], ["hash: ff", "status: approved"]])
    )
    if draw(st.booleans()):
        inner = draw(st.sampled_from([", ", " , ", f",\x02{indent}    "])).join(pairs)
        return f"{indent}review: \x01{{{inner}}}\x01{draw(NOTES)}\x02"
    rows = f"{draw(NOTES)}\x02{draw(GAPS)}{indent}  ".join(pairs)
    return f"{indent}review:{draw(NOTES)}\x02{draw(GAPS)}\x01{indent}  {rows}{draw(NOTES)}\x01\x02"


@st.composite
def entries(draw: st.DrawFn, place: str, marked: bool) -> str:
    indent = " " * draw(st.integers(1, 5))
    keys = [f"{indent}{name}:{draw(texts(indent))}" for name in ("label", "sms", "voice")]
    review = draw(reviews(indent))
    keys.insert(draw(st.integers(0, 3)), review if marked else review.replace("\x01", ""))
    return f"{place}:{draw(NOTES)}\x02" + "".join(f"{draw(GAPS)}{key}" for key in keys) + draw(GAPS)


@st.composite
def files(draw: st.DrawFn) -> tuple[str, str, str]:
    """What stands before the review, the review, and what stands after it."""
    text = "".join(draw(entries(place, place == "hair")) for place in ("skin", "hair", "nails"))
    text = draw(st.sampled_from(["", "\ufeff"])) + draw(GAPS) + text
    text = text.removesuffix("\x02") if draw(st.booleans()) else text
    before, review, after = text.replace("\x02", draw(st.sampled_from(["\n", "\r\n", "\r"]))).split("\x01")
    return before, review, after


@hypothesis_settings(max_examples=150)
@given(
    files(), st.sampled_from(ROLES) | st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1)
)
def test_every_byte_outside_the_review_stays(
    tmp_path_factory: pytest.TempPathFactory, file: tuple[str, str, str], role: str
) -> None:
    before, review, after = file
    path = tmp_path_factory.mktemp("line") / "care.yaml"
    path.write_bytes(f"{before}{review}{after}".encode())
    was = values(path)
    for wanted in ({**SIGNED, "role": role}, DRAFT):
        set_review(path, NAME, "hair", wanted)
        data = path.read_bytes().decode()
        assert data.startswith(before)
        assert data.endswith(after)
        fresh = data.removeprefix(before).removesuffix(after)
        for note in re.findall("#[^\r\n]*", review):
            assert note in fresh
            fresh = fresh.partition(note)[2]
        assert values(path) == {**was, "hair": {**was["hair"], "review": wanted}}
