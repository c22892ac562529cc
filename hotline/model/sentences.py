"""The line's own sentences: which there must be, in which form, and what may be filled into them.

Each is content (``content/<language>/line.yaml``), because nothing a person reads or hears is written in Python.
"""

from __future__ import annotations

from typing import NamedTuple


class Needed(NamedTuple):
    """The forms a sentence must have, and the names that may stand in curly brackets in it."""

    sms: bool
    voice: bool
    fills: frozenset[str] = frozenset()
    bilingual: bool = False  # only where the line has more than one language


_BOTH = Needed(sms=True, voice=True)
_SMS = Needed(sms=True, voice=False)
_VOICE = Needed(sms=False, voice=True)
_CHOICE = frozenset({"label", "Label", "key"})
_WHO = frozenset({"who", "Who", "phone"})

SENTENCES: dict[str, Needed] = {
    "welcome": _BOTH,
    "welcome-short": _VOICE,
    "emergency-notice": _VOICE,
    "offer-language": Needed(sms=True, voice=True, bilingual=True),
    "one-language": _BOTH,
    "stop-help": _SMS,
    "choice": Needed(sms=True, voice=True, fills=_CHOICE),
    "heading": Needed(sms=False, voice=True, fills=_CHOICE),
    "keys": _VOICE,
    "keys-slow": _VOICE,
    "what-next": _VOICE,
    "more": _SMS,
    "no-more": _BOTH,
    "noinput-1": _VOICE,
    "noinput-2": _VOICE,
    "noinput-3": _VOICE,
    "nomatch-1": _BOTH,
    "nomatch-2": _BOTH,
    "nomatch-3": _BOTH,
    "did-you-mean": _BOTH,
    "also": Needed(sms=True, voice=False, fills=frozenset({"key"})),
    "not-sure": Needed(sms=False, voice=True, fills=frozenset({"label", "Label"})),
    "help": _BOTH,
    "stopped": _SMS,
    "started": _SMS,
    "stop-like": _BOTH,
    "crisis": _BOTH,
    "emergency": _BOTH,
    "call-team": _BOTH,
    "notice": _BOTH,
    "slow-on": _BOTH,
    "slow-off": _VOICE,
    "number-ask": _BOTH,
    "number-unknown": _BOTH,
    "source": Needed(sms=True, voice=True, fills=frozenset({"sources", "review"})),
    "no-source": _BOTH,
    "reviewed": _BOTH,
    "not-reviewed": _BOTH,
    "privacy": _BOTH,
    "deleted": _BOTH,
    "thanks": _BOTH,
    "photo": _SMS,
    "after-person": Needed(sms=False, voice=True, fills=_WHO),
    "not-answered": Needed(sms=False, voice=True, fills=_WHO),
    "connect": Needed(sms=False, voice=True, fills=_CHOICE | _WHO),
    "shows-line": Needed(sms=False, voice=True, fills=_WHO),
    "shows-caller": Needed(sms=False, voice=True, fills=_WHO),
    "open": Needed(sms=True, voice=False, fills=_WHO),
    "closed": Needed(sms=True, voice=True, fills=_WHO),
    "opens": Needed(sms=False, voice=True, fills=_WHO | {"when", "zone"}),
    "otherwise": Needed(sms=True, voice=True, fills=_WHO),
    "goodbye": _VOICE,
    "trouble": _BOTH,
    "text-this": Needed(sms=False, voice=True, fills=_CHOICE),
    "text-sent": _VOICE,
    "text-not-sent": _VOICE,
    "text-enough": _VOICE,
    "asked": _SMS,
    "capped": Needed(sms=True, voice=False, fills=frozenset({"phone"})),
}


class OnCard(NamedTuple):
    """Words of a printed card: the most letters that fit where they stand, and what may be filled into them."""

    letters: int
    fills: frozenset[str] = frozenset()


CARD: dict[str, OnCard] = {
    "about": OnCard(60),
    "by-text": OnCard(16),
    "text-first": OnCard(40),
    "text-language": OnCard(52, frozenset({"language"})),
    "text-word": OnCard(72, frozenset({"word"})),
    "text-answer": OnCard(44),
    "by-call": OnCard(16),
    "call-first": OnCard(40),
    "call-language": OnCard(52, frozenset({"keys"})),
    "call-number": OnCard(72, frozenset({"number"})),
    "call-person": OnCard(60),
    "words": OnCard(36),
    "emergency": OnCard(84),
    "cost": OnCard(48),
    "privacy": OnCard(70),
    "draft": OnCard(30),
    "made": OnCard(44, frozenset({"version", "date"})),
    "pen": OnCard(16),
    "scan-text": OnCard(18),
    "scan-call": OnCard(18),
    "cut": OnCard(160),
    "topics": OnCard(60),
    "topics-how": OnCard(120),
    "topic-number": OnCard(16),
    "topic-word": OnCard(20),
    "topic-label": OnCard(20),
    "topics-more": OnCard(40),
    "script": OnCard(60),
}
"""What stands on the printed cards. hotline/workbench/card has words for each but ``emergency`` and ``privacy``, which
are the line's own; ``card:`` of a language has others.
"""

COMMANDS = (
    "menu",
    "hello",
    "more",
    "back",
    "repeat",
    "slow",
    "language",
    "person",
    "source",
    "privacy",
    "delete",
    "thanks",
    "text",
)
"""The commands that each language gives words for. Keys and the carriers' words need none."""

ANSWERS = ("yes", "no", "1", "2", "3", "4", "5", "6", "around")
"""What people answer. "yes" and "no" count in a call, to the question whether something was heard rightly; "1" to "6"
are ways to say which of the things offered; ``around`` are words that may stand around any of them.
"""

CONSENT = ("stop", "start", "help", "stop-like", "auto-reply")
"""Whole-message phrases of consent that a language adds to the carriers' words.

``stop-like`` and ``auto-reply`` are found inside texts: a wish that is asked about, and what machines send.
"""
