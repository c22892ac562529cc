"""`hotline new`: the line that a clinic begins with is one that works, in both of its languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hotline.check import load_line
from hotline.cli import hotline
from hotline.loader import version
from hotline.rehearsal import Phone, reach
from hotline.schemas import KINDS, kind_of
from hotline.served import prepare
from tests.driver import SHIPPED, Carrier

STARTER = SHIPPED / "hotline" / "starter"
FILES = sorted(path.relative_to(STARTER) for path in STARTER.rglob("*.yaml"))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(hotline, arguments, env={"HOTLINE_LINE": ""})


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    folder = tmp_path / "our clinic"
    result = run("new", str(folder))
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture
def carrier(tmp_path: Path) -> Carrier:
    return Carrier(STARTER, tmp_path / "state")


def test_a_new_line_has_nothing_to_mend_and_says_what_comes_next(tmp_path: Path) -> None:
    folder = str(tmp_path / "clinics" / "ours")
    result = run("new", folder)
    assert result.exit_code == 0
    for step in (f"hotline check {folder}\n", f"hotline talk {folder} ", str(Path("menus", "line.yaml"))):
        assert step in result.stdout
    looked = run("check", folder)
    assert looked.exit_code == 0
    assert re.fullmatch(r"(\S+: notice: .* \(review-state\)\n)+", looked.stdout), looked.stdout
    assert not {"error", "warning"} & set(looked.stderr.split())


def test_a_folder_with_a_space_in_its_name_is_shown_as_one_types_it(tmp_path: Path) -> None:
    folder = tmp_path / "our clinic"
    assert f'hotline check "{folder}"' in run("new", str(folder)).stdout


def test_every_file_is_there_and_names_its_schema(clinic: Path) -> None:
    assert len(FILES) > 10
    for name in FILES:
        written = (clinic / name).read_text(encoding="utf-8")
        assert written.endswith((STARTER / name).read_text(encoding="utf-8"))
        named = re.match(r"# yaml-language-server: \$schema=(\S+)\n# \$schema: \1\n", written)
        assert named, name
        schema = (clinic / name).parent / named.group(1)
        assert schema.is_file()
        assert schema.name == f"{kind_of(name)}.schema.json"
    assert len(list((clinic / "schemas").iterdir())) == len(KINDS)


@pytest.mark.parametrize("there", ["notes.txt", "menus"])
def test_nothing_that_is_there_is_written_over(tmp_path: Path, there: str) -> None:
    (tmp_path / there).write_text("mine", encoding="utf-8")
    result = run("new", str(tmp_path))
    assert result.exit_code == 2
    assert f'is not empty, it has "{there}"; name a folder that is new or empty' in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == [there]
    assert (tmp_path / there).read_text(encoding="utf-8") == "mine"


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "clinic").write_text("mine", encoding="utf-8")
    assert run("new", str(tmp_path / "clinic")).exit_code == 2
    assert run("new", str(tmp_path / "clinic" / "below")).exit_code == 1
    assert (tmp_path / "clinic").read_text(encoding="utf-8") == "mine"


def test_a_folder_that_only_looks_empty_is_filled(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert run("new", str(tmp_path)).exit_code == 0
    assert (tmp_path / "menus" / "line.yaml").is_file()


def test_every_place_is_reached_in_both_languages_by_every_way() -> None:
    proof = reach(prepare(load_line(STARTER), version(STARTER)))
    assert proof.missing == ()
    assert {row.lang for row in proof.rows} == {"en", "es"}
    assert len(proof.rows) == 2 * 15


def test_nobody_gets_the_starter_by_mistake() -> None:
    line = load_line(STARTER)
    assert not line.allow_drafts
    assert line.phone == ""
    assert all(words.review.status == "draft" for lang in line.languages.values() for words in lang.words.values())
    real = {"911", "988"}
    assert all(number.dial.startswith("+1500555") for name, number in line.numbers.items() if name not in real)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_question_gets_its_answer(lang: str) -> None:
    phone = Phone(prepare(load_line(STARTER), version(STARTER)), lang=lang)
    for number, words in phone.served.line.languages[lang].words.items():
        for ask in words.asks:
            assert phone.text(ask).turn.place == number, ask


def test_texts_in_english(carrier: Carrier) -> None:
    ana = carrier.stranger()
    ana.sends("hi").gets_place("main").gets("Español: ESPANOL.", "1 Your visit")
    ana.sends("1").gets_place("visiting")
    ana.sends("when r u open?").gets_place("hours")
    ana.sends("BACK").gets_place("visiting")
    ana.sends("310").gets_place("test-results")
    ana.sends("source").gets("Your clinic", "not checked these words yet")
    ana.sends("STOP").gets_nothing()  # the carrier answers it


def test_texts_in_spanish_without_accents(carrier: Carrier) -> None:
    luz = carrier.stranger()
    luz.sends("hola").gets_place("main", "es").gets("English: ENGLISH.", "4 La recepción")
    luz.sends("donde me puedo estacionar").gets_place("location", "es")
    luz.sends("mas").gets_place("location", "es", page=1)
    luz.sends("menu").gets_place("main", "es")
    luz.sends("english").gets_place("main", "en")
    luz.sends("no mas mensajes").gets_sentence("stopped", "es")
    luz.sends("cita").gets_nothing()


@pytest.mark.parametrize(
    ("cry", "answer", "lang"),
    [
        ("i want to die", "crisis", "en"),
        ("Quiero morirme", "crisis", "es"),
        ("i cant breathe", "emergency", "en"),
        ("mi esposo no despierta", "emergency", "es"),
    ],
)
def test_a_cry_for_help_is_answered_in_its_language(carrier: Carrier, cry: str, answer: str, lang: str) -> None:
    carrier.stranger().sends(cry).gets_sentence(answer, lang).gets("911", "988")
    carrier.caller().says(cry).hears_sentence(answer, lang)


@pytest.mark.parametrize(
    ("question", "place", "lang"),
    [
        ("i took all my pills and need a refill", "refills", "en"),
        ("i cant go on monday, how do i change my appointment", "change-visit", "en"),
        ("i need to cancel my appointment", "change-visit", "en"),
        ("quiero cancelar mi cita", "change-visit", "es"),
    ],
)
def test_everyday_words_are_no_cry_for_help_and_no_stop(carrier: Carrier, question: str, place: str, lang: str) -> None:
    texter = carrier.stranger().sends(question).gets_place(place, lang)
    assert carrier.served.line.languages[lang].sentences["notice"].sms.partition("{")[0] not in texter.text


def test_988_is_on_the_first_text_about_a_crisis(carrier: Carrier) -> None:
    for ask in ("i feel hopeless", "me siento muy triste"):
        carrier.stranger().sends(ask).gets("988")


def test_a_call_in_english_by_keys(carrier: Carrier) -> None:
    call = carrier.caller().hears_sentence("emergency-notice").hears_sentence("emergency-notice", "es")
    assert call.is_at("main").offered == ["visiting", "care", "help-now", "front-desk"]
    call.presses("2").is_at("care").presses("1").is_at("test-results").hears("Somebody will call you.")
    call.presses("*").is_at("care")
    call.waits().hears_sentence("noinput-1")
    call.presses("0")
    assert call.dialled == "+15005550100"


def test_a_call_in_spanish_by_keys(carrier: Carrier) -> None:
    call = carrier.caller().hears("Para español, oprima 8.").presses("8").hears("For English, press 8.")
    call.presses("1").is_at("visiting").hears("Para el horario, oprima 1.")
    call.presses("1").is_at("hours").hears("de lunes a viernes")
    call.presses("*").is_at("visiting").presses("4").is_at("change-visit").presses("0")
    assert call.dialled == "+15005550100"
