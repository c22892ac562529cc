"""Every store there is, opened afresh for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from store_turns import patient, ready

from hotline.store import SCHEMES, SqliteStore, Store, open_store

URLS: dict[str, Callable[[Path, pytest.FixtureRequest], str]] = {
    "memory": lambda folder, request: "memory:",
    "sqlite": lambda folder, request: f"sqlite:///{folder}/state/store.db",
    "postgresql": lambda folder, request: request.getfixturevalue("postgres").database(),
}


@pytest.fixture(params=sorted(SCHEMES))
def store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A store of each scheme in the registry; a scheme without an address above fails."""
    in_file = SqliteStore(tmp_path / "state" / "store.db", limit=5, wait=20)
    monkeypatch.setitem(SCHEMES, "sqlite", lambda rest: in_file)  # type: ignore[arg-type]
    monkeypatch.setitem(SCHEMES, "postgresql", lambda rest: patient(f"postgresql:{rest}"))  # type: ignore[arg-type]
    with closing(open_store(URLS[request.param](tmp_path, request))) as opened:
        yield ready(opened) if request.param == "postgresql" else opened
