"""How near two words are to each other: one slip of a finger is a letter too many, too few, wrong, or swapped."""

from __future__ import annotations

LONGEST = 40  # letters; nobody takes two longer phrases for each other by one slip


def one_slip(one: str, other: str) -> bool:
    """One letter more, one less, one other letter, or two neighbours swapped lead from one word to the other."""
    short, long = sorted((one, other), key=len)
    if one == other or len(long) - len(short) > 1:
        return False
    start = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    swapped = short[start + 1 : start + 2] + short[start : start + 1]
    return short[start + 1 :] == long[start + 1 :] or swapped + short[start + 2 :] == long[start:]


def neighbourhood(word: str) -> set[str]:
    """The word and what is left of it when any one letter goes. Words one slip apart have one of these in common."""
    return {word, *(word[:n] + word[n + 1 :] for n in range(len(word)))}
