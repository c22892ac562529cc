"""A card says only what the line does, to people who have nothing but the card."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest
import segno

from hotline.check import examine, load_served
from hotline.model import Language
from hotline.model.sentences import CARD
from hotline.served import Served, prepare
from hotline.store import Count
from hotline.workbench.card import LEAST, MOST, Card, CardError, Kind, document, make_card, named, sheets, wanted
from hotline.workbench.card import qr as codes
from hotline.workbench.card.entry import LONGEST
from hotline.workbench.script import script_of
from tests.driver import LINES, SHIPPED, Carrier

DAY = date(2026, 11, 23)
CARDS: tuple[Kind, ...] = ("wallet", "fridge", "poster")


def card_of(served: Served, lang: str = "en", places: tuple[int, ...] = ()) -> Card:
    return make_card(served, lang, places or wanted(served.line), DAY)


def without_phone(served: Served) -> Served:
    return replace(served, line=replace(served.line, phone=""))


def saying(served: Served, **card: str) -> Served:
    """The line with English words of its own on the card."""
    line = served.line
    own = replace(line.languages["en"], card={name.replace("_", "-"): text for name, text in card.items()})
    return replace(served, line=replace(line, languages={**line.languages, "en": own}))


def keyed(served: Served, number: int, *keywords: str) -> Served:
    """The line with other English keywords at a place; what it understands is made anew."""
    line = served.line
    english = line.languages["en"]
    words = {**english.words, number: replace(english.words[number], keywords=keywords)}
    changed: dict[str, Language] = {**line.languages, "en": replace(english, words=words)}
    return prepare(replace(line, languages=changed), served.version)


def counted(**times: int) -> Iterator[tuple[Count, int]]:
    for place, number in times.items():
        yield Count("2026-11-22", "sms", "en", int(place.removeprefix("n")), "topic"), number


# -- which topics --


def test_without_counts_each_choice_of_the_main_menu_has_its_turn(shipped: Carrier) -> None:
    chosen = wanted(shipped.served.line)
    assert len(chosen) == MOST
    groups = card_of(shipped.served).groups
    below = [next(g.number for g in groups if number in {e.number for e in g.entries}) for number in chosen[:5]]
    assert len(set(below)) == 5


def test_what_people_ask_for_most_comes_first_once_it_is_enough(shipped: Carrier) -> None:
    line = shipped.served.line
    chosen = wanted(line, counted(n324=LEAST, n321=LEAST + 5, n222=LEAST - 1))
    assert chosen[:2] == (321, 324)
    assert 222 not in chosen
    assert len(chosen) == MOST


def test_no_count_brings_a_figure_that_nobody_should_meet_unasked_or_an_alarm_onto_a_card(shipped: Carrier) -> None:
    line = shipped.served.line
    forbidden = [*line.never_guessed, line.safety_places["crisis"], line.safety_places["emergency"], line.start]
    asked = {f"n{number}": 999 for number in forbidden}
    assert not set(forbidden) & set(wanted(line, counted(**asked)))


def test_an_operator_names_topics_by_name_and_number(sink: Carrier) -> None:
    assert named(sink.served.line, ["oven", "220", "310"]) == (310, 220)
    with pytest.raises(CardError, match='"ofen" is no topic of this line; did you mean "oven"'):
        named(sink.served.line, ["ofen"])
    with pytest.raises(CardError, match='"main" is no topic'):
        named(sink.served.line, ["main"])


def test_more_topics_than_fit_are_refused(shipped: Carrier) -> None:
    topics = [str(entry.number) for group in card_of(shipped.served).groups for entry in group.entries]
    topics = [number for number in topics if int(number) not in (190, 191)]
    with pytest.raises(CardError, match=f"at most {MOST} fit"):
        named(shipped.served.line, topics[: MOST + 1])


# -- tried on the line --


@pytest.mark.parametrize("name", ["kitchen-sink", "food-bank"])
def test_a_card_can_be_made_in_every_language_of_a_line(name: str) -> None:
    served = load_served(LINES / name)
    for lang in served.line.languages:
        assert card_of(served, lang).entries


def test_a_word_that_leads_elsewhere_is_named_and_nothing_is_made(sink: Carrier) -> None:
    served = keyed(sink.served, 310, "chest pain", "oven")
    with pytest.raises(CardError) as refused:
        card_of(served)
    assert [fault for fault in refused.value.faults if '"chest pain" as a text (en)' in fault and "EMERGENCY" in fault]


def test_a_place_without_a_word_is_named(sink: Carrier) -> None:
    with pytest.raises(CardError, match='"oven" has no keyword in en'):
        card_of(keyed(sink.served, 310))


def test_a_word_that_is_too_long_is_named(sink: Carrier) -> None:
    with pytest.raises(CardError, match="too long for a card"):
        card_of(keyed(sink.served, 310, "x" * (LONGEST + 1)))


def test_a_hint_at_a_language_that_leads_nowhere_is_named(sink: Carrier) -> None:
    line = sink.served.line
    spanish = line.languages["es"]
    hint = replace(spanish.sentences["offer-language"], sms="Español: mande CASTELANO.")
    spanish = replace(spanish, sentences={**spanish.sentences, "offer-language": hint})
    served = replace(sink.served, line=replace(line, languages={**line.languages, "es": spanish}))
    with pytest.raises(CardError, match="CASTELANO"):
        card_of(served)


def test_who_has_a_card_in_the_second_language_is_told_how_to_get_it(shipped: Carrier) -> None:
    """What the card says to do is done here by hand, as somebody does who never texted or called before."""
    card = card_of(shipped.served, "es")
    assert "ESPANOL" in card.by_text[0]
    assert "oprima\u00a08" in card.by_call[0]
    person = shipped.stranger().sends("ESPANOL")
    entry = card.entries[0]
    person.sends(entry.word).gets_place(shipped.id_of(entry.number), "es")
    call = shipped.caller("+15015550177").presses("8").presses("#").presses(str(entry.number))
    assert call.place == shipped.id_of(entry.number)
    assert call.state["lang"] == "es"


# -- what stands on it --


def test_the_card_says_the_lines_own_words_for_danger_language_stop_and_privacy(shipped: Carrier) -> None:
    english, spanish = card_of(shipped.served), card_of(shipped.served, "es")
    assert english.says["emergency"] == "In danger now? Call 911. In a crisis? Call or text 988."
    assert "988 y oprima 2" in spanish.says["emergency"]
    assert [(hint.lang, hint.text) for hint in english.hints] == [("es", "Español: mande ESPANOL.")]
    assert english.stop == "STOP to end, HELP for help."
    assert english.says["privacy"] == "We do not keep your texts or your number."
    assert "rates may apply" in english.says["cost"]


def test_a_line_says_it_otherwise(sink: Carrier) -> None:
    served = saying(sink.served, about="All about sinks.", emergency="Flood? Call {number:plumber}.")
    card = card_of(served)
    assert card.says["about"] == "All about sinks."
    assert card.says["emergency"] == "Flood? Call 1-800-555-0199."


@pytest.mark.parametrize(("name", "most"), [(name, kind.letters) for name, kind in CARD.items()])
def test_what_is_too_long_is_told_and_what_just_fits_is_not(sink: Carrier, name: str, most: int) -> None:
    with pytest.raises(CardError, match=f'write "{name}" under "card" in content/en/line.yaml with at most {most}'):
        card_of(saying(sink.served, **{name: "x" * (most + 1)}))
    assert card_of(saying(sink.served, **{name: "x" * most})).says[name] == "x" * most


def test_a_language_without_words_of_ours_is_told_which_are_missing(sink: Carrier) -> None:
    line = sink.served.line
    german = replace(line.languages["en"], code="de")
    served = prepare(replace(line, languages={"de": german}, safety={"de": line.safety["en"]}), "v")
    with pytest.raises(CardError) as refused:
        card_of(served, "de")
    assert any('write "about" under "card" in content/de/line.yaml' in fault for fault in refused.value.faults)


def test_drafts_are_called_drafts_on_every_sheet(shipped: Carrier) -> None:
    card = card_of(shipped.served)
    script = script_of(shipped.served.line, "en")
    assert card.draft
    for kind in (*CARDS, "topics", "script"):
        assert "Draft, not reviewed" in sheets(card, kind, script), kind  # type: ignore[arg-type]


def test_signed_words_are_no_drafts(shipped: Carrier) -> None:
    card = replace(card_of(shipped.served), draft=False)
    assert not any("Draft" in sheets(card, kind) for kind in CARDS)


def test_the_version_of_the_words_and_the_day_stand_on_it(shipped: Carrier) -> None:
    card = card_of(shipped.served)
    for kind in CARDS:
        assert f"Words {shipped.served.version}, printed 2026-11-23" in sheets(card, kind)


def test_a_line_without_a_number_leaves_a_blank_for_a_pen(sink: Carrier) -> None:
    card = card_of(without_phone(sink.served))
    for kind in CARDS:
        page = sheets(card, kind)
        assert 'class="pen"' in page
        assert "<svg" not in page
    assert "1-500-555-0000" in sheets(card_of(sink.served), "wallet")


def test_every_topic_and_person_is_in_the_list_once(shipped: Carrier) -> None:
    line = shipped.served.line
    listed = [entry.number for group in card_of(shipped.served).groups for entry in group.entries]
    menus = [number for number, place in line.places.items() if hasattr(place, "choices")]
    assert sorted(listed) == sorted(set(line.places) - set(menus))


def test_the_script_on_paper_has_every_word_of_the_script(sink: Carrier) -> None:
    script = script_of(sink.served.line, "en")
    page = unescape(sheets(card_of(sink.served), "script", script))
    for _, stretches in script.parts:
        for stretch in stretches:
            assert all(words in page for words in stretch.words), stretch.title


# -- hostile words --


def test_whatever_stands_in_the_yaml_is_text_on_the_card(tmp_path: Path) -> None:
    root = tmp_path / "line"
    shutil.copytree(LINES / "kitchen-sink", root)
    bad = "</style><script>x</script>"
    path = root / "content" / "en" / "line.yaml"
    text = path.read_text("utf-8").replace("sender: Sink", "sender: <b>Sink</b> & co")
    path.write_text(f'{text}card: {{about: "{bad}", words: "<img src=x onerror=y>"}}\n', encoding="utf-8")
    kitchen = root / "content" / "en" / "kitchen.yaml"
    kitchen.write_text(kitchen.read_text("utf-8").replace("label: oven", "label: <i>oven"), encoding="utf-8")
    served = examine(root).served
    assert served is not None
    page = document([card_of(served)], [*CARDS, "topics", "script"], "a4", {"en": script_of(served.line, "en")})
    assert page.count("<script") == page.count("<img") == page.count("<i>") == 0
    assert page.count("</style>") == 1
    assert "&lt;b&gt;Sink&lt;/b&gt; &amp; co" in page


def test_a_bracket_or_a_number_in_the_words_of_a_card_is_a_problem(tmp_path: Path) -> None:
    root = tmp_path / "line"
    shutil.copytree(LINES / "kitchen-sink", root)
    path = root / "content" / "en" / "line.yaml"
    path.write_text(
        f'{path.read_text("utf-8")}card: {{cost: "Call 1-800-555-0100", about: "{{word}}", abuot: x}}\n', "utf-8"
    )
    assert {problem.rule for problem in examine(root).problems} == {"literal-number", "unknown-fill", "wrong-value"}


def test_a_file_asks_for_nothing_else(shipped: Carrier) -> None:
    page = document([card_of(shipped.served)], CARDS, "letter", {})
    assert "<script" not in page
    assert "http" not in page.replace("http://www.w3.org", "")
    assert ' style="' not in page


# -- QR codes --


def test_a_code_is_the_librarys_with_its_quiet_zone() -> None:
    rows = codes.pattern("sms:+15005550000")
    matrix = segno.make_qr("sms:+15005550000", error="m", boost_error=False).matrix
    inner = [[bool(module) for module in row] for row in matrix]
    assert [list(row[codes.QUIET : -codes.QUIET]) for row in rows[codes.QUIET : -codes.QUIET]] == inner
    assert not any(module for row in rows[: codes.QUIET] for module in row)


def test_the_drawing_covers_the_black_modules_and_no_other() -> None:
    rows = codes.pattern("tel:+15005550000")
    drawn = set()
    for stroke in codes.outline(rows).removesuffix("z").split("z"):
        place, run = stroke.removeprefix("M").split("h")[:2]
        x, y = map(int, place.split())
        drawn |= {(x + at, y) for at in range(int(run.removesuffix("v1")))}
    assert drawn == {(x, y) for y, row in enumerate(rows) for x, module in enumerate(row) if module}


def test_without_the_library_the_cards_are_made_without_codes(sink: Carrier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "segno", None)
    assert codes.pattern("tel:1") == ()
    assert "<svg" not in sheets(card_of(sink.served), "poster")


def test_shipped_words_fit_in_both_languages() -> None:
    served = load_served(SHIPPED)
    served = replace(served, line=replace(served.line, phone="+15005550000"))
    assert {card_of(served, lang).lang for lang in ("en", "es")} == {"en", "es"}
