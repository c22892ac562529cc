"""What a test needs beyond Python. Missing, it is skipped with what to install; in CI that is a failure."""

from __future__ import annotations

import os
import shutil

import pytest


def program(name: str, package: str) -> str:
    """The program's path. ``package`` is what Debian calls what brings it."""
    found = shutil.which(name)
    if found is not None:
        return found
    message = f"{name} is missing; on Debian: apt-get install {package}"
    if os.environ.get("HOTLINE_TEST_ALL"):
        pytest.fail(message)
    pytest.skip(message)
