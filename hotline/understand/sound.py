"""How a word sounds, roughly: two words with the same key are spelled by ear for each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

# In this order: what stands before is done before.
_ENGLISH = (
    (r"(?<=[aeiou])gh(?=t)|(?<=[aeiou])gh$", ""),
    (r"ph|(?<=[aeou])gh", "f"), (r"tch", "ch"),
    (r"sch|sh|ti(?=on)|ci(?=a)", "X"), (r"ch", "X"), (r"th", "T"),
    (r"wr", "r"),
    (r"wh", "w"), (r"kn|gn(?=$)|^gn", "n"),
    (r"mb$", "m"), (r"ck|q(?:u)?", "k"), (r"x", "ks"),
    (r"c(?=[eiy])", "s"), (r"c", "k"), (r"z", "s"), (r"dg(?=e)", "j"), (r"v", "f"),
    (r"(?<=[aeiou])y|y(?=[^aeiou]|$)", "i"),
    (r"(?<=.)h", ""), (r"(.)\1+", r"\1"), (r"e$", ""), (r"(?<=.)[aeiou]+", "a"), (r"^[aeiou]+", "a"),
)  # fmt: skip
_SPANISH = (
    (r"ch", "X"), (r"h", ""), (r"qu(?=[ei])|k", "C"), (r"c(?=[ei])|z|x", "s"), (r"C", "c"),
    (r"gu(?=[ei])", "g"), (r"v", "b"), (r"ll", "y"), (r"w|gu(?=a)", "u"), (r"m(?=[pb])", "n"), (r"(.)\1+", r"\1"),
)  # fmt: skip
_RULES: Mapping[str, tuple[tuple[re.Pattern[str], str], ...]] = {
    code: tuple((re.compile(pattern), sound) for pattern, sound in rules)
    for code, rules in (("en", _ENGLISH), ("es", _SPANISH))
}


def sound_for(code: str) -> Callable[[str], str] | None:
    """What gives the key of a folded word in a language ("es-MX" is Spanish); nothing where it is not known."""
    rules = _RULES.get(code.partition("-")[0])
    return None if rules is None else lambda word: _key(word, rules)


def _key(word: str, rules: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    for pattern, sound in rules:
        word = pattern.sub(sound, word)
    return word
