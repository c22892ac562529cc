"""What the phone's scripts send and get back: words out of a body, and the steps of a trial."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from hotline.loader.conversation import ACTS, REPLIES
from hotline.model import Line
from hotline.rehearsal import Done

LONGEST = 1_600  # characters of a text: what the carrier takes
STEPS = 300  # of a trial that is copied

Body = Mapping[str, Any]


def words_in(body: Body, name: str, longest: int = LONGEST) -> str:
    """The words under a name, cut where they are too long; empty where there are none."""
    found = body.get(name)
    return found.encode("utf-8", "ignore").decode()[:longest] if isinstance(found, str) else ""  # no half surrogates


def token_in(body: Body, name: str) -> str:
    """The token under a name; empty where there is none."""
    found = body.get(name)
    return found if isinstance(found, str) and found.isascii() else ""


def step_of(act: str, words: str, names: Iterable[str], before: str, lang: str) -> dict[str, Any]:
    """One thing that was done in a trial, as the page remembers it: see ``Done``."""
    return {"act": act, "words": words, "expect": list(names), "speaks": lang if lang != before else ""}


def steps_in(body: Body, line: Line) -> list[Done]:
    """The steps that a page remembers; of each what can be a conversation test of this line."""
    told = body.get("done")
    found = told[:STEPS] if isinstance(told, list) else []
    known = {*REPLIES, *(place.id for place in line.places.values())}
    return [_step(one, known, line) for one in found if isinstance(one, dict) and one.get("act") in ACTS]


def _step(told: Body, known: set[str], line: Line) -> Done:
    names = told.get("expect")
    expect = tuple(name for name in names if isinstance(name, str) and name in known) if isinstance(names, list) else ()
    speaks = words_in(told, "speaks")
    return Done(told["act"], words_in(told, "words"), expect, speaks if speaks in line.languages else "")
