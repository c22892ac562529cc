"""The segment counter against the networks' rules, Twilio's bills and Twilio's own calculator."""

import json
from itertools import starmap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.channels.sms.segments import EXTENSION, GSM_7, Segments, count, outside_gsm7

RECORDED = Path(__file__).parents[1] / "data" / "segments.json"
ACUTE = "\u0301"
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"  # 11 units
FLAG = "\U0001f1fa\U0001f1f8"  # 4 units
KISS = "\U0001f618"

BOUNDARIES = [
    pytest.param("", "gsm-7", 0, 1, id="nothing is a segment"),
    pytest.param("a" * 160, "gsm-7", 160, 1, id="160 fit alone"),
    pytest.param("a" * 161, "gsm-7", 161, 2, id="161 do not"),
    pytest.param("a" * 306, "gsm-7", 306, 2, id="two parts of 153"),
    pytest.param("a" * 307, "gsm-7", 307, 3, id="one more"),
    pytest.param("a" * 459, "gsm-7", 459, 3, id="three parts of 153"),
    pytest.param("a" * 460, "gsm-7", 460, 4, id="one more is a fourth"),
    pytest.param("|" * 80, "gsm-7", 160, 1, id="extension characters cost 2"),
    pytest.param("|" * 81, "gsm-7", 162, 2, id="the 81st does not fit"),
    pytest.param("a" * 158 + "|", "gsm-7", 160, 1, id="an escape pair ends a lone part"),
    pytest.param("a" * 159 + "|", "gsm-7", 161, 2, id="an escape pair over the end of a lone part"),
    pytest.param("a" * 151 + "|" + "a" * 153, "gsm-7", 306, 2, id="an escape pair ends part one"),
    pytest.param("a" * 152 + "|" + "a" * 152, "gsm-7", 306, 3, id="an escape pair is not cut: 152 and 154"),
    pytest.param("]" * 153, "gsm-7", 306, 3, id="76 pairs a part, so 153 take three"),
    pytest.param("]" * 152, "gsm-7", 304, 2, id="76 pairs a part, so 152 take two"),
    pytest.param("\f" * 80, "gsm-7", 160, 1, id="form feed is an extension character"),
    pytest.param("á" * 70, "ucs-2", 70, 1, id="a acute is not GSM-7: 70"),
    pytest.param("á" * 71, "ucs-2", 71, 2, id="a acute: 71"),
    pytest.param("á" * 134, "ucs-2", 134, 2, id="two parts of 67"),
    pytest.param("á" * 135, "ucs-2", 135, 3, id="and one more"),
    pytest.param("á" * 201, "ucs-2", 201, 3, id="three parts of 67"),
    pytest.param("á" * 202, "ucs-2", 202, 4, id="and one more is a fourth"),
    pytest.param("a" * 159 + "á", "ucs-2", 160, 3, id="one accent more than doubles the bill"),
    pytest.param("|" * 69 + "á", "ucs-2", 70, 1, id="extension characters cost 1 in UCS-2"),
    pytest.param(KISS * 35, "ucs-2", 70, 1, id="35 surrogate pairs fit alone"),
    pytest.param(KISS * 36, "ucs-2", 72, 2, id="36 do not"),
    pytest.param(KISS * 66, "ucs-2", 132, 2, id="33 pairs a part"),
    pytest.param(KISS * 67, "ucs-2", 134, 3, id="a surrogate pair is not cut"),
    pytest.param("á" * 65 + KISS + "a" * 67, "ucs-2", 134, 2, id="a pair ends part one"),
    pytest.param("á" * 66 + KISS + "a" * 66, "ucs-2", 134, 3, id="a pair over the end of part one"),
    pytest.param("á" * 56 + FAMILY + "a" * 67, "ucs-2", 134, 2, id="a family ends part one"),
    pytest.param("á" * 57 + FAMILY + "a" * 66, "ucs-2", 134, 3, id="a family is kept whole"),
    pytest.param("á" * 64 + FLAG + "a" * 66, "ucs-2", 134, 3, id="a flag is kept whole"),
    pytest.param("á" * 66 + "e" + ACUTE + "a" * 66, "ucs-2", 134, 3, id="a letter keeps its accent"),
    pytest.param("\u1100\u1161\u11a8" * 23, "ucs-2", 69, 1, id="jamo: 23 syllables of 3"),
    pytest.param("\u1100\u1161\u11a8" * 45, "ucs-2", 135, 3, id="jamo: 22 syllables a part"),
]


@pytest.mark.parametrize(("text", "encoding", "units", "segments"), BOUNDARIES)
def test_boundaries(text: str, encoding: str, units: int, segments: int) -> None:
    got = count(text)
    assert (got.encoding, got.units, got.segments) == (encoding, units, segments)


