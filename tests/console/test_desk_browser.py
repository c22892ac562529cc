"""The desk in a browser, at both widths, by mouse and by keyboard alone, with and without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.console.conftest import Editable
from tests.console.running import Looks

pytestmark = pytest.mark.proof

PAGES = (
    "",
    "/problems?wait=1",
    "/reviews",
    "/reviews/en/hair-loss",
    "/questions",
    "/questions/add",
    "/numbers",
    "/outbox",
)
SINK = pytest.mark.parametrize("editable", ["kitchen-sink"], indirect=True)
PATIENCE = 30_000  # milliseconds: the checker looks the whole line over


def text(editable: Editable, body: str) -> str:
    """What the line answers to a text."""
    form = {"MessageSid": f"SM{body}", "From": "+15015550123", "Body": body}
    return editable.console.app.test_client().post("/sms", data=form).text


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize(("lang", "dark"), [("en", False), ("es", True)])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_the_desk_is_for_everybody(
    open_page: Looks, axe: Callable[[Page], None], page: str, width: int, lang: str, dark: bool
) -> None:
    opened = open_page(f"/console/desk{page}", width=width, lang=lang, dark=dark)
    opened.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    axe(opened)
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    assert opened.locator("h1").count() == 1


def test_the_page_of_problems_fills_in_what_the_checker_finds(editable: Editable) -> None:
    page = editable.open_page("/console/desk/problems")
    expect(page.locator("#checked .badge").first).to_have_text("Error", timeout=PATIENCE)
    page.get_by_text("Notices:").click()
    page.get_by_text("About the rule").first.click()
    expect(page.locator(".rule").first).to_contain_text("PASS")


@SINK
@pytest.mark.parametrize("width", [1280, 360])
def test_a_review_is_approved_by_keyboard_alone(editable: Editable, axe: Callable[[Page], None], width: int) -> None:
    page = editable.open_page("/console/desk/reviews?words=en&state=draft", width=width)
    page.get_by_role("link", name="a leak").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("a leak")
    page.get_by_label("Your role").focus()
    page.keyboard.type("head plumber")
    page.keyboard.press("Tab")
    page.keyboard.type("06012027")
    page.get_by_label("I have read both forms").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("leak (en) is approved.", timeout=PATIENCE)
    expect(page.get_by_role("status").first).to_contain_text("The line on the air has it now.")
    axe(page)
    assert "role: head plumber" in (editable.folder / "content/en/kitchen.yaml").read_text("utf-8")


@SINK
def test_a_question_is_checked_while_it_is_written_then_added_and_answered(editable: Editable) -> None:
    asked = "who mends the tap in my room"
    page = editable.open_page("/console/desk/questions/add")
    page.get_by_label("Question").fill(asked)
    page.get_by_label("Topic").select_option("drip")
    expect(page.get_by_text("Who texts it gets drip.")).to_be_visible(timeout=PATIENCE)
    page.get_by_label("Question").press("End")
    page.keyboard.type("s")
    expect(page.get_by_role("button", name="Add the question")).to_have_count(0)
    page.keyboard.press("Backspace")
    page.get_by_role("button", name="Add the question").click(timeout=PATIENCE)
    expect(page.get_by_text("The question is added to drip (en).")).to_be_visible(timeout=PATIENCE)
    assert "A drip is a worn washer." in text(editable, asked)


@SINK
def test_a_question_is_added_in_spanish_without_javascript(editable: Editable) -> None:
    page = editable.open_page("/console/desk/questions/add", lang="es", java_script_enabled=False, width=360)
    page.get_by_label("Pregunta").fill("quién arregla la llave del baño")
    page.get_by_label("Idioma").select_option("es")
    page.get_by_label("Tema").select_option("drip")
    page.get_by_role("button", name="Comprobar").click()
    expect(page.get_by_text("no encuentra errores nuevos")).to_be_visible()
    page.get_by_role("button", name="Agregar la pregunta").click()
    expect(page.get_by_text("La pregunta se agregó a drip (es).")).to_be_visible()
    assert re.search(
        "quién arregla la llave del baño", (editable.folder / "content/es/kitchen.yaml").read_text("utf-8")
    )


@SINK
def test_a_call_to_a_helpline_is_written_down(editable: Editable) -> None:
    page = editable.open_page("/console/desk/numbers", width=360)
    card = page.locator("#number-plumber")
    card.get_by_text("I called it today").click()
    card.get_by_label("Your role").fill("clerk")
    card.get_by_label("As written here").check()
    card.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("The call to plumber is written down.")).to_be_visible(timeout=PATIENCE)
