"""The console's own words: every language says the same things, and nothing is written that no page says."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

import pytest
from jinja2 import Environment, nodes

from hotline.console.frame import PAGES
from hotline.console.words import LANGUAGES

ROOT = Path(__file__).parent.parent.parent / "hotline" / "console"
FILES = sorted(path.name for path in (ROOT / "words" / LANGUAGES[0]).iterdir())
NAME = re.compile(rf"({'|'.join(name.removesuffix('.json') for name in FILES)})\.[a-z0-9_-]*")
SUFFIXES = (".html", ".css", ".js", ".json", ".svg")
# What the frame asks for by the code of a page or a language, and what it has for every page that changes files.
OF_FRAME = {f"frame.{name}" for name in (*PAGES, *LANGUAGES, "read-only")}


@dataclass(frozen=True)
class Use:
    """A place where words are asked for: by their whole name, or by how it begins."""

    where: str
    name: str
    whole: bool = True
    gaps: frozenset[str] | None = None  # those that are filled, where that can be told


def written(lang: str) -> dict[str, str]:
    return {
        f"{path.stem}.{name}": sentence
        for path in sorted((ROOT / "words" / lang).iterdir())
        for name, sentence in json.loads(path.read_text("utf-8")).items()
    }


def gaps(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


ENGLISH = written(LANGUAGES[0])


def named(text: object, where: str) -> Iterator[Use]:
    """What a piece of text in a page or a module asks for, if it is the name of words or how one begins."""
    if isinstance(text, str) and NAME.fullmatch(text) and not text.endswith(SUFFIXES):
        yield Use(where, text, whole=not text.endswith((".", "-")))


def in_template(path: Path) -> Iterator[Use]:
    tree = Environment().parse(path.read_text("utf-8"))
    for const in tree.find_all(nodes.Const):
        yield from named(const.value, path.name)
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "t" and isinstance(call.args[0], nodes.Const):
            yield Use(path.name, call.args[0].value, gaps=frozenset(pair.key for pair in call.kwargs))


def in_python(path: Path) -> Iterator[Use]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant):
            yield from named(node.value, path.name)


USES = [
    *(use for path in sorted((ROOT / "templates").rglob("*.html")) for use in in_template(path)),
    *(use for path in sorted(ROOT.rglob("*.py")) for use in in_python(path)),
]


@pytest.mark.parametrize("lang", LANGUAGES[1:])
def test_every_language_says_the_same_things_with_the_same_gaps(lang: str) -> None:
    other = written(lang)
    assert set(other) == set(ENGLISH)
    assert {name: gaps(sentence) for name, sentence in other.items()} == {n: gaps(s) for n, s in ENGLISH.items()}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_file_is_flat_with_plain_names_and_no_empty_words(lang: str) -> None:
    assert sorted(path.name for path in (ROOT / "words" / lang).iterdir()) == FILES
    for path in (ROOT / "words" / lang).iterdir():
        pairs = json.loads(path.read_text("utf-8"), object_pairs_hook=list)
        names = [name for name, _ in pairs]
        assert len(set(names)) == len(names), f"{path.name} has a name twice"
        for name, sentence in pairs:
            assert re.fullmatch("[a-z0-9_-]+", name), f"{path.name}: {name}"
            assert isinstance(sentence, str), f"{path.name}: {name}"
            assert sentence.strip() == sentence != "", f"{path.name}: {name}"
            assert not re.search("<[a-z/!]", sentence), f"{path.name}: {name}: markup belongs in a template"


def test_words_in_spanish_are_not_the_english_ones() -> None:
    """What is the same in both is a name, a sign or a word that both have."""
    same = {name for name, sentence in written("es").items() if sentence == ENGLISH[name] and len(sentence.split()) > 3}
    assert same == set()


def test_every_page_asks_only_for_words_that_are_written() -> None:
    assert USES
    for use in USES:
        found = [name for name in ENGLISH if name == use.name or (not use.whole and name.startswith(use.name))]
        assert found, f"{use.where} asks for {use.name}"


def test_every_page_fills_the_gaps_of_what_it_asks_for() -> None:
    for use in USES:
        if use.whole and use.gaps is not None:
            assert gaps(ENGLISH[use.name]) == use.gaps, f"{use.where}: {use.name}"


def test_no_words_are_written_that_no_page_asks_for() -> None:
    asked = {use.name for use in USES if use.whole} | OF_FRAME
    begins = tuple(use.name for use in USES if not use.whole and use.name != "frame.")
    assert {name for name in ENGLISH if name not in asked and not name.startswith(begins)} == set()
