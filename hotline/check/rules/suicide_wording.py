"""Words about suicide that hurt or show a way.

Say "died by suicide" and "suicide". Never "committed" (it is no crime), "successful" or "failed", and never how.

PASS::

    sms: If you think of suicide, call or text {number:988}. Help works.

FAIL::

    sms: If you want to commit suicide, call {number:988}.

``"commit suicide" hurts those it speaks to; say "suicide" or "die by suicide"``
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hotline.check.prose import by_language
from hotline.check.subject import Passage, Subject
from hotline.loader import Problem, Severity

ID = "suicide-wording"
LEVEL: Severity = "error"
_SELF = r"(?:my|your|them|him|her)(?:self|selves)"
_HURTS = {
    "en": re.compile(
        r"\bcommit(?:s|ted|ting)? suicide\b|\bcompleted? suicide\b"
        r"|\b(?:un)?successful(?:ly)? (?:suicide|attempt)s?\b"
        r"|\bfailed (?:suicides?|suicide attempts?|attempts?)\b|\bsuicide attempts? (?:failed|succeeded)\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\bcomet(?:er|ió|en|e|ido|ieron) (?:un )?suicidio\b"
        r"|\bsuicidios? (?:exitoso|consumado|fallido|frustrado|logrado)s?\b"
        r"|\bintentos? (?:fallido|frustrado|exitoso)s?\b",
        re.IGNORECASE,
    ),
}
_WAYS = {
    "en": re.compile(
        rf"\b(?:slit|slash|cut)(?:ting)? (?:my|your|their|his|her) wrists?\b|\bhang(?:ing|ed)? {_SELF}\b"
        rf"|\bjump(?:ing|ed)? (?:off|from) (?:a|the) (?:bridge|building|roof)\b|\bnoose\b|\bshoot(?:ing)? {_SELF}\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\bcort\w+ las venas\b|\b(?:ahorcar|colgar)(?:se|te|me)\b|\bsoga\b"
        r"|\b(?:saltar|tirar|lanzar)(?:se|te|me) de un (?:puente|edificio|techo)\b"
        r"|\b(?:pegarse|dispararse) un tiro\b",
        re.IGNORECASE,
    ),
}
_ABOUT = re.compile(r"\bsuicid", re.IGNORECASE)
_NEAR = {
    "en": re.compile(r"\b(?:overdos\w+|guns?|firearms?|rope|hanging)\b", re.IGNORECASE),
    "es": re.compile(r"\b(?:sobredosis|pistolas?|armas? de fuego)\b", re.IGNORECASE),
}


def check(subject: Subject) -> Iterator[Problem]:
    """Every such wording in what is read or heard. What people text is left as they text it."""
    for passage in subject.passages:
        yield from _found(passage, _HURTS, 'hurts those it speaks to; say "suicide" or "die by suicide"')
        yield from _found(passage, _WAYS, "shows a way; say where help is instead")
        if _ABOUT.search(passage.text):
            yield from _found(passage, _NEAR, "shows a way beside words about suicide; say where help is instead")


def _found(passage: Passage, listed: dict[str, re.Pattern[str]], why: str) -> Iterator[Problem]:
    pattern = by_language(listed, passage.lang)
    for mark, match in passage.find(pattern) if pattern else ():
        yield Problem(mark, ID, f'"{match.group()}" {why}', LEVEL)
