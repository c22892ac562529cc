"""How hard a text is to read: Flesch-Kincaid for English, Fernandez-Huerta for Spanish.

Formulas see words and sentences, not sense: they rank what to look at, people decide (standards C7, C8).

Rule 1: a word is what stands between spaces and has a letter or a figure in it: "don't", "receptor-positive", "100.4"
and a phone number are one word each (Flesch, How to Write Plain English, chapter 2).
Rule 2: Flesch-Kincaid is 11.8 syllables a word + 0.39 words a sentence - 15.59: a US school grade. Kincaid 1975.
Rule 3: Fernandez-Huerta is 206.84 - 60 syllables a word - 1.02 words a sentence: 0 to 100, higher is easier. Fernandez
Huerta 1959 as Law mended it (Linguist List 22.2332, 2011): print has "sentences in 100 words", and then shorter
sentences would make a text harder.
Rule 4: a word of an exempt term counts for as many syllables as the other words have on average, never for more than
its own. So a needed hard word does not raise the grade, and using it more often does not lower it. It stays a word of
its sentence, whose length it adds to.
Rule 5: short texts are not scored. Spanish needs the 100 words that its formula is made for. English needs 50: there
a word of three syllables for one of one moves the grade by less than half, and one segment does not hold so many.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from hotline.channels.normalise import normalise
from hotline.channels.sentences import paragraphs, sentences
from hotline.check.syllables import syllables_en, syllables_es
from hotline.model import Language, Words

Formula = Literal["flesch-kincaid", "fernandez-huerta"]
FORMULAS: dict[str, Formula] = {"en": "flesch-kincaid", "es": "fernandez-huerta"}
_Worded = list[tuple[str, list[str]]]  # sentences, each with its words
FEWEST_WORDS: dict[Formula, int] = {"flesch-kincaid": 50, "fernandez-huerta": 100}


@dataclass(frozen=True, slots=True)
class Grade:
    """How hard a text is: ``value`` with its terms exempt, ``unexempted`` with every word counted as it is.

    Flesch-Kincaid: a US school grade, lower is easier. Fernandez-Huerta: 0 to 100, higher is easier.
    """

    formula: Formula
    value: float
    unexempted: float

    @property
    def hardness(self) -> float:
        """The value turned so that more is harder, to find the harder of two texts in one language."""
        return self.value if self.formula == "flesch-kincaid" else -self.value


class _Counts(NamedTuple):
    words_a_sentence: float
    syllables_a_word: float


def exempt_terms(language: Language, words: Words) -> tuple[str, ...]:
    """What the grade of a place lets pass: the glossary, names with a pronunciation, the place's own label."""
    return (*language.glossary, *language.pronunciations, words.label)


def words_of(text: str) -> list[str]:
    """The words of a text without the punctuation around them."""
    return _bare_words(normalise(text))


def _bare_words(text: str) -> list[str]:
    return [word for word in map(_bare, text.split()) if word]


@lru_cache(maxsize=20_000)
def _bare(word: str) -> str:
    """The word without the punctuation around it; nothing where there is no letter or figure in it."""
    bare = word.strip("\"'.,;:!?()[]{}<>*_\u00a1\u00bf-/ ")
    return bare if any(char.isalnum() for char in bare) else ""


def sentences_of(text: str) -> list[str]:
    """The sentences of a text that have words in them. A line end ends one too."""
    return [sentence for sentence, _ in _worded(text)]


def flesch_kincaid(text: str, exempt: Iterable[str] = ()) -> float:
    """The US school grade of an English text; -15.59 where there are no words."""
    return _flesch_kincaid(_worded(text), exempt)


def _flesch_kincaid(found: _Worded, exempt: Iterable[str]) -> float:
    counts = _count(found, exempt, syllables_en)
    return 11.8 * counts.syllables_a_word + 0.39 * counts.words_a_sentence - 15.59


def fernandez_huerta(text: str, exempt: Iterable[str] = ()) -> float:
    """The reading ease of a Spanish text, higher is easier; 206.84 where there are no words."""
    return _fernandez_huerta(_worded(text), exempt)


def _fernandez_huerta(found: _Worded, exempt: Iterable[str]) -> float:
    counts = _count(found, exempt, syllables_es)
    return 206.84 - 60 * counts.syllables_a_word - 1.02 * counts.words_a_sentence


def formula_for(lang_code: str) -> Formula | None:
    """The formula of a language ("en", "es-MX"); nothing where there is none."""
    return FORMULAS.get(lang_code.partition("-")[0].lower())


def grade_of(text: str, lang_code: str, exempt: Iterable[str] = ()) -> Grade | None:
    """How hard a whole topic is; nothing in a language without a formula, or where there are too few words."""
    return _grade_of(text, lang_code, tuple(exempt))


@lru_cache(maxsize=2048)
def _grade_of(text: str, lang_code: str, exempt: tuple[str, ...]) -> Grade | None:
    formula = formula_for(lang_code)
    if formula is None:
        return None
    found = _worded(text)
    if sum(len(words) for _, words in found) < FEWEST_WORDS[formula]:
        return None
    score = _flesch_kincaid if formula == "flesch-kincaid" else _fernandez_huerta
    return Grade(formula, score(found, exempt), score(found, ()))


def _count(found: _Worded, exempt: Iterable[str], syllables: Callable[[str], int]) -> _Counts:
    terms = _by_first_word(exempt)
    plain: list[int] = []
    hard: list[int] = []
    for _, words in found:
        inside = _inside(_folded(words), terms) if terms else ()
        for position, word in enumerate(words):
            (hard if position in inside else plain).append(syllables(word))
    mean = sum(plain) / len(plain) if plain else 1.0
    words_found = len(plain) + len(hard)
    total = sum(plain) + sum(min(own, mean) for own in hard)
    return _Counts(words_found / max(1, len(found)), total / max(1, words_found))


def _worded(text: str) -> _Worded:
    """The sentences that have words in them, each with its words."""
    plain = normalise(text)
    split = ((sentence, _bare_words(sentence)) for part in paragraphs(plain) for sentence in sentences(part))
    return [(sentence, words) for sentence, words in split if words]


def _folded(words: list[str]) -> list[str]:
    return [word.casefold() for word in words]


def _by_first_word(terms: Iterable[str]) -> dict[str, list[tuple[str, ...]]]:
    """The words of every form of every term, by their first word: a text is then gone through once."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for term in terms:
        for words in _spelled(term):
            found.setdefault(words[0], []).append(words)
    return found


@lru_cache(maxsize=4096)
def _spelled(term: str) -> tuple[tuple[str, ...], ...]:
    """The words of a term, and of its plurals."""
    words = _folded(words_of(term))
    return tuple((*words[:-1], last) for last in _forms(words[-1])) if words else ()


def _inside(words: list[str], terms: dict[str, list[tuple[str, ...]]]) -> set[int]:
    """The positions of the words that stand in one of the terms."""
    return {
        position
        for start, word in enumerate(words)
        for term in terms.get(word, ())
        if tuple(words[start : start + len(term)]) == term
        for position in range(start, start + len(term))
    }


def _forms(word: str) -> Iterator[str]:
    yield from (word, f"{word}s", f"{word}es", f"{word}'s")
    if word.endswith("y"):
        yield f"{word[:-1]}ies"
