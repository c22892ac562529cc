"""The page of numbers, as an operator has it: with a browser, with its keyboard, and without JavaScript."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from hotline.errors import StoreError
from tests.console.running import Looks, Running, running
from tests.driver import LINES
from tests.made_up import fill

WIDTHS, LOOKS = (360, 1280), [("en", False), ("en", True), ("es", False), ("es", True)]


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The console of a small line that has prices and was used for 90 days; tests only read it."""
    with running(LINES / "kitchen-sink", tmp_path_factory.mktemp("busy")) as console:
        parts = console.app.extensions["hotline"]
        until = datetime.fromtimestamp(console.clock(), UTC).date()
        fill(parts["store"], parts["current"].served.line, turns=6000, days=90, until=until)
        yield console


@pytest.fixture
def look(browser: Browser, busy: Running) -> Iterator[Looks]:
    looks = Looks(browser, busy.address)
    yield looks
    looks.close()


def text(page: Page) -> str:
    return page.inner_text("main")


@pytest.mark.proof
@pytest.mark.parametrize(("lang", "dark"), LOOKS)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_fits_and_everybody_can_use_it(
    look: Looks, axe: Callable[[Page], None], width: int, lang: str, dark: bool
) -> None:
    page = look("/console/stats", width=width, lang=lang, dark=dark)
    assert page.get_attribute("html", "lang") == lang
    assert page.inner_text("h1") == ("Numbers" if lang == "en" else "Cifras")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    axe(page)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_line_that_has_just_begun_has_a_friendly_page(
    open_page: Looks, axe: Callable[[Page], None], dark: bool
) -> None:
    page = open_page("/console/stats", dark=dark)
    assert "Nothing to count yet" in text(page)
    assert page.locator("table").count() == 0
    axe(page)


def test_somebody_chooses_a_period_a_channel_and_weeks_with_the_keyboard_alone(look: Looks) -> None:
    page = look("/console/stats")
    page.focus("select[name=days]")
    page.keyboard.press("End")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/stats?days=364&by=week&channel=sms")
    assert page.input_value("select[name=by]") == "week"
    assert "Nov 16 – Nov 22" in text(page)
    assert "How calls end" not in text(page)


def test_without_javascript_all_of_it_is_there(look: Looks) -> None:
    page = look("/console/stats", java_script_enabled=False)
    page.select_option("select[name=channel]", "voice")
    page.click("text=Show >> nth=0")
    page.wait_for_url("**channel=voice")
    assert "How calls end" in text(page)
    assert "Segments sent" not in text(page)


def test_beside_every_chart_stands_its_table(look: Looks) -> None:
    page = look("/console/stats?days=7")
    assert page.locator("figure").count() == page.locator(".tall table").count() == 3
    assert page.locator("svg.columns").first.locator("rect").count() == 7
    assert page.locator(".tall table").first.locator("tbody tr").count() == 7
    assert page.locator("[style]").count() == page.locator("style").count() == page.locator("script").count() == 0


def test_cost_is_there_where_there_are_prices(look: Looks, open_page: Looks) -> None:
    assert "Cost in USD" in text(look("/console/stats"))
    assert "Cost in" not in text(open_page("/console/stats"))


def test_small_numbers_are_hidden_on_the_page_and_in_the_file_alike(look: Looks) -> None:
    page = look("/console/stats?days=7")
    with page.expect_download() as download:
        page.click("text=Download all as CSV")
    name = download.value.suggested_filename
    assert name == "numbers-2026-11-17-2026-11-23.csv"
    rows = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text("utf-8"))))
    numbers = [row["number"] for row in rows if row["table"] not in ("cost",) and row["key"] != "cost"]
    assert "<11" in numbers
    assert not {str(number) for number in range(1, 10)} & set(numbers)
    (turns,) = (row for row in rows if row["table"] == "totals" and row["key"] == "turns")
    assert f"{int(turns['number']):,}" in text(page)


def test_one_table_is_a_file_of_its_own(busy: Running) -> None:
    answer = busy.app.test_client().get("/console/stats.csv?table=topics&days=91", headers={"Host": "localhost"})
    assert answer.mimetype == "text/csv"
    assert {row["table"] for row in csv.DictReader(io.StringIO(answer.text))} == {"topics"}
    whole = busy.app.test_client().get("/console/stats.csv?table=..%2fx", headers={"Host": "localhost"})
    assert 'filename="numbers-2026-11-02-2026-11-23.csv"' in whole.headers["Content-Disposition"]


def test_without_a_store_the_page_says_so(busy: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> None:
        raise StoreError("gone")

    monkeypatch.setattr(busy.app.extensions["hotline"]["store"], "tallies", gone)
    web = busy.app.test_client()
    page = web.get("/console/stats", headers={"Host": "localhost"})
    assert page.status_code == 503
    assert "cannot be read right now" in page.text
    assert web.get("/console/stats.csv", headers={"Host": "localhost"}).status_code == 503


@pytest.mark.parametrize(
    "query", ["days=8", "days=%00", "by=hour", "channel=<script>", "days=91&days=7", "channel=SMS"]
)
def test_an_address_that_makes_no_sense_shows_the_usual_page(busy: Running, query: str) -> None:
    page = busy.app.test_client().get(f"/console/stats?{query}", headers={"Host": "localhost"})
    assert page.status_code == 200
    assert "<script" not in page.text
