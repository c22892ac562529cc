"""Something that looks like a password, a key or an account's id in the line's files.

These files are copied, mailed and put on the web. Secrets belong in the settings of the machine (``HOTLINE_SECRET``,
``TWILIO_AUTH_TOKEN``). Looked for are 32 and more figures and letters a to f in a row, also behind two capitals as in
an account's id, and the words "auth token". A secret that stood here is known: taking it out is not enough, replace it.

PASS::

    review: {status: approved, role: oncology nurse, on: 2026-10-01, next: 2027-10-01, hash: 93fe336edf557d22}

FAIL::

    opt_out_note: (an account's id of 34 characters) asked on 2026-01-05

``"AC01..." looks like a secret or an account's id; take it out, and replace the secret``
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hotline.check.subject import Subject
from hotline.check.values import values
from hotline.loader import Problem, Severity, Text, shown

ID = "secret-in-file"
LEVEL: Severity = "error"
_SECRET = re.compile(r"(?<![0-9A-Za-z])(?:[A-Z]{2}[0-9a-f]{32}|[0-9a-fA-F]{32,})(?![0-9A-Za-z])")
_TOKEN = re.compile(r"\bauth[ _-]?token\b", re.IGNORECASE)
_SHOWN = 4  # characters of a secret that may stand in a message, which lands in logs


def check(subject: Subject) -> Iterator[Problem]:
    """Every value that looks like one, without saying it."""
    for text in values(subject.written):
        for match in _SECRET.finditer(text):
            if not _part_of_address(text, match):
                found = f'"{match.group()[:_SHOWN]}..." looks like a secret or an account\'s id'
                yield Problem(text.at(match.start()), ID, f"{found}; take it out, and replace the secret", LEVEL)
        for match in _TOKEN.finditer(text):
            message = (
                f'"{shown(match.group())}" has no place in these files; tokens belong in the settings of the machine'
            )
            yield Problem(text.at(match.start()), ID, message, LEVEL)


def _part_of_address(text: Text, match: re.Match[str]) -> bool:
    """A web address may have a long number in it; an account's id (two capitals first) is one there too."""
    before = text[: match.start()].rpartition(" ")[2]
    return "://" in before and not match.group()[:2].isupper()
