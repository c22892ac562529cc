"""Every page of the console as everybody has it: on a small screen, in the dark, by keyboard, without JavaScript.

A page is covered as soon as it is there; what it does is tested in a file of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from hotline.console.frame import PAGES
from tests.console.running import COLOUR, LIKE_ABOVE, SHAPE, THERE, Looks, Running, looked_over, running
from tests.console.visitor import HASHES, PASSWORDS
from tests.driver import LINES, TOKEN

pytestmark = pytest.mark.proof

# What the keyboard has to reach: of radio buttons with one name only one, and of a group whose elements are walked by
# arrow keys only the one that is not taken out by tabindex="-1".
REACHED = """() => {
  const wanted = new Map();
  const all = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]");
  for (const element of all) {
    if (element.tabIndex < 0 || element.disabled || element.type === "hidden") continue;
    if (!element.checkVisibility({ visibilityProperty: true }) || element.closest("[inert]")) continue;
    const group = element.type === "radio" && element.name ? `radio ${element.name}` : element;
    if (!wanted.has(group)) wanted.set(group, element);
  }
  window.toReach = wanted;
  window.unseen = new Set();
  document.addEventListener("focusin", ({ target }) => {
    const group = target.type === "radio" && target.name ? `radio ${target.name}` : target;
    wanted.delete(group);
    const shown = [null, "::after"].some((part) => getComputedStyle(target, part).outlineStyle !== "none");
    if (!shown && getComputedStyle(target).boxShadow === "none") window.unseen.add(target.outerHTML.slice(0, 120));
  });
  return wanted.size;
}"""
LEFT = "() => [...window.toReach.values()].map((element) => element.outerHTML.slice(0, 120))"
UNSEEN = "() => [...window.unseen]"


@pytest.mark.parametrize("page", THERE)
def test_a_page_has_no_fault_that_axe_finds(open_page: Looks, page: str) -> None:
    """What takes the longest, all colours at each width, is left to tests/proof/test_console.py."""
    opened = open_page(f"/console/{page}")
    assert opened.locator("h1").count() == 1
    assert opened.locator(".ways a[aria-current=page]").count() == 1
    assert looked_over(opened, SHAPE) + looked_over(opened, COLOUR, LIKE_ABOVE) == []
    opened.set_viewport_size({"width": 360, "height": 800})
    opened.emulate_media(color_scheme="dark")
    assert looked_over(opened, SHAPE) + looked_over(opened, COLOUR, LIKE_ABOVE) == []


@pytest.mark.parametrize("page", [*THERE, "nowhere"])
@pytest.mark.parametrize("lang", ["en", "es"])
def test_nothing_is_cut_off_or_scrolls_sideways_on_the_smallest_screen(open_page: Looks, page: str, lang: str) -> None:
    opened = open_page(f"/console/{page}", width=320, lang=lang, status=200 if page in THERE else 404)
    assert opened.locator("html").get_attribute("lang") == lang
    assert opened.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("page", THERE)
def test_the_keyboard_reaches_everything_and_shows_where_it_is(open_page: Looks, page: str) -> None:
    opened = open_page(f"/console/{page}")
    opened.locator("body").press("Tab")
    assert opened.locator(".skip").evaluate("(link) => link === document.activeElement"), (
        "first the way to the main part"
    )
    opened.evaluate("document.activeElement.blur()")
    for _ in range(opened.evaluate(REACHED) + 5):
        opened.keyboard.press("Tab")
    assert opened.evaluate(LEFT) == []
    assert opened.evaluate(UNSEEN) == []


@pytest.mark.parametrize("page", THERE)
def test_a_page_without_javascript_says_what_it_is(open_page: Looks, page: str) -> None:
    opened = open_page(f"/console/{page}", java_script_enabled=False)
    assert len(opened.locator("main").inner_text()) > 80


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_page_that_is_not_there_is_for_everybody_to_use(
    open_page: Looks, axe: Callable[[Page], None], dark: bool
) -> None:
    axe(open_page("/console/nowhere", dark=dark, status=404))


def test_every_page_that_is_there_is_named_on_each(console: Running) -> None:
    ways = re.search(r'<nav class="ways".*?</nav>', console.app.test_client().get("/console/nowhere").text, re.DOTALL)
    assert ways is not None
    assert re.findall(r'href="/console/(\w+)"', ways.group()) == list(THERE)
    assert set(THERE) <= set(PAGES)


def test_somebody_signs_in_and_out_by_keyboard(browser: Browser, axe: Callable[[Page], None], tmp_path: Path) -> None:
    users, tokens = HASHES, (TOKEN,)
    with running(LINES / "kitchen-sink", tmp_path, dev=False, users=users, tokens=tokens, editing=False) as console:
        look = Looks(browser, console.address)
        page = look("/console/nowhere", width=360)
        assert page.url.endswith("/console/signin")
        axe(page)
        page.get_by_label("Name").press_sequentially("ana")
        page.keyboard.press("Tab")
        page.keyboard.type("not this one")
        page.keyboard.press("Enter")
        page.get_by_role("alert").wait_for()
        axe(page)
        look.problems.clear()  # the browser tells of the status, 403
        page.get_by_label("Name").fill("ana")
        page.get_by_label("Password").fill(PASSWORDS["ana"])
        page.keyboard.press("Enter")
        page.wait_for_url("**/console/desk" if "desk" in THERE else "**/console")
        page.goto("/console/nowhere")
        assert page.get_by_text("Signed in as ana").is_visible()
        page.get_by_role("button", name="Sign out").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/console/signin")
        page.goto("/console/nowhere")
        assert page.url.endswith("/console/signin")
        look.problems.clear()
        look.close()
