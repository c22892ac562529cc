"""What changed between two lines: every change is told, once, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st

from hotline.channels.sms import Book, count
from hotline.check import load_line
from hotline.model import Language, Line, Prices, Review, Topic, Words
from hotline.workbench.diff import Difference, diff
from hotline.workbench.difftext import as_data, tell
from hotline.workbench.entries import Aspect, Key
from tests.driver import LINES, SHIPPED

SINK = load_line(LINES / "kitchen-sink")
DRIP, KETTLE, OVEN, MAIN, HEAT = 220, 330, 310, 100, 300


def with_language(line: Line, code: str, **changes: Any) -> Line:
    return replace(line, languages={**line.languages, code: replace(line.languages[code], **changes)})


def with_words(line: Line, number: int, code: str = "en", **changes: Any) -> Line:
    words = line.languages[code].words
    return with_language(line, code, words={**words, number: replace(words[number], **changes)})


def with_sentence(line: Line, name: str, code: str = "en", **changes: Any) -> Line:
    sentences = line.languages[code].sentences
    return with_language(line, code, sentences={**sentences, name: replace(sentences[name], **changes)})


def with_place(line: Line, number: int, **changes: Any) -> Line:
    return replace(line, places={**line.places, number: replace(line.places[number], **changes)})


def changed(found: Difference) -> dict[str, list[tuple[str, str, str]]]:
    """What changed, by the name of the part."""
    return {
        f"{part.key.kind} {part.key.name}".strip(): [change.aspect for change in part.changes] for part in found.parts
    }


@pytest.mark.proof
@pytest.mark.parametrize(
    "folder", [SHIPPED, LINES / "kitchen-sink", LINES / "food-bank"], ids=["shipped", "kitchen-sink", "food-bank"]
)
def test_a_line_does_not_differ_from_itself(folder: Any) -> None:
    found = diff(load_line(folder), load_line(folder))
    assert found == Difference()
    assert not found
    assert tell(found) == ""


# -- nothing that changes is left out: every field of the model is changed in turn --


def other(value: Any) -> Any:
    """A value of the same shape that says something else."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, str):
        return "ucs-2" if value == "gsm-7" else f"{value}x"
    if isinstance(value, int):
        return value + 1
    if isinstance(value, tuple):
        return value[1:] if value else ("x",)
    if isinstance(value, Mapping):
        return {key: value[key] for key in list(value)[1:]} if value else {"x": ("x",)}
    if value is None:
        return Prices("USD", 0.01, 0.01, 0.01)
    assert is_dataclass(value)
    first = fields(value)[0].name
    return replace(value, **{first: other(getattr(value, first))})


@pytest.mark.parametrize(
    "name", [field.name for field in fields(Line) if field.name not in ("start", "person", "places")]
)
def test_a_change_of_any_field_of_the_line_is_told(name: str) -> None:
    assert diff(SINK, replace(SINK, **{name: other(getattr(SINK, name))})).parts


@pytest.mark.parametrize("name", [field.name for field in fields(Language) if field.name != "code"])
def test_a_change_of_any_field_of_a_language_is_told(name: str) -> None:
    parts = diff(SINK, with_language(SINK, "en", **{name: other(getattr(SINK.languages["en"], name))})).parts
    assert {change.aspect.lang for part in parts for change in part.changes} == {"en"}


@pytest.mark.parametrize("name", [field.name for field in fields(Words)])
def test_a_change_of_any_field_of_some_words_is_told_with_their_place(name: str) -> None:
    found = diff(SINK, with_words(SINK, DRIP, **{name: other(getattr(SINK.languages["en"].words[DRIP], name))}))
    assert list(changed(found)) == ["place drip"]


@pytest.mark.parametrize("name", [field.name for field in fields(Topic) if field.name not in ("id", "number")])
def test_a_change_of_any_field_of_a_place_is_told(name: str) -> None:
    found = diff(SINK, with_place(SINK, DRIP, **{name: other(getattr(SINK.places[DRIP], name))}))
    told = changed(found)
    assert list(told) == ["place drip"]
    assert [aspect.what.split()[0] for aspect in told["place drip"]] == [name]  # a table is told key by key


