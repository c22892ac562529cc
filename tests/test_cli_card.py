"""`hotline card`, as somebody runs it who prints cards."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hotline.cli import hotline
from hotline.errors import HotlineError
from hotline.store import Count, open_store
from hotline.workbench.card import CardError
from tests.driver import LINES
from tests.needs import program

SINK = str(LINES / "kitchen-sink")
FOOD = str(LINES / "food-bank")
PAGE = re.compile(rb"/Type /Page\b(?!s)")
BOX = re.compile(rb"/MediaBox \[([0-9. ]+)\]")
SIZES = {"letter": (612, 792), "a4": (595, 842)}  # points


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to be in, with no store beside it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HOTLINE_STORE", raising=False)
    monkeypatch.delenv("HOTLINE_STATE", raising=False)
    monkeypatch.delenv("HOTLINE_LINE", raising=False)
    return tmp_path


@pytest.fixture
def no_chromium(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without a browser."""
    monkeypatch.setenv("PATH", str(tmp_path))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(hotline, ["card", *arguments])


def entries(page: str) -> list[str]:
    """The numbers on the first card of a page."""
    return re.findall(r'<b class="number">(\d+)</b>', page.partition("</article>")[0])


def test_cards_of_every_language_go_into_one_file(elsewhere: Path) -> None:
    result = run(SINK)
    assert result.exit_code == 0, result.output
    page = (elsewhere / "card.html").read_text("utf-8")
    assert re.findall(r'<section class="sheet (\w+)" lang="(\w+)"', page) == [
        (kind, lang) for kind in ("wallets", "fridges", "posters") for lang in ("en", "es")
    ]
    assert [path.name for path in elsewhere.iterdir()] == ["card.html"], "no store was made"


def test_one_kind_in_one_language_on_a4(elsewhere: Path) -> None:
    result = run(SINK, "--kind", "poster", "--kind", "topics", "--lang", "es", "--paper", "a4", "-o", "x.html")
    assert result.exit_code == 0, result.output
    page = (elsewhere / "x.html").read_text("utf-8")
    assert '<html lang="es">' in page
    assert "size: 210mm 297mm" in page
    assert 'class="wallet"' not in page


def test_the_topics_are_those_that_were_named(elsewhere: Path) -> None:
    assert run(SINK, "--topics", "oven, 220", "--kind", "wallet").exit_code == 0
    assert entries((elsewhere / "card.html").read_text("utf-8")) == ["310", "220"]


def test_the_topics_are_those_that_people_asked_for_most(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTLINE_STORE", "sqlite:///counts.db")
    store = open_store("sqlite:///counts.db")
    for _ in range(12):
        with store.transaction(None, "k", 0) as kept:
            kept.count(Count("2999-01-01", "sms", "en", 310, "topic"))
    store.close()
    assert run(SINK, "--kind", "wallet").exit_code == 0
    first, *others = entries((elsewhere / "card.html").read_text("utf-8"))
    assert first == "310"
    assert others


def test_a_line_without_a_number_says_where_to_set_it() -> None:
    result = run(FOOD)
    assert result.exit_code == 0
    assert "no phone number yet" in result.output
    assert 'menus/line.yaml, like phone: "+15005550100"' in result.output
    assert "no phone number" not in run(SINK).output


def test_a_word_that_leads_elsewhere_is_named_and_nothing_is_written(elsewhere: Path) -> None:
    line = elsewhere / "line"
    shutil.copytree(FOOD, line)
    path = line / "content" / "en" / "get-food.yaml"
    before = path.read_text("utf-8")
    path.write_text(
        re.sub(r"(food-today:\n.*?keywords: \[)", r"\1chest pain food, ", before, count=1, flags=re.S), "utf-8"
    )
    result = run(str(line), "--topics", "food-today")
    assert isinstance(result.exception, CardError), result.output
    assert '"chest pain food" as a text (en) is answered by EMERGENCY; the card says food-today' in str(
        result.exception
    )
    assert not (elsewhere / "card.html").exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--lang", "xx"], '"xx" is no language of this line; it has en, es'),
        (["--paper", "a3"], "'a3' is not one of"),
        (["--kind", "mug"], "'mug' is not one of"),
    ],
)
def test_misuse_is_told(arguments: list[str], says: str) -> None:
    result = run(SINK, *arguments)
    assert result.exit_code == 2
    assert says in result.output


def test_without_a_browser_it_says_how_to_print(no_chromium: None) -> None:
    result = run(SINK, "--format", "pdf")
    told = str(result.exception)
    assert isinstance(result.exception, HotlineError)
    assert "Chromium is missing" in told
    assert "open the HTML file in any browser, and print it" in told


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_a_pdf_has_one_page_for_each_card_on_the_paper_that_was_asked_for(elsewhere: Path, paper: str) -> None:
    program("chromium", "chromium")
    result = run(SINK, "--format", "pdf", "--paper", paper)
    assert result.exit_code == 0, result.output
    pdf = (elsewhere / "card.pdf").read_bytes()
    assert len(PAGE.findall(pdf)) == 6
    for box in BOX.findall(pdf):
        left, bottom, right, top = map(float, box.split())
        assert (left, bottom) == (0, 0)
        assert (right, top) == pytest.approx(SIZES[paper], abs=1)
