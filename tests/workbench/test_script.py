"""The script of a call holds what a call says; the fallback needs no server and is no dead end."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from click.testing import CliRunner, Result

from hotline.channels.sms import count
from hotline.cli.script import script
from hotline.errors import HotlineError
from hotline.model import Line, PhoneNumber, Sentence
from hotline.model.sentences import SENTENCES
from hotline.workbench.fallback import fallback_text, voice_fallback
from hotline.workbench.script import WHEN, in_order, write_script
from tests.driver import LINES, SHIPPED, Call, Carrier
from tests.twiml import assert_portable

SINK = str(LINES / "kitchen-sink")
NEEDED = ("911", "988", "1-800-555-0199")
SPOKEN = ("9 1 1", "9 8 8", "1, 8 0 0, 5 5 5, 0 1 9 9")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(script, arguments)


def spoken(call: Call) -> list[str]:
    return ["".join(say.itertext()) for say in call.root.iter("Say")]


def with_trouble(line: Line, **troubles: Sentence) -> Line:
    languages = {
        code: replace(language, sentences={**language.sentences, "trouble": troubles.get(code, Sentence())})
        for code, language in line.languages.items()
    }
    return replace(line, languages=languages)


def calling(line: Line, dial: str) -> Line:
    return replace(line, numbers={**line.numbers, "plumber": PhoneNumber("plumber", dial)})


# -- the script --


def test_what_a_caller_hears_stands_in_the_script(sink: Carrier) -> None:
    written = write_script(sink.served.line, "en")
    written = written.replace("faucet", "faw-sit").replace(" (pause)", "").replace("(in es) ", "")
    call = sink.caller()
    heard = spoken(call)
    for step in ("2", "1", "", "*", "#", "999", "", "", "0"):
        heard += spoken(call.presses(step) if step else call.waits())
    assert len(heard) > 30
    for words in heard:
        assert words in written


def test_names_are_written_as_people_write_them_and_how_they_sound_stands_below(sink: Carrier) -> None:
    written = write_script(sink.served.line, "en")
    assert "  A dripping faucet has a worn washer." in written
    assert "  (say faucet as FAW-sit)" in written
    assert "faw-sit" not in written


def test_what_another_language_says_in_it_is_marked(sink: Carrier) -> None:
    assert "  (in es) Para español, oprima 8." in write_script(sink.served.line, "en")
    assert "  (in en) For English, press 8." in write_script(sink.served.line, "es")


def test_every_place_comes_once_the_main_menu_first(sink: Carrier) -> None:
    line = sink.served.line
    places = in_order(line)
    assert [place.id for place in places[:4]] == ["main", "water", "heat", "help"]
    assert len(places) == len(line.places) == len({place.number for place in places})
    written = write_script(line, "es")
    for place in places:
        assert written.count(f" {place.id}) [") == 1


def test_a_place_that_no_menu_leads_to_is_in_the_script_too(sink: Carrier) -> None:
    line = sink.served.line
    alone = replace(line, places={**line.places, 999: replace(line.places[350], id="attic", number=999, next=(999,))})
    assert in_order(alone)[-1].id == "attic"


def test_every_spoken_sentence_has_a_time_when_it_is_said(sink: Carrier) -> None:
    assert list(WHEN) == [name for name, needed in SENTENCES.items() if needed.voice]
    written = write_script(sink.served.line, "en")
    for name in WHEN:
        assert f"\n{name}: {WHEN[name]} [" in written


def test_seconds_are_those_of_the_words(sink: Carrier) -> None:
    written = write_script(sink.served.line, "en")
    assert "300 Heat (menu heat) [12.0 seconds]" in written  # 25 words are 10 s, and four pauses of half a second
    assert "190 A plumber, after it: 1-800-555-0199 is dialled" in written


def test_the_shipped_line_is_written_whole(shipped: Carrier) -> None:
    line = shipped.served.line
    written = write_script(line, "en")
    for place in line.places.values():
        assert f" {place.id}) [" in written


def test_the_command_writes_every_language_or_one() -> None:
    both, one = run(SINK).stdout, run(SINK, "--lang", "es").stdout
    assert both.count("Part 1. A call begins") == 2
    assert one.count("Part 1. A call begins") == 1
    assert both.endswith(one)


def test_the_command_writes_into_a_file(tmp_path: Path) -> None:
    file = tmp_path / "script.txt"
    assert run(SINK, "-o", str(file)).stdout == ""
    assert file.read_text(encoding="utf-8") == run(SINK).stdout
    nowhere = run(SINK, "-o", str(tmp_path / "no" / "script.txt"))
    assert isinstance(nowhere.exception, HotlineError)
    assert "cannot write" in str(nowhere.exception)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--sms",), "--sms goes with --fallback"),
        (("--fallback", "--lang", "en"), "leave --lang out"),
        (("--lang", "xx"), "it has en, es"),
    ],
)
def test_misuse_exits_2_and_says_what_fits(arguments: tuple[str, ...], said: str) -> None:
    result = run(SINK, *arguments)
    assert result.exit_code == 2
    assert said in result.stderr


# -- the fallback of a call --


def test_the_fallback_says_the_numbers_twice_then_dials_the_person_and_says_them_again(sink: Carrier) -> None:
    document = voice_fallback(sink.served.line)
    assert_portable(document.encode())
    told = [
        "Sorry, a fault. Emergency, call 9 1 1. Or call 1, 8 0 0, 5 5 5, 0 1 9 9.",
        "In danger? Call 9 1 1. Crisis, 9 8 8.",
        "Perdón, una falla. Emergencia, 9 1 1. O llame al 1, 8 0 0, 5 5 5, 0 1 9 9.",
        "Peligro, 9 1 1. Crisis, 9 8 8.",
    ]
    assert [(verb.tag, "".join(verb.itertext()).strip()) for verb in fromstring(document)] == [
        *(("Say", words) for words in told * 2),
        ("Say", "You will be connected to the plumber. The number is 1, 8 0 0, 5 5 5, 0 1 9 9."),
        ("Say", "They see the number of this line."),
        ("Say", "Le vamos a comunicar con el plomero. El número es 1, 8 0 0, 5 5 5, 0 1 9 9."),
        ("Say", "Verán el número de esta línea."),
        ("Dial", "+18005550199"),
        ("Say", "The number is 1, 8 0 0, 5 5 5, 0 1 9 9. Goodbye."),
        ("Say", "El número es 1, 8 0 0, 5 5 5, 0 1 9 9. Adiós."),
        ("Hangup", ""),
    ]
    assert document.count('<break time="1000ms" />') == 4


@pytest.mark.parametrize(
    "folder", [SHIPPED, LINES / "kitchen-sink", LINES / "food-bank"], ids=["shipped", "kitchen-sink", "food-bank"]
)
def test_the_fallback_of_every_line_is_static_and_portable(folder: Path) -> None:
    document = run(str(folder), "--fallback").stdout
    assert document.startswith('<?xml version="1.0" encoding="UTF-8"?>')
    assert_portable(document.encode())
    assert "http" not in document
    assert "action" not in document
    for say in fromstring(document).iter("Say"):
        assert len("".join(say.itertext())) <= 600
    assert "911" not in [dial.text for dial in fromstring(document).iter("Dial")]


@pytest.mark.parametrize("dial", ["911", "988", "211"])
def test_a_short_number_is_said_and_never_dialled(sink: Carrier, dial: str) -> None:
    root = fromstring(voice_fallback(calling(sink.served.line, dial)))
    assert root.find("Dial") is None
    assert root[-1].tag == "Hangup"
    heard = " ".join("".join(say.itertext()) for say in root.iter("Say"))
    assert heard.count(" ".join(dial)) >= 4
    assert "connected" not in heard  # nobody is told of a call that does not come


def test_numbers_that_an_author_left_out_are_said_all_the_same(sink: Carrier) -> None:
    line = with_trouble(sink.served.line, en=Sentence(voice="Sorry."), es=Sentence(voice="Perdón."))
    root = fromstring(voice_fallback(line))
    before = [say for say in root if say.tag == "Say"][: -2 * len(line.languages)]
    for speech in ("en-US", "es-US"):
        heard = " ".join("".join(say.itertext()) for say in before if say.get("language") == speech)
        for number in SPOKEN:
            assert heard.count(number) >= 2


# -- the fallback of a text --


def test_the_shipped_text_is_one_segment_with_every_number(shipped: Carrier) -> None:
    text = fallback_text(shipped.served.line)
    assert count(text).segments == 1
    for number in ("911", "988", "1-800-227-2345"):
        assert number in text


SHORT = Sentence(sms="Call {number:911}, {number:988} or {number:plumber}.")
LONG = "We are sorry that this line does not work for you at the moment, and we are at work to mend it for everybody. "


@pytest.mark.parametrize(
    ("english", "spanish", "text"),
    [
        (SHORT, Sentence(sms="Llame al {number:911}."), "Sink: Call 911, 988 or 1-800-555-0199.\nLlame al 911."),
        (SHORT, Sentence(sms=LONG + LONG), "Sink: Call 911, 988 or 1-800-555-0199."),
        (Sentence(sms=LONG + LONG + SHORT.sms), Sentence(), "Sink: Call 911, 988 or 1-800-555-0199."),
        (Sentence(sms="Call {number:911}."), Sentence(), "Sink: Call 911. 988 1-800-555-0199"),
        (Sentence(sms="Sorry."), Sentence(), "Sink: 911 988 1-800-555-0199"),
        (
            Sentence(sms=f"{LONG[:-2]}, {LONG[:-2]}, so call {{number:911}}."),
            Sentence(),
            "Sink: 911, 988, 1-800-555-0199",
        ),
    ],
    ids=[
        "both fit",
        "the second does not fit",
        "cut to its numbers",
        "numbers added",
        "no numbers",
        "one long sentence",
    ],
)
def test_a_text_is_one_segment_whatever_an_author_wrote(
    sink: Carrier, english: Sentence, spanish: Sentence, text: str
) -> None:
    found = fallback_text(with_trouble(sink.served.line, en=english, es=spanish))
    assert found == text
    assert count(found).segments == 1
    for number in NEEDED:
        assert number in found


def test_the_text_is_twiml_and_a_line_that_answers_stop_itself_is_warned() -> None:
    warned, fine = run(SINK, "--fallback", "--sms"), run(str(LINES / "food-bank"), "--fallback", "--sms")
    assert_portable(warned.stdout.encode())
    assert fromstring(fine.stdout).find("Message") is not None
    assert "cannot know who sent STOP" in warned.stderr
    assert fine.stderr == ""
