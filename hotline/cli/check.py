"""``hotline check``: everything that is wrong with a line, with its file, line and column."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from hotline.check import PAGES, drafts, examine
from hotline.cli.line import folder_of, line_argument


@click.command()
@line_argument
@click.option("--explain", metavar="RULE", help="Show what a rule asks for and why.")
def check(folder: Path | None, explain: str | None) -> None:
    """Look a line over before it goes on the air."""
    if explain is not None:
        _explain(explain)
        return
    report = examine(folder_of(folder))
    for problem in report.problems:
        click.echo(str(problem))
    count = len(report.problems)
    click.echo(f"{count} problem{'' if count == 1 else 's'} found" if count else "no problems found", err=True)
    if report.line is not None:
        unsigned = len(drafts(report.line))
        if unsigned:
            click.echo(f"{unsigned} places have words that no reviewer has signed yet", err=True)
    sys.exit(1 if report.errors else 0)


def _explain(rule: str) -> None:
    page = PAGES.get(rule)
    if page is None:
        raise click.UsageError(f'"{rule}" is no rule with a page; these are: {", ".join(sorted(PAGES))}')
    click.echo(f"{rule}\n\n{page.strip()}")
