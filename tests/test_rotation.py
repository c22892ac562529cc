"""A new HOTLINE_SECRET: nobody who stopped texts gets one, nobody who comes back is a stranger."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from hotline.cli import hotline
from hotline.store import identify, secret_id
from tests.driver import LINES, Carrier, Texter

OLD, NEW = "o" * 64, "n" * 64
ANA, BEN = "+15005550011", "+15005550012"


def line_with(state: Path, *secrets: str) -> Carrier:
    """The line after a restart with these secrets."""
    return Carrier(LINES / "kitchen-sink", state, store=f"sqlite:///{state}/hotline.db", secrets=secrets)


def texter(state: Path, number: str, *secrets: str) -> Texter:
    return line_with(state, *secrets).texter(number)


def test_R30_an_opt_out_outlives_the_secret_that_made_it(tmp_path: Path) -> None:
    texter(tmp_path, ANA, OLD).sends("STOP")
    texter(tmp_path, ANA, OLD, NEW).sends("hi").gets_nothing()  # every process learns the new one first
    texter(tmp_path, ANA, NEW, OLD).sends("hi").gets_nothing()
    texter(tmp_path, ANA, NEW).sends("hi").gets_nothing()
    texter(tmp_path, ANA, NEW).sends("START").gets_place("main")


def test_R30_who_comes_back_is_where_they_were(tmp_path: Path) -> None:
    texter(tmp_path, ANA, OLD).sends("español")
    texter(tmp_path, ANA, NEW, OLD).sends("310").gets_place("oven", "es")
    texter(tmp_path, ANA, NEW).sends("repeat").gets_place("oven", "es")
    texter(tmp_path, ANA, NEW, OLD).sends("borrar").gets_sentence("deleted", "es")
    store = line_with(tmp_path, NEW, OLD).app.extensions["hotline"]["store"]
    store.purge(0)
    found = b"".join(path.read_bytes() for path in tmp_path.glob("hotline.db*"))
    person = identify(ANA, (NEW, OLD))
    assert person is not None
    assert not any(key.encode() in found for key in person.keys)


def test_a_secret_that_was_taken_away_too_soon_is_told(tmp_path: Path) -> None:
    """Who does not come back meanwhile has no row to move: the old secret stays at the end of the list."""
    texter(tmp_path, ANA, OLD).sends("STOP")
    texter(tmp_path, BEN, OLD).sends("STOP")
    texter(tmp_path, BEN, NEW, OLD).sends("hi").gets_nothing()
    stopped = line_with(tmp_path, NEW).app.extensions["hotline"]["store"].stopped_under()
    assert stopped == {secret_id(OLD): 1, secret_id(NEW): 1}
    for secrets, told in ((NEW, True), (f"{NEW},{OLD}", False)):
        environment = {"HOTLINE_STATE": str(tmp_path), "HOTLINE_SECRET": secrets}
        said = CliRunner().invoke(hotline, ["doctor", str(LINES / "kitchen-sink")], env=environment).output
        assert ("<11 opt-outs are by a secret that HOTLINE_SECRET has no more" in said) is told
