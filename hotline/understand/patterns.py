"""The small pattern language of the YAML: words in order, ``a/b`` either word, ``...`` up to three words in between.

Made for clinicians, so there is nothing else to learn. Patterns are found anywhere inside a folded text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from hotline.understand.fold import fold

_GAP = r"(?: \w+){0,3}"


def compile_patterns(patterns: Iterable[str]) -> re.Pattern[str] | None:
    """One expression that finds any of the patterns at any word; nothing where there are none.

    Group 1 is what a pattern covers. It is found by looking ahead, so that one pattern never hides another.
    """
    sources = [source for source in map(_source, patterns) if source]
    if not sources:
        return None
    longest_first = sorted(set(sources), key=len, reverse=True)
    return re.compile(rf"\b(?=((?:{'|'.join(longest_first)})\b))")


def _source(pattern: str) -> str:
    parts: list[str] = []
    for word in pattern.replace("...", " ... ").split():
        if word == "...":
            parts += [_GAP] if parts else []  # a gap before the first word means nothing
            continue
        either = [fold(choice).replace(" ", "") for choice in word.split("/")]
        choices = "|".join(re.escape(choice) for choice in either if choice)
        if choices:
            parts.append(f"{' ' if parts else ''}(?:{choices})")
    return "".join(parts)
