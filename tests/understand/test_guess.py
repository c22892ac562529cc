"""What a text means though no keyword names it: sure, a few to choose from, or nothing; and other matters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.channels.registry import CHANNELS
from hotline.check import load_line
from hotline.model import Session, Topic, Turn, Typed
from hotline.served import Served
from hotline.understand.guess import Guesses
from hotline.understand.likely import Likeliness
from tests.driver import LINES, Carrier

TAUGHT = Likeliness(
    "en",
    {
        1: [(1.0, "my kettle leaks"), (1.0, "the kettle drips water"), (1.0, "water on the stove")],
        2: [(1.0, "the toaster burns bread"), (1.0, "my toast is black"), (1.0, "smoke from the toaster")],
        0: [(1.0, "what time is the game"), (1.0, "two pizzas please")],
    },
)


def answered(served: Served, text: str, lang: str = "en") -> Turn:
    """What somebody known gets for a text."""
    heard = Typed(text)
    return served.answer(CHANNELS["sms"], Session(lang, welcomed=True), heard, served.meaning(heard), 0)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("kettles leaking", 1), ("a leaky ketle", 1), ("black bread", 2), ("toasters smoking", 2), ("pizza", 0),
    ],
)  # fmt: skip
def test_the_likeliest_place_shares_words_their_forms_and_their_misspellings(text: str, place: int) -> None:
    assert TAUGHT.rank(text)[0].place == place


def test_words_that_nobody_taught_speak_for_nothing() -> None:
    assert TAUGHT.rank("zzz qqq") == []
    assert TAUGHT.rank("") == []


@given(st.text(max_size=100))
def test_ranks_are_in_order(text: str) -> None:
    ranked = TAUGHT.rank(text)
    assert [one.share for one in ranked] == sorted((one.share for one in ranked), reverse=True)
    assert all(0 < one.share <= 1 and one.strength > 0 and one.support >= 0 for one in ranked)


def test_a_line_with_few_questions_learns_nothing() -> None:
    line = load_line(LINES / "food-bank")
    assert Guesses(line, {"en": {"eat"}}).guess("is there anything to eat", ()) == ((), ())


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("my eyebrows and lashes came out in the shower after taxotere", "hair-loss"),
        ("my gums and tongue are raw and it burns to eat", "mouth-sores"),
        ("i cant feel my fingertips and i drop my coffee cup", "neuropathy"),
        ("wat do i do if i forgot to take my ibrance yestrday", "stop-skip-dose"),
        ("who pays the rent when i cant work", "money"),
    ],
)  # fmt: skip
def test_people_find_what_they_mean_or_are_asked(shipped: Carrier, text: str, place: str) -> None:
    """Answered at once, or offered as one of at most three."""
    turn = answered(shipped.served, text)
    found = {shipped.id_of(number) for number in (turn.place, *turn.suggested) if number}
    assert place in found, found


@pytest.mark.parametrize(
    "text", ["two large pizzas with olives please", "did the cubs win last night", "your bank code is 4471"]
)
def test_other_matters_get_no_topic(shipped: Carrier, text: str) -> None:
    assert answered(shipped.served, text).outcome in ("miss", "suggest")


def test_what_is_never_guessed_is_only_named(shipped: Carrier) -> None:
    """Signs that can wait, and figures of survival: a likeness leads nobody there without a question."""
    line = shipped.served.line
    assert {str(line.places[number].id) for number in line.never_guessed} == {
        "tell-team-next-visit",
        "survival-numbers",
    }
    for language in line.languages.values():
        for words in language.words.values():
            for text in (f"{ask} ok then" for ask in words.asks[:3]):
                meaning = shipped.served.index.meaning(text)
                guessed = {found.place for found in meaning.understood}
                assert not guessed & set(line.never_guessed), text


@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_likeness_never_lands_on_what_is_never_guessed(shipped: Carrier, lang: str) -> None:
    """Nor behind the call to the care team, nor by a name with a typing error."""
    line = shipped.served.line
    fever = {"en": "i have a fever of 101 and", "es": "tengo fiebre de 101 y"}[lang]
    for number in line.never_guessed:
        words = line.languages[lang].words[number]
        names = [keyword for keyword in words.keywords if len(keyword) > 7]
        for text in (*(f"{fever} {ask} ok" for ask in words.asks[:25]), *(name[:-3] + name[-2:] for name in names)):
            meaning = shipped.served.index.meaning(text)
            named = {found.place for found in (*meaning.exact, *meaning.inside)}
            assert number in named or answered(shipped.served, text, lang).place != number, text


def test_menus_are_never_guessed(shipped: Carrier) -> None:
    places = shipped.served.line.places
    for text in ("help with side effects of everything", "questions and questions", "treatments and so on"):
        meaning = shipped.served.index.meaning(text)
        guessed = [found for found in (*meaning.understood, *meaning.suggested) if found.why == "understood"]
        assert all(isinstance(places[found.place], Topic) for found in guessed)


@pytest.mark.parametrize("text", ["no puedo dormir por las noches", "se me cae todo el cabello"])
def test_a_spanish_text_to_an_english_session_is_answered_in_spanish(shipped: Carrier, text: str) -> None:
    assert answered(shipped.served, text).session.lang == "es"


@pytest.mark.parametrize("text", ["hospital", "no", "tamoxifen"])
def test_a_shared_word_changes_no_language(shipped: Carrier, text: str) -> None:
    assert answered(shipped.served, text).session.lang == "en"


@pytest.mark.parametrize(
    ("text", "place"),
    [("what about the side effects", "side-effects-menu"), ("dying to know about wigs", "hair-loss")],
)
def test_who_says_a_places_own_word_is_at_least_asked_about_it(shipped: Carrier, text: str, place: str) -> None:
    assert place in {shipped.id_of(number) for number in answered(shipped.served, text).suggested}


@pytest.mark.parametrize(("text", "lang"), [("que hago con la hinchazon", "es"), ("what about the side effects", "en")])
def test_a_question_back_has_something_to_choose(shipped: Carrier, text: str, lang: str) -> None:
    assert len(answered(shipped.served, text, lang).suggested) >= 2
