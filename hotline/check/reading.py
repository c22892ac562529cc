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
    """The syllables of each word of a text: of the words that count in full, and of those of exempt terms."""

    sentences: int
    plain: list[int]
    exempt: list[int]

    def words_a_sentence(self) -> float:
        return (len(self.plain) + len(self.exempt)) / max(1, self.sentences)

    def syllables_a_word(self) -> float:
        """With the words of exempt terms as rule 4 has them."""
        mean = sum(self.plain) / len(self.plain) if self.plain else 1.0
        total = sum(self.plain) + sum(min(own, mean) for own in self.exempt)
        return total / max(1, len(self.plain) + len(self.exempt))

    def in_full(self) -> _Counts:
        """With every word counted as it is."""
        return _Counts(self.sentences, self.plain + self.exempt, [])


def exempt_terms(language: Language, words: Words) -> tuple[tuple[str, ...], ...]:
    """What the grade of a place lets pass: the glossary and names with a pronunciation, and the place's own label.

    In groups, so that the one that all places of a language share is looked through once.
    """
    return (*language.glossary, *language.pronunciations), (words.label,)


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
    return _flesch_kincaid(_count(_worded(text), (tuple(exempt),), syllables_en))


def _flesch_kincaid(counts: _Counts) -> float:
    return 11.8 * counts.syllables_a_word() + 0.39 * counts.words_a_sentence() - 15.59


def fernandez_huerta(text: str, exempt: Iterable[str] = ()) -> float:
    """The reading ease of a Spanish text, higher is easier; 206.84 where there are no words."""
    return _fernandez_huerta(_count(_worded(text), (tuple(exempt),), syllables_es))


def _fernandez_huerta(counts: _Counts) -> float:
    return 206.84 - 60 * counts.syllables_a_word() - 1.02 * counts.words_a_sentence()


def formula_for(lang_code: str) -> Formula | None:
    """The formula of a language ("en", "es-MX"); nothing where there is none."""
    return FORMULAS.get(lang_code.partition("-")[0].lower())


@lru_cache(maxsize=2048)
def grade_of(text: str, lang_code: str, exempt: tuple[tuple[str, ...], ...] = ()) -> Grade | None:
    """How hard a whole topic is; nothing in a language without a formula, or where there are too few words."""
    formula = formula_for(lang_code)
    if formula is None:
        return None
    found = _worded(text)
    if sum(len(words) for _, words in found) < FEWEST_WORDS[formula]:
        return None
    score, syllables = _SCORED[formula]
    counts = _count(found, exempt, syllables)
    return Grade(formula, score(counts), score(counts.in_full()))


_SCORED: dict[Formula, tuple[Callable[[_Counts], float], Callable[[str], int]]] = {
    "flesch-kincaid": (_flesch_kincaid, syllables_en),
    "fernandez-huerta": (_fernandez_huerta, syllables_es),
}


def _count(found: _Worded, exempt: tuple[tuple[str, ...], ...], syllables: Callable[[str], int]) -> _Counts:
    counts = _Counts(len(found), [], [])
    tables = tuple(map(_by_first_word, exempt))
    for _, words in found:
        inside = _inside(_folded(words), tables)
        for position, own in enumerate(map(syllables, words)):
            (counts.exempt if position in inside else counts.plain).append(own)
    return counts


def _worded(text: str) -> _Worded:
    """The sentences that have words in them, each with its words."""
    plain = normalise(text)
    split = ((sentence, _bare_words(sentence)) for part in paragraphs(plain) for sentence in sentences(part))
    return [(sentence, words) for sentence, words in split if words]


def _folded(words: list[str]) -> list[str]:
    return [word.casefold() for word in words]


@lru_cache(maxsize=1024)
def _by_first_word(terms: tuple[str, ...]) -> dict[str, list[tuple[str, ...]]]:
    """The words of every form of every term, by their first word: a text is then gone through once."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for term in terms:
        for words in _spelled(term):
            found.setdefault(words[0], []).append(words)
    return found


def _spelled(term: str) -> tuple[tuple[str, ...], ...]:
    """The words of a term, and of its plurals."""
    words = _folded(words_of(term))
    return tuple((*words[:-1], last) for last in _forms(words[-1])) if words else ()


def _inside(words: list[str], tables: Iterable[dict[str, list[tuple[str, ...]]]]) -> set[int]:
    """The positions of the words that stand in one of the terms."""
    return {
        position
        for table in tables
        for start, word in enumerate(words)
        if word in table
        for term in table[word]
        if tuple(words[start : start + len(term)]) == term
        for position in range(start, start + len(term))
    }


def _forms(word: str) -> Iterator[str]:
    yield from (word, f"{word}s", f"{word}es", f"{word}'s")
    if word.endswith("y"):
        yield f"{word[:-1]}ies"
