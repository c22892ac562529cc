"""How much each clue of a text speaks for each class, packed: a hundred thousand clues in two arrays, not in objects.

Rule: a clue is known by 8 bytes of its hash, never by its letters. That two of them fall together is as good as
impossible, and would do no more than a slip of the pen.
"""

from __future__ import annotations

import gzip
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from hashlib import blake2b

WIDTH = 5  # numbers of a clue: its rarity, and how much it speaks for each of four classes
_WRITTEN_HERE = 1  # the first number of a file; read as another one it was written by a machine of the other byte order


class Weights:
    """Clues with their numbers, hundredths each. Looked up by halving."""

    def __init__(self, keys: Sequence[int], numbers: Sequence[int]) -> None:
        """``keys`` rise; the numbers of the first key come first, WIDTH of each."""
        self._keys = keys
        self._numbers = numbers
        self.rarest = max(numbers[::WIDTH], default=0)

    def get(self, clue: str) -> Sequence[int]:
        """The numbers of a clue; none where it is unknown."""
        key = key_of(clue)
        at = bisect_left(self._keys, key)
        if at == len(self._keys) or self._keys[at] != key:
            return ()
        return self._numbers[at * WIDTH : (at + 1) * WIDTH]

    def __len__(self) -> int:
        return len(self._keys)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Weights) and (self._keys, self._numbers) == (other._keys, other._numbers)

    __hash__ = None  # type: ignore[assignment]


def key_of(clue: str) -> int:
    """The 8 bytes that stand for a clue."""
    return int.from_bytes(blake2b(clue.encode(), digest_size=8).digest(), "little")


def weights_of(rows: Iterable[tuple[str, Sequence[int]]]) -> Weights:
    """The weights of clues with their numbers."""
    kept = sorted((key_of(clue), tuple(numbers)) for clue, numbers in rows)
    return Weights(array("Q", (key for key, _ in kept)), array("h", (each for _, numbers in kept for each in numbers)))


def packed(weights: Weights) -> bytes:
    """The weights as they are kept in a file, without the time of its making."""
    head = array("Q", (_WRITTEN_HERE, len(weights)))
    keys, numbers = array("Q", weights._keys), array("h", weights._numbers)
    return gzip.compress(head.tobytes() + keys.tobytes() + numbers.tobytes(), mtime=0)


def unpacked(data: bytes) -> Weights:
    """The weights in a file."""
    read = memoryview(gzip.decompress(data))
    head, keys, numbers = array("Q", read[:16].tobytes()), array("Q"), array("h")
    foreign = head[0] != _WRITTEN_HERE
    if foreign:
        head.byteswap()
    end = 16 + 8 * head[1]
    keys.frombytes(read[16:end])
    numbers.frombytes(read[end:])
    for each in (keys, numbers) if foreign else ():
        each.byteswap()
    return Weights(keys, numbers)
