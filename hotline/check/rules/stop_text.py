"""The confirmation of STOP lacks the way back, 911 or 988, or it advertises.

It is the last text that somebody gets, perhaps by a slip (CANCER became CANCEL), so it says how to come back and whom
to call in danger. The law allows one confirmation and nothing in it that advertises: no link, no offer. 911 and 988 are
needed where the line has one of them among its numbers.

PASS::

    stopped: {sms: "No more texts. START to come back. Emergency: {number:911}. Crisis: {number:988}."}

FAIL::

    stopped: {sms: "No more texts. Emergency: {number:911}. Crisis: {number:988}."}

``"stopped" lacks the way back; add words like "START to come back"``
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hotline.check.links import links
from hotline.check.phones import SAFETY, american, dials
from hotline.check.subject import Passage, Subject
from hotline.loader import Problem, Severity, shown

ID = "stop-text"
LEVEL: Severity = "error"
_START = re.compile(r"\bstart\b", re.IGNORECASE)
# 47 CFR 64.1200(a)(12): the confirmation may hold no marketing. These are what marketing most often says.
_OFFERS = {
    "en": re.compile(
        r"\b(?:offers?|sales?|deals?|discounts?|coupons?|prizes?|donat(?:e|ions?)|subscribe|buy|"
        r"(?:visit|follow|join|like) us|free (?:gift|trial)s?|sign up)\b|% off\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(?:ofertas?|rebajas?|descuentos?|cupón|cupones|premios?|don(?:e|ar?)|donaci(?:ón|ones)|compre|promoci(?:ón|ones)|"
        r"s[íi]ganos|vis[íi]tenos|suscríbase|inscríbase)\b",
        re.IGNORECASE,
    ),
}


def check(subject: Subject) -> Iterator[Problem]:
    """Everything that a language's confirmation lacks, and what it may not hold."""
    for passage in subject.passages:
        if passage.id == "stopped" and passage.form == "sms" and passage.place is None:
            for lacks in _lacking(passage, subject):
                yield Problem(passage.text.mark, ID, f'"stopped" lacks {lacks}', LEVEL)
            yield from _advertising(passage)


def _lacking(passage: Passage, subject: Subject) -> Iterator[str]:
    if not _START.search(passage.text):
        yield 'the way back; add words like "START to come back"'
    if american(subject.written):
        for number in sorted(SAFETY - dials(passage.text, subject.written)):
            yield f"{number}; add {{number:{number}}}"


def _advertising(passage: Passage) -> Iterator[Problem]:
    for link in links(passage.text):
        message = f'"{shown(link.text)}" is a link, and the confirmation of STOP may hold none; take it out'
        yield Problem(passage.text.at(link.offset), ID, message, LEVEL)
    offers = _OFFERS.get(passage.lang.partition("-")[0])
    for mark, match in passage.find(offers) if offers else ():
        message = f'"{shown(match.group())}" advertises, and the confirmation of STOP may not; take it out'
        yield Problem(mark, ID, message, LEVEL)
