"""The names of an answer: the place that answered, and in capitals what the line did by itself."""

from __future__ import annotations

from hotline.model import Give, Line, Tell, Transfer, Turn

_BY_OUTCOME = {"miss": "MISS", "suggest": "SUGGEST", "crisis": "CRISIS", "emergency": "EMERGENCY", "goodbye": "END"}


def names(turn: Turn, line: Line, *, call: bool) -> tuple[str, ...]:
    """Every name by which this answer can be expected, the place first. There is always one."""
    found = [line.at(turn.place).id] if turn.place and turn.outcome not in ("crisis", "emergency") else []
    if turn.outcome in _BY_OUTCOME:
        found.append(_BY_OUTCOME[turn.outcome])
    if turn.safety == "call-team":
        found.append("CALL-TEAM")
    if _noticed(turn):
        found.append("NOTICE")
    if turn.outcome in ("command", "consent") and turn.name != "opted-out":
        found.append(turn.name.upper())
    if not turn.say:
        found.append("NOTHING")
    if call and isinstance(turn.then, Transfer):
        found.append("TRANSFER")
    return tuple(found)


def _noticed(turn: Turn) -> bool:
    """The line with 911 and 988 came with the answer."""
    leads = (said.lead for said in turn.say if isinstance(said, Give))
    return Tell("notice") in turn.say or any(lead in ("notice", "welcome-notice") for lead in leads)
