"""How many syllables a word has when it is said: English by a heuristic, Spanish by its rules.

Rule 1: counted as Flesch counts (How to Write Plain English, chapter 2): figures, abbreviations and letters mixed with
figures ("911", "mg", "HER2") are one syllable; a word said in two ways has the fewer.
Rule 2: of a word with hyphens or slashes the syllables of its parts are added up.
Rule 3: English spelling does not tell how a word is said. The patterns are checked against the CMU Pronouncing
Dictionary in tests/check/test_reading.py: about 98 of 100 common words, 95 of 100 others, and errors both ways.
Rule 4: Spanish follows the Ortografía of the Real Academia (2010): two strong vowels are two syllables, a weak vowel
with an accent stands apart from a strong one, an h between vowels changes nothing, "guion" is one syllable.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

_PARTS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_EXCEPTIONS = {
    **dict.fromkeys(("trial", "trials"), 1),
    **dict.fromkeys(("aspirin", "maybe"), 2),
    **dict.fromkeys(("element", "elements", "genuine", "nauseous"), 3),
    "diabetes": 4,
}
_VOWELS = re.compile(r"[aeiouy]+")
_Y_BEFORE_VOWEL = re.compile(r"^y(?=[aeiou])")
_SILENT = re.compile(
    r"""
      ^(?:some|there|where|here|life|like|grape|home|care|time|safe|wide|eye|use)(?=[^aeiouy'][a-z])(?!ver|st$|rs$)
    | (?<=[^aeiouy])e$(?<!.[^aeiouylr]le)                   # take, but not table
    | (?<=[^aeiouytdl])ed$(?<![dc]red) | (?<=[aeiouylr]l)ed$  # asked, called; but not needed, hundred, handled
    | (?<=[^aeiouysxzcgl])es$(?<!ches)(?<!shes)             # takes, but not boxes
    | (?<=[aeiouylr]l)es$ | (?<=ach)(?<![et]ach)es$         # rules, aches
    | (?<=[^aeiouy])(?<!^r)e(?=(?:ly|less|lessness|lessly|ments?|ful|fully|ness|lets?)$)(?<!.[^aeiouyl]le)
    | (?<=[^aeiouysxzcg])e(?='s$)(?<!.[^aeiouyl]le)
    | (?<=q)ue(?=[sd]?$) | (?<=[aeioun]g)ue(?=[sd]?$)       # technique, league
    | (?<=^ev)e(?=ry) | (?<=^sev)e(?=ral) | (?<=^gen)e(?=ral) | (?<=^int)e(?=rest) | (?<=^av)e(?=rag)
    | (?<=.f)e(?=ren[ct]) | (?<=^temp)e(?=rat) | (?<=^fam)i(?=l(?:y|ies)) | (?<=^nat)u(?=ral) | (?<=^bus)i(?=ness)
    | (?<=ic)a(?=lly$)                                      # basically
    """,
    re.VERBOSE,
)
_APART = re.compile(
    r"""
      i(?=a)(?<![ctg]i)(?!age|ar\b) | (?<=[ct])i(?=at)        # media, associate; but not special, marriage
    | i(?=o)(?!o(?:n|us?)) | i(?=o(?:n|us))(?<![ctsgxnl]i)    # period, various; but not action
    | i(?=u[ms]) | i(?=et) | i(?=ers?$) | i(?=est$)           # medium, diet, easier, easiest
    | (?<=[^f]r)i(?=en) | (?<=[cl][cl])i(?=ent) | (?<=sc)i(?=en) | (?<=d)i(?=ence)  # experience, client, science
    | [aeiouy](?=ing) | (?<=[aeiou])y(?=[aeiou])(?!ed)(?!es?$) | y(?=one)  # being, player, anyone
    | u(?=[ao])(?<![qgsj]u) | u(?=ous)(?<=gu) | u(?=en[tc])(?<![qg]u) | (?<=[ls])u(?=i[dc])(?!ice)  # fluid
    | e(?=um) | (?<=t)e(?=o) | e(?=ous)(?<!ge) | e(?=o$) | o(?=e[mt]) | a(?=os)  # museum, video, poem, chaos
    | (?<=.[hsrd])e(?=as?$) | (?<=us)e(?=at) | (?<=cr)e(?=at) | (?<=lin)e(?=ar)  # nausea, area, create
    | (?<=^r)e(?=act|ali[st]|assur|appear|evalu)              # reaction
    | (?<=[aeiouy])(?=sms?$) | (?<=[aeiouy])(?=thms?$)        # metabolism, rhythm
    """,
    re.VERBOSE,
)
_REMEMBERED = 20_000  # words of a language; a line says the same few thousand again and again
_SPANISH_VOWELS = re.compile(r"[aeiouáéíóúü]+")
_SILENT_U = re.compile(r"(?<=[qg])u(?=[eiéí])")
_SILENT_H = re.compile(r"(?<!c)h")
_VOWEL_Y = re.compile(r"y(?![aeiouáéíóúü])")


@lru_cache(_REMEMBERED)
def syllables_en(word: str) -> int:
    """The syllables of an English word, at least 1."""
    return _added(word, _one_english)


@lru_cache(_REMEMBERED)
def syllables_es(word: str) -> int:
    """The syllables of a Spanish word, at least 1."""
    return _added(word, _one_spanish)


def _added(word: str, one: Callable[[str], int]) -> int:
    """The syllables of a word's parts, each of which is a word of its own to ``one``."""
    if any(char.isdigit() for char in word):
        return 1
    return sum(max(1, one(part)) for part in _PARTS.findall(word.lower().replace("\u2019", "'"))) or 1


def _one_english(part: str) -> int:
    said = unicodedata.normalize("NFC", part).replace("\u00e9", "ay")  # an e with an accent is never silent
    plain = "".join(char for char in unicodedata.normalize("NFD", said) if not unicodedata.combining(char))
    if plain in _EXCEPTIONS:
        return _EXCEPTIONS[plain]
    groups = len(_VOWELS.findall(_Y_BEFORE_VOWEL.sub("", plain)))
    return groups - len(_SILENT.findall(plain)) + len(_APART.findall(plain))


def _one_spanish(part: str) -> int:
    """One syllable for each group of vowels that is one diphthong, more where its vowels stand apart."""
    written = _SILENT_H.sub("", _SILENT_U.sub("", unicodedata.normalize("NFC", part)))
    return sum(_apart(group) for group in _SPANISH_VOWELS.findall(_VOWEL_Y.sub("i", written)))


def _apart(group: str) -> int:
    """The syllables of a group of Spanish vowels: one for each strong vowel and each weak one with an accent."""
    accented = len(re.findall("[íú]", group))
    strong = len(re.findall("[aeoáéó]", group))
    return strong + accented or 1 + len(re.findall("ii|uu", group))
