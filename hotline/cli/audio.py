"""``hotline audio``: the line's recordings, and which words each of them says."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

import click

from hotline.check import Recorded, Subject, recorded
from hotline.cli.line import folder_of, line_argument
from hotline.cli.words import language_of, no_words_of, own_folder
from hotline.errors import HotlineError, LineError
from hotline.loader import Folder, read_folder, stamp_text
from hotline.loader.written import RECORDED

TELLS = {
    "played": "is played",
    "changed": "is not played: the words changed since",
    "new": "is not played: not stamped yet",
}


@click.command()
@line_argument
@click.option("--lang", metavar="LANG", help="Only this language.")
@click.option("--json", "as_json", is_flag=True, help="Give a JSON list, one object a recording.")
@click.option("--stamp", is_flag=True, help="Write down that new recordings say the words as they are now.")
@click.option("--place", "places", multiple=True, metavar="PLACE", help="With --stamp: this one, new or not.")
def audio(folder: Path | None, *, lang: str | None, as_json: bool, stamp: bool, places: tuple[str, ...]) -> None:
    """List the recordings in menus/audio/, and stamp new ones.

    A recording is played while the words that it was stamped for are the words of its place. --stamp takes new and
    changed files. A file that was there before its words changed is stamped only with --place, by somebody who listened
    to it.
    """
    if places and not stamp:
        raise click.UsageError("--place goes with --stamp")
    root = own_folder(folder, "as DIR") if stamp else folder_of(folder)
    read = read_folder(root)
    if lang is not None:
        language_of(lang, read)
    found = _found(read)
    if stamp:
        _stamp(root, read, [each for each in found if lang in (None, each.lang)], places)
        read = read_folder(root)
        found = _found(read)
    shown = [each for each in found if lang in (None, each.lang)]
    if as_json:
        click.echo(json.dumps([_object(each) for each in shown], ensure_ascii=False, indent=1))
    else:
        _show(shown)
    _tell_of(read)


def _found(read: Folder) -> list[Recorded]:
    subject = Subject(read.written)
    if subject.line is None:
        raise LineError("\n".join(map(str, read.problems)))
    return list(recorded(subject))


def _stamp(root: Path, read: Folder, chosen: list[Recorded], places: tuple[str, ...]) -> None:
    """Write ``recorded.yaml`` anew, with what is stamped now and what was before."""
    known = {each.place for each in chosen}
    for place in places:
        if place not in known:
            _no_recording(place, chosen, read)
    stamps = {
        code: {place: (str(stamp.words), str(stamp.file)) for place, stamp in language.stamps.items()}
        for code, language in read.written.languages.items()
    }
    for each in chosen:
        if (each.state == "new" and not places) or each.place in places:
            stamps[each.lang][each.place] = (each.words, each.recording.content)
    there = {code: set(language.recordings) for code, language in read.written.languages.items()}
    kept = {code: {place: row for place, row in rows.items() if place in there[code]} for code, rows in stamps.items()}
    try:
        _write(root / RECORDED, kept)
    except OSError as error:
        raise HotlineError(f"cannot write {RECORDED}: {error.strerror}") from None


def _write(path: Path, stamps: Mapping[str, Mapping[str, tuple[str, str]]]) -> None:
    if not any(stamps.values()):
        path.unlink(missing_ok=True)  # a file with nothing in it would be an error
        return
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_text(stamp_text(stamps, before), encoding="utf-8", newline="\n")
    os.replace(fresh, path)


def _no_recording(place: str, chosen: list[Recorded], read: Folder) -> None:
    langs = {each.lang for each in chosen} or set(read.written.languages)
    if not any(place in read.written.languages[lang].words for lang in langs):
        raise no_words_of(place, min(langs), read)
    raise click.UsageError(f'there is no recording of "{place}" in menus/audio/')


def _object(each: Recorded) -> dict[str, str | float]:
    lasts = {"seconds": round(each.recording.seconds, 1), "words_take": round(each.seconds, 1)}
    return {"lang": each.lang, "place": each.place, "file": each.recording.file, "state": each.state, **lasts}


def _show(found: list[Recorded]) -> None:
    if not found:
        click.echo("there are no recordings in menus/audio/")
    width = max((len(each.recording.file) for each in found), default=0)
    for each in found:
        takes = f"{each.recording.seconds:5.1f} s, its words about {each.seconds:5.1f} s"
        click.echo(f"{each.recording.file:{width}}  {takes}  {TELLS[each.state]}")


def _tell_of(read: Folder) -> None:
    """A list of a folder with problems may lack something, and says so."""
    wrong = [problem for problem in read.problems if problem.mark.file.startswith("menus/audio")]
    if wrong:
        raise LineError("\n".join(map(str, wrong)))
