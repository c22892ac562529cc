"""Small lines made of a table, and lines made at random, to be mapped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import strategies as st

from hotline.model import Handoff, Language, Level, Line, Menu, PhoneNumber, Place, Topic, Words

PERSON = Handoff("person", 190, "office")
_LETTERS = st.text(max_size=40) | st.sampled_from(
    [
        "<b>bold</b> & \"quoted\" 'too'",
        "line\nbreak\x00\x0b\x1b]",
        "\u202eturned\u2066 around\ufffe",
        "\u0639\u0646\u0648\u0627\u0646 \u0628\u0627\u0644\u0639\u0631\u0628\u064a\u0629",
        "\U0001f600 \U0001f469\u200d\u2695\ufe0f",
        "Donaudampfschifffahrtsgesellschaftskapitaenswitwe" * 3,
        "1. a list - not %% a comment --> $$x$$ #35; end",
        "WWWW MMMM @@@@ " * 6,
    ]
)


def line_of(*places: Place, labels: Mapping[int, str] | None = None, danger: Mapping[Level, int] | None = None) -> Line:
    """A line of these places and ``PERSON``; the first is where people begin. A label left out is the place's id."""
    numbered = {place.number: place for place in (*places, PERSON)}
    named = labels or {}
    words = {number: Words(named.get(number, place.id), (), (), "", "") for number, place in numbered.items()}
    english = Language(
        "en", "English", "gsm-7", "en-US", "Polly.Joanna", "Willow", words, {}, {}, {}, names=(), digits=()
    )
    phone = {"office": PhoneNumber("office", "+18005550199")}
    return Line(
        places[0].number,
        PERSON.number,
        "",
        "carrier",
        allow_drafts=True,
        languages={"en": english},
        places=numbered,
        numbers=phone,
        sources={},
        safety={},
        safety_places=danger or {},
    )


def big_line(topics: int, label: str) -> Line:
    """A line with this many topics in menus of five, each topic with three ways on and the same long label."""
    numbers = [300 + count for count in range(topics)]
    menus = {200 + at: numbers[at * 5 : at * 5 + 5] for at in range(-(-topics // 5))}
    areas = {150 + at: list(menus)[at * 5 : at * 5 + 5] for at in range(-(-len(menus) // 5))}
    places: list[Place] = [Menu("main", 100, tuple(areas))]
    places += [Menu(f"m{number}", number, tuple(choices)) for number, choices in (areas | menus).items()]
    places += [
        Topic(f"t{at}", number, tuple(numbers[(at * 7 + step) % topics] for step in (1, 11, 23)))
        for at, number in enumerate(numbers)
    ]
    return line_of(*places, labels={place.number: f"{label} {place.number}" for place in places})


@st.composite
def lines(draw: st.DrawFn) -> Line:
    """Any line: menus and topics that lead anywhere, round in circles too, with any labels."""
    numbers = draw(st.lists(st.integers(100, 999).filter(lambda number: number != 190), min_size=1, unique=True))
    onward = st.lists(st.sampled_from([*numbers, 190]), min_size=1, max_size=6, unique=True).map(tuple)
    places: list[Place] = [Menu("main", numbers[0], draw(onward))]
    for number in numbers[1:]:
        if draw(st.booleans()):
            places.append(Menu(f"m{number}", number, draw(onward)))
        else:
            places.append(Topic(f"t{number}", number, draw(onward)))
    labels = {number: draw(_LETTERS) for number in numbers}
    levels: list[Level] = ["crisis", "emergency", "call-team"]
    danger = draw(st.dictionaries(st.sampled_from(levels), st.sampled_from(numbers)))
    line = line_of(*places, labels=labels, danger=danger)
    english = replace(line.languages["en"], sender=draw(_LETTERS))
    return replace(line, languages={"en": english})
