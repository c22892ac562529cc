"""Lines of any number of topics, as folders that ``hotline serve`` reads: the shipped line with made-up topics added.

As in ``bench.understanding.speed`` each new topic has a mixture of two topics' words and questions, drawn by lot from a
seed, in both languages, so that words are shared among topics as they are in life. A place's number has three digits,
of which there are fewer than 900, so numbers go on with four, and that rule is left out: see ``instead.py``.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from bench.speed.running import ROOT

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # every value is text
FIRST, FILE, SEED = 1000, 36, 1  # number of the first new topic; topics in one file
QUESTIONS = 10  # of each of the two topics
LANGUAGES = ("en", "es")

Entries = dict[str, dict[str, Any]]


class _Plain(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Writes no aliases, which a line must not have."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def grow(folder: Path, topics: int) -> Path:
    """A folder with the shipped line grown to so many topics."""
    for part in ("menus", "content"):
        shutil.copytree(ROOT / part, folder / part)
    shutil.rmtree(folder / "menus" / "tests", ignore_errors=True)  # conversations with what the shipped line says
    routes, words = _read("menus"), {lang: _read(f"content/{lang}") for lang in LANGUAGES}
    given = [id for id, entry in routes.items() if "next" in entry and "sources" in entry]
    wanted = topics - len(topics_of(routes))
    chance = random.Random(SEED)
    if wanted > 0:
        _lead_on(folder / "menus", given[0])
    for start in range(0, wanted, FILE):
        some = range(start, min(start + FILE, wanted))
        pairs = {nth: chance.sample(given, 2) for nth in some}
        name = f"grown-{start // FILE:03}.yaml"
        _write(folder / "menus" / name, dict(_route(nth, pairs[nth][0], routes, wanted) for nth in some))
        for lang in LANGUAGES:
            mixed = dict(_words(nth, *pairs[nth], words[lang], chance) for nth in some)
            _write(folder / "content" / lang / name, mixed)
    return folder


def _lead_on(menus: Path, id: str) -> None:
    """Have a topic of the shipped line lead to the first of the new ones, which lead to each other."""
    for path in menus.glob("*.yaml"):
        entries = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER) or {}
        if id in entries:
            entries[id]["next"] = [*entries[id]["next"][:3], f"topic-{FIRST}"]
            _write(path, entries)


def topics_of(routes: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """The names of the topics among places."""
    return [id for id, entry in routes.items() if "number" in entry and not {"choices", "transfer"} & {*entry}]


def _route(nth: int, like: str, routes: Entries, wanted: int) -> tuple[str, dict[str, Any]]:
    after = [(3 * nth + step) % wanted for step in (1, 2, 3)]  # as in a tree, so that none is far away
    onward = [f"topic-{FIRST + one}" for one in after if one != nth]
    return f"topic-{FIRST + nth}", {
        "number": str(FIRST + nth),
        "next": list(dict.fromkeys(onward)),
        "sources": routes[like]["sources"],
    }


def _words(nth: int, one: str, other: str, words: Entries, chance: random.Random) -> tuple[str, dict[str, Any]]:
    number = FIRST + nth
    like = words[one]
    asks = [*_some(words[one], chance), *_some(words[other], chance)]
    return f"topic-{number}", {
        "label": f"{like['label']} {number}",
        "keywords": [f"{keyword} {number}" for keyword in like["keywords"][:8]],
        "asks": [f"{ask} {number}" for ask in dict.fromkeys(asks)],  # no two topics may have the same question
        "sms": like["sms"],
        "voice": like["voice"],
        "review": {"status": "draft"},
    }


def _some(words: Mapping[str, Any], chance: random.Random) -> list[str]:
    asks = words.get("asks", [])
    asks = [ask.strip() for ask in asks.splitlines() if ask.strip()] if isinstance(asks, str) else asks
    return chance.sample(asks, min(QUESTIONS, len(asks)))


def _read(part: str) -> Entries:
    return dict(_entries(part))


def _entries(part: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted((ROOT / part).glob("*.yaml")):
        if path.stem not in ("line", "sources", "safety", "glossary"):
            yield from (yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER) or {}).items()


def _write(path: Path, entries: Entries) -> None:
    text = yaml.dump(entries, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=10_000)
    path.write_text(text, encoding="utf-8")
