"""How wide text is, told from above without a font: no common sans-serif is wider than what this says.

The widths are those of DejaVu Sans and its bold, in parts of the font size, rounded up. They are the widest of the
fonts that browsers fall back to (Verdana is the same design; Arial, Segoe and Roboto are narrower).
"""

from __future__ import annotations

import unicodedata

_NARROW, _USUAL, _WIDE = 0.42, 0.66, 1.02
_BOLD = 1.16
_PICTURE = 1.35  # an emoji; Noto Color Emoji has 1.25
_OTHER = 1.15
_CLASSES = {
    **dict.fromkeys(" !'(),-./:;I[]`fijlrt|", _NARROW),
    **dict.fromkeys("ACDEGHKNOPQRSUVXYZTBw&#+=<>~^", 0.86),
    **dict.fromkeys("MW%@m\u2014\u2026", _WIDE),
}
_ON_TOP = ("Mn", "Me", "Cf")  # drawn over the letter before them, or not at all


def width(text: str, size: float, *, bold: bool = False) -> float:
    """No less than the width of a text in units of ``size``."""
    return sum(map(_letter, text)) * size * (_BOLD if bold else 1)


def wrap(text: str, room: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """The text in lines that fit into ``room``, cut between words; a word that is too wide is cut inside."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if width(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.extend(_cut(word, room / size / (_BOLD if bold else 1)))
    return tuple(line for line in lines if line)


def clip(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """The text on one line, with three dots where it had to be cut."""
    if width(text, size, bold=bold) <= room:
        return text
    lines = wrap(text, room - width("\u2026", size, bold=bold), size, bold=bold)
    return f"{lines[0]}\u2026"


def _cut(word: str, room: float) -> list[str]:
    parts, left = [""], room
    for letter in word:
        wide = _letter(letter)
        if wide > left and parts[-1]:
            parts.append("")
            left = room
        parts[-1] += letter
        left -= wide
    return parts


def _letter(letter: str) -> float:
    if letter in _CLASSES:
        return _CLASSES[letter]
    if letter.isascii():
        return _USUAL
    if unicodedata.category(letter) in _ON_TOP:
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return _PICTURE
    base = unicodedata.normalize("NFD", letter)[0]
    return max(_letter(base), _USUAL) if base.isascii() else _OTHER
