"""A keyword that is one slip of a finger from a word that stops, starts or explains all texts.

Carriers obey STOP, END, QUIT, CANCEL, YES, HELP and their like by themselves. CANCER is one letter from CANCEL: a
phone that corrects it opts a patient out, and the line cannot mend that. Only single words are looked at, because a
carrier obeys a word only as the whole message. Choose another word. Where people will text this one anyway, keep it and
waive the rule with the reason.

PASS::

    cancer-basics:
      keywords: [basics, about cancer]

FAIL::

    cancer-basics:
      keywords: [basics, cancer]

``"cancer" is one letter from CANCEL, which stops all texts; choose another word, or waive this with the reason``
"""

from __future__ import annotations

from collections.abc import Iterator

from hotline.check.rules.keyword_clash import phrases
from hotline.check.subject import Subject
from hotline.loader import Problem, Severity, shown
from hotline.understand import CARRIER, FCC_STOP, fold_written, squeeze
from hotline.understand.slips import one_slip

ID = "near-reserved"
LEVEL: Severity = "error"
WAIVABLE = True
_DOES = {"stop": "stops all texts", "start": "starts texts again", "help": "asks for help"}
_RESERVED = {word: _DOES[kind] for kind, words in CARRIER.items() for word in words}
_RESERVED |= {squeeze(phrase): _DOES["stop"] for phrase in FCC_STOP}


def check(subject: Subject) -> Iterator[Problem]:
    """Every single word that leads to a place and is one slip from a carrier's word."""
    near: dict[str, str] = {}
    for language in subject.written.languages.values():
        for words in language.words.values():
            for text in phrases(words):
                word = fold_written(text)
                if " " in word or word in _RESERVED:
                    continue  # reserved-keyword tells of the reserved word itself
                if word not in near:
                    near[word] = next((reserved for reserved in _RESERVED if one_slip(word, reserved)), "")
                if near[word]:
                    yield Problem(text.mark, ID, _message(text, near[word]), LEVEL)


def _message(text: str, reserved: str) -> str:
    means = f"{reserved.upper()}, which {_RESERVED[reserved]}"
    return f'"{shown(text)}" is one letter from {means}; choose another word, or waive this with the reason'
