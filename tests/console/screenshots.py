"""Takes the pictures in ``docs/screenshots``: every page of the console, small and large, light and dark.

    make screenshots

A page that is there is taken as it opens. What else is worth seeing of it is a row of ``STATES``: the picture's name,
the page's path, and what somebody does there first.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from tests.browser import start_browser
from tests.console.png import smaller
from tests.console.running import THERE, Looks, Running, running
from tests.console.visitor import HASHES
from tests.driver import LINES, SHIPPED, TOKEN
from tests.made_up import fill

FOLDER = SHIPPED / "docs" / "screenshots"
WIDTHS = (360, 1280)
TALLEST = 1400  # pixels of a picture; the rest of a page is cut off


def texted(page: Page) -> None:
    """A word, a misspelt question and a Spanish text were sent, and the line was called."""
    for said in ("hair", "is ther a cure", "quimio"):
        page.locator("#send [name=text]").fill(said)
        page.locator("#send button").click()
        page.wait_for_function("(said) => document.querySelector('#thread').textContent.includes(said)", arg=said)
    page.locator("#dial").click()
    page.get_by_role("button", name="All words at once").click()
    page.wait_for_function("document.querySelector('#captions').textContent.length > 100")


def still(page: Page) -> None:
    """The page as it opens."""


def checked(page: Page) -> None:
    """The checker has said what it finds."""
    page.goto(f"{page.url}?wait=1")


STATES: dict[str, tuple[str, Callable[[Page], object]]] = {
    "phone-used": ("/console/phone", texted),
    "map-place": ("/console/map/210", still),
    "desk-problems": ("/console/desk/problems", checked),
    "desk-reviews": ("/console/desk/reviews", still),
    "desk-review": ("/console/desk/reviews/en/hair-loss", still),
    "desk-questions": ("/console/desk/questions/add", still),
    "desk-numbers": ("/console/desk/numbers", still),
    "desk-outbox": ("/console/desk/outbox", still),
    "print-poster": ("/console/print/poster", still),
    "print-fridge": ("/console/print/fridge", still),
    "print-wallet": ("/console/print/wallet", still),
}


def used(trial: Running) -> None:
    """As if many people had used the line for two months."""
    parts = trial.app.extensions["hotline"]
    today = datetime.fromtimestamp(trial.clock(), UTC).date()
    fill(parts["store"], parts["current"].served.line, turns=4000, days=60, until=today)


def take(looks: Looks, name: str, path: str, before: Callable[[Page], object] | None = None) -> None:
    """Take a page at each width in light, and as it opens in dark too."""
    for width in WIDTHS:
        for dark in (False, True) if before is None else (False,):
            page = looks(path, width=width, dark=dark)
            if before is not None:
                before(page)
            page.evaluate("document.fonts.ready")
            page.mouse.move(0, 0)
            page.evaluate("scrollTo(0, 0)")
            height = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
            page.set_viewport_size({"width": width, "height": max(600, height)})
            picture = page.screenshot(animations="disabled", caret="hide")
            (FOLDER / f"{name}-{width}{'-dark' if dark else ''}.png").write_bytes(smaller(picture))
            page.context.close()


def main() -> None:
    """Take all of them anew."""
    chromium = shutil.which("chromium") or sys.exit("chromium is missing; on Debian: apt-get install chromium")
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    with TemporaryDirectory() as place, sync_playwright() as playwright:
        browser = start_browser(playwright, str(chromium))
        open_to_all = running(SHIPPED, Path(place) / "trial")
        closed = running(LINES / "kitchen-sink", Path(place) / "real", dev=False, users=HASHES, tokens=(TOKEN,))
        with open_to_all as trial, closed as real:
            looks = Looks(browser, trial.address)
            for page in THERE:
                take(looks, page, f"/console/{page}")
            for name, (path, before) in STATES.items():
                take(looks, name, path, before)
            used(trial)
            take(looks, "stats-used", "/console/stats", still)
            take(looks, "map-traffic", "/console/map?by=traffic", still)
            looks.close()
            looks = Looks(browser, real.address)
            take(looks, "signin", "/console/signin")
            looks.close()
        browser.close()
    taken = sorted(FOLDER.iterdir())
    sys.stdout.write(f"{len(taken)} pictures, {sum(path.stat().st_size for path in taken) // 1024} kB in {FOLDER}\n")


if __name__ == "__main__":
    main()
