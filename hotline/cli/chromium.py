"""PDF out of HTML by a Chromium that is on this machine: the program that also draws pages for people.

It is looked for when it is needed. It reads one file that we wrote, and nothing off this machine: there is nothing to
fetch in it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from hotline.errors import HotlineError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_PATIENCE = 120  # seconds; a voice script of eighty sheets takes three
_MISSING = (
    "Chromium is missing, which makes PDF on this machine; on Debian: apt-get install chromium. Or leave --format pdf "
    "out, open the HTML file in any browser, and print it: the print dialogue can save a PDF too"
)
_OPTIONS = (
    *("--headless", "--disable-gpu", "--no-pdf-header-footer", "--no-first-run", "--disable-extensions"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


def as_pdf(html: str) -> bytes:
    """The PDF of a page, on the paper that its style sheet names; a ``HotlineError`` says what is missing here."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        raise HotlineError(_MISSING)
    with TemporaryDirectory(prefix="hotline-", ignore_cleanup_errors=True) as folder:
        page, pdf = Path(folder) / "card.html", Path(folder) / "card.pdf"
        page.write_text(html, encoding="utf-8")
        options = [*_OPTIONS, f"--user-data-dir={folder}/profile", f"--print-to-pdf={pdf}"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            options.append("--no-sandbox")  # else it refuses to run for root, as in a container
        try:
            subprocess.run([program, *options, page.as_uri()], capture_output=True, timeout=_PATIENCE, check=True)
            return pdf.read_bytes()
        except subprocess.CalledProcessError as error:
            why = error.stderr.decode(errors="replace").strip().splitlines()
            raise HotlineError(f"{program} cannot make a PDF: {why[-1] if why else error.returncode}") from None
        except (OSError, subprocess.TimeoutExpired) as error:
            raise HotlineError(f"{program} does not work here: {error}") from None
