"""Whatever becomes of a line's files, the report is a line or says what is wrong; nothing is ever raised."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from hotline.check import Report, examine
from hotline.current import prepare
from hotline.loader.routes import LANGUAGE, NUMBER, PLACE, SETTINGS, SOURCE, TABLES
from hotline.loader.wording import LANGUAGE as WORDING
from hotline.loader.wording import REVIEW, WORDS
from hotline.model import LEVELS
from hotline.model.sentences import COMMANDS, CONSENT, SENTENCES
from tests.loader.sink import FILES, SINK, copy_sink

SEEDS = range(50)  # for each of the files
LINE, AREA, SENTENCE_FILE, WORDS_FILE = (
    "menus/line.yaml",
    "menus/kitchen.yaml",
    "content/en/line.yaml",
    "content/es/kitchen.yaml",
)


def judged(root: Path) -> Report:
    """The report, which has a line that can be served or at least one error, and only marks that there can be."""
    report = examine(root)
    assert (report.line is None) == bool(report.errors)
    for problem in report.problems:
        assert problem.mark.line >= 1
        assert problem.mark.column >= 1
        assert problem.message.strip()
        assert str(problem).isprintable()
    if report.line is not None:
        served = prepare(report.line, report.version)
        for text in ("", "👍", "2", "my kitchen floor is wet"):
            assert served.index.meaning(text).safety == "none"
            assert not served.index.meaning(text).consent
        for place in report.line.places:
            for code in report.line.languages:
                assert all(served.book.pages(place, code).texts)
    return report


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


def in_place(root: Path, file: str, data: bytes) -> Report:
    """The report on the line with this in the place of one of its files."""
    (root / file).write_bytes(data)
    try:
        return judged(root)
    finally:
        (root / file).write_bytes((SINK / file).read_bytes())


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
    assert judged(root).errors


def test_no_folder_at_all(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for nothing in (tmp_path / "nowhere", tmp_path / "file", tmp_path):
        assert judged(nothing).errors


TEXTS = st.text(max_size=300) | st.text(alphabet="ab:-{}[],'\"#&*!|>%@` \n\t?~0", max_size=80)


@pytest.mark.parametrize("file", [LINE, AREA, SENTENCE_FILE, WORDS_FILE])
def test_any_text_in_place_of_a_file(file: str, root: Path) -> None:
    @hypothesis_settings(max_examples=40)
    @example("a: b")
    @given(TEXTS)
    def check(text: str) -> None:
        in_place(root, file, text.encode("utf-8", "surrogatepass"))

    check()


@hypothesis_settings(max_examples=40)
@given(st.sampled_from(FILES), st.binary(max_size=200))
def test_any_bytes_in_place_of_a_file(root: Path, file: str, data: bytes) -> None:
    in_place(root, file, data)


PLACES = ["main", "water", "leak", "drip", "heat", "oven", "help", "flood", "alone", "plumber"]
NAMES = [
    *(*SETTINGS, *TABLES, *LANGUAGE, *NUMBER, *SOURCE, *PLACE, *WORDING, *WORDS, *REVIEW),
    *(*LEVELS, "unless", *COMMANDS, *CONSENT, *SENTENCES, *PLACES, "en", "es", "sms", "voice", "911", "988"),
]
VALUES = [
    *(
        "",
        "0",
        "7",
        "08",
        "100",
        "0100",
        "999",
        "٣٣٣",
        "1e3",
        "-1",
        "911",
        "988",
        "true",
        "false",
        "no",
        "~",
        "carrier",
    ),
    *("app", "draft", "approved", "gsm-7", "ucs-2", "verified", "+18005550199", "2026-11-23", "2026-02-30", "..."),
    *("/", "!!!", "a/b ... c", "{", "}", "{}", "{:}", "{number:}", "{hours:plumber}", "{number:988}", "{sources}"),
    *("STOP", "{label}", "call 911", "+1 800 555 0199", "a" * 200, "\u202e", "😀", "\x00", "\n\n", "plumbing-board"),
]
SCALARS = st.sampled_from(VALUES) | st.sampled_from(NAMES) | st.text(max_size=12)
STRUCTURES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=7) | st.dictionaries(st.sampled_from(NAMES) | SCALARS, inner, max_size=7),
    max_leaves=25,
)


def dumped(structure: object, *, flow: bool = False) -> str:
    """The structure as YAML."""
    return str(
        yaml.dump(structure, Dumper=yaml.CSafeDumper, default_flow_style=flow, allow_unicode=True, sort_keys=False)
    )


@pytest.mark.parametrize("file", [LINE, AREA, "menus/sources.yaml", SENTENCE_FILE, WORDS_FILE])
def test_any_structure_in_place_of_a_file(file: str, root: Path) -> None:
    @hypothesis_settings(max_examples=40)
    @given(STRUCTURES, st.booleans())
    def check(structure: object, flow: bool) -> None:
        written = dumped(structure, flow=flow)
        in_place(root, file, written.encode("utf-8", "surrogatepass"))

    check()


def spots(value: object, path: tuple[object, ...] = ()) -> Iterator[tuple[object, ...]]:
    """The way to everything inside a structure."""
    if path:
        yield path
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from spots(inner, (*path, key))


def exchanged(value: object, path: tuple[object, ...], new: object) -> object:
    """The structure with something else at one spot; None takes what is there out."""
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else dict(enumerate(value)) if isinstance(value, list) else {}
    copy[path[0]] = exchanged(copy[path[0]], path[1:], new)
    if copy[path[0]] is None:
        del copy[path[0]]
    return copy if isinstance(value, dict) else list(copy.values())


PARSED = {file: yaml.load((SINK / file).read_text(encoding="utf-8"), Loader=yaml.CBaseLoader) for file in FILES}
SPOTS = {file: list(spots(parsed)) for file, parsed in PARSED.items()}


@pytest.mark.parametrize("file", FILES)
def test_any_value_at_any_spot_of_a_file(file: str, root: Path) -> None:
    """Nearer to what an operator gets wrong: the file is good YAML, one thing in it is not."""

    @hypothesis_settings(max_examples=40)
    @given(st.sampled_from(SPOTS[file]), st.none() | STRUCTURES)
    def check(spot: tuple[object, ...], new: object) -> None:
        written = dumped(exchanged(PARSED[file], spot, new))
        in_place(root, file, written.encode("utf-8", "surrogatepass"))

    check()


@pytest.mark.parametrize("file", FILES)
def test_each_spot_of_a_file_taken_out_or_emptied(file: str, root: Path) -> None:
    dice = random.Random(file)
    for spot in dice.sample(SPOTS[file], min(70, len(SPOTS[file]))):
        written = dumped(exchanged(PARSED[file], spot, dice.choice((None, "", [], {}, "x"))))
        in_place(root, file, written.encode())


def test_very_many_wrong_names_are_told_in_time(root: Path) -> None:
    rows = "".join(f"{'place' * 3}-{n}: {{number: x, next: [nowhere-{n}, {'y' * 100}]}}\n" for n in range(400))
    assert len(in_place(root, AREA, rows.encode()).errors) > 800
