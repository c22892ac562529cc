"""``hotline script``: all that the voice line says, or what the carrier says by itself while the service is down."""

from __future__ import annotations

from pathlib import Path

import click

from hotline.check import load_line
from hotline.cli.line import folder_of, line_argument
from hotline.errors import HotlineError
from hotline.model import Line
from hotline.workbench.fallback import sms_fallback, voice_fallback
from hotline.workbench.script import write_script


@click.command()
@line_argument
@click.option("--lang", help="Only this language.")
@click.option("--fallback", is_flag=True, help="Static TwiML for the carrier's fallback URL, for calls.")
@click.option("--sms", is_flag=True, help="With --fallback: for texts instead of calls.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write into this file.")
def script(folder: Path | None, lang: str | None, fallback: bool, sms: bool, output: Path | None) -> None:
    """Write all that the voice line says, to read aloud, to translate or to sign off."""
    if sms and not fallback:
        raise click.UsageError("--sms goes with --fallback")
    if lang is not None and fallback:
        raise click.UsageError("--fallback speaks every language of the line; leave --lang out")
    line = load_line(folder_of(folder))
    if lang is not None and lang not in line.languages:
        raise click.UsageError(f'"{lang}" is no language of this line; it has {", ".join(line.languages)}')
    if fallback:
        _put(_fallback(line, sms=sms), output)
    else:
        _put("\n\n".join(write_script(line, code) for code in ([lang] if lang else line.languages)), output)


def _fallback(line: Line, *, sms: bool) -> str:
    if sms and line.opt_out_handled_by == "app":
        click.echo(
            "this line answers STOP itself, and a static text cannot know who sent STOP: set it only where the carrier "
            "answers STOP (opt_out_handled_by: carrier)",
            err=True,
        )
    return (sms_fallback(line) if sms else voice_fallback(line)) + "\n"


def _put(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise HotlineError(f"cannot write {output}: {error.strerror}") from None
