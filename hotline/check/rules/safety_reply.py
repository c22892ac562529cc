"""The answer to a cry for help is not one plain text, or lacks 911 or 988.

It comes alone, and in parts it could come late or in the wrong order. So ``crisis`` and ``emergency`` are one segment:
160 characters of the plain alphabet (in Spanish without á, í, ó, ú), 70 where a language has other letters. Each text
names 911 and 988; the spoken ``emergency`` names 911 and the spoken ``crisis`` 988. Where neither is among the line's
numbers, as in another country, only the length is looked at.

PASS::

    crisis: {sms: "Call or text {number:988} now. In danger? Call {number:911}.", voice: "Call {number:988} now."}

FAIL::

    crisis: {sms: "Call or text {number:988} now.", voice: "Call {number:988} now."}

``"crisis" lacks 911; add {number:911}``
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from hotline.channels.normalise import normalise
from hotline.channels.sms import count
from hotline.channels.sms.segments import outside_gsm7
from hotline.check.phones import SAFETY, american, dials
from hotline.check.subject import Passage, Subject
from hotline.loader import Problem, Severity

ID = "safety-reply"
LEVEL: Severity = "error"
_SPOKEN = {"crisis": frozenset({"988"}), "emergency": frozenset({"911"})}


def check(subject: Subject) -> Iterator[Problem]:
    """Everything wrong with the two answers, in every language and form."""
    needs_numbers = american(subject.written)
    for passage in subject.passages:
        if passage.place is None and passage.id in _SPOKEN:
            needed = (SAFETY if passage.form == "sms" else _SPOKEN[passage.id]) if needs_numbers else frozenset()
            for number in sorted(needed - dials(passage.text, subject.written)):
                yield Problem(passage.text.mark, ID, f'"{passage.id}" lacks {number}; add {{number:{number}}}', LEVEL)
            if passage.form == "sms":
                yield from _size(passage, normalise(subject.filled(passage.text)))


def _size(passage: Passage, text: str) -> Iterator[Problem]:
    accents = [letter for letter in outside_gsm7(text) if not _of_another_script(letter)]
    if accents and not any(map(_of_another_script, outside_gsm7(text))):
        at = next((n for n, letter in enumerate(passage.text) if normalise(letter) in accents), 0)
        message = (
            f'"{passage.id}" has "{accents[0]}", which is outside the plain alphabet of texts; write it another way'
        )
        yield Problem(passage.text.at(at), ID, message, LEVEL)
    elif count(text).segments > 1:
        limit = 160 if not outside_gsm7(text) else 70
        message = f'"{passage.id}" is {count(text).units} characters; it must be one text segment of at most {limit}'
        yield Problem(passage.text.mark, ID, message, LEVEL)


def _of_another_script(character: str) -> bool:
    return character.isalpha() and not unicodedata.name(character, "").startswith("LATIN")
