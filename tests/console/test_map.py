"""The map: somebody looks at the whole line, finds a place, reads it, and goes on from it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from hotline.app import create_app
from hotline.console.words import words_in
from hotline.errors import StoreError
from hotline.settings import Settings
from hotline.store import Count
from tests.console.conftest import Editable
from tests.console.running import Looks
from tests.driver import LINES, NOON, SECRET, Clock

pytestmark = pytest.mark.proof

SINK = LINES / "kitchen-sink"
HOSTILE = "<script>alert(1)</script><b>&"
small = pytest.mark.parametrize("editable", ["kitchen-sink"], indirect=True)


class Sink:
    """The console of a copy of the kitchen-sink line, without a browser."""

    def __init__(self, place: Path) -> None:
        self.folder = place / "line"
        if not self.folder.exists():
            shutil.copytree(SINK, self.folder)
        settings = Settings(
            dev=True, allow_drafts=True, secrets=(SECRET,), store="memory:", state=place / "state", line=self.folder
        )
        self.app = create_app(settings, clock=Clock())
        self.web: FlaskClient = self.app.test_client()

    def page(self, path: str = "", status: int = 200, lang: str = "en") -> str:
        response = self.web.get(f"/console/map{path}", headers={"Accept-Language": lang})
        assert response.status_code == status
        return response.get_data(as_text=True)

    def write(self, name: str, old: str, new: str) -> None:
        file = self.folder / name
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    def counts(self, place: int, times: int, channel: str = "sms", day: str = "2026-11-22") -> None:
        for _ in range(times):
            with self.app.extensions["hotline"]["store"].transaction(None, "", NOON) as kept:
                kept.count(Count(day, channel, "en", place, "topic"))


@pytest.fixture
def sink(tmp_path: Path) -> Sink:
    return Sink(tmp_path)


def signs(page: str) -> dict[int, str]:
    """The signs of the drawing, by the number of the place."""
    found = re.findall(r'<a href="[^"]*" class="[^"]*" id="p(\d+)".*?class="chip-text"[^>]*>([^<]*)<', page)
    return {int(number): sign for number, sign in found}


def in_list(page: str) -> dict[int, str]:
    """What the list of all places says of each."""
    tree = page[page.index('class="map-list"') :]
    found = re.findall(r'data-place="(\d+)"[^>]*>(.*?)</div>', tree, re.DOTALL)
    return {int(number): " ".join(re.sub(r"<[^>]*>", " ", text).split()) for number, text in found}


def test_the_drawing_and_the_list_have_every_place(sink: Sink) -> None:
    page, line = sink.page(), sink.app.extensions["hotline"]["current"].served.line
    assert set(signs(page)) == set(in_list(page)) == set(line.places)
    assert f"English, {len(line.places)} places: 4 menus" in page
    assert "topic 210, key 1" in in_list(page)[210]
    assert "Safety place: call the care team" in in_list(page)[210]
    assert "Then: 1 A dripping faucet" in in_list(page)[210]
    assert "No menu offers this" in in_list(page)[360]


def test_a_place_opens_with_everything_there_is_to_know(sink: Sink) -> None:
    page = sink.page("/210?checked=1")
    for words in (
        "Turn the water off first.",
        "Primero cierre el agua.",
        "needs a plumber. Call 1-800-555-0199",
        "1, 8 0 0, 5 5 5, 0 1 9 9",
        "segments: 2",
        "Seconds of speech",
        "Draft. Nobody has signed these words.",
        "leaking",
        "Questions that lead here (1)",
        "menus/kitchen.yaml:7",
        "seen on 2026-11-23",
    ):
        assert words in page, words
    assert '<a href="https://example.org/leaks" rel="noopener noreferrer external">Leaks at home</a>' in page
    leads = [section for section in page.split("<section>") if "Leads to" in section]
    assert [int(number) for number in re.findall(r'data-place="(\d+)"', leads[0])] == [220, 190]
    comes = [section for section in page.split("<section>") if "Reached from" in section]
    assert {int(number) for number in re.findall(r'data-place="(\d+)"', comes[0])} == {200, 220, 410}
    approved = sink.page("/220")
    assert "Approved by head plumber on 2026-10-01. Next review: 2027-10-01." in approved
    assert "where this is closed" in sink.page("/191")


def test_a_place_that_is_not_there_is_told_so(sink: Sink) -> None:
    for path in ("/999", "/999/panel", "/999/problems", "/hello"):
        assert "There is no such page" in sink.page(path, status=404)
    assert 'id="map-stage"' in sink.page("?at=999&by=nothing&labels=xx&q=")


def test_places_are_found_by_what_is_typed(sink: Sink) -> None:
    page = sink.page("?q=gotera")
    assert "1 place found for “gotera”" in page
    assert re.search(r'keyword: <span lang="es"> <mark>gotera</mark>', page)
    assert "No place found for “qqqq”" in sink.page("?q=qqqq")
    found = sink.page("/found?q=oven")
    assert found.lstrip().startswith('<div class="found">')
    assert re.findall(r'data-place="(\d+)"', found)[0] == "310"
    assert "&lt;script&gt;" in sink.page("?q=<script>alert(1)</script>")


def test_colours_by_area(sink: Sink) -> None:
    page = sink.page()
    assert set(signs(page).values()) == {"A"}
    assert "Area: main menu" in in_list(page)[210]
    spanish = sink.page("?labels=es")
    assert "Area: menú principal" in in_list(spanish)[210]
    assert "Una fuga" in in_list(spanish)[210]


def test_colours_by_traffic_hide_small_counts_and_leave_out_what_is_no_turn(sink: Sink) -> None:
    sink.counts(210, 10)
    sink.counts(220, 11)
    sink.counts(310, 5, day="2026-10-20")
    sink.counts(320, 50, channel="outbox")
    sink.counts(330, 100, channel="voice")
    page = sink.page("?by=traffic")
    found = signs(page)
    assert [found[number] for number in (210, 220, 310, 320, 330)] == [
        "<11".replace("<", "&lt;"),
        "11",
        "0",
        "0",
        "100",
    ]
    assert "Turns: &lt;11" in in_list(page)[210]
    assert "&lt;11" in sink.page("/210")
    assert not re.search(r"\b10 turns|turns: 10\b", page)


def test_a_store_that_is_away_takes_no_more_than_the_counts(sink: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(since: str) -> None:
        raise StoreError("away")

    monkeypatch.setattr(sink.app.extensions["hotline"]["store"], "counts", gone)
    page = sink.page("?by=traffic")
    assert "The counts cannot be read just now." in page
    assert set(in_list(page)) >= {210, 310}
    assert "The counts cannot be read just now." in sink.page("/210")


def test_colours_by_review_are_those_of_the_language_of_the_names(sink: Sink) -> None:
    english, spanish = sink.page("?by=review"), sink.page("?by=review&labels=es")
    assert (signs(english)[220], signs(spanish)[220]) == ("✓", "✎")
    assert "Approved" in in_list(english)[220]
    assert "Draft" in in_list(spanish)[220]
    assert set(signs(english).values()) <= {"✓", "✎", "!", "↻"}


def test_the_console_speaks_spanish_while_the_line_speaks_either(sink: Sink) -> None:
    page = sink.page("?labels=en", lang="es")
    assert "tema 210, tecla 1. Área: main menu" in in_list(page)[210]
    assert "Lugar de seguridad: llamar al equipo médico" in page
    assert "Borrador. Nadie ha firmado estos textos." in sink.page("/210", lang="es")


def test_both_languages_of_the_console_have_the_same_words() -> None:
    english, spanish = words_in("en").sentences, words_in("es").sentences
    assert english.keys() == spanish.keys()
    gaps = {name: set(re.findall(r"\{\w+\}", text)) for name, text in english.items()}
    assert gaps == {name: set(re.findall(r"\{\w+\}", text)) for name, text in spanish.items()}


def test_a_line_with_an_error_shows_the_last_good_one_and_what_is_wrong(sink: Sink) -> None:
    sink.page()
    sink.write("menus/kitchen.yaml", "next: [drip, plumber]", "next: [drip, plummer]")
    page = sink.page("?checked=1")
    assert "the last good line is on the air and on this map" in page
    assert re.search(r"menus/kitchen\.yaml:9:16: .*plummer", page)
    assert "1 problem" in in_list(page)[210]
    place = sink.page("/210?checked=1")
    assert "Turn the water off first." in place
    assert "<code>menus/kitchen.yaml:9:16</code>" in place
    assert "Nothing." in sink.page("/310/problems?checked=1")


def test_a_file_that_cannot_be_read_leaves_the_map_as_it_was(sink: Sink) -> None:
    areas = signs(sink.page())
    sink.write("menus/kitchen.yaml", "water:\n", "water: [[[\n")
    page = sink.page("?checked=1")
    assert signs(page) == areas
    assert "Area: main menu" in in_list(page)[210]
    assert "menus/kitchen.yaml:4:" in page


def test_without_any_line_the_page_says_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "line").mkdir()
    sink = Sink(tmp_path)
    page = sink.page()
    assert "There is no line to draw." in page
    assert "no line is on the air" in page
    sink.page("/210", status=404)


def test_hostile_words_are_words(sink: Sink) -> None:
    sink.write("content/en/kitchen.yaml", "label: a leak", f"label: '{HOSTILE}'")
    sink.write("content/en/kitchen.yaml", "keywords: [leak, leaks, leaking]", f"keywords: ['{HOSTILE}', leaking]")
    sink.write("menus/sources.yaml", "title: Leaks at home", f"title: '{HOSTILE}'")
    sink.app = Sink(sink.folder.parent).app
    sink.web = sink.app.test_client()
    for path in ("", "?by=review&q=leaking&at=210", "/210?checked=1", "/found?q=script"):
        page = sink.page(path)
        assert "alert(1)" in page, path
        assert "<script>alert" not in page
        assert "<b>&" not in page


def test_without_scripts_everything_is_reached_by_links_and_a_form(open_page: Looks) -> None:
    page = open_page("/console/map", java_script_enabled=False)
    page.get_by_label("Number, name, keyword or words").fill("hair loss")
    page.get_by_role("button", name="Find").click()
    page.locator("#map-found").get_by_role("link", name="Hair loss 324").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hair loss")
    page.get_by_role("link", name="Show on the map").click()
    expect(page.locator("#map-place h2")).to_have_text("Hair loss")
    page.get_by_role("link", name="Review").click()
    expect(page.get_by_role("link", name="Review")).to_have_attribute("aria-current", "true")
    expect(page.locator("#map-place h2")).to_have_text("Hair loss")
    page.get_by_role("link", name="Close").click()
    expect(page.locator("#map-place")).to_be_empty()


@small
def test_a_place_opens_beside_the_map_which_goes_there(editable: Editable) -> None:
    page = editable.open_page("/console/map")
    before = page.locator("svg.hotline-map").get_attribute("viewBox")
    page.locator(".map-list").get_by_role("link", name="A leak", exact=True).click()
    panel = page.locator("#map-place")
    expect(panel.get_by_role("heading", name="A leak")).to_be_focused()
    expect(panel.get_by_text("Primero cierre el agua.").first).to_be_visible()
    expect(panel.locator(".place-problems")).to_have_text("Nothing.")
    expect(page.locator("#p210")).to_have_class(re.compile("chosen"))
    assert page.locator("svg.hotline-map").get_attribute("viewBox") != before
    assert "at=210" in page.url
    panel.get_by_role("link", name="A dripping faucet").first.click()
    expect(panel.get_by_role("heading", name="A dripping faucet")).to_be_focused()
    page.go_back()
    expect(panel.get_by_role("heading", name="A leak")).to_be_visible()
    expect(page.locator("#map-buttons")).to_be_visible()  # its script runs; without it "Close" is a link to the map
    panel.get_by_role("link", name="Close").click()
    expect(panel).to_be_empty()
    expect(page.locator(".map-list [data-place='210']")).to_be_focused()


@small
def test_a_click_on_the_drawing_opens_a_place_and_a_drag_moves_it(editable: Editable) -> None:
    page = editable.open_page("/console/map")
    place = page.locator("#p310 .box")
    place.click()
    expect(page.locator("#map-place h2")).to_have_text("The oven")
    svg = page.locator("svg.hotline-map")
    before = svg.get_attribute("viewBox")
    box = page.locator("#map-view").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + 100
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 80, y + 60, steps=4)
    page.mouse.up()
    assert svg.get_attribute("viewBox") != before
    expect(page.locator("#map-place h2")).to_have_text("The oven")


@small
def test_with_the_keyboard_alone(editable: Editable) -> None:
    page = editable.open_page("/console/map")
    view, svg = page.locator("#map-view"), page.locator("svg.hotline-map")

    def wide() -> float:
        return float((svg.get_attribute("viewBox") or "").split()[2])

    view.focus()
    whole = wide()
    page.keyboard.press("+")
    page.keyboard.press("+")
    assert wide() < whole
    at = svg.get_attribute("viewBox")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert svg.get_attribute("viewBox") != at
    page.keyboard.press("-")
    page.keyboard.press("0")
    assert wide() == pytest.approx(whole)
    page.keyboard.press("Tab")
    expect(page.get_by_label("Number, name, keyword or words")).to_be_focused()
    page.keyboard.type("water")
    expect(page.locator("#map-count")).to_contain_text("places found for “water”")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#map-found [data-place='200']")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("#map-place h2")).to_have_text("Water")
    expect(page.locator("#map-place h2")).to_be_focused()


@small
def test_what_is_found_stands_out_on_the_drawing(editable: Editable) -> None:
    page = editable.open_page("/console/map")
    page.get_by_label("Number, name, keyword or words").fill("gotera")
    expect(page.locator("#map-found .tree-name")).to_have_count(1)
    expect(page.locator("#p210")).to_have_class(re.compile(r"\bhit\b"))
    assert "q=gotera" in page.url
    page.get_by_role("link", name="Show all again").click()
    expect(page.locator("#map-found .tree-name")).to_have_count(0)
    expect(page.locator("#p210")).not_to_have_class(re.compile(r"\bhit\b"))


@small
def test_on_a_phone_a_place_is_a_page_of_its_own(editable: Editable) -> None:
    page = editable.open_page("/console/map", width=360, lang="es")
    page.get_by_role("link", name="Una fuga", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Una fuga")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("path", "width"),
    [
        ("/console/map", 1280),
        ("/console/map?by=traffic&q=hair&at=324", 1280),
        ("/console/map?by=review", 360),
        ("/console/map/420?checked=1", 1280),
        ("/console/map/190", 360),
    ],
)
def test_the_map_is_for_everybody_to_use(
    open_page: Looks, axe: Callable[[Page], None], path: str, width: int, dark: bool
) -> None:
    page = open_page(path, width=width, dark=dark, lang="es" if width == 360 else "en")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
