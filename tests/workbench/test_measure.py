"""What a place takes, by numbers worked out by hand on the kitchen-sink line."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from hotline.channels.sms import Book
from hotline.check import load_line
from hotline.check.reading import flesch_kincaid
from hotline.model import Language, Line, Prices, Topic, Words
from hotline.workbench.figures import COLUMNS, rows, table
from hotline.workbench.measure import Cost, Measure, dearest, hardest, longest, measure, totals
from tests.driver import LINES, Carrier

PRICES = Prices("USD", text_out=0.01, text_in=0.02, minute=0.05)


def measured(line: Line, prices: Prices | None = PRICES) -> dict[tuple[str, str], Measure]:
    return {(found.lang, found.place): found for found in measure(line, Book(line), prices)}


def with_words(line: Line, place: str, lang: str = "en", **words: str) -> Line:
    """The line with other words for a place in one language."""
    number = next(number for number, found in line.places.items() if found.id == place)
    language = line.languages[lang]
    other: Words = replace(language.words[number], **words)  # type: ignore[arg-type]
    return with_language(line, replace(language, words={**language.words, number: other}))


def with_language(line: Line, language: Language) -> Line:
    return replace(line, languages={**line.languages, language.code: language})


LEAK = (  # 3 pages: 2, 2 and 1 segments
    "Turn the water off first. The tap for it is under the sink. Put a bucket below the leak. Dry the floor so that "
    "nobody slips. Keep children away from the wet floor. Then look where the water comes from. Do it before night.\n\n"
    "A pipe joint can often be tightened by hand. A cracked pipe needs a plumber. Call {number:plumber}, any day.\n\n"
    "Do not use a wet socket. Do not stand in water to reach a switch. Wait until all is dry before you turn things on "
    "again. Keep the bucket there. Look in the morning. Write down what you see, and tell the plumber when they come."
)
HEARD = (  # 48 words, and 2 of the heading
    "Turn the water off first. The tap is under the sink. Put a bucket below the leak, and dry the floor.\n\n"
    "A pipe joint can often be tightened by hand. A cracked pipe needs a plumber. Call {number:plumber}."
)


@pytest.fixture(scope="module")
def line() -> Line:
    sink = load_line(LINES / "kitchen-sink")
    kettle = with_words(sink, "kettle", sms="Fill it halfway.", voice="Fill it halfway.")
    return with_words(kettle, "leak", sms=LEAK, voice=HEARD)


def test_every_place_of_every_language_is_measured(line: Line) -> None:
    found = measured(line)
    assert set(found) == {(lang, place.id) for lang in ("en", "es") for place in line.places.values()}
    assert {one.kind for one in found.values()} == {"menu", "topic", "handoff"}


@pytest.mark.parametrize(
    ("place", "seconds"),
    [
        pytest.param("kettle", 5 * 0.4, id="a topic: The kettle. Fill it halfway."),
        pytest.param("leak", 50 * 0.4 + 0.7, id="two paragraphs, and a number said digit by digit: 11 words"),
        pytest.param("water", 12 * 0.4, id="a menu of 2: Water. For a leak, press 1. For a dripping faw-sit, press 2."),
        pytest.param("heat", 25 * 0.4 + 4 * 0.5, id="a menu of 5: a pause after each choice but the last"),
        pytest.param("plumber", 21 * 0.4, id="a handoff, up to the dialling"),
    ],
)
def test_seconds(line: Line, place: str, seconds: float) -> None:
    assert measured(line)["en", place].seconds == pytest.approx(seconds)


def test_what_is_offered_after_a_topic_is_not_in_its_seconds(line: Line) -> None:
    kettle = line.at(330)
    assert isinstance(kettle, Topic)
    longer = replace(line, places={**line.places, 330: replace(kettle, next=(310, 320, 340))})
    assert measured(longer)["en", "kettle"].seconds == measured(line)["en", "kettle"].seconds


def test_segments_and_characters_are_those_of_the_pages(line: Line) -> None:
    book = Book(line)
    for (lang, _), found in measured(line).items():
        texts = book.pages(found.number, lang).texts
        assert len(found.segments) == len(found.characters) == len(texts)
        assert all(1 <= segments <= 3 for segments in found.segments)
        if found.encoding == "gsm-7":
            assert found.characters == tuple(map(len, texts)), "the sink has no characters of two units"


@pytest.mark.parametrize(
    ("letters", "segments"),
    [
        pytest.param(160, (1,), id="160 characters are one segment"),
        pytest.param(161, (2,), id="161 are two"),
        pytest.param(306, (2,), id="306 are one page of two segments"),
        pytest.param(307, (2, 1), id="307 are two pages"),
    ],
)
def test_segments_at_the_edge(line: Line, letters: int, segments: tuple[int, ...]) -> None:
    around = len("Sink: ") + len("\n1 The oven")
    body = ("Boil it now. " * 40)[: letters - around].rstrip().ljust(letters - around, ".")
    found = measured(with_words(line, "kettle", sms=body))["en", "kettle"]
    assert found.segments == segments
    assert found.characters == (letters,) or len(segments) > 1


def test_one_letter_outside_gsm7_makes_a_place_ucs2(line: Line) -> None:
    assert measured(line)["en", "kettle"].encoding == "gsm-7"
    assert measured(with_words(line, "kettle", sms="Llénela así, señora."))["en", "kettle"].encoding == "ucs-2"


@pytest.mark.parametrize(
    ("spoken", "minutes"),
    [
        pytest.param(148, 1, id="150 words with the heading: 60 seconds are one minute"),
        pytest.param(149, 2, id="151 words: 60.4 seconds are two"),
        pytest.param(0, 1, id="no call is shorter than a minute"),
        pytest.param(298, 2, id="300 words are two minutes"),
    ],
)
def test_a_call_is_billed_by_whole_minutes(line: Line, spoken: int, minutes: int) -> None:
    voice = ("Boil it. " * 200).split()[:spoken]
    cost = measured(with_words(line, "kettle", voice=" ".join(voice)))["en", "kettle"].cost
    assert cost is not None
    assert cost.call == pytest.approx(1000 * minutes * 0.05)


@pytest.mark.parametrize(
    ("place", "text"),
    [
        pytest.param("kettle", 1 * 0.02 + 1 * 0.01, id="one text in, one segment out"),
        pytest.param("leak", 3 * 0.02 + 5 * 0.01, id="three pages: the word and twice MORE in; 2, 2 and 1 out"),
    ],
)
def test_a_text_in_for_each_page_and_its_segments_out(line: Line, place: str, text: float) -> None:
    cost = measured(line)["en", place].cost
    assert cost is not None
    assert (cost.currency, cost.text) == ("USD", pytest.approx(1000 * text))


def test_without_prices_there_is_no_cost(line: Line) -> None:
    found = list(measured(line, None).values())
    assert all(one.cost is None for one in found)
    assert dearest(found) == []
    assert totals(found)[0].cost is None
    assert all(row["text_cost_per_1000_sessions"] is None and row["currency"] is None for row in rows(found))
    assert "USD" not in table(found)


def test_only_topics_that_are_long_enough_are_graded(line: Line) -> None:
    found = measured(line)
    leak = found["en", "leak"]
    assert leak.sms_grade is not None, "110 words"
    assert leak.voice_grade is None, "under 50 words"
    assert leak.grade == leak.sms_grade
    assert found["es", "leak"].grade is None, "under 100 words"
    longer = with_words(line, "plumber", sms="Call the plumber now. " * 30)
    assert measured(longer)["en", "plumber"].grade is None, "a handoff is no topic"
    assert found["en", "main"].grade is None


def test_the_harder_form_is_the_grade_of_a_place(line: Line) -> None:
    easy, hard = "Shut it off now. " * 20, "Immediately disconnect everything electrical before touching it. " * 20
    for sms, voice in ((easy, hard), (hard, easy)):
        found = measured(with_words(line, "kettle", sms=sms, voice=voice))["en", "kettle"]
        assert found.grade is not None
        assert found.grade.unexempted == pytest.approx(flesch_kincaid(hard))
        assert {found.sms_grade, found.voice_grade} > {found.grade}
    spanish = ("Apague esto ya. " * 40, "Desconecte inmediatamente la electricidad. " * 40)
    found = measured(with_words(line, "kettle", "es", sms=spanish[0], voice=spanish[1]))["es", "kettle"]
    assert found.grade == found.voice_grade != found.sms_grade
    assert found.grade is not None
    assert found.grade.formula == "fernandez-huerta"


@pytest.mark.parametrize("kind", ["glossary", "pronunciations", "label"])
def test_what_is_exempt(line: Line, kind: str) -> None:
    text = "A thermostat can be bad. Look at the thermostat first. " * 8
    before = measured(with_words(line, "kettle", sms=text))["en", "kettle"].grade
    assert before is not None
    assert before.value == before.unexempted
    if kind == "label":
        changed = with_words(line, "kettle", sms=text, label="thermostat")
    else:
        terms: dict[str, object] = {kind: {"thermostat": ("knob",) if kind == "glossary" else "ther-mo-stat"}}
        changed = with_language(line, replace(line.languages["en"], **terms))  # type: ignore[arg-type]
        changed = with_words(changed, "kettle", sms=text)
    after = measured(changed)["en", "kettle"].grade
    assert after is not None
    assert after.unexempted == before.unexempted
    assert after.value < before.value


def test_the_longest_sentence_of_both_forms(line: Line) -> None:
    found = measured(line)
    assert found["en", "kettle"].longest.text == "Fill it halfway."
    assert found["en", "alone"].longest.words == 7, "Call or text 988, day or night: the number is one word"
    spoken = "Then look where the water comes from, and put a bucket below it. Go."
    heard = measured(with_words(line, "kettle", voice=spoken))["en", "kettle"].longest
    assert (heard.words, heard.form, heard.text) == (13, "voice", spoken.removesuffix(" Go."))
    first = longest(list(heard_all := found.values()), most=2)
    assert [one.longest.words for one in first] == sorted((one.longest.words for one in heard_all), reverse=True)[:2]


def test_totals_add_up_by_language(line: Line) -> None:
    found = measure(line, Book(line), PRICES)
    english, spanish = totals(found)
    assert (english.lang, spanish.lang) == ("en", "es")
    assert english.places == spanish.places == len(line.places)
    own = [one for one in found if one.lang == "en"]
    assert english.pages == sum(len(one.segments) for one in own)
    assert english.segments == sum(sum(one.segments) for one in own)
    assert english.seconds == pytest.approx(sum(one.seconds for one in own))
    costs = [one.cost for one in own if one.cost]
    assert english.cost == Cost(
        "USD",
        pytest.approx(sum(cost.text for cost in costs) / len(own)),
        pytest.approx(sum(cost.call for cost in costs) / len(own)),
    )


def test_the_dearest_and_the_hardest_come_first(line: Line) -> None:
    hard = with_words(line, "kettle", sms="Disconnect everything electrical immediately. " * 20)
    found = [one for one in measure(hard, Book(hard), PRICES) if one.lang == "en"]
    assert [one.place for one in dearest(found, most=2)] == ["kettle", "leak"]
    assert [one.place for one in hardest(found)] == ["kettle", "leak"], "no other place is long enough"
    assert len(dearest(found)) == 5


def test_rows_name_their_units(line: Line) -> None:
    found = measure(line, Book(line), PRICES)
    assert json.loads(json.dumps(rows(found))) == rows(found)
    english = next(row for row in rows(found) if (row["place"], row["lang"]) == ("leak", "en"))
    assert {name: english[name] for name in ("number", "kind", "pages", "segments", "segments_by_page", "seconds")} == {
        "number": 210,
        "kind": "topic",
        "pages": 3,
        "segments": 5,
        "segments_by_page": [2, 2, 1],
        "seconds": 20.7,
    }
    assert english["text_cost_per_1000_sessions"] == 110.0
    assert english["call_cost_per_1000_sessions"] == 50.0
    assert english["sms_us_grade"] < 6
    assert english["voice_us_grade"] is None
    spanish = next(row for row in rows(found) if (row["place"], row["lang"]) == ("leak", "es"))
    assert {"sms_ease_points", "sms_ease_points_every_word", "voice_ease_points"} <= set(spanish)
    assert "sms_us_grade" not in spanish


def test_the_table_is_plain_and_narrow(line: Line) -> None:
    places = {number: replace(place, id=f"{place.id}-{'x' * 60}") for number, place in line.places.items()}
    sentence = "Then look where the water comes from and " * 5
    for each in (line, replace(line, places=places), with_words(line, "kettle", sms=f"{sentence}go.")):
        text = table(measure(each, Book(each), PRICES))
        assert max(map(len, text.splitlines())) <= COLUMNS
        assert text.isascii() or all(char.isalpha() or char in "¿¡" for char in text if not char.isascii())
        head = next(row for row in text.splitlines() if row.startswith("number"))
        assert head.split("  ")[0] == "number"
        assert {"seconds", "US grade", "every word", "USD by text", "USD by phone"} <= {
            cell.strip() for cell in head.split("  ")
        }
        assert text.count("Dearest places:") == 1


def test_a_row_of_the_table(line: Line) -> None:
    text = table([one for one in measure(line, Book(line), PRICES) if one.lang == "en"])
    row = next(row for row in text.splitlines() if row.startswith("210"))
    grade = measured(line)["en", "leak"].grade
    assert grade is not None
    assert row.split() == [
        "210",
        "leak",
        "2",
        "2",
        "1",
        "20.7",
        f"{grade.value:.1f}",
        f"{grade.unexempted:.1f}",
        "12",
        "110.00",
        "50.00",
    ]


def test_a_language_without_a_formula_has_no_grade(line: Line) -> None:
    french = replace(line.languages["es"], code="fr")
    other = replace(line, languages={"fr": french})
    found = measure(other, Book(other), PRICES)
    assert all(one.grade is None for one in found)
    assert "no formula" in table(found)
    assert not any("grade" in name or "ease" in name for name in rows(found)[0])


def test_the_shipped_line_reads_at_primary_school_level(shipped: Carrier) -> None:
    """Grade 6 is what the American Medical Association asks for; a warning above it is the checker's."""
    line = shipped.served.line
    found = measure(line, shipped.served.book, PRICES)
    grades = [one.grade for one in found if one.grade is not None]
    topics = sum(isinstance(place, Topic) for place in line.places.values())
    assert {one.formula for one in grades} == {"flesch-kincaid", "fernandez-huerta"}
    assert len(grades) > 1.9 * topics, "a text of under 100 words has none"
    english = sorted(one.value for one in grades if one.formula == "flesch-kincaid")
    assert english[-1] <= 6
    assert english[len(english) // 2] <= 5
    assert min(round(one.value, 1) for one in grades if one.formula == "fernandez-huerta") >= 80
    assert max(map(len, table(found).splitlines())) <= COLUMNS
