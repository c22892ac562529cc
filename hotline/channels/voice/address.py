"""The session of a call, written into the addresses that its key presses come to.

Rule 1: places travel as numbers, because addresses land in other people's logs.
Rule 2: what was offered travels with the question, so a late or repeated press never gives a wrong topic.
Rule 3: whatever makes no sense is left out; a call with a bent address is at the main menu, it is never refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args
from urllib.parse import quote_plus

from hotline.model import Lead, Session

LEADS: tuple[Lead, ...] = get_args(Lead)  # a number stands for each
AFTER = ("silence", "listened", "dialled")  # what a Redirect or a Dial tells when it comes back


def to_query(session: Session, after: str = "") -> str:
    """The query of the address where the next key press, utterance or silence comes to."""
    fields = {
        "at": session.at,
        "page": max(session.page, 0),
        "unread": int(session.page < 0),
        "listening": int(session.listening),
        "lead": LEADS.index(session.lead),
        "turn": session.turn,
        "lang": quote_plus(session.lang),
        "offered": _dotted(session.offered),
        "trail": _dotted(session.trail),
        "other": session.other,
        "send": session.sendable,
        "texts": session.texts,
        "misses": session.misses,
        "silences": session.silences,
        "slow": int(session.slow),
        "asked": int(session.asked),
        "unanswered": int(session.unanswered),
        "unsure": int(session.unsure),
        "entering": int(session.entering),
        "keys": quote_plus(session.keys),
        "keyed": session.keyed_at if session.keys else 0,
        "quiet": session.quiet,
        "answered": int(session.since < 0),
        "after": after,
    }
    return "&".join([f"{name}={value}" for name, value in fields.items() if value or name in ("at", "turn")])


def from_query(query: Mapping[str, str], now: int) -> Session | None:
    """The session that an address tells of; nothing for a call that was just answered."""
    if "turn" not in query:
        return None
    return Session(
        lang=query.get("lang", ""),
        at=_number(query.get("at", "")),
        page=-1 if query.get("unread") == "1" else _number(query.get("page", "")),
        welcomed=True,
        listening=query.get("listening") == "1",
        lead=LEADS[min(_number(query.get("lead", "")), len(LEADS) - 1)],
        trail=_numbers(query.get("trail", ""), 8),
        offered=_numbers(query.get("offered", ""), 6),
        other=_number(query.get("other", "")),
        sendable=_number(query.get("send", "")),
        texts=_number(query.get("texts", "")),
        asked=query.get("asked") == "1",
        unanswered=query.get("unanswered") == "1",
        unsure=query.get("unsure") == "1",
        misses=min(_number(query.get("misses", "")), 99),
        silences=min(_number(query.get("silences", "")), 99),
        slow=query.get("slow") == "1",
        keys=query.get("keys", "") if query.get("keys") in ("9", "91") else "",
        keyed_at=_number(query.get("keyed", ""), 12),
        entering=query.get("entering") == "1",
        quiet=_number(query.get("quiet", "")),
        since=-1 if query.get("answered") == "1" else 1,
        turn=_number(query.get("turn", ""), 6),
        seen=now,
    )


def _dotted(numbers: tuple[int, ...]) -> str:
    return ".".join(map(str, numbers))


def _number(text: str, digits: int = 3) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else 0


def _numbers(text: str, most: int) -> tuple[int, ...]:
    return tuple(number for part in text.split(".")[:most] if (number := _number(part)))
