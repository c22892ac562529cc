"""Words that are the same in two languages, so one of them was not translated.

A text of up to 3 words is let be: names and numbers look alike everywhere. So is ``one-language``, which is often said
in both.

PASS::

    content/en/food.yaml:  pantry: {sms: Bring a bag and come early., ...}
    content/es/food.yaml:  pantry: {sms: Traiga una bolsa y venga temprano., ...}

FAIL::

    content/en/food.yaml:  pantry: {sms: Bring a bag and come early., ...}
    content/es/food.yaml:  pantry: {sms: Bring a bag and come early., ...}

``the words to read of "pantry" are the same in en and es; translate them``
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hotline.check.subject import Subject
from hotline.loader import Problem, Severity
from hotline.understand import fold_written

ID = "untranslated"
LEVEL: Severity = "warning"
_LONG = 3  # words; more than these are looked at
_FILLS = re.compile(r"\{[^{}]*\}")
_BILINGUAL = frozenset({"one-language"})
_FORMS = {"sms": "words to read", "voice": "words to hear"}


def check(subject: Subject) -> Iterator[Problem]:
    """Every text that an earlier language has word for word in the same place."""
    if len(subject.written.languages) < 2:
        return
    said: dict[tuple[str, str, str], str] = {}
    for passage in subject.passages:
        folded = fold_written(_FILLS.sub(" ", passage.text))
        if folded.count(" ") < _LONG or (passage.place is None and passage.id in _BILINGUAL):
            continue
        kind = "place" if passage.place is not None else "sentence"
        first = said.setdefault((f"{kind} {passage.id}", passage.form, folded), passage.lang)
        if first != passage.lang:
            which = f'the {_FORMS[passage.form]} of "{passage.id}"'
            yield Problem(
                passage.text.mark, ID, f"{which} are the same in {first} and {passage.lang}; translate them", LEVEL
            )
