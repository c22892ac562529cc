"""A word for a chance with no number near it.

People take "rare" for anything from 0 to 80 out of 100, and "common" for 10 to 100. Say how many out of 100 in the same
sentence, or say what happens without the word. "A good chance" is a promise.

PASS::

    sms: Heart trouble is rare. It comes to about 2 out of 100 people.
    sms: Tell your team about a rash.

FAIL::

    sms: Heart trouble is rare.

``"rare" says little without a number; say how many out of 100, or leave it out``
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hotline.check.prose import by_language
from hotline.check.subject import Passage, Subject
from hotline.loader import Problem, Severity

ID = "vague-risk"
LEVEL: Severity = "warning"
_VAGUE = {
    "en": re.compile(
        r"\b(?:very )?(?:rare|rarely|common|commonly|uncommon|likely|unlikely)\b|\bgood chance\b", re.IGNORECASE
    ),
    "es": re.compile(
        r"\b(?:muy )?(?:rar[oa]s?|rara vez|raramente|comun(?:es)?|común|(?:in)?frecuentes?|frecuentemente"
        r"|(?:im)?probables?|probablemente)\b|\bbuena (?:probabilidad|posibilidad)\b",
        re.IGNORECASE,
    ),
}
_NUMBER = re.compile(
    r"\d|\b(?:half|most|all|none|two|three|four|five|six|seven|eight|nine|ten)\b"
    r"|\b(?:mitad|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez)\b",
    re.IGNORECASE,
)
_FILLED = re.compile(r"\{[^{}]*\}")


def check(subject: Subject) -> Iterator[Problem]:
    """Every such word in a topic, where neither its sentence nor the next has a number."""
    for passage in subject.passages:
        pattern = by_language(_VAGUE, passage.lang)
        if pattern is not None and passage.is_topic:
            yield from _vague(passage, pattern)


def _vague(passage: Passage, pattern: re.Pattern[str]) -> Iterator[Problem]:
    sentences = passage.sentences()
    for position, (offset, sentence) in enumerate(sentences):
        found = list(pattern.finditer(sentence))
        near = " ".join(text for _, text in sentences[position : position + 2]) if found else ""
        if _NUMBER.search(_FILLED.sub("", near)):
            continue
        for match in found:
            message = f'"{match.group()}" says little without a number; say how many out of 100, or leave it out'
            yield Problem(passage.text.at(offset + match.start()), ID, message, LEVEL)
