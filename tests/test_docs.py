"""What the documents say is so. `python -m tests.test_docs` writes the examples of the README anew."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from hotline.check import RULES
from hotline.cli import hotline
from hotline.model.sentences import SENTENCES
from tests.driver import SHIPPED, Carrier

README = SHIPPED / "README.md"
DOCS = sorted([*SHIPPED.glob("*.md"), *SHIPPED.glob("docs/**/*.md"), *SHIPPED.glob("bench/*.md")])


def example(heading: str) -> str:
    """The example under a heading of the README."""
    found = re.search(rf"## {heading}\n.*?```text\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    assert found is not None
    return found.group(1)


def said_in(text: str) -> list[str]:
    """What somebody types in an example."""
    return re.findall(r"^you> (.*)$", text, re.MULTILINE)


def conversation(carrier: Carrier, typed: list[str]) -> str:
    """How the conversation goes today."""
    ana = carrier.texter("+15005557001")
    lines = []
    for body in typed:
        lines += [f"you> {body}", *(f"line> {line}" for line in ana.sends(body).text.split("\n"))]
    return "\n".join(lines) + "\n"


def call(carrier: Carrier, typed: list[str]) -> str:
    """How the call goes today."""
    heard = carrier.caller("+15005557002")
    lines = []
    for said in [None, *typed]:
        if said is not None:
            lines.append(f"you> {said}".rstrip())
            keys = said[:1] in {*"0123456789*#"} and said != ""
            _ = heard.waits() if not said else heard.presses(said) if keys else heard.says(said)
        lines += ["line> " + "".join(say.itertext()) for say in heard.root.iter("Say")]
    return "\n".join(lines) + "\n"


def test_the_conversation_in_the_readme_is_one_that_happens(shipped: Carrier) -> None:
    text = example("A conversation")
    assert len(said_in(text)) >= 4
    assert conversation(shipped, said_in(text)) == text, "write it anew: python -m tests.test_docs"


def test_the_call_in_the_readme_is_one_that_happens(shipped: Carrier) -> None:
    text = example("A call")
    typed = [said.strip() for said in re.findall(r"^you>(.*)$", text, re.MULTILINE)]
    assert len(typed) >= 3
    assert call(shipped, typed) == text, "write it anew: python -m tests.test_docs"


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


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        line, page = Carrier(SHIPPED, Path(folder)), README.read_text("utf-8")
        texts = said_in(example("A conversation"))
        page = page.replace(example("A conversation"), conversation(line, texts))
        spoken = [said.strip() for said in re.findall(r"^you>(.*)$", example("A call"), re.MULTILINE)]
        page = page.replace(example("A call"), call(line, spoken))
        README.write_text(page, encoding="utf-8")
