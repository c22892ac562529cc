"""``hotline review``: whose words are signed, and the signing."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path

import click

from hotline.cli.line import folder_of, line_argument
from hotline.cli.words import language_of, no_words_of, own_folder
from hotline.errors import LineError
from hotline.loader import Folder, Written, WrittenWords, did_you_mean, read_folder, set_review, shown
from hotline.workbench.numbers import checklist, registered
from hotline.workbench.review import DRAFT, STATES, Reviewed, approval, reviews
from hotline.workbench.trial import signed


class _ListFirst(click.Group):
    """A group whose command ``list`` needs no name: ``hotline review`` and ``hotline review DIR`` are that one."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put ``list`` before what names no command. A word that is no folder either is a slip of the pen."""
        first = args[0] if args else ""
        if first in self.commands or first in ctx.help_option_names:
            return super().parse_args(ctx, args)
        if first and not first.startswith("-") and not Path(first).is_dir():
            fits = did_you_mean(first, self.commands)
            raise click.UsageError(f'"{shown(first)}" is no folder and nothing that a review can do{fits}', ctx)
        return super().parse_args(ctx, ["list", *args])


@click.group(cls=_ListFirst, subcommand_metavar="[DIR] | approve PLACE... | withdraw PLACE...")
def review() -> None:
    """Show whose words are signed; sign words or take a signature back.

    `hotline review [DIR]` lists every place's words: draft (never signed), changed (since they were signed, so a
    draft again), approved, or overdue (the day of the next review is past). `hotline review list --help` has its
    options.

    A signature stands in the words' own file: role, date, date of the next review, and a hash of label, sms and
    voice. When one of these changes, the words are a draft again by themselves.
    """


@review.command("list")
@line_argument
@click.option("--lang", metavar="LANG", help="Only this language.")
@click.option("--state", type=click.Choice(STATES), help="Only words in this state.")
@click.option("--numbers", is_flag=True, help="A checklist of the phone numbers instead: call each before launch.")
@click.option("--json", "as_json", is_flag=True, help="Give a JSON list, one object a place and language, or a number.")
def list_(folder: Path | None, *, lang: str | None, state: str | None, numbers: bool, as_json: bool) -> None:
    """List the review state of every place's words, or the phone numbers to be called."""
    read = read_folder(folder_of(folder))
    if numbers:
        _numbers(read.written, as_json=as_json)
        _tell_of(read)
        return
    if lang is not None:
        language_of(lang, read)
    rows = [row for row in reviews(read.written, date.today()) if lang in (None, row.lang)]
    chosen = [row for row in rows if state in (None, row.state)]
    if as_json:
        click.echo(json.dumps([_object(row) for row in chosen], ensure_ascii=False, indent=1))
    else:
        _show(rows, chosen)
    _tell_of(read)


def _numbers(written: Written, *, as_json: bool) -> None:
    found = registered(written, date.today())
    objects = [asdict(number) for number in found]
    click.echo(json.dumps(objects, ensure_ascii=False, indent=1) if as_json else checklist(found))


def _tell_of(read: Folder) -> None:
    """A list of a folder with problems may lack something, and says so."""
    if read.problems:
        click.echo(f"{read.problems[0]}\nsome words may be missing in this list; run `hotline check`", err=True)
        sys.exit(1)


def _object(row: Reviewed) -> dict[str, str | int]:
    where: dict[str, str | int] = {"file": row.mark.file, "line": row.mark.line}
    signed = {"state": row.state, "role": row.role, "on": row.on, "next": row.next}
    return {"lang": row.lang, "place": row.place, **signed, **where}


def _show(rows: list[Reviewed], chosen: list[Reviewed]) -> None:
    """One row a place, then the totals of each language."""
    languages = list(dict.fromkeys(row.lang for row in rows))
    for lang in languages:
        click.echo(f"{lang}:")
        for row in chosen:
            if row.lang == lang:
                click.echo(str(row))
        click.echo()
    for lang in languages:
        counts = Counter(row.state for row in rows if row.lang == lang)
        click.echo(f"{lang} in all: {', '.join(f'{counts[state]} {state}' for state in STATES)}")


