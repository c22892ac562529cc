"""The wheel, installed into an empty place, has all it needs to run the shipped line."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.driver import SHIPPED

pytestmark = pytest.mark.proof


def test_the_wheel_runs_the_shipped_line_from_an_empty_folder(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")]
    subprocess.run(build, cwd=SHIPPED, check=True, capture_output=True, timeout=120)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    place = tmp_path / "place"
    install = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--no-warn-script-location",
    ]
    subprocess.run([*install, "--target", str(place), str(wheel)], check=True, capture_output=True, timeout=120)
    empty = tmp_path / "empty"
    empty.mkdir()
    # The wheel first, then the libraries of this environment; -I and the empty folder keep the checkout out.
    paths = [str(place), sysconfig.get_path("purelib")]
    begin = f"import sys; sys.path[:0] = {paths!r}; import hotline; print(hotline.__file__); "

    def run(*arguments: str) -> str:
        code = f"{begin}sys.argv = ['hotline', *{arguments!r}]; from hotline.cli import main; main()"
        env = {name: value for name, value in os.environ.items() if not name.startswith("HOTLINE_")}
        done = subprocess.run(
            [sys.executable, "-I", "-c", code],
            cwd=empty,
            env=env,
            input="hi\n",
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith(str(place))
        return done.stdout

    run("check")
    assert "911" in run("talk")
    assert '"hormone-therapy"' in run("ask", "what are hormone pills for", "--json")
    run("new", str(tmp_path / "clinic"))
    run("check", str(tmp_path / "clinic"))
    assert not list(empty.iterdir()), "nothing was written where it was run"
