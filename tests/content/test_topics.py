"""Every promised topic is there, is reached, is found by the words of people, and says what such a topic must say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

import pytest

from hotline.channels.fill import fill
from hotline.channels.registry import CHANNELS
from hotline.channels.sms.pages import show_number
from hotline.channels.voice.speech import utterances
from hotline.model import Give, Menu, Session, Topic, Typed, Words
from hotline.rehearsal import reach
from hotline.served import Served
from tests.content.test_trace import NAMES, NUMBER
from tests.content.topics import SEED, TOPICS
from tests.driver import Carrier

ALL = tuple(chain.from_iterable(TOPICS.values()))
LANGUAGES = ("en", "es")
SIDE_EFFECTS = TOPICS["side-effects-menu"]
OWN = {"survival-numbers"}  # figures stand apart, because "how long do I have" is asked before it is answered
FEVER = {"en": re.compile(r"\b100\.4\b"), "es": re.compile(r"\b100\.4\b")}
OTHER_FEVER = re.compile(r"\b(?:99(?:\.\d)?|100(?:\.[0-35-9])?|101(?:\.\d)?|38(?:\.\d)?) ?(?:F|C|degrees|grados)\b")
TREATMENT = {
    "en": re.compile(r"\b(?:chemo|therapy|treatment|drug|pill|tumor|scan)", re.IGNORECASE),
    "es": re.compile(r"\b(?:quimio|terapia|tratamiento|medicina|pastilla|tumor)", re.IGNORECASE),
}


@pytest.fixture(scope="module")
def line(shipped: Carrier) -> Served:
    return shipped.served


def words(served: Served, lang: str) -> Iterator[tuple[str, Words]]:
    language = served.line.languages[lang]
    for number, place in served.line.places.items():
        if isinstance(place, Topic):
            yield place.id, language.words[number]


def test_they_are_eighty_and_nothing_of_the_first_article_was_dropped() -> None:
    assert len(ALL) == len(set(ALL)) == 80
    assert set(ALL) >= SEED
    assert len(SEED) == 37


def test_every_promised_topic_is_there_and_names_its_sources(line: Served) -> None:
    found = {place.id: place for place in line.line.places.values() if isinstance(place, Topic)}
    assert set(found) == {*ALL, *OWN}
    assert all(place.sources for place in found.values())
    assert [line.line.at(number).id for number in _main(line).choices] == list(TOPICS_IN_ORDER)


TOPICS_IN_ORDER = ("treatments", "side-effects-menu", "get-help-menu", "support-menu", "about-menu", "questions-menu")


def _main(line: Served) -> Menu:
    main = line.line.at(None)
    assert isinstance(main, Menu)
    return main


@pytest.mark.parametrize("area", sorted(TOPICS))
def test_a_topic_is_found_in_its_area_within_three_keys(line: Served, area: str) -> None:
    """Through menus alone, and through the topic that says it is the broader one."""
    ids = {place.id: number for number, place in line.line.places.items()}
    first = line.line.places[ids[area]]
    assert isinstance(first, Menu)
    near = set(first.choices)
    further = {below for number in near for below in _below(line, number)}
    assert {line.line.places[number].id for number in near | further} >= set(TOPICS[area])


def _below(line: Served, number: int) -> tuple[int, ...]:
    match line.line.places[number]:
        case Menu() as menu:
            return tuple(menu.choices)
        case Topic() as topic:
            return tuple(topic.next)
        case _:
            return ()


@pytest.mark.proof
def test_everything_is_reached_by_every_route_in_both_languages(line: Served) -> None:
    proof = reach(line)
    assert proof.missing == ()
    rows = [row for row in proof.rows if row.place in ALL]
    assert len(rows) == 2 * len(ALL)
    for row in rows:
        chosen = 0 if row.lang == "en" else 1  # key 8, which changes the language
        assert row.keys is not None
        assert row.keys <= 3 + chosen, row


@pytest.mark.parametrize("lang", LANGUAGES)
def test_people_find_a_topic_by_their_own_words(line: Served, lang: str) -> None:
    few = [(id, len(found.keywords), len(found.asks)) for id, found in words(line, lang)]
    assert [row for row in few if row[1] < 5 or row[2] < 10] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_people_ask_leads_to_the_topic_that_answers_it(line: Served, lang: str) -> None:
    """A cry for help may come before; it answers with the action, and then with this topic or none."""
    ids = {place.id: number for number, place in line.line.places.items()}
    astray = []
    for id, found in words(line, lang):
        for text in (*found.keywords, *found.asks):
            heard = Typed(text)
            meaning = line.meaning(heard)
            turn = line.answer(CHANNELS["sms"], Session(lang), heard, meaning, 0)
            if meaning.safety not in ("crisis", "emergency") and turn.place != ids[id]:
                astray.append((id, text, turn.outcome, turn.place))
    assert astray == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_side_effect_says_when_to_call(line: Served, lang: str) -> None:
    """The highest level stands on the first page; nobody may ever ask for a second."""
    call = {
        "en": re.compile(r"\b(?:call|emergency room)\b", re.I),
        "es": re.compile(r"\b(?:llame|avise|emergencias)\b", re.I),
    }
    ids = {place.id: number for number, place in line.line.places.items()}
    silent = [id for id in SIDE_EFFECTS if not call[lang].search(line.book.pages(ids[id], lang).texts[0])]
    assert silent == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_911_is_named_in_a_topic_it_stands_on_the_first_page(line: Served, lang: str) -> None:
    ids = {place.id: number for number, place in line.line.places.items()}
    late = []
    for id in SIDE_EFFECTS:
        texts = line.book.pages(ids[id], lang).texts
        if any("911" in text for text in texts) and "911" not in texts[0]:
            late.append(id)
    assert late == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_there_is_one_fever_rule(line: Served, lang: str) -> None:
    for id, found in words(line, lang):
        for text in (found.sms, found.voice):
            assert not OTHER_FEVER.search(text), (id, text)
    for id in ("infection-fever", "call-team-now", "when-to-get-help", "chemotherapy", "side-effects"):
        found = dict(words(line, lang))[id]
        assert FEVER[lang].search(found.sms), id
        assert FEVER[lang].search(found.voice), id


@pytest.mark.parametrize("lang", LANGUAGES)
def test_after_a_death_there_is_no_word_of_treatment(line: Served, lang: str) -> None:
    found = dict(words(line, lang))["bereavement"]
    for text in (found.sms, found.voice):
        assert not TREATMENT[lang].search(text), text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_how_long_is_asked_before_it_is_answered(line: Served, lang: str) -> None:
    """No figure in the answer; the figures are one step further, and say what they are not."""
    found = dict(words(line, lang))
    asked, told = found["survival"], found["survival-numbers"]
    assert not re.search(r"\d", re.sub(r"\{[^{}]*\}", "", f"{asked.sms}{asked.voice}"))
    survival = next(place for place in line.line.places.values() if place.id == "survival")
    assert isinstance(survival, Topic)
    assert line.line.places[survival.next[0]].id == "survival-numbers"
    assert "32" in told.sms
    assert "32" in told.voice


def test_R32_numbers_agree_between_forms_and_between_languages(line: Served) -> None:
    """Two different numbers are two answers to one question (R32). One of the two may leave a detail out."""
    said = {
        (id, lang, form): set(NUMBER.findall(NAMES.sub("", _filled(line, lang, text))))
        for lang in LANGUAGES
        for id, found in words(line, lang)
        for form, text in (("sms", found.sms), ("voice", found.voice))
    }
    pairs = [
        *((id, ("en", "sms"), ("en", "voice")) for id in ALL),
        *((id, ("es", "sms"), ("es", "voice")) for id in ALL),
        *((id, ("en", "voice"), ("es", "voice")) for id in ALL),
    ]
    off = []
    for id, one, other in pairs:
        first, second = said[(id, *one)], said[(id, *other)]
        if not (first <= second or second <= first):
            off.append((id, one, sorted(first - second), other, sorted(second - first)))
    assert off == []


def _filled(line: Served, lang: str, text: str) -> str:
    return fill(text, line.line, line.line.languages[lang], show_number)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_topic_takes_20_to_75_seconds_with_a_stop_every_25(line: Served, lang: str) -> None:
    for number, place in line.line.places.items():
        if isinstance(place, Topic):
            spoken = sum(said.seconds for said in utterances(Give(number), line.line, lang))
            assert 20 <= spoken <= 80, (place.id, spoken)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("she died", "en"), ("my wife passed away", "en"), ("mom died yesterday", "en"),
        ("we lost her last week", "en"),
        ("my husband died", "en"), ("mi mama murio", "es"), ("ella murió", "es"),
        ("mi esposa fallecio", "es"), ("se murio mi hermana", "es"),
    ],
)  # fmt: skip
def test_the_bereaved_get_a_gentle_answer(shipped: Carrier, text: str, lang: str) -> None:
    stranger = shipped.stranger()
    if lang == "es":
        stranger.sends("español")
    stranger.sends(text).gets_place("bereavement", lang)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("tengo nausea", "nausea"), ("se me cae el pelo", "hair-loss"), ("tiene cura", "treatment-goals"),
        ("cuanto tiempo me queda", "survival"), ("tamoxifeno", "tamoxifen"), ("no tengo con que pagar", "money"),
        ("diarrea", "diarrhea"), ("quimio", "chemotherapy"), ("q hago si me da fiebre", "infection-fever"),
    ],
)  # fmt: skip
def test_spanish_without_accents_finds_its_topic(shipped: Carrier, text: str, place: str) -> None:
    shipped.stranger().sends("espanol").sends(text).gets_place(place, "es")


def test_spanish_is_greeted_in_spanish(shipped: Carrier) -> None:
    for text in ("hola", "buenos dias", "español", "no hablo ingles", "ESPANOL"):
        assert "Mande" in shipped.stranger().sends(text).text, text
