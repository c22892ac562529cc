"""Every page of the console, in every language, width and scheme of colours, has nothing that axe-core finds."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from hotline.console.words import LANGUAGES
from tests.console.running import THERE, Looks, looked_over, running
from tests.driver import SHIPPED


def test_every_page_is_for_everybody_to_use(browser: Browser, tmp_path: Path) -> None:
    with running(SHIPPED, tmp_path) as console:
        looks = Looks(browser, console.address)
        for lang in LANGUAGES:
            for page in THERE:
                opened = looks(f"/console/{page}", lang=lang)
                for width in (1280, 360):
                    opened.set_viewport_size({"width": width, "height": 800})
                    for scheme in ("light", "dark"):
                        opened.emulate_media(color_scheme=scheme)
                        assert looked_over(opened) == [], (page, lang, width, scheme)
                opened.context.close()
        looks.close()
