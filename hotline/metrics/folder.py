"""The folder that the workers of one service share to count together.

The library decides by the variable FILES, as it is imported, whether a worker counts for itself or into files there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

FILES = "PROMETHEUS_MULTIPROC_DIR"
MEMORY = Path("/dev/shm")  # the files are mapped: on a full disk a worker that counts into one would be killed


@contextmanager
def shared_folder() -> Iterator[None]:
    """An empty folder for the workers that are started meanwhile, in memory where there is such a thing."""
    where = MEMORY if os.access(MEMORY, os.W_OK) else None
    with TemporaryDirectory(prefix="hotline-metrics-", dir=where, ignore_cleanup_errors=True) as folder:
        os.environ[FILES] = folder
        try:
            yield
        finally:
            del os.environ[FILES]
