"""Lines on the air for tests: made once for a test, with a store in memory and a clock that a test turns by hand.

And a browser, for the tests that look at pages.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.driver import LINES, SHIPPED, Carrier
from tests.needs import program

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.postgres import Server

settings.register_profile("tests", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("tests")


@pytest.fixture(autouse=True)
def heard_logs() -> Iterator[None]:
    """A command of the line that silences the log in its own process does not do so for the tests after it."""
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def sink(tmp_path: Path) -> Carrier:
    """The kitchen-sink line: small, every feature, English and Spanish, answers STOP itself."""
    return Carrier(LINES / "kitchen-sink", tmp_path)


@pytest.fixture
def food(tmp_path: Path) -> Carrier:
    """A food bank's line: a few dozen topics, English, the carrier answers STOP."""
    return Carrier(LINES / "food-bank", tmp_path)


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Carrier:
    """The shipped line."""
    return Carrier(SHIPPED, tmp_path_factory.mktemp("state"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """One PostgreSQL server for all tests of this process."""
    from tests.postgres import serving

    with serving() as server:
        yield server


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Debian's Chromium."""
    return program("chromium", "chromium")


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for all tests of this process; loaded only where a test needs it."""
    from playwright.sync_api import sync_playwright

    from tests.browser import start_browser

    with sync_playwright() as playwright:
        started = start_browser(playwright, chromium)
        yield started
        started.close()
