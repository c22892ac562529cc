"""A text message with bullets, tabs or the signs of Markdown in it.

A phone shows the signs themselves: people read ``**now**``, not a bold word. Write short sentences, each on its own
line where it helps.

PASS::

    sms: |-
      Bring your card.
      Bring your list of pills.

FAIL::

    sms: |-
      Bring:
      - your card
      - your **list of pills**

``has a bullet ("- ") in it; a phone shows the sign itself, so write sentences``
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hotline.check.subject import Subject
from hotline.loader import Problem, Severity, shown

ID = "markdown"
LEVEL: Severity = "warning"
_SIGNS = (
    ("a bullet", re.compile(r"^ *[-*+] (?=\S)|[•‣▪●◦]", re.MULTILINE)),
    ("a tab", re.compile(r"\t")),
    ("a heading", re.compile(r"^#{1,6} (?=\S)", re.MULTILINE)),
    ("a Markdown link", re.compile(r"\[[^][]+\]\([^()]+\)")),
    ("bold or slanted type", re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])[^*\n]*[^\s*]\1(?![\w*])|`[^`\n]+`")),
    ("bold or slanted type", re.compile(r"(?<!\w)(_{1,3})(?=[^\s_])[^_\n]*[^\s_]\1(?!\w)")),
)


def check(subject: Subject) -> Iterator[Problem]:
    """The first of each kind of sign in a text."""
    for passage in subject.passages:
        if passage.form != "sms":
            continue
        for what, pattern in _SIGNS:
            for mark, match in passage.find(pattern):
                sign = f' ("{shown(match.group().lstrip(" "))}")' if match.group().strip() else ""
                message = f"has {what}{sign} in it; a phone shows the sign itself, so write sentences"
                yield Problem(mark, ID, message, LEVEL)
                break
