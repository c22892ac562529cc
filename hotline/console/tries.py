"""Slows down whoever guesses passwords: after a few wrong ones each next try waits twice as long."""

from __future__ import annotations

from collections.abc import Callable

FREE = 5  # wrong tries before the first wait
LONGEST = 900  # seconds
FORGOTTEN = 3600  # seconds after which wrong tries are forgotten
ADDRESSES = 10_000  # addresses remembered; beyond them all the others share one


class Tries:
    """Wrong tries by address, in this process. ``clock`` gives seconds since 1970."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._wrong: dict[str, tuple[int, float]] = {}

    def wait(self, address: str) -> int:
        """Seconds that this address has to wait before its next try."""
        times, last = self._wrong.get(self._key(address), (0, 0.0))
        if times < FREE:
            return 0
        until = last + min(LONGEST, 2 ** min(times - FREE, 20))
        return max(0, int(until - self._clock() + 0.999))

    def failed(self, address: str) -> None:
        """Remember a wrong try."""
        now = self._clock()
        if len(self._wrong) >= ADDRESSES:
            self._wrong = {key: kept for key, kept in self._wrong.items() if now - kept[1] < FORGOTTEN}
        key = self._key(address)
        times, last = self._wrong.get(key, (0, now))
        self._wrong[key] = (times + 1 if now - last < FORGOTTEN else 1, now)

    def passed(self, address: str) -> None:
        """Forget the wrong tries of somebody who got in."""
        self._wrong.pop(address, None)

    def _key(self, address: str) -> str:
        return address if address in self._wrong or len(self._wrong) < ADDRESSES else ""
