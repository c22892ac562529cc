"""``hotline listen``: what a caller hears, as sound files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import click

from hotline.cli.espeak import speak
from hotline.cli.line import served_line
from hotline.errors import HotlineError
from hotline.loader import did_you_mean, shown
from hotline.model import Topic
from hotline.served import Served
from hotline.workbench.listening import Hearing, hear_greeting, hear_place

GREETING = "greeting"  # the line answers
MENU = "menu"  # the main menu, whatever its name


@dataclass(frozen=True, slots=True)
class Asked:
    """Something to listen to: its name, its language, its file, and the number of the place, 0 for the greeting."""

    name: str
    lang: str
    file: Path
    place: int = 0


@click.command()
@click.argument("place", required=False)
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path, file_okay=False))
@click.option("--all", "every", is_flag=True, help="Every place, a file for each.")
@click.option("--lang", help="In this language.")
@click.option("--slow", is_flag=True, help="As after key 7.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write this file, or into this folder.")
def listen(
    place: str | None, folder: Path | None, every: bool, lang: str | None, slow: bool, output: Path | None
) -> None:
    """Write what a caller hears at PLACE as a WAV file, spoken by espeak-ng.

    PLACE is a place's name or number, "menu" for the main menu, or "greeting" for what is heard when the line answers.
    """
    if every and folder is not None:
        raise click.UsageError("--all is every place, so leave PLACE out")
    if every:
        place, folder = None, Path(place) if place else None
    elif place is None:
        raise click.UsageError('name a place, or "menu", or "greeting", or say --all')
    served = served_line(folder)
    if lang is not None and lang not in served.line.languages:
        raise click.UsageError(
            f'"{shown(lang)}" is no language of this line; it has {", ".join(served.line.languages)}'
        )
    heard = [_listen(served, asked, slow) for asked in _asked(served, place, lang, output)]
    if every:
        for code in served.line.languages:
            _sum_up(code, [off for of, off in heard if of.lang == code and _is_topic(served, of)])
    click.echo(f"wrote {heard[0][0].file if len(heard) == 1 else f'{len(heard)} files'}", err=True)


def _asked(served: Served, place: str | None, lang: str | None, output: Path | None) -> Iterable[Asked]:
    line = served.line
    if place is None:
        root = output or Path("listen")
        return [asked for code in ([lang] if lang else line.languages) for asked in _everything(served, code, root)]
    code = lang or line.default_language
    names = {GREETING: 0, MENU: line.start}
    names |= {str(number): number for number in line.places} | {found.id: n for n, found in line.places.items()}
    if place not in names:
        known = did_you_mean(place, [name for name in names if not name.isdigit()])
        raise click.UsageError(f'"{shown(place)}" is no place of this line{known}')
    name = line.at(int(place)).id if place.isdigit() else place
    return [Asked(name, code, output or Path(f"{name}.{code}.wav"), names[place])]


def _everything(served: Served, code: str, root: Path) -> Iterator[Asked]:
    yield Asked(GREETING, code, root / code / f"_{GREETING}.wav")  # no place has a name like that
    for number, place in served.line.places.items():
        yield Asked(place.id, code, root / code / f"{place.id}.wav", number)


def _listen(served: Served, asked: Asked, slow: bool) -> tuple[Asked, float]:
    """Write one file and tell of it; with it comes what the checker counts as a share of what was heard, less 1."""
    hearing = _hear(served, asked, slow)
    own, after = speak(hearing.own), speak(hearing.after)
    try:
        asked.file.parent.mkdir(parents=True, exist_ok=True)
        asked.file.write_bytes((own + after).as_wav())
    except OSError as error:
        raise HotlineError(f"cannot write {asked.file}: {error.strerror}") from None
    off = hearing.counted / own.seconds - 1 if own.seconds else 0.0
    note = "; a call plays a recording here" if hearing.recorded else ""
    click.echo(f"{asked.name}: {own.seconds:.1f} seconds heard, {hearing.counted:.1f} counted, {off:+.0%}{note}")
    return asked, off


def _hear(served: Served, asked: Asked, slow: bool) -> Hearing:
    if not asked.place:
        return hear_greeting(served, asked.lang, slow=slow)
    return hear_place(served, asked.place, asked.lang, slow=slow)


def _is_topic(served: Served, asked: Asked) -> bool:
    return bool(asked.place) and isinstance(served.line.at(asked.place), Topic)


def _sum_up(code: str, offs: list[float]) -> None:
    if offs:
        spread = f"{median(offs):+.0%} at the median, from {min(offs):+.0%} to {max(offs):+.0%}"
        click.echo(f"{code}: for {len(offs)} topics, what is counted differs from what is heard by {spread}")
