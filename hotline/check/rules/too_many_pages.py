"""A place that is more texts than people read to the end.

Each text is at most 2 segments, and MORE brings the next one. The choices after the words count too. The limit is
``pages`` of ``limits:`` (``pages_ucs2`` in a language declared ucs-2). Say it shorter, or make two topics of it; the
mark stands where the text too many begins.

PASS::

    sms: (words and choices in 4 texts)

FAIL::

    sms: (words and choices in 5 texts)

``"leak" takes 5 texts in en; more than 4 is too much to read, so shorten it, or make another topic from here on``
"""

from __future__ import annotations

from collections.abc import Iterator

from hotline.channels.fill import fill
from hotline.channels.normalise import normalise
from hotline.channels.sentences import spans
from hotline.channels.sms.pages import show_number
from hotline.check.subject import Subject
from hotline.loader import Mark, Problem, Severity, Text
from hotline.model import Language, Line

ID = "too-many-pages"
LEVEL: Severity = "error"


def check(subject: Subject) -> Iterator[Problem]:
    """Every place over the limit, where the first text too many begins."""
    line, book = subject.line, subject.book
    if line is None or book is None:
        return
    numbers = {place.id: place.number for place in line.places.values()}
    for code, language in line.languages.items():
        most = subject.limit("pages_ucs2" if language.text == "ucs-2" else "pages")
        for id, words in subject.written.languages[code].words.items():
            if id not in numbers or words.sms is None:
                continue
            pages = book.pages(numbers[id], code).texts
            if len(pages) > most:
                cure = "shorten it, or make another topic from here on"
                message = f'"{id}" takes {len(pages)} texts in {code}; more than {most} is too much to read, so {cure}'
                yield Problem(_mark(words.sms, pages[:most], line, language), ID, message, LEVEL)


def _mark(sms: Text, fitting: tuple[str, ...], line: Line, language: Language) -> Mark:
    """The first sentence that is in none of the texts that fit; the words' begin where only choices are left over."""
    for start, end in spans(sms):
        sentence = " ".join(normalise(fill(sms[start:end], line, language, show_number)).split())
        if not any(sentence in page for page in fitting):
            return sms.at(start)
    return sms.mark
