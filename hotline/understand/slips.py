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


def slips(one: str, other: str, most: int) -> int:
    """How many slips lead from one word to the other; ``most + 1`` where it takes more than ``most``.

    The table that is usually filled cell by cell for this is kept a column at a time, each row of it a bit, as the
    differences between neighbouring cells: Hyyro, "A bit-vector algorithm for computing Levenshtein and Damerau edit
    distances" (2003). tests/understand holds it against the table.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    found = len(one)
    if not one or not other:
        return found or len(other)
    stands_at: dict[str, int] = {}
    for at, letter in enumerate(one):
        stands_at[letter] = stands_at.get(letter, 0) | 1 << at
    every = (1 << found) - 1
    last = 1 << (found - 1)
    more, less, same, before = every, 0, 0, 0  # more: one more than in the row above; less: one less
    for letter in other:
        here = stands_at.get(letter, 0)
        swapped = (~same & here) << 1 & before
        same = (((here & more) + more) ^ more) | here | less | swapped
        rises = less | ~(same | more)
        falls = same & more
        found += (rises & last != 0) - (falls & last != 0)
        rises = rises << 1 | 1
        more = (falls << 1 | ~(same | rises)) & every
        less = rises & same & every
        before = here
    return min(found, most + 1)
