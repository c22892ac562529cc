"""What the commands share that change a line's files of words."""

from __future__ import annotations

import os
from pathlib import Path

import click

from hotline.cli.line import folder_of
from hotline.errors import LineError
from hotline.loader import Folder, WrittenLanguage, did_you_mean, shown


def own_folder(asked: Path | None, naming: str) -> Path:
    """The line's folder. The line that comes with the program is not written to just because nobody named another.

    ``naming`` says how another one is named.
    """
    root = folder_of(asked)
    if asked is None and not os.environ.get("HOTLINE_LINE") and root != Path():
        raise click.UsageError(f"there is no line here; go to the line's folder, or name it {naming}")
    return root


def language_of(lang: str, read: Folder) -> WrittenLanguage:
    """What is written in a language."""
    languages = read.written.languages
    if not languages:
        raise LineError("\n".join(map(str, read.problems)))
    if lang not in languages:
        raise click.UsageError(f'"{shown(lang)}" is no language of this line; it has {", ".join(languages)}')
    return languages[lang]


def no_words_of(place: str, lang: str, read: Folder) -> click.UsageError | LineError:
    """What to tell of a place without words in a language."""
    message = f'"{shown(place)}" is no place with words in {lang}{did_you_mean(place, language_of(lang, read).words)}'
    if read.problems:  # its words may stand in what cannot be read
        return LineError("\n".join([*map(str, read.problems), message]))
    return click.UsageError(message)
