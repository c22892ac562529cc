"""Plain characters for typographic ones, and nothing else."""

import unicodedata
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.channels.normalise import normalise
from hotline.channels.sms.segments import count

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
HEART = "\u2764\ufe0f"

PLAIN = [
    pytest.param("\u201cHi\u201d \u201eHi\u201f \u00abHi\u00bb", '"Hi" "Hi" "Hi"', id="double quotes"),
    pytest.param("\u2018Hi\u2019 \u201aHi\u201b \u2039Hi\u203a", "'Hi' 'Hi' 'Hi'", id="single quotes"),
    pytest.param("don\u2019t don\u00b4t don`t don\u02bct", "don't don't don't don't", id="apostrophes"),
    pytest.param("6\u2032 2\u2033", "6' 2\"", id="feet and inches"),
    pytest.param("a\u2010b\u2011c\u2012d\u2013e\u2014f\u2015g", "a-b-c-d-e-f-g", id="hyphens and dashes"),
    pytest.param("\u22125", "-5", id="minus"),
    pytest.param("wait\u2026", "wait...", id="ellipsis"),
    pytest.param("a\u00a0b\u202fc\u2009d\u3000e", "a b c d e", id="each space is one space"),
    pytest.param("a  b", "a  b", id="spaces are not merged"),
    pytest.param("a\tb", "a b", id="tab"),
    pytest.param("\u2022 one\n\u25cf two\n\u25aa\ufe0f three", "- one\n- two\n- three", id="bullets"),
    pytest.param("a\r\nb\rc\nd\u2028e\x85f", "a\nb\nc\nd\ne\nf", id="line ends"),
    pytest.param("a\r\n\r\nb", "a\n\nb", id="empty lines stay"),
    pytest.param("a\u200bb\u200cc\u2060d\ufeffe\u00adf", "abcdef", id="zero width, soft hyphen, BOM"),
    pytest.param("\u200eabc\u202c", "abc", id="direction marks"),
    pytest.param("\ufb01nd the o\ufb03ce", "find the office", id="ligatures"),
    pytest.param("Ibrance\u00ae, X\u2122, \u00a9", "Ibrance(R), X(TM), (c)", id="trade marks"),
    pytest.param("X\u2122\ufe0f", "X(TM)", id="trade mark dressed as emoji"),
    pytest.param("\u00bd tablet", "1/2 tablet", id="half"),
    pytest.param("1\u00bd tablets", "1 1/2 tablets", id="one and a half is not eleven halves"),
    pytest.param("100.4\u00b0F, 38 \u00b0C, 38\u2103", "100.4F, 38 C, 38C", id="fever"),
    pytest.param("\u22655 \u2264 9 \u00b1 1, 2\u00d73", ">=5 <= 9 +/- 1, 2x3", id="signs"),
    pytest.param("home \u2192 back", "home -> back", id="arrow"),
    pytest.param("cafe\u0301, man\u0303ana", "café, mañana", id="accents composed"),
    pytest.param("cli\u200bnica a\u200b\u0301", "clinica á", id="composed once nothing is in between"),
    pytest.param("a\x00b\x07c\x0bd\x0ce\x1bf\x7fg\x9fh", "abcdefgh", id="controls"),
    pytest.param("a\ud83db\udc00c\ufffed\uffffe", "abcde", id="lone surrogates and non-characters"),
    pytest.param("a\u200db", "ab", id="joiner between letters"),
    pytest.param("\u2019\u200d\u2019", "''", id="joiner between quotes"),
]

