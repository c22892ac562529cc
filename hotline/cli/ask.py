"""``hotline ask``: what one text would get, and why."""

from __future__ import annotations

import json
import logging
import sys
from dataclasses import asdict
from pathlib import Path
from time import perf_counter
from typing import Any

import click

from hotline.channels.registry import CHANNELS
from hotline.channels.sms import render
from hotline.cli.line import line_argument, served_line
from hotline.model import Session, Turn, Typed
from hotline.served import Served
from hotline.workbench.why import why


@click.command()
@click.argument("text", required=False)
@line_argument
@click.option(
    "--file", "file", type=click.File(encoding="utf-8", errors="replace"), help="Ask every line of this file."
)
@click.option("--lang", help="The language of the person's session.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a text.")
def ask(text: str | None, folder: Path | None, file: Any, lang: str | None, as_json: bool) -> None:
    """Ask the line one TEXT, or every line of a file, as somebody it knows already."""
    logging.disable(logging.CRITICAL)
    if file is not None and text is not None and folder is None:
        folder, text = Path(text), None  # with --file, what stands alone is DIR
    if (text is None) == (file is None):
        raise click.UsageError("give a TEXT, or --file with one text a line")
    served = served_line(folder)
    if lang is not None and lang not in served.line.languages:
        raise click.UsageError(f'"{lang}" is no language of this line; it has {", ".join(served.line.languages)}')
    lang = lang or served.line.default_language
    for asked in [text] if text is not None else (row.rstrip("\r\n") for row in file):
        found, turn = _ask(served, asked, lang)
        if as_json:
            click.echo(json.dumps(found, ensure_ascii=False))
        else:
            _tell(found, render(turn, served.book))
    sys.exit(0)


def _ask(served: Served, text: str, lang: str) -> tuple[dict[str, Any], Turn]:
    began = perf_counter()
    heard = Typed(text)
    meaning = served.meaning(heard)
    turn = served.answer(CHANNELS["sms"], Session(lang, welcomed=True), heard, meaning, 0)
    milliseconds = round((perf_counter() - began) * 1000, 3)
    found = why(served.line, turn, meaning)
    return {
        "text": text,
        "lang": turn.session.lang,
        "outcome": found.outcome,
        "place": found.place,
        "safety": found.safety,
        "candidates": [asdict(candidate) for candidate in found.candidates],
        "ms": milliseconds,
    }, turn


def _tell(found: dict[str, Any], reply: str) -> None:
    click.echo(f"{found['outcome']}: {found['place'] or '-'} ({found['lang']}, safety {found['safety']})")
    for candidate in found["candidates"]:
        click.echo(f"  {candidate['score']}  {candidate['place']}  {candidate['why']}")
    for line in reply.split("\n"):
        click.echo(f"line> {line}")
