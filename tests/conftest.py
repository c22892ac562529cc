"""Lines on the air for tests: made once for a test, with a store in memory and a clock that a test turns by hand."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.driver import LINES, SHIPPED, Carrier

settings.register_profile("tests", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("tests")


@pytest.fixture(autouse=True)
def heard_logs() -> Iterator[None]:
    """A command of the line that silences the log in its own process does not do so for the tests after it."""
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def sink(tmp_path: Path) -> Carrier:
    """The kitchen-sink line: small, every feature, English and Spanish, answers STOP itself."""
    return Carrier(LINES / "kitchen-sink", tmp_path)


@pytest.fixture
def food(tmp_path: Path) -> Carrier:
    """A food bank's line: a few dozen topics, English, the carrier answers STOP."""
    return Carrier(LINES / "food-bank", tmp_path)


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Carrier:
    """The shipped line."""
    return Carrier(SHIPPED, tmp_path_factory.mktemp("state"))
