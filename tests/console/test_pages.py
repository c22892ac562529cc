"""Every page of the console as a browser has it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.console.running import Looks


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_page_that_is_not_there_is_for_everybody_to_use(
    open_page: Looks, axe: Callable[[Page], None], dark: bool
) -> None:
    page = open_page("/console/nowhere", dark=dark, status=404)
    axe(page)
