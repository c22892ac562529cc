"""A browser on this machine that goes nowhere else."""

from __future__ import annotations

from playwright.sync_api import Browser, Playwright

HOST = "127.0.0.1"
FLAGS = (
    "--no-sandbox",  # root, as in a container, has no sandbox
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--font-render-hinting=none",
    "--hide-scrollbars",
    f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HOST}",
)


def start_browser(playwright: Playwright, program: str) -> Browser:
    """The browser at a path."""
    return playwright.chromium.launch(executable_path=program, args=FLAGS)
