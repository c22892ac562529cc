"""A carrier's stand-in and a line that sends through it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.outbox.post import Post
from tests.standin import StandIn, standing_in


@pytest.fixture
def standin() -> Iterator[StandIn]:
    """Twilio's API on this machine."""
    with standing_in() as carrier:
        yield carrier


@pytest.fixture
def post(standin: StandIn, tmp_path: Path) -> Post:
    """The kitchen-sink line with an outbox."""
    return Post(standin, tmp_path)