@pytest.mark.parametrize("name", [field.name for field in fields(Review)])
def test_a_change_of_any_field_of_a_review_is_told(name: str) -> None:
    review = SINK.languages["en"].words[DRIP].review
    value = "draft" if name == "status" else other(getattr(review, name))
    found = diff(SINK, with_words(SINK, DRIP, review=replace(review, **{name: value})))
    assert changed(found) == {"place drip": [Aspect("en", "review")]}


@pytest.mark.parametrize(("name", "number"), [("start", 200), ("person", 220)])
def test_where_people_begin_and_who_they_reach_are_told_by_name(name: str, number: int) -> None:
    (part,) = diff(SINK, replace(SINK, **{name: number})).parts
    assert part.key == Key("settings", "")
    assert part.changes[0].new == SINK.places[number].id


def prose() -> st.SearchStrategy[str]:
    word = st.text("abcdefgh", min_size=1, max_size=8)
    sentence = st.lists(word, min_size=1, max_size=6).map(lambda words: f"{' '.join(words).capitalize()}.")
    return st.lists(st.lists(sentence, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=3).map("\n\n".join)


@tries(max_examples=30)
@given(old=prose(), new=prose())
def test_every_word_of_changed_words_stands_in_what_is_told(old: str, new: str) -> None:
    told = tell(diff(with_words(SINK, DRIP, sms=old), with_words(SINK, DRIP, sms=new)))
    if old == new:
        assert told == ""
        return
    gone, come = ([row[6:] for row in told.splitlines() if row.startswith(f"    {sign} ")] for sign in "-+")
    assert gone or come
    stayed = [row[6:] for row in told.splitlines() if row.startswith("      ")]
    assert set(old.split()) <= set(" ".join([*gone, *stayed]).split())
    assert set(new.split()) <= set(" ".join([*come, *stayed]).split())


@tries(max_examples=15)
@given(old=prose(), new=prose())
def test_what_went_one_way_comes_back_the_other(old: str, new: str) -> None:
    before, after = with_words(SINK, DRIP, voice=old), with_words(SINK, DRIP, voice=new)
    there, back = diff(before, after), diff(after, before)
    assert [(c.aspect, c.old, c.new) for p in there.parts for c in p.changes] == [
        (c.aspect, c.new, c.old) for p in back.parts for c in p.changes
    ]


# -- each once --


def test_a_place_with_many_changes_is_told_once() -> None:
    new = with_words(SINK, DRIP, label="a drop", sms="New.", voice="New.", keywords=("drop",), review=Review())
    new = with_words(with_place(new, DRIP, next=(210, 190)), DRIP, "es", label="una gota")
    assert changed(diff(SINK, new)) == {
        "place drip": [
            Aspect("", "next"),
            Aspect("en", "label"),
            Aspect("en", "keywords"),
            Aspect("en", "words", "sms"),
            Aspect("en", "words", "voice"),
            Aspect("en", "review"),
            Aspect("es", "label"),
        ]
    }


def test_a_new_label_changes_no_menu_that_offers_it() -> None:
    assert list(changed(diff(SINK, with_words(SINK, DRIP, label="a drop")))) == ["place drip"]


def test_a_renamed_place_is_told_once_and_the_menus_that_lead_to_it_are_not() -> None:
    new = with_place(SINK, KETTLE, id="boiler")
    assert changed(diff(SINK, new)) == {"place boiler": [Aspect("", "name")]}
    assert "place 330 boiler\n  name\n    - kettle\n    + boiler" in tell(diff(SINK, new))


def test_a_place_with_another_number_is_the_same_place() -> None:
    places = {(331 if number == KETTLE else number): place for number, place in SINK.places.items()}
    places[331] = replace(places[331], number=331)
    places[HEAT] = replace(places[HEAT], choices=tuple(331 if n == KETTLE else n for n in places[HEAT].choices))
    languages = {
        code: replace(
            language, words={(331 if number == KETTLE else number): words for number, words in language.words.items()}
        )
        for code, language in SINK.languages.items()
    }
    found = diff(SINK, replace(SINK, places=places, languages=languages))
    assert changed(found) == {"place kettle": [Aspect("", "number")]}
    assert "place 331 kettle\n  number\n    - 330\n    + 331" in tell(found)


def test_places_that_came_and_went() -> None:
    gone = replace(SINK, places={number: place for number, place in SINK.places.items() if number != KETTLE})
    gone = with_place(gone, HEAT, choices=tuple(n for n in gone.places[HEAT].choices if n != KETTLE))
    for code in SINK.languages:
        words = {number: words for number, words in gone.languages[code].words.items() if number != KETTLE}
        gone = with_language(gone, code, words=words)
    states = {part.key.name: part.state for part in diff(SINK, gone).parts}
    assert states == {"heat": "changed", "kettle": "removed"}
    states = {part.key.name: part.state for part in diff(gone, SINK).parts}
    assert states == {"heat": "changed", "kettle": "added"}
    told = tell(diff(SINK, gone))
    assert "place 330 kettle (removed)" in told
    assert "    - Fill it halfway." in told
    assert "    - oven, toaster, kettle, pan, smoke\n    + oven, toaster, pan, smoke" in told


# -- sizes --


def test_segments_seconds_and_grade_stand_beside_changed_words() -> None:
    old = "You may eat a warm soup. It is good. " * 12
    new = "Refrigerated vegetables deteriorate considerably. It is warm. " * 12
    before, after = (with_words(SINK, OVEN, sms=text, voice=text) for text in (old, new))
    read, heard = diff(before, after).parts[0].sizes
    for side, line in ((read.old, before), (read.new, after)):
        assert side is not None
        assert side.segments == tuple(count(page).segments for page in Book(line).pages(OVEN, "en").texts)
    assert [side.seconds for side in (heard.old, heard.new) if side] == [44.0, 34.4]  # 110 and 86 words at 150 a minute
    easy, hard = (side.grade for side in (read.old, read.new) if side)
    assert easy is not None
    assert hard is not None
    assert hard > easy + 5
    told = tell(diff(before, after))
    assert f"  en words to hear (seconds 44.0 -> 34.4, grade {easy:.1f} -> {hard:.1f})" in told
    assert f"grade {easy:.1f} -> {hard:.1f})\n    - You may eat" in told


def test_sizes_that_stayed_are_said_once() -> None:
    found = diff(SINK, with_words(SINK, KETTLE, sms="Fill it to half."))
    assert "  en words to read (segments 1)\n    - Fill it halfway.\n    + Fill it to half." in tell(found)


def test_words_that_cost_more_because_of_other_words_are_listed_apart() -> None:
    new = with_sentence(
        SINK, "more", sms="To read all that there is to say on this, text us the one word MORE, please."
    )
    found = diff(SINK, new)
    assert list(changed(found)) == ["sentence more"]
    assert [(size.wording.key.name, size.wording.channel) for size in found.resized] == [("leak", "sms")]
    assert found.resized[0].old != found.resized[0].new
    assert "Words that did not change, but have another size now\n  leak, en words to read: segments " in tell(found)


def test_a_menu_with_more_choices_tells_its_new_size() -> None:
    found = diff(SINK, with_place(SINK, MAIN, choices=(200, 300, 400, 310)))
    (part,) = found.parts
    assert {(size.wording.lang, size.wording.channel) for size in part.sizes} == {("en", "voice"), ("es", "voice")}
    assert "  en words to hear: seconds 8.8 -> 12.3" in tell(found)  # 5 words more, and 3 pauses of half a second


# -- as a reviewer reads it --


def test_sentences_that_stayed_stand_between_those_that_changed() -> None:
    old = with_words(SINK, DRIP, sms="One. Two. Three.\n\nFour.")
    new = with_words(SINK, DRIP, sms="One. Deux. Three. Four.")
    rows = tell(diff(old, new)).splitlines()
    assert rows[3:] == [
        "  en words to read (segments 1)",
        "      One.",
        "    - Two.",
        "    + Deux.",
        "      Three.",
        "    - (new paragraph)",
        "      Four.",
    ]


def test_spaces_that_nobody_sees_are_no_change() -> None:
    assert not diff(
        with_words(SINK, DRIP, sms="One.  Two.\n\n\nThree."), with_words(SINK, DRIP, sms="One. Two.\nThree.")
    )


def test_lists_tell_what_came_and_went_or_that_only_the_order_changed() -> None:
    keywords = SINK.languages["en"].words[DRIP].keywords
    assert "    - drip\n" not in tell(diff(SINK, with_words(SINK, DRIP, keywords=(*keywords, "drop"))))
    assert "  en keywords\n    + drop" in tell(diff(SINK, with_words(SINK, DRIP, keywords=(*keywords, "drop"))))
    assert "the same, in another order" in tell(diff(SINK, with_words(SINK, DRIP, keywords=keywords[::-1])))


def test_the_first_line_counts_what_changed() -> None:
    new = with_sentence(with_words(with_words(SINK, DRIP, label="x"), OVEN, label="y"), "thanks", sms="Bye.")
    assert tell(diff(SINK, new)).splitlines()[0] == "Changed places: 2, sentences of the line: 1"


def test_one_language_and_what_belongs_to_none() -> None:
    new = with_words(with_words(SINK, DRIP, label="x"), DRIP, "es", label="y")
    new = with_sentence(with_place(new, DRIP, next=(190,)), "thanks", "es", sms="Adiós.")
    assert changed(diff(SINK, new).only("en")) == {"place drip": [Aspect("", "next"), Aspect("en", "label")]}
    assert list(changed(diff(SINK, new).only("es"))) == ["place drip", "sentence thanks"]


def test_the_data_has_old_and_new_of_everything() -> None:
    new = with_sentence(with_words(SINK, DRIP, keywords=("drop",), sms="New."), "stopped", sms="")
    new = replace(new, phone="")
    data = as_data(diff(SINK, new))
    place, sentence, settings = data["parts"]
    assert {name: place[name] for name in ("kind", "name", "number", "state")} == {
        "kind": "place",
        "name": "drip",
        "number": "220",
        "state": "changed",
    }
    assert place["changes"][0] == {
        "lang": "en",
        "what": "keywords",
        "channel": "",
        "old": ["drip", "dripping", "faucet"],
        "new": ["drop"],
    }
    assert place["changes"][1]["new"] == "New."
    assert place["sizes"][0]["new"] == {"segments": (1,), "seconds": 0, "grade": None}
    assert sentence["changes"][0]["new"] is None
    assert sentence["sizes"][0]["new"] is None
    assert settings["changes"] == [{"lang": "", "what": "phone", "channel": "", "old": "+15005550000", "new": None}]


def test_a_language_that_came_is_told_with_its_words() -> None:
    english = replace(SINK, languages={"en": SINK.languages["en"]}, safety={"en": SINK.safety["en"]})
    found = diff(english, SINK)
    assert {part.key for part in found.parts if part.state == "added"} == {Key("safety", "es"), Key("language", "es")}
    told = tell(found)
    for word in ("Tome su tiempo.", "quiero morir", "una fuga"):
        assert word in told
    assert len(found.of("place")) == len(SINK.places)


def test_a_sentence_that_was_empty_is_new() -> None:
    old = with_sentence(SINK, "photo", sms="")
    assert changed(diff(old, SINK)) == {"sentence photo": [Aspect("en", "words", "sms")]}
    assert "  en words to read (segments none -> 1)" in tell(diff(old, SINK))
