"""Syllables against a dictionary and by hand, formulas against counts made by hand, and what is never scored."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.check.reading import (
    Grade,
    fernandez_huerta,
    flesch_kincaid,
    formula_for,
    grade_of,
    sentences_of,
    words_of,
)
from hotline.check.syllables import syllables_en, syllables_es
from tests.driver import Carrier

DATA = Path(__file__).parent.parent / "data"
ENGLISH, SPANISH = DATA / "syllables-en.txt", DATA / "syllables-es.txt"


def word_list() -> list[tuple[str, int, str]]:
    """A word, its syllables, and where the word is from: line, common, unseen."""
    rows = [row.split() for row in ENGLISH.read_text(encoding="utf-8").splitlines() if not row.startswith("#")]
    return [(word, int(syllables), origin) for word, syllables, origin in rows]


@pytest.mark.parametrize(
    ("origin", "least", "words"),
    [
        pytest.param("line", 0.975, 1200, id="the words of the shipped line"),
        pytest.param("common", 0.97, 3000, id="the most common words"),
        pytest.param("unseen", 0.94, 1000, id="words that nobody looked at when the patterns were made"),
    ],
)
def test_english_syllables_agree_with_the_dictionary(origin: str, least: float, words: int) -> None:
    errors = [syllables_en(word) - said for word, said, where in word_list() if where == origin]
    assert len(errors) >= words
    assert errors.count(0) / len(errors) >= least
    assert abs(sum(errors)) / len(errors) < 0.02, "as often too few as too many, nearly"
    assert max(map(abs, errors)) <= 2


def test_the_dictionary_is_worth_reading() -> None:
    rows = word_list()
    assert len({word for word, *_ in rows}) == len(rows)
    assert set(Counter(said for _, said, _ in rows)) >= {1, 2, 3, 4, 5, 6}
    assert "Carnegie Mellon University" in ENGLISH.read_text(encoding="utf-8")


# fmt: off
# What the dictionary does not know and this line says; counted by saying them aloud.
DRUGS = [
    "ta-mox-i-fen", "an-as-tro-zole", "le-tro-zole", "ex-e-mes-tane", "ful-ves-trant", "tras-tuz-u-mab",
    "pal-bo-ci-clib", "ri-bo-ci-clib", "a-be-ma-ci-clib", "ev-er-o-li-mus", "o-la-pa-rib", "do-ce-tax-el",
    "cap-e-ci-ta-bine", "go-se-rel-in", "leu-pro-lide", "ni-vo-lu-mab", "me-tas-ta-ses", "met-a-stat-ic",
    "che-mo-ther-a-py", "im-mu-no-ther-a-py", "pal-li-a-tive", "neu-ro-pa-thy", "lymph-e-de-ma",
    "os-te-o-po-ro-sis", "mu-co-si-tis", "a-ne-mi-a", "di-ar-rhe-a", "nau-se-a", "bi-op-sy", "on-col-o-gist",
    "ra-di-a-tion", "es-tro-gen",
]
# fmt: on


@pytest.mark.parametrize("said", DRUGS)
def test_medical_words(said: str) -> None:
    assert syllables_en(said.replace("-", "")) == said.count("-") + 1


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        pytest.param("911", 1, id="figures are one"),
        pytest.param("100.4", 1, id="a decimal too"),
        pytest.param("1-800-227-2345", 1, id="and a phone number"),
        pytest.param("HER2", 1, id="letters with figures"),
        pytest.param("CDK4/6", 1, id="with a slash too"),
        pytest.param("F", 1, id="a letter"),
        pytest.param("mg", 1, id="an abbreviation without vowels"),
        pytest.param("MENU", 2, id="a word in capitals is a word"),
        pytest.param("receptor-positive", 6, id="the parts of a word with a hyphen"),
        pytest.param("X-ray", 2, id="a part without vowels is said too"),
        pytest.param("and/or", 2, id="the parts at a slash"),
        pytest.param("don't", 1, id="a contraction"),
        pytest.param("doctor\u2019s", 2, id="a curly apostrophe"),
        pytest.param("nurse's", 2, id="an s that is said"),
        pytest.param("clich\u00e9", 2, id="an accent"),
        pytest.param("", 1, id="nothing"),
    ],
)
def test_odd_english_words(word: str, syllables: int) -> None:
    assert syllables_en(word) == syllables


def test_spanish_syllables_follow_the_rules() -> None:
    rows = SPANISH.read_text(encoding="utf-8").splitlines()
    words = {said.replace("-", ""): said.count("-") + 1 for said in rows if not said.startswith("#")}
    assert len(words) >= 200
    assert {word: syllables_es(word) for word in words} == words


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        pytest.param("CÁNCER", 2, id="capitals"),
        pytest.param("pa\u0069\u0301s", 2, id="an accent typed apart from its letter"),
        pytest.param("38", 1, id="figures are one"),
        pytest.param("mg", 1, id="an abbreviation without vowels"),
        pytest.param("físico-químico", 6, id="the parts of a word with a hyphen"),
    ],
)
def test_odd_spanish_words(word: str, syllables: int) -> None:
    assert syllables_es(word) == syllables


PLATYPUS = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature."
PASSAGE = "This sentence, taken as a reading passage unto itself, is being used to prove a point."


@pytest.mark.parametrize(
    ("text", "words", "sentences", "syllables"),
    [
        pytest.param("The cat sat on the mat.", 6, 1, 6, id="words of one syllable"),
        pytest.param(PASSAGE, 16, 1, 23, id="reading ease 69 in many handbooks: 23 syllables"),
        pytest.param("Call your team. Do not wait until morning.", 8, 2, 10, id="two sentences"),
        pytest.param(
            "Call 1-800-227-2345 at 100.4 F or higher.", 7, 1, 8, id="a phone number and a decimal are a word each"
        ),
        pytest.param("Chills?\nCall - day or night!", 5, 2, 5, id="a line end ends a sentence, a dash is no word"),
        pytest.param('She said "no." Then (later) she said yes.', 8, 2, 9, id="quotes and brackets"),
        pytest.param("Is it HER2-positive? Ask.", 4, 2, 4, id="letters with figures"),
    ],
)
def test_flesch_kincaid(text: str, words: int, sentences: int, syllables: int) -> None:
    assert (len(words_of(text)), len(sentences_of(text))) == (words, sentences)
    assert flesch_kincaid(text) == pytest.approx(11.8 * syllables / words + 0.39 * words / sentences - 15.59)


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        pytest.param("The cat sat on the mat.", -1.45, id="cat"),
        pytest.param(PASSAGE, 7.61, id="passage"),
    ],
)
def test_grades_worked_out_by_hand(text: str, grade: float) -> None:
    assert flesch_kincaid(text) == pytest.approx(grade, abs=0.005)


SPOKEN = (
    "Primero cierre el agua. La llave está debajo del fregadero. "
    "Ponga un balde y seque el piso para que nadie se resbale. "
    "La quimioterapia puede causar náuseas y cansancio. Llame a su médico si tiene fiebre. "
    "No deje de tomar la medicina. Su equipo de salud puede ayudarle con el dolor y con las dudas que usted tenga."
)


@pytest.mark.parametrize(
    ("text", "words", "sentences", "syllables", "ease"),
    [
        pytest.param("El sol sale.", 3, 1, 4, 123.78, id="three words"),
        pytest.param("Llame a su médico. ¿Tiene fiebre? Llame ya.", 8, 3, 14, 99.12, id="three sentences"),
        pytest.param("La quimioterapia puede causar náuseas y cansancio.", 7, 1, 17, 53.99, id="long words"),
        pytest.param(SPOKEN, 58, 7, 108, 86.66, id="seven sentences: 8, 13, 20, 17, 12, 11 and 27 syllables"),
    ],
)
def test_fernandez_huerta(text: str, words: int, sentences: int, syllables: int, ease: float) -> None:
    assert (len(words_of(text)), len(sentences_of(text))) == (words, sentences)
    assert fernandez_huerta(text) == pytest.approx(206.84 - 60 * syllables / words - 1.02 * words / sentences)
    assert fernandez_huerta(text) == pytest.approx(ease, abs=0.01)


def test_shorter_sentences_are_easier_in_both_languages() -> None:
    """As the Spanish formula was printed, they would be harder."""
    assert flesch_kincaid("Rest now. Drink water.") < flesch_kincaid("Rest now, drink water.")
    assert fernandez_huerta("Descanse hoy. Tome agua.") > fernandez_huerta("Descanse hoy, tome agua.")


def test_an_exempt_term_counts_as_the_other_words_do() -> None:
    text = "Immunotherapy can help you."  # 6 + 1 + 1 + 1; without the term 1 a word
    assert flesch_kincaid(text) == pytest.approx(11.8 * 9 / 4 + 0.39 * 4 - 15.59)
    assert flesch_kincaid(text, ["immunotherapy"]) == pytest.approx(11.8 * 4 / 4 + 0.39 * 4 - 15.59)
    longer = "Immunotherapy is a medicine."  # the others have 5 in 3 words
    assert flesch_kincaid(longer, ["immunotherapy"]) == pytest.approx(11.8 * (5 + 5 / 3) / 4 + 0.39 * 4 - 15.59)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        pytest.param("A metastasis can grow.", "metastasis", id="as it is written"),
        pytest.param("A METASTASIS can grow.", "Metastasis", id="in capitals"),
        pytest.param("It is (metastasis), now.", "metastasis", id="beside punctuation"),
        pytest.param("Two mammograms were done.", "mammogram", id="a plural"),
        pytest.param("Two immunotherapies were new.", "immunotherapy", id="a plural of y"),
        pytest.param("An immunotherapy's end.", "immunotherapy", id="with an s of belonging"),
        pytest.param("Is it hormone receptor-positive now?", "hormone receptor-positive", id="of several words"),
    ],
)
def test_a_term_is_found(text: str, term: str) -> None:
    assert flesch_kincaid(text, [term]) < flesch_kincaid(text)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        pytest.param("The hormone was low.", "hormone therapy", id="half of a term"),
        pytest.param("The therapy. Hormone came next.", "therapy hormone", id="a term does not go over a full stop"),
        pytest.param("Chemotherapy is next.", "therapy", id="a part of a word"),
        pytest.param("Ask a nurse about it.", "", id="no term at all"),
        pytest.param("Immunotherapy begins on Monday.", "on", id="an easy word has no more than its own"),
    ],
)
def test_other_words_are_not_exempt(text: str, term: str) -> None:
    assert flesch_kincaid(text, [term]) == flesch_kincaid(text)


WORDS = st.sampled_from(["cat", "metastasis", "the", "immunotherapy", "treatment", "911", "call.", "now!", "\n"])
TEXTS = st.lists(WORDS, max_size=60).map(" ".join)


@given(TEXTS)
def test_a_term_never_makes_a_text_harder_and_more_of_it_never_easier(text: str) -> None:
    terms = ["metastasis", "immunotherapy"]
    assert flesch_kincaid(text, terms) <= flesch_kincaid(text) + 1e-9
    assert fernandez_huerta(text, terms) >= fernandez_huerta(text) - 1e-9
    assert (
        flesch_kincaid(f"The cat sat. {text} cat", terms)
        <= flesch_kincaid(f"The cat sat. {text} metastasis", terms) + 1e-9
    )


@given(st.text())
def test_any_text_has_a_number(text: str) -> None:
    assert flesch_kincaid(text) >= -15.59
    assert fernandez_huerta(text) <= 206.84


@pytest.mark.parametrize(
    ("lang", "formula", "fewest"),
    [("en", "flesch-kincaid", 50), ("en-GB", "flesch-kincaid", 50), ("es", "fernandez-huerta", 100)],
)
def test_a_short_text_is_not_scored(lang: str, formula: str, fewest: int) -> None:
    assert grade_of("sol " * (fewest - 1), lang) is None
    grade = grade_of("sol " * fewest, lang)
    assert grade is not None
    assert (grade.formula, formula_for(lang)) == (formula, formula)


def test_no_segment_is_scored() -> None:
    """160 characters of real words are under 50 words."""
    text = (
        "If you are ill or hot, or if you can not eat, call us now. It is OK to ask. "
        "We are up all day and all night so do not wait to see if it may go by itself today."
    )
    assert 150 < len(text) <= 160
    assert grade_of(text, "en") is None


def test_a_language_without_a_formula_is_not_scored() -> None:
    assert grade_of("mot " * 200, "fr") is None
    assert formula_for("fr") is None


def test_a_grade_has_both_numbers_and_says_which_is_harder() -> None:
    text = "Immunotherapy helps. " * 30
    exempted = grade_of(text, "en", (("immunotherapy",),))
    assert exempted == Grade("flesch-kincaid", flesch_kincaid(text, ["immunotherapy"]), flesch_kincaid(text))
    easy, hard = Grade("fernandez-huerta", 90.0, 90.0), Grade("fernandez-huerta", 50.0, 50.0)
    assert max(easy, hard, key=lambda grade: grade.hardness) is hard


def test_grades_of_real_topics_are_those_of_the_dictionary(shipped: Carrier) -> None:
    """What counts is the sum over a text, every word weighed by how often it comes: no topic is off by a quarter."""
    said = {word: syllables for word, syllables, _ in word_list()}
    language = shipped.served.line.languages["en"]
    off = []
    for words in language.words.values():
        found = [word.lower() for word in words_of(f"{words.sms} {words.voice}")]
        off.append(11.8 * sum(syllables_en(word) - said[word] for word in found if word in said) / len(found))
    assert len(off) >= 40
    assert max(map(abs, off)) < 0.25
    assert abs(sum(off)) / len(off) < 0.05
