"""One of the line's own sentences is longer than the text it is sent in.

A text is at most 2 segments (306 plain characters); in a language declared ucs-2, 201 characters where one of them is
not plain. What stands before an answer (``welcome``, ``notice``, ``call-team``) shares that text with the sender, MORE,
and in the first text the other language and STOP and HELP. Say it shorter.

PASS::

    welcome: {sms: Free health facts by text. No person reads this. Emergency? Call {number:911}.}

FAIL::

    welcome: {sms: (three hundred characters)}

``"welcome" is too long: the text that it begins would be 342 characters; shorten it``
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hotline.channels.normalise import normalise
from hotline.channels.sms.pages import LEADS, fits_in
from hotline.check.subject import Subject
from hotline.loader import Problem, Severity, Written, WrittenLanguage
from hotline.model import PhoneNumber

ID = "long-text"
LEVEL: Severity = "error"
_FILL = re.compile(r"\{([^{}]*)\}")
_PAGE_MARK = " 9/9: "  # as long as the mark of any page


def check(subject: Subject) -> Iterator[Problem]:
    """Every sentence that does not fit into the text it is sent in."""
    written = subject.written
    for language in written.languages.values():
        yield from _too_long(written, language)


def _too_long(written: Written, language: WrittenLanguage) -> Iterator[Problem]:
    encoding = "ucs-2" if language.settings.get("text") == "ucs-2" else "gsm-7"  # any other is told of elsewhere
    told: set[str] = set()
    for names, text in _texts(written, language).items():
        sentence = language.sentences.get(names.split()[-1])
        if sentence is None or sentence.sms is None or fits_in(text, encoding) or told & set(names.split()):
            continue
        told.add(sentence.id)
        message = f'"{sentence.id}" is too long: the text that it begins would be {len(text)} characters; shorten it'
        yield Problem(sentence.sms.mark, ID, message, LEVEL)


def _texts(written: Written, language: WrittenLanguage) -> dict[str, str]:
    """Each sentence by itself behind the sender, and each lead with all that stands around it on a first page."""

    def said(name: str, of: WrittenLanguage = language) -> str:
        sentence = of.sentences.get(name)
        return _filled(written, sentence.sms or "") if sentence is not None else ""

    sender = normalise(language.sender or "")
    alone = {name: f"{sender}: {said(name)}" for name in language.sentences}
    others = [other for other in written.languages.values() if other is not language]
    ways = " ".join(filter(None, [*(said("offer-language", other) for other in others[:1]), said("stop-help")]))
    for names in filter(None, LEADS.values()):
        before = " ".join(map(said, names))
        ends = [said("more"), *([ways] if "welcome" in names else [])]
        alone[" ".join(names)] = "\n".join([f"{sender}{_PAGE_MARK}{before}", *ends])
    return alone


def _filled(written: Written, text: str) -> str:
    """The text with phone numbers in it as they are shown; what else is filled in has no fixed length."""

    def one(match: re.Match[str]) -> str:
        kind, _, of = match.group(1).partition(":")
        dial = written.numbers.get(of, {}).get("dial")
        return PhoneNumber(of, str(dial)).shown if kind == "number" and dial else ""

    return normalise(_FILL.sub(one, text))
