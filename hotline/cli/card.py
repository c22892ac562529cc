"""``hotline card``: cards, a poster and lists to print, for people who will never see a web page."""

from __future__ import annotations

import os
import time
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import click

from hotline.cli.chromium import as_pdf
from hotline.cli.line import line_argument, served_line
from hotline.errors import HotlineError, StoreError
from hotline.loader import shown
from hotline.model import Line
from hotline.settings import read_settings_anyhow
from hotline.store import Count, open_store
from hotline.workbench.card import DAYS, KINDS, PAPERS, Kind, Paper, document, make_card, named, wanted
from hotline.workbench.card.qr import pattern
from hotline.workbench.script import script_of

CARDS: tuple[Kind, ...] = ("wallet", "fridge", "poster")
NO_PHONE = (
    "the line has no phone number yet, so the cards have a blank for it, to fill in by pen; "
    'set it in menus/line.yaml, like phone: "+15005550100"'
)
NO_CODES = 'made without QR codes: segno is not installed; pip install "hotline[console]" brings it'


@click.command()
@line_argument
@click.option("--kind", "kinds", type=click.Choice(KINDS), multiple=True, help="Only this; may be given again.")
@click.option("--lang", help="Only this language.")
@click.option("--paper", type=click.Choice(PAPERS), default="letter", show_default=True, help="The size of the paper.")
@click.option("--topics", help="The topics on the cards, by name or number, with commas between; at most 12.")
@click.option(
    "--format", "form", type=click.Choice(["html", "pdf"]), default="html", show_default=True, help="The file."
)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write into this file.")
def card(
    folder: Path | None,
    *,
    kinds: tuple[Kind, ...],
    lang: str | None,
    paper: Paper,
    topics: str | None,
    form: str,
    output: Path | None,
) -> None:
    """Make cards to print: for the wallet, for the fridge, and a large-print poster.

    The topics are those that people ask for most, where there is enough of it; else the line's own order tells. Each
    word and number is tried on the line first: where one leads elsewhere, nothing is made.

    KIND may also be topics, the list of all topics with their numbers, or script, all that the voice says.
    """
    served = served_line(folder)
    line = served.line
    if lang is not None and lang not in line.languages:
        raise click.UsageError(f'"{shown(lang)}" is no language of this line; it has {", ".join(line.languages)}')
    codes = [lang] if lang else list(line.languages)
    places = named(line, _names(topics)) if topics is not None else wanted(line, _counts())
    today = datetime.fromtimestamp(time.time()).date()
    cards = [make_card(served, code, places, today) for code in codes]
    kinds = kinds or CARDS
    scripts = {code: script_of(line, code) for code in codes if "script" in kinds}
    html = document(cards, kinds, paper, scripts)
    file = output or Path(f"card.{form}")
    _write(file, as_pdf(html) if form == "pdf" else html.encode())
    _tell(line, file, places)


def _names(topics: str) -> list[str]:
    return [name for name in topics.replace(",", " ").split() if name]


def _counts() -> list[tuple[Count, int]]:
    """What was asked for lately; nothing where nobody has counted, or the counts cannot be read now."""
    url = read_settings_anyhow(os.environ).store_url
    scheme, _, rest = url.partition(":")
    if scheme == "memory" or (scheme == "sqlite" and not Path(rest.removeprefix("///")).is_file()):
        return []
    since: date = datetime.fromtimestamp(time.time(), UTC).date() - timedelta(days=DAYS)
    try:
        with closing(open_store(url)) as store:
            return list(store.counts(since.isoformat()))
    except StoreError as error:
        click.echo(f"the counts cannot be read, so the line's own order tells: {error}", err=True)
        return []


def _write(file: Path, data: bytes) -> None:
    try:
        file.write_bytes(data)
    except OSError as error:
        raise HotlineError(f"cannot write {file}: {error.strerror}") from None


def _tell(line: Line, file: Path, places: tuple[int, ...]) -> None:
    if not line.phone:
        click.echo(NO_PHONE, err=True)
    elif not pattern("tel:"):
        click.echo(NO_CODES, err=True)
    click.echo(f"wrote {file}, with {', '.join(line.at(number).id for number in places)}", err=True)
