"""``hotline check``: everything that is wrong with a line, with its file, line and column."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

import click

from hotline.check import PAGES, Report, drafts, examine
from hotline.cli.formats import as_github, as_json, as_text, counts
from hotline.cli.line import folder_of, line_argument


@click.command()
@line_argument
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
@click.option("--explain", metavar="RULE", help="Show what a rule asks for and why.")
def check(folder: Path | None, form: str, explain: str | None) -> None:
    """Look a line over before it goes on the air.

    Exit 0 where nothing keeps it off the air, 1 where an error does.
    """
    if explain is not None:
        _explain(explain)
        return
    root = folder_of(folder)
    report = examine(root, today=date.today())
    if form == "json":
        click.echo(as_json(report))
    elif form == "github":
        _echo("\n".join(as_github(report, root)))
    else:
        _tell(report)
    sys.exit(1 if report.errors else 0)


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
        raise click.UsageError(f'"{rule}" is no rule with a page; these are: {", ".join(sorted(PAGES))}')
    click.echo(f"{rule}\n\n{page.strip()}")
