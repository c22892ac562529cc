"""``hotline map``: the places of a line and the keys that lead to them, to look at, to print or to listen to."""

from __future__ import annotations

from pathlib import Path
from typing import IO

import click

from hotline.check import load_line
from hotline.cli.line import folder_of, line_argument
from hotline.workbench.map import LANDSCAPE, MOST_EDGES, NARROW, Map, draw, edges, mermaid, outline, survey


@click.command()
@line_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["svg", "mermaid", "text"]),
    default="svg",
    show_default=True,
    help="A drawing, a chart for GitHub, or a nested list.",
)
@click.option(
    "-o",
    "output",
    type=click.File("w", encoding="utf-8", atomic=True),
    default="-",
    help="Write to this file.",
)
@click.option("--lang", help="The language of the labels.")
@click.option("--narrow", is_flag=True, help="One column, for a phone (svg only).")
def map(folder: Path | None, form: str, output: IO[str], lang: str | None, narrow: bool) -> None:
    """Draw the line's menus and topics with the keys that lead to them."""
    if narrow and form != "svg":
        raise click.UsageError(f"--narrow is for svg, not for {form}")
    line = load_line(folder_of(folder))
    if lang is not None and lang not in line.languages:
        raise click.UsageError(f'"{lang}" is no language of this line; it has {", ".join(line.languages)}')
    found = survey(line, lang or line.default_language)
    output.write(_drawn(found, form, narrow))
    name = getattr(output, "name", "-")
    if name not in ("-", "<stdout>"):
        click.echo(f"wrote {name}: {found.summary}", err=True)


def _drawn(found: Map, form: str, narrow: bool) -> str:
    if form == "text":
        return outline(found)
    if form == "mermaid":
        arrows = len(edges(found))
        if arrows > MOST_EDGES:
            click.echo(f"{arrows} arrows: Mermaid draws at most {MOST_EDGES}; use --format svg", err=True)
        return mermaid(found)
    return draw(found, NARROW if narrow else LANDSCAPE)
