"""Numbers by words, packed: a hundred thousand rows in three arrays; a dict of lists takes ten times as much.

Rule: a word is known by the 64 bits of its hash, never by its letters, as in weights.py. The hash is this process's
own, and its children's: a table is never kept in a file.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from itertools import accumulate


class Table:
    """Rows of a word and a number. Built once, looked up by the bucket that a word's hash falls into."""

    def __init__(self, rows: Iterable[tuple[str, int]]) -> None:
        hashes, numbers = array("q"), array("I")
        for word, number in rows:
            hashes.append(hash(word))
            numbers.append(number)
        self._mask = (1 << len(hashes).bit_length()) - 1
        buckets = [word & self._mask for word in hashes]
        order = sorted(range(len(hashes)), key=buckets.__getitem__)
        self._words = array("q", map(hashes.__getitem__, order))
        self._numbers = array("I", map(numbers.__getitem__, order))
        self._starts = array("I", starts(buckets, self._mask + 1))

    def of(self, word: str) -> Iterator[int]:
        """The numbers of a word, in the order of the rows."""
        wanted = hash(word)
        bucket = wanted & self._mask
        for at in range(self._starts[bucket], self._starts[bucket + 1]):
            if self._words[at] == wanted:
                yield self._numbers[at]


def starts(buckets: Iterable[int], size: int) -> Iterator[int]:
    """Where each of so many buckets begins once things are sorted into them, and the end of the last."""
    held = [0] * size
    for bucket in buckets:
        held[bucket] += 1
    return accumulate(held, initial=0)
