"""Runs two pieces of work at once, one of them in a copy of this process: for a command that somebody waits for.

Never in a service: a copy of a process that runs threads can hang.
"""

from __future__ import annotations

import os
import pickle
import threading
from collections.abc import Callable
from typing import Any, TypeVar

_Here = TypeVar("_Here")
_There = TypeVar("_There")
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def both(here: Callable[[], _Here], there: Callable[[], _There]) -> tuple[_Here, _There]:
    """The results of both, one after the other where there is one core, or no way to copy a process.

    The result of ``there`` has to be picklable; where the copy fails for whatever reason it is done here.
    """
    if CORES < 2 or not hasattr(os, "fork") or threading.active_count() > 1:
        return here(), there()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _do(there, reading, writing)
    os.close(writing)
    try:
        with os.fdopen(reading, "rb") as pipe:
            mine, sent = here(), pipe.read()
    finally:
        _, status = os.waitpid(child, 0)
    theirs: Any = pickle.loads(sent) if status == 0 else there()
    return mine, theirs


def _do(work: Callable[[], object], reading: int, writing: int) -> None:
    """The copy's whole life: it ends here, and never comes back to what its caller was about."""
    status = 1
    try:
        os.close(reading)
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(work(), pipe)
        status = 0
    finally:
        os._exit(status)  # an error is told by the status, and comes again where the caller does the work
