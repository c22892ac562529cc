"""``hotline check``: everything that is wrong with a line, with its file, line and column."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from hotline.check import PAGES, Report, drafts, examine
from hotline.cli.findings import Asked, Findings, find
from hotline.cli.formats import as_github, as_json, as_text, counts
from hotline.cli.line import folder_of, line_argument
from hotline.cli.load import load_options
from hotline.loader import did_you_mean
from hotline.workbench.load import Sender


@click.command()
@line_argument
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
@click.option("--explain", metavar="RULE", help="Show what a rule asks for and why.")
@click.option("--measure", "measured", is_flag=True, help="Segments, seconds, grades and cost of every place.")
@click.option("--lang", help="With --measure and --reach: this language only.")
@click.option("--reach", "reached", is_flag=True, help="Walk the line every way; tell what is not reached.")
@load_options
def check(
    folder: Path | None,
    form: str,
    explain: str | None,
    measured: bool,
    lang: str | None,
    reached: bool,
    load: float | None,
    sender: Sender,
) -> None:
    """Look a line over before it goes on the air.

    Exit 0 where nothing keeps it off the air, 1 where an error does or where --reach finds something missing.
    """
    if explain is not None:
        _explain(explain)
        return
    root, asked = folder_of(folder), Asked(measured, reached, lang, load, sender)
    with _no_collecting():
        report = examine(root, today=date.today(), apart=True)
    found = find(report.served, asked) if report.served is not None else Findings()
    if form == "json":
        click.echo(as_json(report, **found.named()))
    elif form == "github":
        _echo("\n".join(as_github(report, root)))
    else:
        _tell(report)
        for text in found.texts():
            click.echo(f"\n{text}")
    if report.served is None and asked.anything:
        click.echo("the line has errors; nothing more can be told before they are mended", err=True)
    sys.exit(1 if report.errors or found.missing else 0)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """What a check makes it keeps: looking for garbage meanwhile takes a tenth of the time and finds none."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _tell(report: Report) -> None:
    _echo("\n".join(as_text(report)))
    click.echo(_summary(report), err=True)
    unsigned = len(drafts(report.line)) if report.line is not None else 0
    if unsigned:
        click.echo(f"{unsigned} places have words that no reviewer has signed yet", err=True)


def _summary(report: Report) -> str:
    found = [f"{count} {level if count != 1 else level[:-1]}" for level, count in counts(report).items() if count]
    return f"{', '.join(found)} found" if found else "no problems found"


def _echo(text: str) -> None:
    if text:
        click.echo(text, color=False if os.environ.get("NO_COLOR") else None)


def _explain(rule: str) -> None:
    page = PAGES.get(rule)
    if page is None:
        fits = did_you_mean(rule, PAGES) or f"; these are: {', '.join(sorted(PAGES))}"
        raise click.UsageError(f'"{rule}" is no rule with a page{fits}')
    click.echo(f"{rule}\n\n{page.strip()}")
