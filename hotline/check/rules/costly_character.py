"""A character outside the plain alphabet of text messages, in a language that is declared gsm-7.

One such character makes the whole text dearer: a segment then holds 70 characters, not 160. Curly quotes, dashes and
other signs with a plain form are replaced before sending, so they cost nothing. Of the Spanish letters é, ñ and ü are
plain, while á, í, ó and ú are not. Write another word, or declare the language ucs-2.

PASS::

    sms: A “good” day begins with a café.

FAIL::

    sms: A good day begins with a salad of jícama.

``"í" is outside the plain alphabet of texts: the text takes 2 segments, and 1 without it; write it another way``
"""

from __future__ import annotations

from collections.abc import Iterator

from hotline.channels.normalise import normalise
from hotline.channels.sms import count
from hotline.channels.sms.segments import outside_gsm7
from hotline.check.onscreen import plain_languages, texts
from hotline.check.subject import Subject
from hotline.loader import Mark, Problem, Severity, Text

ID = "costly-character"
LEVEL: Severity = "warning"
_MOST = 5  # characters named in one message
_FEWER = "with it a segment holds 70 characters, not 160"


def check(subject: Subject) -> Iterator[Problem]:
    """Every text, label and sender of a plain language with such a character, at the first one."""
    for language in plain_languages(subject):
        for text, alone in texts(subject, language):
            if text.isascii():
                continue
            filled = normalise(subject.filled(text))
            outside = outside_gsm7(filled)
            if outside:
                cost = _cost(filled, outside) if alone else _FEWER
                named = ", ".join(f'"{character}"' for character in outside[:_MOST])
                verb = "is" if len(outside) == 1 else "are"
                message = f"{named} {verb} outside the plain alphabet of texts: {cost}; write it another way"
                yield Problem(_mark(text, outside), ID, message, LEVEL)


def _cost(filled: str, outside: str) -> str:
    plain = filled.translate(dict.fromkeys(map(ord, outside), "x"))
    now, then = count(filled).segments, count(plain).segments
    return f"the text takes {now} segments, and {then} without it" if now > then else _FEWER


def _mark(text: Text, outside: str) -> Mark:
    at = next((n for n, character in enumerate(text) if (normalise(character) or " ") in outside), 0)
    return text.at(at)
