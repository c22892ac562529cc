"""Why a line answers as it does: what was made of the words, which place answered, what else was near."""

from __future__ import annotations

from dataclasses import dataclass

from hotline.model import Line, Meaning, Safety, Turn

_SHOWN = {"person": "command", "goodbye": "command"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that the words may lead to: how near it is, from 0 to 1, and by what it was found."""

    place: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Why:
    """What ``hotline ask`` tells of an answer.

    outcome     one of topic, menu, command, consent, crisis, emergency, suggest, miss
    place       what answered: the id of a place, the name of a command; nothing for suggest and miss
    candidates  the place that answered first, then the nearest; after a suggestion exactly those offered
    """

    outcome: str
    place: str | None
    safety: Safety
    candidates: tuple[Candidate, ...]


def why(line: Line, turn: Turn, meaning: Meaning) -> Why:
    """What led to a turn of this line; ``meaning`` is that of the words that it answers."""
    answered = _answered(line, turn)
    safety = turn.safety if turn.safety != "none" else meaning.safety
    return Why(_SHOWN.get(turn.outcome, turn.outcome), answered, safety, _candidates(line, turn, meaning, answered))


def _answered(line: Line, turn: Turn) -> str | None:
    if turn.outcome in ("suggest", "miss"):
        return None
    if turn.name:
        return turn.name
    return line.at(turn.place).id if turn.place else None


def _candidates(line: Line, turn: Turn, meaning: Meaning, answered: str | None) -> tuple[Candidate, ...]:
    offered = set(turn.suggested)
    best: dict[int, Candidate] = {}
    for found in (*meaning.exact, *meaning.understood, *meaning.suggested, *meaning.inside):
        if not offered or found.place in offered:
            best.setdefault(found.place, Candidate(line.at(found.place).id, round(found.score, 3), found.why))
    return tuple(sorted(best.values(), key=lambda row: (row.place != answered, -row.score)))
