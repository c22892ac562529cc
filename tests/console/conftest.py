"""The shipped line's console on this machine, and a browser for it: one of each for all tests of a process.

``open_page`` and ``axe`` look at the console that all tests share, so they only read. What changes a file, or needs
a line of its own, takes ``editable``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.console.running import Looks, Running, looked_over, running, start_browser
from tests.driver import LINES, SHIPPED
from tests.needs import program


@dataclass(frozen=True)
class Editable:
    """A console of one test alone; ``open_page`` opens its pages."""

    open_page: Looks
    console: Running
    folder: Path


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Debian's Chromium."""
    return program("chromium", "chromium")


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for all tests of this process."""
    with sync_playwright() as playwright:
        started = start_browser(playwright, chromium)
        yield started
        started.close()


@pytest.fixture(scope="session")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The console of a copy of the shipped line, as a trial with editing on; tests only read it."""
    with running(SHIPPED, tmp_path_factory.mktemp("console")) as started:
        yield started


@pytest.fixture
def open_page(browser: Browser, console: Running) -> Iterator[Looks]:
    """Opens a page: ``open_page("/console/map", width=360, lang="es", dark=True)``.

    At the end of the test there was no error in the browser's console, and no request to another host.
    """
    looks = Looks(browser, console.address)
    yield looks
    looks.close()


@pytest.fixture
def editable(browser: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Editable]:
    """A console of this test alone, whose files it may change.

    Of the shipped line, which takes two seconds; of a small one with
    ``@pytest.mark.parametrize("editable", ["kitchen-sink"], indirect=True)``.
    """
    name = getattr(request, "param", "")
    with running(LINES / name if name else SHIPPED, tmp_path) as started:
        looks = Looks(browser, started.address)
        yield Editable(looks, started, started.folder)
        looks.close()


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Looks a page over with axe-core: ``axe(page)`` fails with all that it finds."""

    def look(page: Page) -> None:
        found = looked_over(page)
        assert found == [], "\n".join(found)

    return look
