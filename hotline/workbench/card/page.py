"""Makes HTML out of cards: sheets of paper, in a file that needs nothing else or inside a page of the console.

Every text of a line is escaped. There is no script in it and no style on an element.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from hotline.understand.either import either
from hotline.workbench.card.contents import Card
from hotline.workbench.card.qr import outline, pattern
from hotline.workbench.script import Script

Kind = Literal["wallet", "fridge", "poster", "topics", "script"]
Paper = Literal["letter", "a4"]
KINDS: tuple[Kind, ...] = get_args(Kind)
PAPERS: tuple[Paper, ...] = get_args(Paper)
_HERE = "hotline.workbench.card"


def sheets(card: Card, kind: Kind, script: Script | None = None) -> str:
    """The sheets of one kind as a piece of HTML. ``script`` is what the voice says, for the kind of that name."""
    return _environment().get_template(f"{kind}.html").render(card=card, says=card.says, script=script, code=_code)


def document(cards: Sequence[Card], kinds: Sequence[Kind], paper: Paper, scripts: Mapping[str, Script]) -> str:
    """A whole HTML file: of each kind the sheets of each card. ``scripts`` are by language."""
    bodies = [sheets(card, kind, scripts.get(card.lang)) for kind in kinds for card in cards]
    template = _environment().get_template("document.html")
    return template.render(card=cards[0], bodies=bodies, styles=styles(paper))


@cache
def styles(paper: Paper) -> str:
    """The style sheet for a size of paper."""
    folder = files(_HERE) / "styles"
    return "".join((folder / name).read_text(encoding="utf-8") for name in (f"{paper}.css", "sheets.css", "kinds.css"))


def _code(address: str) -> tuple[int, str]:
    """The modules along a side of a QR code, and its black as an SVG path; 0 where no code can be made."""
    rows = pattern(address)
    return len(rows), outline(rows)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader(_HERE, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["strong"] = _strong
    return made


def _strong(text: str, words: Sequence[str]) -> Markup:
    """The text with these words in it printed bold."""
    found = re.split(rf"(?<!\w)({either(words)})(?!\w)", text)
    return Markup("").join(Markup("<b>{}</b>").format(part) if at % 2 else part for at, part in enumerate(found))