KEPT = [
    pytest.param("áéíóúüñ ÁÉÍÓÚÜÑ", id="Spanish"),
    pytest.param("¿Qué? ¡Sí! 1.º, 2.ª", id="Spanish marks and ordinals"),
    pytest.param("œuvre, straße, Łódź, Việt Nam, İstanbul, Ça", id="Latin letters"),
    pytest.param("май, άγιος, שׁלום, سلام", id="letters of other alphabets"),
    pytest.param("中文 กำ हिन्दी 한국", id="letters of Asia"),
    pytest.param("x\u0302", id="an accent that has no letter with it"),
    pytest.param("10², 5°, H₂O", id="no plain form says the same"),
    pytest.param(FAMILY, id="family"),
    pytest.param(HEART + "\u200d\U0001f525", id="burning heart: joiner after a variation selector"),
    pytest.param("\U0001f469\U0001f3fd\u200d\u2695\ufe0f", id="doctor of a skin tone"),
    pytest.param("\U0001f3f3\ufe0f\u200d\u26a7\ufe0f \U0001f43b\u200d\u2744\ufe0f", id="newer sequences"),
    pytest.param("\U0001f1f2\U0001f1fd 1\ufe0f\u20e3 #\ufe0f\u20e3", id="flag and keycaps"),
    pytest.param("\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", id="flag of tags"),
    pytest.param("Call 911 now.\n[1] {2} 5\u20ac ^~|\\", id="GSM-7"),
    pytest.param("", id="nothing"),
]


@pytest.mark.parametrize(("text", "plain"), PLAIN)
def test_plain_form(text: str, plain: str) -> None:
    assert normalise(text) == plain


@pytest.mark.parametrize("text", KEPT)
def test_kept(text: str) -> None:
    assert normalise(text) == text


def test_what_it_is_for() -> None:
    """A text out of a word processor costs one segment instead of three."""
    text = "\u201cDon\u2019t wait\u201d \u2013 call us\u2026 " * 6
    assert (count(text).encoding, count(text).segments) == ("ucs-2", 3)
    assert (count(normalise(text)).encoding, count(normalise(text)).segments) == ("gsm-7", 1)


def test_what_changes_becomes_gsm7() -> None:
    """Composed and removed characters aside. The degree sign stays when no number is before it."""
    costly = set()
    for char in map(chr, range(0x1_0000)):
        plain = normalise(char)
        if plain and plain != unicodedata.normalize("NFC", char) and count(plain).encoding == "ucs-2":
            costly.add(char)
    assert costly == {"\u2103", "\u2109"}


# Everything the rules speak of, so that the rules meet each other.
TRICKY = st.text(
    st.sampled_from(
        "ae1F \n\r\t\x00\x85`'<=\u00b0\u00bd\u2103\u2019\u2026\u00ad\u200b\u200d\ufe0e\ufe0f\u20e3\u0301"
        "\u0338\u212b\u2192\u2194\u2122\u25aa\ufb01\u2764\U0001f468\U0001f3fd\U0001f1fa\ud83d\ude00\ufeff"
        "\u1fef\u2000"
    ),
    max_size=12,
)
ANY = st.text(st.characters(), max_size=60) | TRICKY


@given(ANY)
def test_twice_is_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(ANY)
def test_composed(text: str) -> None:
    assert unicodedata.is_normalized("NFC", normalise(text))


@given(ANY)
def test_safe_in_xml(text: str) -> None:
    plain = normalise(text)
    assert (ElementTree.fromstring(f"<r>{escape(plain)}</r>").text or "") == plain


@given(ANY)
def test_a_joiner_is_between_pictures(text: str) -> None:
    plain = normalise(text)
    pictures = [char == "\ufe0f" or unicodedata.category(char) in ("So", "Sk", "Sm", "Cn") for char in plain]
    for index in (at for at, char in enumerate(plain) if char == "\u200d"):
        assert pictures[index - 1 : index + 2 : 2] == [True, True]


LIGATURES = "".join(map(chr, range(0xFB00, 0xFB07)))


@given(st.text(st.characters(categories=["Lu", "Ll", "Lt", "Lo"], exclude_characters=LIGATURES), max_size=60))
def test_letters_are_kept(text: str) -> None:
    """Of every script, with their accents; only the form of writing the accent may change (NFC)."""
    assert normalise(text) == unicodedata.normalize("NFC", text)