def _role(ctx: click.Context, parameter: click.Parameter, value: str) -> str:
    role = value.strip()
    if not role or not role.isprintable():
        raise click.BadParameter("should be one line of plain text, like: oncology nurse")
    return role


_day = click.DateTime(["%Y-%m-%d"])
_places = click.argument("places", metavar="PLACE...", nargs=-1, required=True)
_lang = click.option("--lang", required=True, metavar="LANG", help="The language of the words, like: en")
_dir = click.option(
    "--dir", "folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False), help="The line's folder."
)


@review.command()
@_places
@_lang
@click.option("--role", required=True, callback=_role, help='Who signs: a role, like "oncology nurse", never a name.')
@click.option("--next", "due", required=True, type=_day, metavar="DAY", help="The next review, like: 2027-06-01")
@click.option("--on", type=_day, metavar="DAY", help="The day of the signature; today if left out.")
@click.option("--yes", is_flag=True, help="Do not ask; the words were read elsewhere.")
@_dir
def approve(
    places: tuple[str, ...], *, lang: str, role: str, due: datetime, on: datetime | None, yes: bool, folder: Path | None
) -> None:
    """Sign the words of places in one language.

    The words are shown first: label, sms and voice are what is signed. The role, the days and a hash of the words are
    written into the words' file; nothing else in it changes. A role is kept, never a person's name.
    """
    first, last = _days(on, due)
    root = own_folder(folder, "with --dir")
    chosen = [(words, approval(words, role, first, last)) for words in _words(root, lang, places)]
    _no_errors(root, chosen)
    for words, signature in chosen:
        _read_out(words)
        if yes or click.confirm(f'Sign these words as "{role}", next review {last}?'):
            _write(root, words, signature)
        else:
            click.echo(f"{words.id}: left as it was")


@review.command()
@_places
@_lang
@_dir
def withdraw(places: tuple[str, ...], *, lang: str, folder: Path | None) -> None:
    """Take a signature back: the words are a draft again."""
    root = own_folder(folder, "with --dir")
    for words in _words(root, lang, places):
        _write(root, words, DRAFT)


def _days(on: datetime | None, due: datetime) -> tuple[date, date]:
    today = date.today()
    signed = on.date() if on else today
    if signed > today:
        raise click.UsageError(f"--on {signed} has not come yet; today is {today}")
    if due.date() <= signed:
        raise click.UsageError(f"--next {due.date()} should be later than the day of the signature, {signed}")
    return signed, due.date()


def _words(root: Path, lang: str, places: Iterable[str]) -> list[WrittenWords]:
    """What is written for these places."""
    read = read_folder(root)
    found = language_of(lang, read).words
    for place in places:
        if place not in found:
            raise no_words_of(place, lang, read)
    return [found[place] for place in dict.fromkeys(places)]


def _no_errors(root: Path, chosen: Sequence[tuple[WrittenWords, Mapping[str, str]]]) -> None:
    """Sign a copy first: what the checker then finds wrong in these files is mended before anybody signs."""
    errors = signed(root, chosen).fresh
    if errors:
        raise LineError("\n".join([*map(str, errors), "nothing is signed; mend this first"]))


def _read_out(words: WrittenWords) -> None:
    """What is signed, as it is written."""
    click.echo(f"{words.id} ({words.lang}, {words.id.mark.file}:{words.id.mark.line})")
    for name, text in (("label", words.label), ("sms", words.sms), ("voice", words.voice)):
        click.echo(f"\n{name}:\n{(text or '').strip()}")
    click.echo()


def _write(root: Path, words: WrittenWords, review: Mapping[str, str]) -> None:
    """Write the review and tell what stands there now. The words may have been changed while they were looked at."""
    set_review(root / words.id.mark.file, words.id.mark.file, words.id, review)
    rows = reviews(read_folder(root).written, date.today())
    now = next(row for row in rows if (row.lang, row.place) == (words.lang, words.id))
    click.echo(str(now))
    if now.state == "changed":
        raise LineError(f"{words.id}: the words were changed while you looked at them; read them again")
