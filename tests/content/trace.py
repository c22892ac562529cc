"""Leads every sentence of the shipped topics to the facts that it rests on, and writes what clinicians read.

``docs/clinical/facts.yaml`` has the facts. ``docs/clinical/trace/*.yaml`` names, for each sentence of each topic, the
ids of its facts; "-" where it states none, "line" where it is about this line itself. ``docs/trace/`` and
``docs/clinical-review.md`` are made from them: ``python -m tests.content.trace``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

from hotline.channels.sentences import paragraphs, sentences
from hotline.check import load_line
from hotline.model import Line, Topic
from tests.driver import SHIPPED

DOCS = Path(__file__).parent.parent.parent / "docs"
CLINICAL = DOCS / "clinical"
NO_FACT = ("-", "line")
WEAK = ("C", "unverified")
FORMS = ("sms", "voice")
LEVELS = ("emergency", "tier1", "tier2", "call", "tier3", "fact")  # the most urgent first
TOLD = {
    "emergency": "911",
    "tier1": "911",
    "tier2": "call now",
    "call": "call the team",
    "tier3": "next visit",
    "fact": "fact",
}
_INDEX = """# Where every sentence comes from

Made by `python -m tests.content.trace`; a test holds it whole. Each sentence of each topic, in each language, with the
ids of its facts in [facts.yaml](../clinical/facts.yaml) and their grades. What rests on a weak fact is gathered for a
clinician in [clinical-review.md](../clinical-review.md).

{rows:,} sentences; {resting:,} hold a number or an action (call, do not, ask before), and each of these leads to a
fact. {weak:,} rest on at least one fact of grade C or unverified.

