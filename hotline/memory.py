"""Memory that is given back to the system, where its C library can."""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def collector_paused() -> Iterator[None]:
    """A time in which a lot is made that stays: to look again and again for what may go would take a tenth of it."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def give_back() -> None:
    """Give back what was freed: after a line was read the heap is full of holes that the library keeps for itself."""
    with suppress(OSError, AttributeError, TypeError):  # only glibc has it; Windows knows no process without a name
        ctypes.CDLL(None).malloc_trim(0)


def share() -> None:
    """Have all that is in memory now stay as it is, so that copies of this process share its pages."""
    gc.collect()
    give_back()
    gc.freeze()
