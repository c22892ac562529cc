"""``hotline ask``: what one text would get, and why."""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

import click

from hotline.channels.registry import CHANNELS
from hotline.channels.sms import render
from hotline.cli.line import line_argument, served_line
from hotline.model import Meaning, Session, Turn, Typed
from hotline.served import Served

_SHOWN = {"person": "command", "goodbye": "command"}


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
    return {
        "text": text,
        "lang": turn.session.lang,
        "outcome": _SHOWN.get(turn.outcome, turn.outcome),
        "place": _place(served, turn),
        "safety": turn.safety if turn.safety != "none" else meaning.safety,
        "candidates": _candidates(served, turn, meaning),
        "ms": milliseconds,
    }, turn


def _place(served: Served, turn: Turn) -> str | None:
    if turn.outcome in ("suggest", "miss"):
        return None
    if turn.name:
        return turn.name
    return served.line.at(turn.place).id if turn.place else None


def _candidates(served: Served, turn: Turn, meaning: Meaning) -> list[dict[str, Any]]:
    offered = set(turn.suggested)
    best: dict[int, dict[str, Any]] = {}
    for found in (*meaning.exact, *meaning.understood, *meaning.suggested, *meaning.inside):
        if not offered or found.place in offered:
            row = {"place": served.line.at(found.place).id, "score": round(found.score, 3), "why": found.why}
            best.setdefault(found.place, row)
    answered = _place(served, turn)
    return sorted(best.values(), key=lambda row: (row["place"] != answered, -row["score"]))


def _tell(found: dict[str, Any], reply: str) -> None:
    click.echo(f"{found['outcome']}: {found['place'] or '-'} ({found['lang']}, safety {found['safety']})")
    for candidate in found["candidates"]:
        click.echo(f"  {candidate['score']}  {candidate['place']}  {candidate['why']}")
    for line in reply.split("\n"):
        click.echo(f"line> {line}")
