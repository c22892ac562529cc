"""The console's own words: ``words/<language>/<page>.json``, each a flat object of names and sentences."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

LANGUAGES = ("en", "es")


class Said:
    """The words of one language. ``said("desk.title")`` is what ``title`` is called in ``desk.json``."""

    def __init__(self, lang: str) -> None:
        folder = files("hotline.console") / "words" / lang
        self.sentences = {
            f"{file.name.removesuffix('.json')}.{name}": sentence
            for file in folder.iterdir()
            for name, sentence in json.loads(file.read_text(encoding="utf-8")).items()
        }

    def __call__(self, name: str, **values: object) -> str:
        """The sentence with this name, its ``{gaps}`` filled; a ``KeyError`` where there is none."""
        return str(self.sentences[name]).format(**values)


@cache
def words_in(lang: str) -> Said:
    """The words of a language; read once."""
    return Said(lang)
