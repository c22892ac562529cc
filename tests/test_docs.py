"""What the documents say is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hotline.check import RULES
from hotline.cli import hotline
from hotline.model.sentences import SENTENCES
from tests.driver import SHIPPED, Carrier

README = (SHIPPED / "README.md").read_text("utf-8")
DOCS = sorted([*SHIPPED.glob("*.md"), *SHIPPED.glob("docs/**/*.md"), *SHIPPED.glob("bench/*.md")])


def block(heading: str) -> str:
    found = re.search(rf"## {heading}\n.*?```text\n(.*?)```", README, re.DOTALL)
    assert found is not None
    return found.group(1)


def test_the_conversation_in_the_readme_is_one_that_happens(shipped: Carrier) -> None:
    ana = shipped.texter("+15005557001")
    said = re.split(r"^you> ", block("A conversation"), flags=re.MULTILINE)[1:]
    assert len(said) >= 4
    for part in said:
        typed, _, reply = part.partition("\n")
        ana.sends(typed)
        shown = [line.removeprefix("line> ") for line in reply.strip().split("\n") if line.startswith("line> ")]
        assert "\n".join(shown) == ana.text, typed


def test_the_call_in_the_readme_is_one_that_happens(shipped: Carrier) -> None:
    call = shipped.caller("+15005557002")
    parts = re.split(r"^you> ", block("A call"), flags=re.MULTILINE)
    for position, part in enumerate(parts):
        typed, _, heard = part.partition("\n") if position else ("", "", part)
        typed = typed.strip()
        if position:
            _ = call.waits() if not typed else call.presses(typed) if typed[0] in "0123456789*#" else call.says(typed)
        shown = [line.removeprefix("line> ") for line in heard.split("\n") if line.startswith("line> ")]
        spoken = ["".join(say.itertext()) for say in call.root.iter("Say")]
        assert shown == spoken, typed


@pytest.mark.parametrize("name", sorted(hotline.commands))
def test_every_command_is_in_the_readme_or_the_docs(name: str) -> None:
    assert any(f"hotline {name}" in path.read_text("utf-8") for path in DOCS)


def test_every_setting_is_documented() -> None:
    source = "".join(path.read_text("utf-8") for path in (SHIPPED / "hotline").rglob("*.py"))
    page = (SHIPPED / "docs" / "settings.md").read_text("utf-8")
    for name in set(re.findall(r"\b(?:HOTLINE|TWILIO)_[A-Z_]+\b", source)):
        assert f"`{name}`" in page, name


def test_every_key_of_the_yaml_is_documented() -> None:
    from hotline.loader import routes, wording

    page = (SHIPPED / "docs" / "yaml.md").read_text("utf-8")
    for keys in (routes.SETTINGS, routes.TABLES, routes.LANGUAGE, routes.NUMBER, routes.SOURCE, routes.PLACE):
        for key in keys:
            assert key in page, key
    for keys in (wording.LANGUAGE, wording.WORDS, wording.REVIEW):
        for key in keys:
            assert key in page, key
    for name in SENTENCES:
        assert f"`{name}`" in page, name


def test_every_rule_has_its_page() -> None:
    for rule in RULES:
        assert (SHIPPED / "docs" / "rules" / f"{rule}.md").is_file(), rule


@pytest.mark.parametrize("path", DOCS, ids=lambda p: str(p.relative_to(SHIPPED)))
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", path.read_text("utf-8")):
        if not target.startswith(("http:", "https:", "mailto:")):
            assert (path.parent / target).exists(), target
