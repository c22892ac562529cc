"""What is left of a word without its endings, roughly: "bleeding", "bleeds" and "bled" should not be three words.

No grammar: an ending goes where enough of the word stays. Words that fall together by mistake do little harm, because
pairs of words and parts of words are looked at as well.
"""

from __future__ import annotations

from collections.abc import Callable

_LEAST = 3  # letters that stay
_ENDINGS_OF = {
    "en": "iness ingly edly ments ment ness ings ing ies ied ers est ed es er ly s y e",
    "es": """amientos imientos amiento imiento aciones acion adores ador mente
        andose iendose ando iendo
        arme erme irme
        arse erse irse arlo ados adas idos idas ado ada ido ida aba ian ia aron ieron amos
        emos imos ar er ir as os es an en a o e s""",
}
_ENDINGS = {code: endings.split() for code, endings in _ENDINGS_OF.items()}


def stem_for(code: str) -> Callable[[str], str]:
    """What takes the endings off a folded word in a language ("es-MX" is Spanish); words of others stay as they are."""
    endings = _ENDINGS.get(code.partition("-")[0], [])
    return lambda word: _stem(word, endings)


def _stem(word: str, endings: list[str]) -> str:
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > _LEAST and word[-1] == word[-2] else word
