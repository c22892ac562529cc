"""The line that comes out of good files: places, words, numbers, reviews, in the order written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace as replaced
from pathlib import Path

import pytest

from hotline.check import examine
from hotline.loader import Mark, read_folder, words_hash
from hotline.model import Handoff, Line, Menu, PhoneNumber, Review, Source, Topic
from tests.loader.sink import SINK, copy_sink, replace

AREA, LINE, WORDS = "menus/kitchen.yaml", "menus/line.yaml", "content/en/kitchen.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_sink(tmp_path / "sink")


def built(root: Path = SINK) -> Line:
    report = examine(root)
    assert report.line is not None, report.text()
    return report.line


def test_places_are_found_by_their_numbers() -> None:
    places = built().places
    assert places[100] == Menu("main", 100, (200, 300, 400))
    assert places[220] == Topic("drip", 220, (210,), ("plumbing-board", "oven-makers"))
    assert places[330] == Topic("kettle", 330, (310,), ("oven-makers",))
    assert places[190] == Handoff("plumber", 190, "plumber")
    assert places[360] == Topic("fuse", 360, (350,), ("oven-makers",), connect=191)
    assert list(places) == [100, 200, 210, 220, 300, 310, 320, 330, 340, 350, 400, 410, 420, 190, 191, 360]


def test_the_line_s_own_facts() -> None:
    line = built()
    assert (line.start, line.person, line.phone) == (100, 190, "+15005550000")
    assert line.opt_out_handled_by == "app"
    assert line.safety_places == {"crisis": 420, "emergency": 410, "call-team": 210}
    assert list(line.safety_places) == ["crisis", "emergency", "call-team"]  # the most urgent first
    assert line.sources["plumbing-board"] == Source(
        "Board of Plumbing", "Leaks at home", "https://example.org/leaks", "2026-11-23"
    )
    assert line.safety["es"].find["call-team"] == ("fiebre", "olor a gas")
    assert line.safety["es"].unless == ("sin fiebre", "no tengo fiebre", "señales de ...")


NUMBERS = {
    "911": PhoneNumber("911", "911"),
    "988": PhoneNumber("988", "988"),
    "plumber": PhoneNumber("plumber", "+18005550199", hours_verified=True),
    "hardware-store": PhoneNumber("hardware-store", "+18005550155", hours_verified=False),
    "electrician": PhoneNumber("electrician", "+18005550177", hours_verified=True),
}


def test_phone_numbers() -> None:
    line = built()
    assert line.numbers == NUMBERS
    shown = ["911", "988", "1-800-555-0199", "1-800-555-0155", "1-800-555-0177"]
    assert [number.shown for number in line.numbers.values()] == shown


def test_words_of_a_place() -> None:
    words = built().languages["en"].words[210]
    assert (words.label, words.keywords) == ("a leak", ("leak", "leaks", "leaking"))
    assert words.asks == ("why is there water on my floor",)
    assert words.sms.startswith("Turn the water off first. The tap")
    assert words.sms.count("\n") == 2  # a blank line between paragraphs, and line ends inside them folded
    assert words.voice.endswith("Call {number:plumber}.")
    assert words.review == Review()


def test_a_language() -> None:
    language = built().languages["es"]
    assert (language.code, language.name, language.sender) == ("es", "Español", "Sink")
    assert (language.text, language.speech, language.voice) == ("ucs-2", "es-US", "Polly.Lupe-Neural")
    assert language.names == ("español", "spanish", "castellano")
    assert language.digits[:2] == ("uno", "dos")
    assert language.commands["back"] == ("atrás", "volver")
    assert language.consent["stop-like"] == ("no quiero ... mensajes",)
    assert language.hours["plumber"] == "de día y de noche"
    assert language.pronunciations == {"grifo": "GREE-fo"}
    assert (language.sentences["more"].sms, language.sentences["more"].voice) == ("MAS para seguir.", "")


def test_the_first_language_written_is_the_default(root: Path) -> None:
    assert list(built(root).languages) == ["en", "es"]
    assert built(root).default_language == "en"
    english = "  en: {text: gsm-7, speech: en-US, voice: Polly.Joanna-Neural}\n"
    spanish = "  es: {text: ucs-2, speech: es-US, voice: Polly.Lupe-Neural}\n"
    replace(root, LINE, english + spanish, spanish + english)
    assert list(built(root).languages) == ["es", "en"]
    assert built(root).default_language == "es"


def test_everything_in_the_line_is_plain_text(root: Path) -> None:
    line = built(root)
    for language in line.languages.values():
        for words in language.words.values():
            assert {type(text) for text in (words.label, words.sms, words.voice, *words.keywords)} == {str}
    assert {type(place.id) for place in line.places.values()} == {str}
    assert {type(number.dial) for number in line.numbers.values()} == {str}


# fmt: off
WAITS = [  # (wait, slow_wait, expected); None is left out
    ("8", "10", (8, 10)),
    (None, None, (8, 10)),       # the defaults
    ("5", "20", (5, 20)),        # the least and the most
    ("08", "10", (8, 10)),       # no octal: it is text first
    ("4", "10", None),
    ("8", "21", None),
    ("8.5", "10", None),
    ("٨", "10", None),           # an eight, but none that int() should be trusted with
    ("-8", "10", None),
    ("no", "10", None),
]
# fmt: on


@pytest.mark.parametrize(("wait", "slow_wait", "expected"), WAITS)
def test_seconds_of_silence(
    wait: str | None, slow_wait: str | None, expected: tuple[int, int] | None, root: Path
) -> None:
    replace(root, LINE, "\nwait: 8\n", f"\nwait: {wait}\n" if wait else "\n")
    replace(root, LINE, "slow_wait: 10\n", f"slow_wait: {slow_wait}\n" if slow_wait else "")
    if expected:
        assert (built(root).wait, built(root).slow_wait) == expected
    else:
        assert [problem.rule for problem in examine(root).errors] == ["wrong-value"]


APPROVED = Review("approved", "head plumber", "2026-10-01", "2027-10-01")
VOICE = "  voice: A dripping faucet has a worn washer. Turn the water off, and change it.\n"
SMS = "  sms: A drip is a worn washer. Turn the water off, open the faucet and change it.\n"
# fmt: off
SIGNED = [  # (why, find, by, the review that stands)
    ("as signed", "  label: a dripping faucet\n", "  label: a dripping faucet\n", APPROVED),
    ("the voice changed", "has a worn washer. Turn", "has a torn washer. Turn", Review()),
    ("the text changed", "A drip is a worn washer.", "A drip is a worn washer!", Review()),
    ("the label changed", "label: a dripping faucet", "label: A dripping faucet", Review()),
    ("text and voice exchanged", SMS + VOICE, SMS.replace("sms", "voice") + VOICE.replace("voice", "sms"), Review()),
    ("a keyword more is not signed for", "[drip, dripping, faucet]", "[drip, dripping, faucet, tap]", APPROVED),
    ("the same words on two lines", "sms: A drip is a worn", "sms: >-\n    A drip is a\n    worn", APPROVED),
    ("the hash changed", "hash: 93fe336edf557d22", "hash: 93fe336edf557d23", Review()),
    ("the hash in capitals", "hash: 93fe336edf557d22", "hash: 93FE336EDF557D22", Review()),
    ("back to draft", "{status: approved,", "{status: draft,", Review()),
    ("signed by another", "role: head plumber", "role: second plumber", replaced(APPROVED, role="second plumber")),
]
# fmt: on


@pytest.mark.parametrize(("find", "by", "review"), [case[1:] for case in SIGNED], ids=[case[0] for case in SIGNED])
def test_words_are_signed_only_as_long_as_they_stay_the_same(find: str, by: str, review: Review, root: Path) -> None:
    replace(root, WORDS, find, by)
    assert built(root).languages["en"].words[220].review == review


def test_the_hash_is_of_what_is_read_and_heard() -> None:
    words = read_folder(SINK).written.languages["en"].words["drip"]
    assert words_hash(words) == "93fe336edf557d22"
    assert words.review is not None
    assert words.review["hash"] == words_hash(words)
    other = read_folder(SINK).written.languages["es"].words["drip"]
    assert words_hash(other) != words_hash(words)


def test_everything_written_knows_where_it_stands() -> None:
    written = read_folder(SINK).written
    drip = written.places["drip"]
    assert drip.number is not None
    assert drip.next is not None
    assert [text.mark for text in (drip.id, drip.number, *drip.next, *drip.sources)] == [
        Mark(AREA, 11, 1),
        Mark(AREA, 12, 11),
        Mark(AREA, 13, 10),
        Mark(AREA, 14, 13),
        Mark(AREA, 14, 29),
    ]
    assert written.settings["start"].mark == Mark(LINE, 2, 8)
    assert written.number_marks["plumber"] == Mark(LINE, 15, 3)
    words = written.languages["en"].words["drip"]
    assert words.review is not None
    assert [text.mark for text in (words.id, words.review["role"])] == [Mark(WORDS, 31, 1), Mark(WORDS, 36, 36)]


def test_places_may_stand_in_any_file_of_menus(root: Path) -> None:
    text = (root / AREA).read_text(encoding="utf-8")
    at = text.index("help:\n")
    (root / AREA).write_text(text[:at], encoding="utf-8")
    (root / "menus/when-to-get-help.yaml").write_text(text[at:], encoding="utf-8")
    line = built(root)
    assert line.places == built().places
    assert [problem.rule for problem in examine(root).problems] == []


# fmt: off
VERSIONS = [  # (why, the version changes)
    ("a byte of words", lambda root: replace(root, WORDS, "the kettle\n", "the kettel\n"), True),
    ("a comment", lambda root: (root / AREA).write_text("# new\n" + (root / AREA).read_text(encoding="utf-8")), True),
    ("a file more", lambda root: (root / "menus/new.yaml").write_text("# new\n"), True),
    ("a file less", lambda root: (root / "content/es/kitchen.yaml").unlink(), True),
    ("another name", lambda root: (root / AREA).rename(root / "menus/room.yaml"), True),
    ("a file that is not read", lambda root: (root / "menus/notes.txt").write_text("new\n"), False),
    ("an editor's lock", lambda root: (root / "menus/.#kitchen.yaml").symlink_to("me@here.1"), False),
    ("a system's hidden copy", lambda root: (root / "content/en/._kitchen.yaml").write_bytes(b"\x00\x05"), False),
    ("saved again", lambda root: (root / AREA).write_bytes((SINK / AREA).read_bytes()), False),
]
# fmt: on


@pytest.mark.parametrize(("change", "other"), [case[1:] for case in VERSIONS], ids=[case[0] for case in VERSIONS])
def test_the_version_stands_for_every_byte(change: Callable[[Path], object], other: bool, root: Path) -> None:
    change(root)
    report = examine(root)
    assert (report.version != read_folder(SINK).version) is other
    if not other:
        assert report.line == built()
