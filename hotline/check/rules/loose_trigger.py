"""A crisis pattern with a drug, a dose or a pill in it, or one that is nothing but a word for death.

In a serious illness these are everyday words. "I took my ibuprofen 800 mg" and "am I dying" are questions, and whoever
gets the crisis answer to a question texts no more. Write what a person in danger says: "want to die", "kill myself".
Drugs are the names under ``pronunciations`` and the terms of the glossary. Words are looked for in English and Spanish.

PASS::

    crisis: [want/wants to die, kill myself, overdose on purpose]

FAIL::

    crisis: [want to die, "take all ... pills", dying]

``crisis pattern "take all ... pills" takes an everyday word ("pills") for a cry for help; write it without``
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hotline.check.subject import Subject
from hotline.loader import Problem, Severity, Text, Written, WrittenLanguage, shown
from hotline.model import LEVELS, SIGNS
from hotline.understand import fold_written

ID = "loose-trigger"
LEVEL: Severity = "error"
_WORD = re.compile(r"[^\s/]+")
# Standards E4 and E5: strong signs elsewhere, everyday words where people are treated.
_PILLS = re.compile(r"pills?|tablets?|capsules?|pastillas?|pildoras?|tabletas?|capsulas?")
_DOSE = re.compile(r"\d*(?:mg|mcg|milligrams?|miligramos?)")
_SMALL = re.compile(r"an?|and|are|i|in|is|it|me|my|no|of|on|or|so|the|to|we|you|el|en|las?|los|mi|una?|y|yo|de|que")
_DEATH = re.compile(r"die[sd]?|dying|death|dead|morir(?:se)?|muero|muert[eoa]")


def check(subject: Subject) -> Iterator[Problem]:
    """Every crisis pattern that everyday words of this line would set off, at the first of them."""
    drugs = _drugs(subject.written)
    for language in subject.written.languages.values():
        for pattern in (*language.safety.get("crisis", []), *language.safety.get(SIGNS["crisis"], [])):
            yield from _loose(pattern, drugs)
        yield from _undone(language)


def _undone(language: WrittenLanguage) -> Iterator[Problem]:
    """Every "unless" that is a danger itself, so that the danger would never be seen again."""
    dangers: dict[tuple[int, str], list[tuple[Text, list[frozenset[str]]]]] = {}
    for level in LEVELS:
        for pattern in (*language.safety.get(level, []), *language.safety.get(SIGNS[level], [])):
            words = _words(pattern)
            for first in words[0] if words else ():
                dangers.setdefault((len(words), first), []).append((pattern, words))
    for pattern in language.safety.get("unless", []):
        words = _words(pattern)
        alike = (row for first in words[0] for row in dangers.get((len(words), first), ())) if words else iter(())
        danger = next((other for other, wanted in alike if _in_common(words, wanted)), None)
        if danger is not None:
            where = f"{danger.mark.file}:{danger.mark.line}"
            message = (
                f'unless pattern "{shown(pattern)}" switches a danger off ({where}); add what makes it none, like no'
            )
            yield Problem(pattern.mark, ID, message, LEVEL)


def _words(pattern: Text) -> list[frozenset[str]]:
    """The folded words that may stand at each position of a pattern; none of one with gaps."""
    if "..." in pattern:
        return []
    found = (frozenset(map(fold_written, words.split("/"))) - {""} for words in pattern.split())
    return [words for words in found if words]


def _in_common(one: list[frozenset[str]], other: list[frozenset[str]]) -> bool:
    """Some text is found by both of two patterns of the same length."""
    return all(not mine.isdisjoint(theirs) for mine, theirs in zip(one, other, strict=True))


def _loose(pattern: Text, drugs: frozenset[str]) -> Iterator[Problem]:
    spread = pattern.replace("...", "   ")
    bare = len(spread.split()) == 1
    for match in _WORD.finditer(spread):
        word = fold_written(match.group()).replace(" ", "")
        if bare and _SMALL.fullmatch(word):
            what = "stands in every other text; write what else is said"
        elif word in drugs or _PILLS.fullmatch(word) or _DOSE.fullmatch(word):
            what = f'takes an everyday word ("{shown(match.group())}") for a cry for help; write it without'
        elif bare and _DEATH.fullmatch(word):
            what = "is a question as often as a cry for help; write what else is said, like want to die"
        else:
            continue
        yield Problem(pattern.at(match.start()), ID, f'crisis pattern "{shown(pattern)}" {what}', LEVEL)
        return


def _drugs(written: Written) -> frozenset[str]:
    """The names of one word that need saying or explaining, folded."""
    names = (name for each in written.languages.values() for name in (*each.pronunciations, *each.glossary))
    return frozenset(folded for folded in map(fold_written, names) if " " not in folded)
