"""Two places of one language answer to the same word, so the line cannot know which is meant.

Capitals, accents, spaces and punctuation make no difference. Labels and whole questions count as well.

PASS::

    tamoxifen: {label: tamoxifen, keywords: [nolvadex], ...}
    fulvestrant: {label: fulvestrant, keywords: [faslodex], ...}

FAIL::

    tamoxifen: {label: tamoxifen, keywords: [hormone pill], ...}
    fulvestrant: {label: fulvestrant, keywords: [Hormone Pill], ...}

``"Hormone Pill" leads to "tamoxifen" already (content/en/treatments.yaml:3)``
"""

from __future__ import annotations

from collections.abc import Iterator

from hotline.check.subject import Subject
from hotline.loader import Problem, Severity, Text, WrittenLanguage, WrittenWords, shown
from hotline.understand import fold_written

ID = "keyword-clash"
LEVEL: Severity = "error"


def check(subject: Subject) -> Iterator[Problem]:
    """Every word that leads to two places."""
    for language in subject.written.languages.values():
        yield from _clashes(language)


def _clashes(language: WrittenLanguage) -> Iterator[Problem]:
    taken: dict[str, tuple[str, Text]] = {}
    for id, words in language.words.items():
        for text in phrases(words):
            owner, first = taken.setdefault(fold_written(text), (id, text))
            if owner != id:
                where = f"{first.mark.file}:{first.mark.line}"
                yield Problem(text.mark, ID, f'"{shown(text)}" leads to "{owner}" already ({where})', LEVEL)


def phrases(words: WrittenWords) -> list[Text]:
    """Every phrase that leads to a place: its label, keywords and questions."""
    label = [words.label] if words.label is not None else []
    return [text for text in (*label, *(words.keywords or []), *words.asks) if fold_written(text)]
