"""Plain characters for typographic ones, so that a curly quote does not turn a whole text into UCS-2.

The rules:

1. Only what has an obvious plain form changes: quotes, dashes, spaces, bullets, signs like the trade mark.
2. A letter is never lost and never loses its accent: "clínica" and "año" stay, whatever they cost. Only a
   Latin ligature is taken apart, and an accent typed apart from its letter is put on it (NFC).
3. What nobody sees goes: zero-width characters, direction marks, and all that XML 1.0 forbids, which would
   otherwise break the answer. A zero width joiner stays where it makes one emoji of two.
4. Line ends are LF. White space is never merged: each space, tab included, is one space.
5. What is normalised stays as it is: normalising twice is normalising once.
"""

import re
import unicodedata

_PLAIN = {
    # quotes, double and single: curly, low, angle, prime; and what is typed for an apostrophe
    '"': "\u00ab\u00bb\u201c\u201d\u201e\u201f\u2033\u2036\u275d\u275e\u301d\u301e\u301f",
    "'": "`\u00b4\u02bb\u02bc\u2018\u2019\u201a\u201b\u2032\u2035\u2039\u203a\u275b\u275c",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63"  # hyphens, dashes, minus
    "\u2022\u2023\u2043\u204c\u204d\u2219\u25a0\u25aa\u25cf\u25e6",  # bullets
    " ": "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
    "\n": "\u0085\u2028\u2029",  # next line, line and paragraph separators
    "...": "\u2026",
    "..": "\u2025",
    "/": "\u2044\u2215\u00f7",  # fraction slash, division slash, division sign
    "x": "\u00d7",
    "+/-": "\u00b1",
    "<=": "\u2264",
    ">=": "\u2265",
    "->": "\u2192",
    "<-": "\u2190",
    "(c)": "\u00a9",
    "(R)": "\u00ae",
    "(TM)": "\u2122",
    "No.": "\u2116",
    "1/4": "\u00bc",
    "1/2": "\u00bd",
    "3/4": "\u00be",
    "1/3": "\u2153",
    "2/3": "\u2154",
    "\u00b0C": "\u2103",
    "\u00b0F": "\u2109",
    "ff": "\ufb00",
    "fi": "\ufb01",
    "fl": "\ufb02",
    "ffi": "\ufb03",
    "ffl": "\ufb04",
    "st": "\ufb05\ufb06",
}
_TABLE = str.maketrans({char: plain for plain, chars in _PLAIN.items() for char in chars})

# Unseen, or forbidden by XML 1.0 (its production Char): controls, surrogates, non-characters, zero-width
# characters, soft hyphen, direction marks, byte order mark. Tab, CR and NEL are left to the steps after.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180e\u200b\u200c"
    r"\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
# What a joiner can join: pictures, each with the selector that may follow it. Skin tones are in the range.
_PICTURE = r"[\u2194\u2195\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
_LOOSE_JOINER = re.compile(rf"\u200d(?!{_PICTURE})|(?<!{_PICTURE})(?<!{_PICTURE}\ufe0f)\u200d")

_STEPS = (
    (re.compile(r"\r\n?"), "\n"),
    (re.compile(r"(?<=[0-9])(?=[\u00bc-\u00be\u2153\u2154])"), " "),  # "1\u00bd" is "1 1/2", never "11/2"
    (re.compile(r"(?<=[0-9])( ?)[\u00b0\u02da] ?(?=[CF]\b)"), r"\1"),  # "100.4\u00b0F" is "100.4F"
)
# A variation selector whose picture became plain; in a keycap emoji it goes with a digit, and stays.
_LOOSE_SELECTOR = re.compile(r"(?<=[\x00-\x7f])[\ufe0e\ufe0f]+(?!\u20e3)")


def normalise(text: str) -> str:
    """Return `text` in the plainest characters that say the same."""
    done = _once(text)
    while done != text:  # what goes can bring together what it kept apart
        text, done = done, _once(done)
    return done


def _once(text: str) -> str:
    text = _LOOSE_JOINER.sub("", _UNSEEN.sub("", text))
    for pattern, plain in _STEPS:
        text = pattern.sub(plain, text)
    return unicodedata.normalize("NFC", _LOOSE_SELECTOR.sub("", text.translate(_TABLE)))
