"""A topic that is hard to read or to follow by ear.

English: over grade 6 of Flesch-Kincaid with the terms of the glossary, names with a pronunciation and the topic's own
label exempt, or over grade 9 with every word counted. Spanish: under 80 of Fernandez-Huerta (higher is easier). A whole
topic is graded, each form by itself, never one text; a short one is not. The limits are ``grade``, ``grade_unexempted``
and ``spanish_ease`` of ``limits:``. A grade only ranks what to look at: use shorter sentences and shorter words, then
have people read it.

PASS::

    sms: Hair may fall out. It grows back. It starts 1 to 3 months after chemo ends. (and so on, for 50 words)

FAIL::

    sms: Alopecia represents a comparatively frequent consequence of chemotherapy administration. (and so on)

``the sms words of "hair-loss" read at grade 13.1; 6 is the limit, so use shorter sentences and words``
"""

from __future__ import annotations

from collections.abc import Iterator

from hotline.check.reading import Grade, exempt_terms, grade_of
from hotline.check.subject import Passage, Subject
from hotline.loader import Problem, Severity

ID = "reading-grade"
LEVEL: Severity = "warning"


def check(subject: Subject) -> Iterator[Problem]:
    """Every form of a topic that is over its limit."""
    for passage in subject.passages:
        if passage.is_topic:
            grade = _graded(subject, passage)
            hard = _hard(subject, grade) if grade is not None else ""
            if hard:
                message = f'the {passage.form} words of "{passage.id}" {hard}, so use shorter sentences and words'
                yield Problem(passage.text.mark, ID, message, LEVEL)


def _graded(subject: Subject, passage: Passage) -> Grade | None:
    line = subject.line
    language = line.languages.get(passage.lang) if line is not None else None
    number = str(passage.place.number) if passage.place is not None else ""
    words = language.words.get(int(number)) if language is not None and number.isdecimal() else None
    if language is None or words is None:
        return None
    return grade_of(subject.filled(passage.text), passage.lang, exempt_terms(language, words))


def _hard(subject: Subject, grade: Grade) -> str:
    value, whole = round(grade.value, 1), round(grade.unexempted, 1)
    if grade.formula == "fernandez-huerta":
        least = subject.limit("spanish_ease")
        return f"have a reading ease of {value}; {least} is the least" if value < least else ""
    most, most_whole = subject.limit("grade"), subject.limit("grade_unexempted")
    if value > most:
        return f"read at grade {value}; {most} is the limit"
    return f"read at grade {whole} with every word counted; {most_whole} is the limit" if whole > most_whole else ""
