"""The parity proof: whole lines pass, broken ones are told of by name, and no shorter way is there than it says."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotline.loader import build, read_folder
from hotline.model import Language, Line, Menu, Topic
from hotline.rehearsal import Phone, Reach, Row, as_rows, as_table, reach
from tests.driver import LINES, SHIPPED
from tests.rehearsal.sink import LINE as SINK
from tests.rehearsal.sink import served


def small(line: Line) -> Line:
    """The kitchen-sink line without its handoff with hours and the topic that connects to it.

    Every other place is three keys away at most, which makes distances easy to tell.
    """
    gone = {place.number for place in line.places.values() if place.id in ("electrician", "fuse")}
    kept = {number: place for number, place in line.places.items() if number not in gone}
    for number, place in kept.items():
        if isinstance(place, Topic):
            kept[number] = replace(place, next=tuple(onward for onward in place.next if onward not in gone))
    languages = {
        code: replace(language, words={number: words for number, words in language.words.items() if number in kept})
        for code, language in line.languages.items()
    }
    return replace(line, places=kept, languages=languages)


LINE = small(SINK)
NUMBER = {place.id: number for number, place in LINE.places.items()}
SERVED = served(LINE)
WHOLE = reach(SERVED)


def row(found: Reach, place: str, lang: str = "en") -> Row:
    """The row of a place."""
    (only,) = [row for row in found.rows if (row.lang, row.place) == (lang, place)]
    return only


def steps(found: Row) -> tuple[int | None, ...]:
    """By keyword, number replies, keys and speech."""
    return found.keyword, found.numbers, found.keys, found.speech


def with_words(place: str, line: Line = LINE, lang: str = "en", **words: object) -> Line:
    """The line with other words for a place."""
    language = line.languages[lang]
    changed = replace(language.words[NUMBER[place]], **words)
    return with_language(lang, line, words={**language.words, NUMBER[place]: changed})


def with_language(lang: str, line: Line = LINE, **changes: object) -> Line:
    """The line with one language changed."""
    changed: Language = replace(line.languages[lang], **changes)
    return replace(line, languages={**line.languages, lang: changed})


def with_links(line: Line = LINE, **links: list[str]) -> Line:
    """The line with other choices at some places, or other places after them."""
    places = dict(line.places)
    for id, targets in links.items():
        place, numbers = places[NUMBER[id]], tuple(NUMBER[target] for target in targets)
        field = "choices" if isinstance(place, Menu) else "next"
        places[place.number] = replace(place, **{field: numbers})
    return replace(line, places=places)


@pytest.mark.proof
@pytest.mark.parametrize("root", [LINES / "kitchen-sink", LINES / "food-bank", SHIPPED], ids=lambda root: root.name)
def test_nothing_is_missing_on_a_whole_line(root: Path) -> None:
    line = build(read_folder(root).written)
    found = reach(served(line))
    assert found.missing == ()
    assert [(row.lang, row.place) for row in found.rows] == [
        (lang, place.id) for lang in line.languages for place in line.places.values()
    ]
    assert all(row.back and row.person for row in found.rows)
    assert all(None not in steps(row) for row in found.rows)


@pytest.mark.parametrize(
    ("place", "lang", "expected", "why"),
    [
        ("main", "en", (1, 1, 0, 0), "a text brings the menu, a call begins with it"),
        ("heat", "en", (1, 2, 1, 1), "one choice"),
        ("oven", "en", (1, 3, 2, 2), "two choices"),
        ("plumber", "en", (1, 4, 1, 3), "key 0; by texts and by speech through a menu and a topic"),
        ("main", "es", (1, 2, 1, 1), "the language's word, or key 8"),
        ("oven", "es", (1, 4, 3, 3), "the switch and two choices"),
    ],
)
def test_the_fewest_steps(place: str, lang: str, expected: tuple[int, ...], why: str) -> None:
    assert steps(row(WHOLE, place, lang)) == expected, why


def test_a_page_that_hides_the_choices_costs_a_text_more() -> None:
    """A leak has three pages; the plumber is offered on the last, and by a flood on its only one."""
    only_leak = with_links(flood=["leak"], alone=["leak"], drip=["leak"])
    assert row(reach(served(only_leak)), "plumber").numbers == 6  # hi, 1, 1, more, more, 2
    assert row(reach(served(only_leak)), "plumber").speech == 3


def test_no_shorter_way_by_keys_and_numbers_was_overlooked() -> None:
    """Everything that can be pressed or texted is tried, with the phone, up to three steps."""
    keyed, texted = {"main": 0}, {"main": 1}
    for keys in product("0123456", repeat=2):
        for position, heard in enumerate(pressed(keys), 1):
            keyed[heard] = min(position, keyed.get(heard, 9))
    for texts in product(["1", "2", "3", "4", "5", "more"], repeat=3):
        phone = Phone(SERVED)
        phone.text("hi")
        for position, text in enumerate(texts, 2):
            id = LINE.at(phone.text(text).turn.place).id
            texted[id] = min(position, texted.get(id, 9))
    for place in NUMBER:
        found = row(WHOLE, place)
        assert found.keys is not None
        assert found.numbers is not None
        assert keyed.get(place, 3) == min(found.keys, 3)
        assert texted.get(place, 5) == min(found.numbers, 5)


def pressed(keys: tuple[str, ...]) -> list[str]:
    """The places of a call, key by key; every topic is heard out."""
    phone = Phone(SERVED)
    heard, places = phone.call(), []
    for key in keys:
        if not heard.press:
            break
        heard = phone.press(heard, key)
        places.append(LINE.at(heard.turn.place).id)
        if not heard.speech and not heard.dialled:
            heard = phone.wait(heard)
    return places


TOPICS = [place.id for place in LINE.places.values() if isinstance(place, Topic)]
MENUS = [place.id for place in LINE.places.values() if isinstance(place, Menu)]
ROUTES = st.fixed_dictionaries(
    {
        id: st.lists(st.sampled_from(sorted({*NUMBER} - {id})), min_size=1, max_size=3, unique=True)
        for id in (*MENUS, *TOPICS)
    }
)


@given(ROUTES)
@settings(max_examples=12)
def test_on_any_line_it_finds_what_the_links_allow(routes: dict[str, list[str]]) -> None:
    """Beside it: the distances in the graph of the links, the switch of language added."""
    found = reach(served(with_links(**routes)))
    distances = distances_in(routes)
    for lang, switch in (("en", 0), ("es", 1)):
        for place in NUMBER:
            there = row(found, place, lang)
            away = distances.get(place)
            expected = None if away is None else away + switch
            assert there.speech == expected
            assert there.keys == (1 + switch if place == "plumber" else expected)
            assert (there.numbers is None) == (away is None)
            named = any(f'{lang}: "{place}" is not reached by number replies, by keys' in m for m in found.missing)
            assert named == (away is None and place != "plumber")
    assert all(row.back and row.person for row in found.rows)


def distances_in(routes: dict[str, list[str]]) -> dict[str, int]:
    found, ahead = {"main": 0}, ["main"]
    for id in ahead:
        for target in routes.get(id, ()):
            if target not in found:
                found[target] = found[id] + 1
                ahead.append(target)
    return found


def test_a_topic_that_only_comes_after_another_one_is_further_away() -> None:
    found = reach(served(with_links(heat=["oven", "toaster", "pan", "smoke"], pan=["kettle"])))
    assert found.missing == ()
    assert steps(row(WHOLE, "kettle")) == (1, 3, 2, 2)
    assert steps(row(found, "kettle")) == (1, 4, 3, 3)


IDS = sorted(NUMBER)
SWITCHLESS = [f"es: nothing switches to this language {way}" for way in ("by number replies", "by speech")]


def without(lang: str, command: str) -> Line:
    """The line without words for a command."""
    return with_language(lang, commands={**LINE.languages[lang].commands, command: ()})


BROKEN: dict[str, tuple[Line, list[str]]] = {
    "a topic that is offered nowhere": (
        with_links(heat=["oven", "toaster", "pan", "smoke"]),
        [f'{lang}: "kettle" is not reached by number replies, by keys, by speech' for lang in ("en", "es")],
    ),
    "a topic that only follows one that is offered nowhere": (
        with_links(heat=["oven", "toaster", "smoke"], pan=["kettle"]),
        [
            f'{lang}: "{id}" is not reached by number replies, by keys, by speech'
            for lang in ("en", "es")
            for id in ("kettle", "pan")
        ],
    ),
    "a label that is a word of the line": (
        with_words("help", label="help"),
        [
            'en: "help" said aloud does not lead to "help"; "HELP" answers',
            'en: the text "help" does not lead to "help"; "HELP" answers',
            'en: "help" is not reached by speech',
            'en: "alone" is not reached by speech',
        ],
    ),
    "a label with a cry for help in it": (
        with_words("smoke", label="smoke and chest pain"),
        [
            'en: "smoke and chest pain" said aloud does not lead to "smoke"; "EMERGENCY" answers',
            'en: "smoke" is not reached by speech',
        ],
    ),
    "a label that belongs to another place too": (
        with_words("pan", label="kettle"),
        [
            'en: "kettle" said aloud does not lead to "pan"; "SUGGEST" answers',
            'en: the text "kettle" does not lead to "kettle"; "SUGGEST" answers',
            'en: the text "kettle" does not lead to "pan"; "SUGGEST" answers',
            'en: "pan" is not reached by speech',
        ],
    ),
    "a topic whose words all mean something else": (
        with_words("pan", label="again", keywords=("more", "three")),
        [
            'en: "again" said aloud does not lead to "pan"; "heat" and "REPEAT" answers',
            'en: the text "again" does not lead to "pan"; "main" and "REPEAT" answers',
            'en: the text "more" does not lead to "pan"; "main" and "MORE" answers',
            'en: the text "three" does not lead to "pan"; "main" answers',
            'en: "pan" is not reached by keyword, by speech',
        ],
    ),
    "a language without a word": (with_language("es", names=()), SWITCHLESS),
    "a language whose only word is a command": (with_language("es", names=("thanks",)), SWITCHLESS),
    "no word for the way back": (
        without("en", "back"),
        [
            f'en: there is no way back from "{id}" {way}'
            for id in IDS
            for way in ("in a text", "by speech")
            if (id, way) != ("plumber", "by speech")  # a call that was passed on comes back by itself
        ],
    ),
    "no word for a person": (
        without("es", "person"),
        [
            f'es: there is no way to a person from "{id}" {way}'
            for id in IDS
            for way in ("in a text", "by speech")
            if id != "plumber"
        ],
    ),
}


@pytest.mark.parametrize(("line", "missing"), BROKEN.values(), ids=BROKEN)
def test_a_broken_line_is_told_of_by_name(line: Line, missing: list[str]) -> None:
    assert sorted(reach(served(line)).missing) == sorted(missing)


def test_a_person_is_reached_from_everywhere_and_need_not_stand_in_a_menu() -> None:
    found = reach(served(with_links(leak=["drip"], flood=["leak"], alone=["flood"])))
    assert found.missing == ()
    assert steps(row(found, "plumber")) == (1, None, 1, None)


def test_a_cry_for_help_among_the_keywords_is_answered_as_one() -> None:
    found = reach(served(with_words("smoke", keywords=("smoke", "chest pain"))))
    assert found.missing == ()
    alone = reach(served(with_words("smoke", label="dense smoke", keywords=("chest pain",))))
    assert row(alone, "smoke").keyword == 1  # by its label


def test_the_table_reads_well_and_the_rows_are_json() -> None:
    lines = as_table(WHOLE).splitlines()
    assert lines[1].split() == ["language", "place", "keyword", "numbers", "keys", "speech", "back", "person"]
    assert lines[2].split() == ["en", "main", "1", "1", "0", "0", "yes", "yes"]
    assert len({line.index("  yes") for line in lines[2:16]}) == 1
    assert lines[-2] == "es: 14 places; the longest ways are keyword 1, numbers 5, keys 3, speech 4"
    assert lines[-1] == "nothing is missing"
    rows = json.loads(json.dumps(as_rows(WHOLE)))
    assert rows[0] == {"lang": "en", "place": "main", "keyword": 1, "numbers": 1, "keys": 0, "speech": 0} | {
        "back": True,
        "person": True,
    }


def test_the_table_says_what_is_missing() -> None:
    found = reach(served(with_language("es", names=())))
    lines = as_table(found).splitlines()
    assert "es        leak     1        none     3     none    yes   yes" in lines
    assert lines[-1] == "missing: es: nothing switches to this language by speech"
    assert "nothing is missing" not in lines
