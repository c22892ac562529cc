"""One process at a time: a lock that a file stands for, and that nothing can leave behind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows, where the line is only tried out, by one process
    fcntl = None  # type: ignore[assignment]


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Wait until no other process holds the lock at this path, and hold it. Raises ``OSError`` where none can be."""
    if fcntl is None:
        yield
        return
    with path.open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # closing the file, or the death of the process, lets go
        yield
