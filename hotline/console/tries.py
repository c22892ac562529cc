"""Slows down whoever guesses passwords: after a few wrong ones each next try waits twice as long."""

from __future__ import annotations

from collections.abc import Callable

FREE = 5  # wrong tries before the first wait
LONGEST = 900  # seconds
FORGOTTEN = 3600  # seconds after which wrong tries are forgotten
ORIGINS = 10_000  # remembered; beyond them the one that was quiet the longest is forgotten, so nobody waits for others


class Tries:
    """Wrong tries by where they come from, in this process. ``clock`` gives seconds since 1970."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._wrong: dict[str, tuple[int, float]] = {}  # how many and when the last was, the latest at the end

    def __len__(self) -> int:
        return len(self._wrong)

    def wait(self, origin: str) -> int:
        """Seconds that this origin has to wait before its next try."""
        times, last = self._wrong.get(origin, (0, 0.0))
        if times < FREE:
            return 0
        until = last + min(LONGEST, 2 ** min(times - FREE, 20))
        return max(0, int(until - self._clock() + 0.999))

    def failed(self, origin: str) -> None:
        """Remember a wrong try."""
        now = self._clock()
        times, last = self._wrong.pop(origin, (0, now))
        self._wrong[origin] = (times + 1 if now - last < FORGOTTEN else 1, now)
        if len(self._wrong) > ORIGINS:
            del self._wrong[next(iter(self._wrong))]

    def passed(self, origin: str) -> None:
        """Forget the wrong tries of somebody who got in."""
        self._wrong.pop(origin, None)
