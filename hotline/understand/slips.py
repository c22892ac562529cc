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
    """How many slips lead from one word to the other; ``most + 1`` where it takes more than ``most``."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, row = row, [i]
        for j, wanted in enumerate(other, 1):
            cheapest = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and wanted == one[i - 2]:
                cheapest = min(cheapest, before[j - 2] + 1)
            row.append(cheapest)
        if min(row) > most:
            return most + 1
        before = last
    return min(row[-1], most + 1)