{listed}
"""
_FILLED = re.compile(r"\{[^{}]*\}")
_DIGIT = re.compile(r"\d")
_ACTION = {
    "en": re.compile(
        r"\b(?:call(?! it)|do not(?! have to)|don't|never|ask (?:before|first|your|about|if|which|how|what)|tell your"
        r"|before you|avoid|stop taking|do not stop|hang up|go to the emergency)\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(?:llame|no (?:deje|tome|use|espere|pare|suspenda|coma|se salte)|nunca|pregunte|avise|diga a su|antes de"
        r"|evite|deje de|cuelgue|vaya a la sala)\b",
        re.IGNORECASE,
    ),
}


class Fact(NamedTuple):
    """What is known, how urgent, how good its source is, and where it was read."""

    id: str
    says: str
    kind: str
    grade: str
    source: str
    note: str = ""


class Statement(NamedTuple):
    """A sentence of a topic, in one language, and the forms it stands in."""

    topic: str
    lang: str
    text: str
    forms: tuple[str, ...]


@cache
def facts() -> dict[str, Fact]:
    """Every fact, by its id."""
    read = yaml.safe_load((CLINICAL / "facts.yaml").read_text(encoding="utf-8"))
    return {id: Fact(id, **{key: str(value) for key, value in entry.items()}) for id, entry in read.items()}


@cache
def traced() -> dict[tuple[str, str], dict[str, tuple[str, ...]]]:
    """For each topic and language its sentences, each with the ids it was traced to."""
    found: dict[tuple[str, str], dict[str, tuple[str, ...]]] = {}
    for path in sorted((CLINICAL / "trace").glob("*.yaml")):
        for topic, languages in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            for lang, rows in languages.items():
                assert (topic, lang) not in found, f"{topic} is traced twice"
                found[topic, lang] = {text: tuple(str(ids).split()) for text, ids in rows.items()}
    return found


@cache
def line() -> Line:
    """The shipped line."""
    return load_line(SHIPPED)


@cache
def areas() -> dict[str, list[str]]:
    """The topics of each file of the menus, in the order of their numbers."""
    found: dict[str, list[str]] = {}
    for path in sorted((CLINICAL / "trace").glob("*.yaml")):
        ids = yaml.safe_load(path.read_text(encoding="utf-8"))
        found[path.stem] = [place.id for _, place in sorted(line().places.items()) if place.id in ids]
    return found


@cache
def statements() -> tuple[Statement, ...]:
    """Every sentence of every topic and handoff."""
    return tuple(_statements())


def _statements() -> Iterator[Statement]:
    for code, language in line().languages.items():
        for number, place in sorted(line().places.items()):
            if isinstance(place, Topic) or place.id == "person":
                words = language.words[number]
                said: dict[str, list[str]] = {}
                for form, text in zip(FORMS, (words.sms, words.voice), strict=True):
                    for sentence in (s for paragraph in paragraphs(text) for s in sentences(paragraph)):
                        said.setdefault(sentence, []).append(form)
                for sentence, forms in said.items():
                    yield Statement(place.id, code, sentence, tuple(dict.fromkeys(forms)))


def claims(statement: Statement) -> bool:
    """It holds a number or an action, and so must rest on a fact."""
    text = _FILLED.sub("", statement.text)
    return _DIGIT.search(text) is not None or _ACTION[statement.lang].search(statement.text) is not None


@cache
def pages() -> dict[Path, str]:
    """Every document that is made, by its path."""
    made = {DOCS / "trace" / f"{area}.md": _trace_page(area, ids) for area, ids in areas().items()}
    made[DOCS / "trace" / "README.md"] = _index()
    made[DOCS / "clinical-review.md"] = _review()
    return made


def _index() -> str:
    rows = statements()
    resting = [row for row in rows if claims(row)]
    known = traced()
    weak = sum(any(facts()[id].grade in WEAK for id in _ids(known, row)) for row in rows)
    listed = "\n".join(f"- [{area}]({area}.md): {', '.join(ids)}" for area, ids in areas().items())
    return _INDEX.format(rows=len(rows), resting=len(resting), weak=weak, listed=listed)


def _ids(known: dict[tuple[str, str], dict[str, tuple[str, ...]]], row: Statement) -> tuple[str, ...]:
    return tuple(id for id in known.get((row.topic, row.lang), {}).get(row.text, ()) if id not in NO_FACT)


def _trace_page(area: str, ids: list[str]) -> str:
    parts = [f"# {area}", "Made by `python -m tests.content.trace`."]
    known = traced()
    for topic in ids:
        parts.append(f"## {topic}")
        for code in line().languages:
            rows = [row for row in statements() if (row.topic, row.lang) == (topic, code)]
            table = [f"| {code} | form | facts |", "| --- | --- | --- |"]
            for row in rows:
                told = ", ".join(f"{id} ({facts()[id].grade})" for id in _ids(known, row)) or "states no fact"
                table.append(f"| {row.text} | {', '.join(row.forms)} | {told} |")
            parts.append("\n".join(table))
    return "\n\n".join(parts) + "\n"


def _review() -> str:
    """Weak facts that words rest on: first all that send people to 911, then topic by topic."""
    known = traced()
    users: dict[str, dict[str, None]] = {}
    for row in statements():
        for id in _ids(known, row):
            if facts()[id].grade in WEAK:
                users.setdefault(id, {})[row.topic] = None
    urgent = [facts()[id] for id in users if facts()[id].kind in ("emergency", "tier1")]
    parts = [(CLINICAL / "review-head.md").read_text(encoding="utf-8").strip()]
    parts += ["## Signs that lead to 911", _table(sorted(urgent), users)]
    for topics in areas().values():
        for topic in topics:
            weak = [facts()[id] for id, where in users.items() if topic in where]
            if weak:
                parts += [f"## {topic}", _table(sorted(weak, key=lambda f: (LEVELS.index(f.kind), f.id)), None)]
    return "\n\n".join(parts) + "\n"


def _table(rows: list[Fact], users: dict[str, dict[str, None]] | None) -> str:
    head = "| fact | level | what it says | grade and source |" + (" topics |" if users else "")
    table = [head, "| --- " * (5 if users else 4) + "|"]
    for fact in rows:
        source = f"{fact.grade}: {fact.source}" if fact.grade == "C" else "unverified"
        note = f" ({fact.note})" if fact.note else ""
        cells = [fact.id, TOLD[fact.kind], f"{fact.says}{note}", source]
        cells += [", ".join(users[fact.id])] if users else []
        table.append(f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |")
    return "\n".join(table)


if __name__ == "__main__":
    (DOCS / "trace").mkdir(exist_ok=True)
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
