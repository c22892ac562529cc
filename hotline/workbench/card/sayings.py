"""The sentences of a card in one language: the line's own, else those of ``words/<language>.json``.

Each comes with its gaps filled. One that is in neither place, or too long for where it stands, is told.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from hotline.channels.fill import fill
from hotline.channels.sentences import sentences
from hotline.channels.sms.pages import show_number
from hotline.model import Language, Line
from hotline.model.sentences import CARD
from hotline.workbench.card.faults import CardError

_SPACES = re.compile(r"[ \t\r\n]+")  # all but those that hold two words together
SWITCH = "8"  # the key for the next language


def sayings(line: Line, language: Language, fills: Mapping[str, str]) -> dict[str, str]:
    """Every sentence of the card by its name; a ``CardError`` names each one that is missing or too long."""
    own = {"emergency": _sms(language, "notice"), "privacy": _first(_sms(language, "privacy"))}
    written = {**_shipped(language.code), **own, **language.card}
    found, faults = {}, []
    for name, kind in CARD.items():
        text = fill(written.get(name, ""), line, language, show_number, fills)
        text = _SPACES.sub(" ", text).strip()
        where = f'"{name}" under "card" in content/{language.code}/line.yaml'
        if not text:
            faults.append(f"write {where}: it stands on the card")
        elif len(text) > kind.letters:
            faults.append(f'"{text}" is too long for the card; write {where} with at most {kind.letters} letters')
        found[name] = text
    if faults:
        raise CardError(faults)
    return found


def own_sentence(line: Line, language: Language, name: str) -> str:
    """One of the line's own sentences as a texter reads it; empty where it has none."""
    return " ".join(fill(_sms(language, name), line, language, show_number).split())


def language_word(language: Language) -> str:
    """The word that chooses a language, as it is easiest to key: in capitals, without accents."""
    name = language.names[0] if language.names else language.name
    return bare(name).upper()


def language_keys(line: Line, language: Language) -> str:
    """The keys that lead to a language from the begin of a call; none to the line's first one."""
    return SWITCH * list(line.languages).index(language.code)


def bare(text: str) -> str:
    """The text without the marks on its letters."""
    apart = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(letter for letter in apart if not unicodedata.combining(letter)))


def _sms(language: Language, name: str) -> str:
    found = language.sentences.get(name)
    return found.sms if found else ""


def _first(text: str) -> str:
    return next(iter(sentences(" ".join(text.split()))), "")


@cache
def _shipped(lang: str) -> dict[str, str]:
    file = files("hotline.workbench.card") / "words" / f"{lang.partition('-')[0]}.json"
    read: dict[str, str] = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return read
