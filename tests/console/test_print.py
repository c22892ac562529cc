"""The page for printing, and the sheets: nothing is cut off, all of it can be read, and it works without a script."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from hotline.app import create_app
from hotline.check import load_served
from hotline.model.sentences import CARD
from hotline.settings import Settings
from hotline.workbench.card import (
    KINDS,
    PAPERS,
    Card,
    Entry,
    Kind,
    Paper,
    document,
    make_card,
    wanted,
)
from hotline.workbench.card.contents import SENDER, Hint
from hotline.workbench.card.entry import LONGEST
from hotline.workbench.script import script_of
from tests.driver import SHIPPED
from tests.needs import program

pytestmark = pytest.mark.proof

CARDS: tuple[Kind, ...] = ("wallet", "fridge", "poster")
BOXES = ".side, .fridge, .fridge .left, .fridge .right, .poster, .sheet"
CUT = """boxes => [...document.querySelectorAll(boxes)].filter(box =>
    box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1).map(box => box.className)"""
LETTERS = """() => [...document.querySelectorAll('.poster *')]
    .filter(element => [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()))
    .map(element => parseFloat(getComputedStyle(element).fontSize))"""
COLOURS = """() => [...new Set([...document.querySelectorAll('.sheet *')].map(
    element => getComputedStyle(element).color))]"""
OUTSIDE = """() => [...document.querySelectorAll('.side')].flatMap(side => {
    const around = side.getBoundingClientRect();
    return [...side.querySelectorAll('p, li, h2, h3')].filter(inner => {
        const box = inner.getBoundingClientRect();
        return box.left < around.left || box.right > around.right + 1
            || box.top < around.top || box.bottom > around.bottom + 1;
    }).map(inner => inner.textContent);
})"""


@pytest.fixture(scope="module")
def cards() -> dict[str, Card]:
    """The cards of the shipped line, once it has a number."""
    served = load_served(SHIPPED)
    served = replace(served, line=replace(served.line, phone="+15005550100"))
    return {lang: make_card(served, lang, wanted(served.line), date(2026, 11, 23)) for lang in served.line.languages}


@pytest.fixture
def paper_page(browser: Browser, tmp_path: Path):
    """Opens a file of cards as a printer would see it."""
    context = browser.new_context()

    def open_file(cards: list[Card], kind: Kind, paper: Paper) -> Page:
        file = tmp_path / f"{kind}.html"
        file.write_text(document(cards, [kind], paper, {}), encoding="utf-8")
        page = context.new_page()
        page.goto(file.as_uri())
        page.emulate_media(media="print")
        return page

    yield open_file
    context.close()


def full(card: Card) -> Card:
    """The same card with as many letters everywhere as it may have."""
    text = "cuando necesita información sobre medicamentos hormonales " * 4
    says = {name: text[: kind.letters].rstrip().ljust(kind.letters, "a") for name, kind in CARD.items()}
    row = Entry(888, "medicamentos para dormir"[:LONGEST], "Medicinas nuevas y lo que hay que saber de ellas")
    return replace(
        card,
        sender="Riverside Medical Center"[:SENDER],
        says=says,
        by_text=(says["text-language"], says["text-word"], says["text-answer"]),
        by_call=(says["call-language"], says["call-number"], says["call-person"]),
        hints=(Hint("en", "English: text ENGLISH please."),),
        stop="STOP termina todos los textos. AYUDA para ayuda.",
        entries=(row,) * 12,
    )


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("kind", CARDS)
@pytest.mark.parametrize("lang", ["en", "es"])
def test_nothing_is_cut_off(paper_page: Any, cards: dict[str, Card], lang: str, kind: Kind, paper: Paper) -> None:
    page = paper_page([cards[lang]], kind, paper)
    assert page.evaluate(CUT, BOXES) == []
    assert page.evaluate(OUTSIDE) == []


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("kind", CARDS)
def test_nothing_is_cut_off_of_the_longest_words_that_fit(
    paper_page: Any, cards: dict[str, Card], kind: Kind, paper: Paper
) -> None:
    page = paper_page([full(cards["es"])], kind, paper)
    assert page.evaluate(CUT, BOXES) == []
    assert page.evaluate(OUTSIDE) == []


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("phone", [True, False])
def test_a_poster_has_no_letter_under_18_points(
    paper_page: Any, cards: dict[str, Card], lang: str, phone: bool
) -> None:
    card = cards[lang] if phone else replace(cards[lang], phone="", dial="")
    sizes = paper_page([card], "poster", "letter").evaluate(LETTERS)
    assert len(sizes) > 30
    assert min(sizes) >= 18 * 96 / 72 - 0.01


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("kind", CARDS)
def test_a_card_is_one_sheet(paper_page: Any, cards: dict[str, Card], kind: Kind, paper: Paper) -> None:
    for lang in cards:
        pdf = paper_page([cards[lang]], kind, paper).pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type /Page\b(?!s)", pdf)) == 1, lang


def test_a_wallet_card_is_as_large_as_a_bank_card(paper_page: Any, cards: dict[str, Card]) -> None:
    page = paper_page([cards["en"]], "wallet", "letter")
    size = page.locator(".side").first.evaluate("side => [side.offsetWidth, side.offsetHeight]")
    assert size == pytest.approx([85 * 96 / 25.4, 54 * 96 / 25.4], abs=1)
    assert page.locator(".wallet").count() == 4


def test_every_letter_stands_out_seven_to_one(paper_page: Any, cards: dict[str, Card]) -> None:
    for kind in CARDS:
        for colour in paper_page([cards["en"]], kind, "letter").evaluate(COLOURS):
            red, green, blue = map(int, re.findall(r"\d+", colour)[:3])
            assert contrast_on_white(red, green, blue) >= 7, colour


def contrast_on_white(*channels: int) -> float:
    parts = [c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in channels]
    return 1.05 / (0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2] + 0.05)


@pytest.mark.parametrize("kind", ["fridge", "poster"])
def test_a_helpers_phone_reads_the_codes(paper_page: Any, cards: dict[str, Card], tmp_path: Path, kind: Kind) -> None:
    reader = program("zbarimg", "zbar-tools")
    page = paper_page([cards["es"]], kind, "a4")
    page.screenshot(path=tmp_path / "card.png", full_page=True)
    read = subprocess.run(
        [reader, "--quiet", "--raw", tmp_path / "card.png"], capture_output=True, text=True, check=True
    )
    assert {"sms:+15005550100", "tel:+15005550100"} == set(read.stdout.split())


def test_a_code_is_large_enough_to_scan(paper_page: Any, cards: dict[str, Card]) -> None:
    """A module of a third of a millimetre is what common advice calls the least; its quiet zone is four wide."""
    for kind in ("fridge", "poster"):
        code = paper_page([cards["en"]], kind, "letter").locator("svg.qr").first
        modules = int(code.get_attribute("viewBox").split()[2])
        millimetres = code.evaluate("code => code.getBoundingClientRect().width") * 25.4 / 96
        assert millimetres / modules >= 0.5


# -- the console --


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_page_is_as_accessible_as_the_others(
    open_page: Any, axe: Callable[[Page], None], lang: str, dark: bool, width: int
) -> None:
    page = open_page("/console/print", width=width, lang=lang, dark=dark)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("kind", KINDS)
def test_a_sheet_is_accessible(open_page: Any, axe: Callable[[Page], None], kind: Kind) -> None:
    axe(open_page(f"/console/print/{kind}?in=es"))


def test_an_operator_chooses_a_language_and_topics_and_prints(open_page: Any) -> None:
    page = open_page("/console/print")
    page.get_by_label("Language of the card").select_option("es")
    page.get_by_label("Paper").select_option("a4")
    page.get_by_label("Topics", exact=True).fill("240 hair-loss")
    page.get_by_label("Topics", exact=True).press("Enter")
    assert page.locator(".print-preview .front").first.get_by_text("Por llamada").is_visible()
    page.get_by_role("link", name="Poster").click()
    assert page.locator(".poster .number").all_inner_texts() == ["240", "324"]
    page.evaluate("window.print = () => { document.title = 'printed'; }")
    page.get_by_role("button", name="Print").click()
    assert page.title() == "printed"
    assert "size: 210mm 297mm" in page.request.get("/console/print/a4.css").text()
    page.get_by_role("link", name="Back to all sheets").click()
    assert page.get_by_label("Topics", exact=True).input_value() == "240 hair-loss"


def test_it_works_without_a_script(open_page: Any) -> None:
    page = open_page("/console/print", java_script_enabled=False)
    page.get_by_role("link", name="Wallet cards").click()
    assert page.locator(".wallet").count() == 4
    assert page.get_by_role("button", name="Print").is_hidden()


def test_a_topic_that_there_is_not_is_told(open_page: Any) -> None:
    page = open_page("/console/print?topics=chemoo")
    assert "chemoo" in page.get_by_role("alert").inner_text()
    refused = open_page("/console/print/wallet?topics=chemoo", status=409)
    assert "chemoo" in refused.get_by_role("alert").inner_text()


def test_the_bar_above_a_sheet_is_not_printed(open_page: Any) -> None:
    page = open_page("/console/print/fridge")
    page.emulate_media(media="print")
    assert page.get_by_role("link", name="Back to all sheets").is_hidden()
    assert page.locator(".fridge").first.is_visible()


def test_nobody_sees_a_sheet_without_a_sign_in(tmp_path: Path) -> None:
    settings = Settings(
        public_url="https://line.example",
        tokens=("t",),
        secrets=("s" * 64,),
        store="memory:",
        state=tmp_path,
        line=SHIPPED,
        allow_drafts=True,
        users=(("ana", "scrypt:x"),),
    )
    web = create_app(settings).test_client()
    for address in ("/console/print", "/console/print/wallet", "/console/print/a4.css"):
        answer = web.get(address, base_url="https://line.example")
        assert answer.status_code == 302, address
        assert answer.headers["Location"].endswith("/console/signin")


def test_the_script_on_the_sheet_is_the_lines_own(open_page: Any) -> None:
    script = script_of(load_served(SHIPPED).line, "en")
    text = json.dumps(open_page("/console/print/script?in=en").locator(".script").inner_text())
    assert script.parts[0][1][0].words[0] in text
