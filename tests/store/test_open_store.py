"""Which store an address names."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from hotline.errors import SettingsError
from hotline.store import SCHEMES, open_store

URLS_THAT_DO_NOT_FIT = {
    "unknown": "redis://u:hunter2@cache/0",
    "nothing": "",
    "no scheme": "store.db",
    "memory with a path": "memory:///x",
    "no path": "sqlite:",
    "an empty path": "sqlite:///",
    "a host": "sqlite://host/store.db",
    "SQLite's own memory, one for each connection": "sqlite:///:memory:",
}


@pytest.mark.parametrize("url", URLS_THAT_DO_NOT_FIT.values(), ids=URLS_THAT_DO_NOT_FIT.keys())
def test_an_address_that_does_not_fit_is_told_what_would(url: str) -> None:
    with pytest.raises(SettingsError) as told:
        open_store(url)
    (problem,) = told.value.problems
    assert "HOTLINE_STORE" in problem
    assert "memory:" in problem
    assert "hunter2" not in problem


def test_every_scheme_is_named_to_whoever_misspells_one() -> None:
    with pytest.raises(SettingsError) as told:
        open_store("sqlit:///store.db")
    assert all(f"{scheme}:" in str(told.value) for scheme in SCHEMES)


def test_three_slashes_are_relative_four_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with closing(open_store("sqlite:///here/store.db")) as relative:
        monkeypatch.chdir("/")  # does not move it
        relative.ping()
    with closing(open_store(f"sqlite:///{tmp_path}/there/store.db")) as absolute:
        absolute.ping()
    assert (tmp_path / "here/store.db").is_file()
    assert (tmp_path / "there/store.db").is_file()


def test_to_open_touches_nothing(tmp_path: Path) -> None:
    open_store(f"sqlite:///{tmp_path}/store.db").close()
    assert list(tmp_path.iterdir()) == []
