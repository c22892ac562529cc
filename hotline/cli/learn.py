"""``hotline learn``: what people asked and the line did not understand, and adding a question to a topic."""

from __future__ import annotations

import json
import os
import shlex
import time
from collections.abc import Iterable
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from hotline.check import Report
from hotline.cli.line import line_argument, served_line
from hotline.cli.words import language_of, no_words_of, own_folder
from hotline.errors import HotlineError, LineError
from hotline.loader import Folder, WrittenWords, add_ask, read_folder, shown
from hotline.served import Served
from hotline.settings import read_settings_anyhow
from hotline.store import Unmet, oldest_unmet, open_store
from hotline.understand import GAP
from hotline.workbench.learn import SHOWN, Cluster
from hotline.workbench.learn import learn as gather
from hotline.workbench.question import Misfit, gets, misfit
from hotline.workbench.trial import tried

OFF = (
    'keep_unmet is not "yes" in menus/line.yaml: what is not understood is not kept, and there is nothing to learn from'
)
EMPTY = "nothing is kept yet that the line did not understand"
FEW = f"what is kept was sent by fewer than {SHOWN} people each; it is shown from {SHOWN} people on"


@click.command()
@line_argument
@click.option("--lang", metavar="LANG", help="Only this language; with --add: the language of the question.")
@click.option("--json", "as_json", is_flag=True, help="Give a JSON list, one object a matter.")
@click.option("--add", "question", metavar="QUESTION", help="Add this question to a topic. Nothing is listed then.")
@click.option("--to", "place", metavar="TOPIC", help="With --add: the topic that answers the question.")
def learn(folder: Path | None, *, lang: str | None, as_json: bool, question: str | None, place: str | None) -> None:
    """Show what people asked and the line did not understand; add a question to a topic.

    Only where menus/line.yaml says `keep_unmet: yes` anything is kept: for 30 days, without names, numbers and words
    that are not the line's own. A matter is shown from 3 people on, the one of most people first.

    `hotline learn --add QUESTION --to TOPIC --lang LANG` writes a question into the topic's asks, unless the checker
    finds an error in the line then.
    """
    if question is None and place is None:
        _show(folder, lang, as_json=as_json)
    elif question is None or place is None or lang is None or as_json:
        raise click.UsageError("to add a question give --add, --to and --lang, and no --json")
    else:
        _add(
            own_folder(folder, 'as DIR, like: hotline learn --add "..." --to ... --lang ... DIR'), question, place, lang
        )


def _show(folder: Path | None, lang: str | None, *, as_json: bool) -> None:
    served = served_line(folder)
    if lang is not None and lang not in served.line.languages:
        raise click.UsageError(
            f'"{shown(lang)}" is no language of this line; it has {", ".join(served.line.languages)}'
        )
    rows = _kept() if served.line.keep_unmet else []
    clusters = gather(served, rows, lang)
    if as_json:
        click.echo(json.dumps([_object(cluster, folder) for cluster in clusters], ensure_ascii=False, indent=1))
    for cluster in () if as_json else clusters:
        click.echo("\n".join(_told(cluster, folder)) + "\n")
    if not clusters:
        click.echo(OFF if not served.line.keep_unmet else FEW if rows else EMPTY, err=as_json)


def _kept() -> list[tuple[Unmet, str]]:
    url = read_settings_anyhow(os.environ).store_url
    if url.startswith("memory:"):
        raise HotlineError("HOTLINE_STORE is memory:, and only the service itself can look into its memory")
    with closing(open_store(url)) as store:
        return list(store.unmet(oldest_unmet(int(time.time()))))


def _object(cluster: Cluster, folder: Path | None) -> dict[str, Any]:
    return {**asdict(cluster), "understood": cluster.understood, "add": _command(cluster, folder)}


def _told(cluster: Cluster, folder: Path | None) -> Iterable[str]:
    """A matter as rows to read."""
    yield f"{cluster.people} people or more ({cluster.lang})" + (", understood now" if cluster.understood else "")
    for wording in cluster.wordings:
        yield f"  {wording.words}" + (f"   (gets {wording.gets} now)" if wording.gets else "")
    yield f"  nearest topics: {', '.join(cluster.nearest) or 'none'}"
    if not cluster.understood:
        yield f"  {_command(cluster, folder)}"


def _command(cluster: Cluster, folder: Path | None) -> str:
    """What adds the first wording that is not understood to the topic that is nearest."""
    words = next((wording.words for wording in cluster.wordings if not wording.gets), cluster.wordings[0].words)
    topic = cluster.nearest[0] if cluster.nearest else "TOPIC"
    line = f" {shlex.quote(str(folder))}" if folder else ""
    return f'hotline learn --add "{words}" --to {topic} --lang {cluster.lang}{line}'


def _add(root: Path, asked: str, place: str, lang: str) -> None:
    """Add a question to a topic, where the line is as good with it as without."""
    question = " ".join(asked.split())
    read = read_folder(root)
    words = language_of(lang, read).words.get(place)
    if words is None:
        raise no_words_of(place, lang, read)
    _fits(question, read, lang)
    after = _tried(root, words, question)
    name = words.id.mark.file
    add_ask(root / name, name, place, question)
    click.echo(f'"{question}" is a question of {place} now ({name})')
    if after.served is not None:
        _tell_what_it_gets(after.served, question, place, lang)


def _fits(question: str, read: Folder, lang: str) -> None:
    """The question is one, and leads nowhere yet."""
    match misfit(question, read, lang):
        case Misfit(why="empty"):
            raise click.UsageError("a question has words in it")
        case Misfit(why="gap"):
            raise click.UsageError(f'write out what "{GAP}" stands for: a question as somebody would send it')
        case Misfit(why="reserved", by=means):
            raise LineError(f'"{shown(question)}" is a reserved word ({means}); nothing is changed')
        case Misfit(why="taken", by=id, where=where):
            raise LineError(f'"{shown(question)}" leads to "{id}" already ({where}); nothing is changed')


def _tried(root: Path, words: WrittenWords, question: str) -> Report:
    """The report on a copy with the question in it."""
    name = words.id.mark.file
    after = tried(root, lambda copy: add_ask(copy / name, name, words.id, question))
    if after.fresh:
        told = "nothing is changed; with the question the line would have these errors"
        raise LineError("\n".join([*map(str, after.fresh), told]))
    return after.report


def _tell_what_it_gets(served: Served, question: str, place: str, lang: str) -> None:
    """A text with a sign of danger in it gets another answer first."""
    found = gets(served, question, lang)
    if found.name != place or found.safety != "none":
        click.echo(f"but who texts it gets {found.name} (safety {found.safety}); look at it with `hotline ask`")
