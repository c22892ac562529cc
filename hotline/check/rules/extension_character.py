"""A character that costs two in a text: a square bracket, ``^``, ``~``, ``|``, a backslash or the euro sign.

In a language declared gsm-7 each of these is sent as two characters, and some phones show a blank. Use round brackets,
commas and words. What is written in curly brackets to be filled in is not meant.

PASS::

    sms: Ask about cost (in euros).

FAIL::

    sms: Ask about cost [in €].

``"[", "]", "€" cost two characters each in a text, and some phones show a blank; use words or round brackets``
"""

from __future__ import annotations

from collections.abc import Iterator

from hotline.channels.sms.segments import EXTENSION
from hotline.check.onscreen import plain_languages, texts, without_fills
from hotline.check.subject import Subject
from hotline.loader import Problem, Severity

ID = "extension-character"
LEVEL: Severity = "warning"
_DEAR = EXTENSION - frozenset("{}\f")  # a lone curly bracket and a form feed are told of when the file is read


def check(subject: Subject) -> Iterator[Problem]:
    """Every text, label and sender of a plain language with such a character, at the first one."""
    for language in plain_languages(subject):
        for text, _ in texts(subject, language):
            bare = without_fills(text)
            dear = dict.fromkeys(character for character in bare if character in _DEAR)
            if dear:
                first = next(n for n, character in enumerate(bare) if character in dear)
                named = ", ".join(f'"{character}"' for character in dear)
                each = "costs two characters" if len(dear) == 1 else "cost two characters each"
                cure = "some phones show a blank; use words or round brackets"
                yield Problem(text.at(first), ID, f"{named} {each} in a text, and {cure}", LEVEL)
