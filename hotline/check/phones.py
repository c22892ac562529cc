"""The phone numbers that a text tells a person to call."""

from __future__ import annotations

import re

from hotline.loader import Written

SAFETY = frozenset({"911", "988"})
_NAMED = re.compile(r"\{number:([^{}]*)\}")
_TYPED = re.compile(r"(?<!\d)(911|988)(?!\d)")


def dials(text: str, written: Written) -> set[str]:
    """The numbers in a text as they are dialled: those named in curly brackets, and a typed 911 or 988.

    A name that line.yaml does not know stands for itself; another rule tells of it.
    """
    named = {str(written.numbers.get(name, {}).get("dial", name)) for name in _NAMED.findall(text)}
    return named | set(_TYPED.findall(_NAMED.sub("", text)))


def american(written: Written) -> bool:
    """The line is for the United States: 911 or 988 is among its numbers."""
    return any(entry.get("dial") in SAFETY for entry in written.numbers.values())
