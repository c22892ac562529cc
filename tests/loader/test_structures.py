"""Good YAML with something else in it than a line: what an operator gets wrong. Nothing is ever raised."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from hotline.loader.routes import LANGUAGE, NUMBER, PLACE, SETTINGS, SOURCE, TABLES
from hotline.loader.wording import LANGUAGE as WORDING
from hotline.loader.wording import REVIEW, WORDS
from hotline.model import LEVELS
from hotline.model.sentences import COMMANDS, CONSENT, SENTENCES
from tests.loader.judge import in_place
from tests.loader.sink import FILES, SINK, copy_sink

pytestmark = pytest.mark.proof

SOME = [
    "menus/line.yaml",
    "menus/kitchen.yaml",
    "menus/sources.yaml",
    "content/en/line.yaml",
    "content/es/kitchen.yaml",
]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_sink(tmp_path_factory.mktemp("line") / "sink")


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


@pytest.mark.parametrize("file", SOME)
def test_any_structure_in_place_of_a_file(file: str, root: Path) -> None:
    @hypothesis_settings(max_examples=25)
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

    @hypothesis_settings(max_examples=25)
    @given(st.sampled_from(SPOTS[file]), st.none() | STRUCTURES)
    def check(spot: tuple[object, ...], new: object) -> None:
        written = dumped(exchanged(PARSED[file], spot, new))
        in_place(root, file, written.encode("utf-8", "surrogatepass"))

    check()


@pytest.mark.parametrize("file", FILES)
def test_each_spot_of_a_file_taken_out_or_emptied(file: str, root: Path) -> None:
    dice = random.Random(file)
    for spot in dice.sample(SPOTS[file], min(35, len(SPOTS[file]))):
        written = dumped(exchanged(PARSED[file], spot, dice.choice((None, "", [], {}, "x"))))
        in_place(root, file, written.encode())
