"""Cuts a text into what may be several things asked for: at the ends of sentences, at commas, at "and" and its like."""

from __future__ import annotations

import re

from hotline.understand.fold import LONGEST, fold

MOST = 6  # parts looked at: nobody is answered more than one thing and offered another
_STOPS = re.compile(r"[.;:!?,]+(?=\s|$)|[\n\u00bf\u00a1]+")  # never inside 100.4 or 10:30
_JOINTS = re.compile(r"\b(?:and|also|plus|but|y|e|tambien|ademas|pero)\b")  # of English and Spanish


def parts(text: str) -> list[str]:
    """The folded parts of a text that have words in them, the first few."""
    found = (part for stop in _STOPS.split(text[:LONGEST]) for part in _JOINTS.split(fold(stop)))
    return [part.strip() for part in found if part.strip()][:MOST]
