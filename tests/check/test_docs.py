"""The pages in ``docs/rules`` are the rules' own docstrings. Write them anew: ``python -m tests.check.test_docs``."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hotline.check import PAGES, RULES
from hotline.loader.rules import PAGES as SHAPE

FOLDER = Path(__file__).parent.parent.parent / "docs" / "rules"
AGAIN = "run python -m tests.check.test_docs"
HEADINGS = {"PASS::": "Passes:", "FAIL::": "Fails:"}
INDEX = """# Rules

`hotline check` tells every problem as `file:line:column: what was found; what would fit (rule)`.
`hotline check --explain RULE` shows a rule's page in the terminal. These pages are made from the rules themselves.

## What a line must be

A module each in `hotline/check/rules/`.

{rules}

## What is looked at last

{last}

## What a file must be

Looked for while the files are read, in `hotline/loader/`.

{shape}
"""


def page(rule: str, text: str) -> str:
    """A rule's page in Markdown, from its docstring."""
    parts = [f"# {rule}"]
    for part in re.split(r"\n\n(?=\S)", text.strip()):
        heading, _, sample = part.partition("\n")
        if heading in HEADINGS:
            lines = (line.removeprefix("    ") for line in sample.strip("\n").split("\n"))
            parts += [HEADINGS[heading], "\n".join(("```yaml", *lines, "```"))]
        else:
            parts.append(part.replace("``", "`"))
    return "\n\n".join(parts) + "\n"


def index() -> str:
    """All rules, each with its first sentence."""
    rows = {rule: f"- [{rule}]({rule}.md): {first_sentence(text)}" for rule, text in sorted(PAGES.items())}
    return INDEX.format(
        rules="\n".join(rows[rule] for rule in rows if rule in RULES),
        last="\n".join(rows[rule] for rule in rows if rule not in RULES and rule not in SHAPE),
        shape="\n".join(rows[rule] for rule in rows if rule in SHAPE),
    )


def first_sentence(text: str) -> str:
    """What a rule asks for, in one sentence."""
    paragraph = " ".join(text.strip().split("\n\n")[0].split()).replace("``", "`")
    return re.split(r"(?<=\.) (?=[A-Z])", paragraph)[0]


def written() -> dict[str, str]:
    """Every page there should be, by its file's name."""
    return {"README.md": index(), **{f"{rule}.md": page(rule, text) for rule, text in PAGES.items()}}


def write() -> None:
    """Put the pages into the folder and take away those of rules that are gone."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.md"):
        if old.name not in written():
            old.unlink()
    for name, text in written().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("name", sorted(written()))
def test_a_page_says_what_its_rule_says(name: str) -> None:
    path = FOLDER / name
    assert path.is_file(), f"{name} is missing: {AGAIN}"
    assert path.read_text(encoding="utf-8") == written()[name], f"{name} is old: {AGAIN}"


def test_no_page_without_a_rule() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(written()), AGAIN


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_shows_what_passes_and_what_fails(rule: str) -> None:
    text = PAGES[rule]
    assert text.count("\nPASS::\n\n    ") == 1
    assert text.count("\nFAIL::\n\n    ") == 1
    assert re.search(r"\n``[^`]+``\n$", text), "the page ends with the message as it is told"


@pytest.mark.parametrize("rule", PAGES)
def test_a_page_begins_with_what_is_wrong_in_one_sentence(rule: str) -> None:
    assert 20 < len(first_sentence(PAGES[rule])) < 200
    assert first_sentence(PAGES[rule]).endswith(".")


def test_samples_keep_their_indents() -> None:
    text = "What is wrong.\n\nWhy.\n\nPASS::\n\n    a:\n      b: c\n\n    d: e\n\nFAIL::\n\n    a: {b}\n\n``told``\n"
    assert page("some-rule", text) == (
        "# some-rule\n\nWhat is wrong.\n\nWhy.\n\nPasses:\n\n```yaml\na:\n  b: c\n\nd: e\n```\n\n"
        "Fails:\n\n```yaml\na: {b}\n```\n\n`told`\n"
    )


if __name__ == "__main__":
    write()