# Sent to a live Twilio account and billed so:
# https://github.com/TwilioDevEd/message-segment-calculator/issues/66 (smart encoding off; all matched).
BILLED = [
    pytest.param("a" * 80 + "\r\n" + "a" * 79, "gsm-7", 2, id="1a CRLF counts two"),
    pytest.param("a" * 80 + "\n" + "a" * 79, "gsm-7", 1, id="1b LF counts one"),
    pytest.param("a" * 200 + "\r\n" + "a" * 105, "gsm-7", 3, id="1c CRLF over two parts"),
    pytest.param("é" * 70, "gsm-7", 1, id="2a e acute is GSM-7"),
    pytest.param(("e" + ACUTE) * 70, "ucs-2", 3, id="2b e and an accent is not"),
    pytest.param("e" + ACUTE, "ucs-2", 1, id="2c one of them"),
    pytest.param("\u201chello\u201d", "ucs-2", 1, id="3a curly quotes"),
    pytest.param("\u201ehello\u200c", "ucs-2", 1, id="3c low quote and ZWNJ"),
    pytest.param("\U0001f600|", "ucs-2", 1, id="4 emoji and pipe"),
    pytest.param("a" * 160, "gsm-7", 1, id="5a"),
    pytest.param("a" * 161, "gsm-7", 2, id="5b"),
    pytest.param("中" * 70, "ucs-2", 1, id="5c"),
    pytest.param("中" * 71, "ucs-2", 2, id="5d"),
    pytest.param("|", "gsm-7", 1, id="5e"),
    # billed as two, says the report: .../issues/18
    pytest.param("this is a " + "]" * 74 + KISS, "ucs-2", 2, id="issue 18"),
    # 70 characters, one of them outside GSM-7; was counted 139: .../issues/57
    pytest.param("|" * 24 + "{" + "|" * 28 + "\u221e" + "|" * 10 + "^" + "|" * 5, "ucs-2", 1, id="issue 57"),
]


@pytest.mark.parametrize(("text", "encoding", "segments"), BILLED)
def test_billed(text: str, encoding: str, segments: int) -> None:
    got = count(text)
    assert (got.encoding, got.segments) == (encoding, segments)


def recorded() -> list[tuple[str, str, int, str]]:
    rows = json.loads(RECORDED.read_text("ascii"))
    return [("".join(starmap(str.__mul__, text)), *answers) for text, *answers in rows]


def walked(text: str, alone: int, part: int) -> int:
    """Segments of a UCS-2 text, unit by unit, written in another way than the code under test."""
    left = text.encode("utf-16-le", "surrogatepass")
    if len(left) <= 2 * alone:
        return 1
    parts = 0
    while left:
        cut = 2 * part
        if len(left) > cut and 0xDC <= left[cut + 1] <= 0xDF:  # the second half of a pair
            cut -= 2
        left, parts = left[cut:], parts + 1
    return parts


@pytest.mark.proof
def test_recorded_answers() -> None:
    """The oracle's number where clusters do not matter; where they do, the larger of that and a walk."""
    wrong = []
    for text, encoding, segments, kind in recorded():
        expected = max(segments, walked(text, 70, 67)) if kind == "cluster" else segments
        if (count(text).encoding, count(text).segments) != (encoding.lower(), expected):
            wrong.append((text, encoding, segments, kind, count(text)))
    assert wrong == []


def test_recorded_answers_are_worth_reading() -> None:
    rows = recorded()
    clusters = [(segments, walked(text, 70, 67)) for text, _, segments, kind in rows if kind == "cluster"]
    assert len({text for text, *_ in rows}) >= 4000
    assert RECORDED.stat().st_size < 1_500_000
    assert sum(kind == "plain" for *_, kind in rows) > 2000
    assert sum(oracle > plain for oracle, plain in clusters) > 500
    assert sum(oracle < plain for oracle, plain in clusters) > 50


def test_alphabets() -> None:
    """3GPP TS 23.038: 128 codes, one of them the escape; ten in the extension table, with the form feed."""
    assert (len(GSM_7), len(EXTENSION), GSM_7 & EXTENSION) == (127, 10, frozenset())


@pytest.mark.parametrize(
    ("text", "outside"),
    [
        pytest.param("Call 911 now. [1] 5\u20ac", "", id="all inside"),
        pytest.param("mañana, pingüino, café, ¿no?", "", id="Spanish letters inside"),
        pytest.param("la clínica está aquí", "íá", id="Spanish letters outside, each once"),
        pytest.param("`a\tb`", "`\t", id="backtick and tab"),
        pytest.param("\u2019" + KISS + "\u2019", "\u2019" + KISS, id="in order of appearance"),
    ],
)
def test_outside_gsm7(text: str, outside: str) -> None:
    assert outside_gsm7(text) == outside


@pytest.mark.parametrize("before", [0, 1, 66, 67, 68, 70])
def test_a_cluster_longer_than_a_part(before: int) -> None:
    """No endless loop; the network's walk is what counts then."""
    text = "b" * before + "e" + ACUTE * 300 + "b" * 10
    assert count(text).segments >= walked(text, 70, 67)
    assert count("e" + ACUTE * 300) == Segments("ucs-2", 301, 5)


ANY = st.text(st.characters(), max_size=400)
GSM = st.text(st.sampled_from(sorted(GSM_7 | EXTENSION)), max_size=700)
# Long texts near the limits, of characters that cling to each other.
PIECES = ["a", "中", ACUTE, FAMILY, FLAG, KISS, "\u200d", "\U0001f3fd", "\ud800"]
CLINGING = st.lists(st.tuples(st.sampled_from(PIECES), st.integers(1, 70))).map(
    lambda pieces: "".join(starmap(str.__mul__, pieces))
)


@given(GSM)
def test_gsm7_costs_its_septets(text: str) -> None:
    got = count(text)
    assert got.encoding == "gsm-7"
    assert got.units == len(text) + sum(char in EXTENSION for char in text)
    assert got.segments == 1 if got.units <= 160 else got.units / 153 <= got.segments <= got.units / 152 + 1


@given(ANY | CLINGING)
def test_any_text_is_counted(text: str) -> None:
    got = count(text)
    assert (got.encoding == "gsm-7") is (outside_gsm7(text) == "")
    if got.encoding == "ucs-2":
        assert got.units == len(text.encode("utf-16-le", "surrogatepass")) // 2
        assert got.segments >= walked(text, 70, 67)


@given(GSM, st.sampled_from(sorted(GSM_7 | EXTENSION)))
def test_one_character_more_costs_one_segment_at_most(text: str, char: str) -> None:
    assert count(text + char).segments - count(text).segments in (0, 1)
