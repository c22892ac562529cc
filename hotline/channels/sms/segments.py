"""How many segments a text is sent, and billed, as.

The rules (3GPP TS 23.038 and 23.040):

1. A text of GSM-7 characters holds 160 units. The parts of a longer one hold 153: the header that joins them
   takes the room of 7.
2. A GSM-7 extension character is an escape and a character: 2 units, never split across parts.
3. One character outside GSM-7 turns the whole text into UCS-2: 70 units, or 67 a part, and an extension
   character then costs 1. A unit is a UTF-16 code unit; the two units of a surrogate pair are never split.
4. Nothing is folded: CR and LF count one each. `normalise` does the folding, before counting.

Twilio's own calculator, npm sms-segments-calculator 1.3.0, is the oracle: `tests/data/segments.json` holds
what it says. It also keeps grapheme clusters (a family emoji, a letter with its accents) in one part, which
now and then costs a segment; a network may walk unit by unit. We say the larger of the two: no surprises.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Literal

GSM_7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION = frozenset("\f^{}\\[~]|€")

_GSM_7_SIZES = (160, 153)  # alone, and as a part: 140 octets, less 6 for the header, in septets
_UCS_2_SIZES = (70, 67)  # the same in pairs of octets

# The kinds of characters that decide where a cluster ends, as the oracle has them: UAX 29 of Unicode 10. An
# emoji sequence made later is no cluster to it, so it is none to us. Combining marks are `unicodedata`'s.
_RANGES = {
    "t": "1F3FB-1F3FF",  # skin tone
    # takes a skin tone
    "b": "261D 26F9 270A-270D 1F385 1F3C2-1F3C4 1F3C7 1F3CA-1F3CC 1F442-1F443 1F446-1F450 1F46E 1F470-1F478 "
    "1F47C 1F481-1F483 1F485-1F487 1F4AA 1F574-1F575 1F57A 1F590 1F595-1F596 1F645-1F647 1F64B-1F64F 1F6A3 "
    "1F6B4-1F6B6 1F6C0 1F6CC 1F918-1F91C 1F91E-1F91F 1F926 1F930-1F939 1F93D-1F93E 1F9D1-1F9DD",
    # clings to a ZWJ before it
    "u": "2640 2642 2695-2696 2708 2764 1F308 1F33E 1F373 1F393 1F3A4 1F3A8 1F3EB 1F3ED 1F48B 1F4BB-1F4BC "
    "1F527 1F52C 1F5E8 1F680 1F692",
    "g": "1F466-1F469",  # boy, girl, man, woman: both
    "z": "200D",  # zero width joiner
    "r": "1F1E6-1F1FF",  # regional indicator: two are a flag
    "p": "0600-0605 06DD 070F 08E2 0D4E 110BD 111C2-111C3 11A3A 11A86-11A89 11D46",  # goes with what follows
    "m": "200C FF9E-FF9F E0020-E007F",  # a mark by use: ZWNJ, halfwidth voicing, the tags of a flag
    "s": "0E33 0EB3 1CF2-1CF3",  # a spacing mark by use
    # a spacing mark by category, yet free
    "x": "102B-102C 1038 1062-1064 1067-106D 1083 1087-108C 108F 109A-109C 1A61 1A63-1A64 AA7B AA7D",
    "L": "1100-115F A960-A97C",  # Hangul jamo: leading, vowel, trailing
    "V": "1160-11A7 D7B0-D7C6",
    "T": "11A8-11FF D7CB-D7FB",
}
_CATEGORIES = {"Mn": "m", "Me": "m", "Mc": "s", "Cc": "c", "Cf": "c", "Cs": "c", "Zl": "c", "Zp": "c"}
# What goes together, two by two; A is a Hangul syllable of two jamo, B of three.
_PAIRS = frozenset({"LL", "LV", "LA", "LB", "AV", "AT", "VV", "VT", "BT", "TT", "zu", "zg"})


_PLAIN = frozenset(GSM_7) | frozenset(EXTENSION)


_COMBINING = "\u0300"  # the first character that can go with the one before it


@dataclass(frozen=True, slots=True)
class Segments:
    """What a text takes: its encoding, its length in units of that encoding, the segments it is billed as."""

    encoding: Literal["gsm-7", "ucs-2"]
    units: int
    segments: int


def count(text: str) -> Segments:
    """Return what `text` costs to send as it stands. The empty text is 1 segment, as it is to the oracle."""
    used = set(text)
    if used <= _PLAIN:
        if used.isdisjoint(EXTENSION):
            return Segments("gsm-7", len(text), _even_parts(len(text), *_GSM_7_SIZES))
        septets = [2 if char in EXTENSION else 1 for char in text]
        return Segments("gsm-7", sum(septets), _parts(septets, *_GSM_7_SIZES))
    if max(text) < _COMBINING:  # every character is a unit and a cluster of its own
        return Segments("ucs-2", len(text), _even_parts(len(text), *_UCS_2_SIZES))
    pairs = [_utf16_units(char) for char in text]
    whole = [sum(map(_utf16_units, cluster)) for cluster in _clusters(text)]
    return Segments("ucs-2", sum(pairs), max(_parts(pairs, *_UCS_2_SIZES), _parts(whole, *_UCS_2_SIZES)))


def outside_gsm7(text: str) -> str:
    """Return the characters that force UCS-2 on `text`, each once, in order of appearance."""
    return "".join(dict.fromkeys(char for char in text if char not in GSM_7 and char not in EXTENSION))


def _even_parts(units: int, alone: int, part: int) -> int:
    """Return how many parts hold this many characters of one unit each."""
    return 1 if units <= alone else -(-units // part)


def _parts(costs: list[int], alone: int, part: int) -> int:
    """Return how many parts hold `costs`, none split. One larger than a part has a part to itself.

    What the header pushes out of part one, and what did not fit there, open part two unchecked, as with the
    oracle: that shows only with clusters of some thirty marks.
    """
    ends = list(accumulate(costs))
    if not ends or ends[-1] <= alone:
        return 1
    first, opened = bisect_right(ends, part), bisect_right(ends, alone) + 1
    parts, used = 2, sum(costs[first:opened])
    for cost in costs[opened:]:
        if used + cost > part:
            parts, used = parts + 1, 0
        used += cost
    return parts


def _utf16_units(char: str) -> int:
    return 2 if char > "\uffff" else 1


def _clusters(text: str) -> Iterator[str]:
    """Yield `text` in pieces that are kept in one part."""
    start, kinds = 0, ""
    for index, char in enumerate(text):
        kind = _kind(char)
        if kinds and not _joins(kinds, kind):
            yield text[start:index]
            start, kinds = index, ""
        kinds += kind
    yield text[start:]


def _joins(kinds: str, kind: str) -> bool:
    """Whether a character of this kind goes on with the cluster whose kinds are `kinds`."""
    last = kinds[-1]
    if "c" in (last, kind):  # CR LF too: one character to Unicode, two to a bill
        return False
    if kinds[1:2] == "r" and last not in "pr":  # the oracle lets a flag take one mark and no more
        return False
    if kind in "msz" or last == "p" or last + kind in _PAIRS:
        return True
    if kind == "t":  # after a mark the oracle looks no further back than one
        return kinds[-2:] in ("bm", "gm") if "m" in kinds else last in "bg"
    return kinds == kind == "r"


@lru_cache(maxsize=4096)
def _kind(char: str) -> str:
    if "\uac00" <= char <= "\ud7a3":  # Hangul syllables come in rows of 28, the first with no trailing jamo
        return "B" if (ord(char) - 0xAC00) % 28 else "A"
    return _LISTED.get(char) or _CATEGORIES.get(unicodedata.category(char), "x")


def _listed() -> Iterator[tuple[str, str]]:
    for kind, ranges in _RANGES.items():
        for item in ranges.split():
            low, _, high = item.partition("-")
            yield from ((chr(code), kind) for code in range(int(low, 16), int(high or low, 16) + 1))


_LISTED = dict(_listed())
