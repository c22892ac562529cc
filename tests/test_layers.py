"""Imports point one way, and the heavy ones stand behind few doors."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "hotline"

LAYERS = (  # each may import those to its right
    ("cli", "__main__"),
    ("app", "folders", "settings"),
    ("console",),
    ("web",),
    ("switchboard", "unmet", "rescue"),
    ("watch", "metrics"),
    ("current",),
    ("fitness",),
    ("connect",),
    ("outbox",),
    ("workbench",),
    ("check",),
    ("rehearsal",),
    ("served",),
    ("channels",),
    ("store",),
    ("understand",),
    ("loader",),
    ("hours",),
    ("engine",),
    ("model",),
    ("errors", "events", "logs", "memory", "schemas"),
)
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
ENGINE_MAY = {"model", "engine"}
DOORS = {  # a library, and the modules that may import it
    "flask": ("web", "console", "app"),
    "werkzeug": ("web", "console", "app"),
    "flask_wtf": ("console",),
    "twilio": ("web/signature", "outbox/rest"),
    "yaml": ("loader",),
    "click": ("cli",),
    "prometheus_client": ("metrics/meters", "metrics/teller"),
    "granian": ("cli/serve",),
    "sqlite3": ("store",),
    "jinja2": ("workbench/card/page",),
    "segno": ("workbench/card/qr",),
    "psycopg": ("store",),
    "psycopg_pool": ("store",),
}
MODULES = sorted(ROOT.rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            yield node.module or ""


def layer(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_point_one_way(path: Path) -> None:
    here = layer(path)
    if here == "__init__":
        return
    for name in imports(path):
        parts = name.split(".")
        if parts[0] == "hotline" and len(parts) > 1:
            assert RANK[parts[1]] >= RANK[here], f"{here} imports {name}"
            if here == "engine":
                assert parts[1] in ENGINE_MAY, f"the engine imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_libraries_come_in_by_their_own_doors(path: Path) -> None:
    where = str(path.relative_to(ROOT)).removesuffix(".py")
    for name in imports(path):
        doors = DOORS.get(name.split(".")[0])
        if doors is not None:
            assert any(where == door or where.startswith(f"{door}/") for door in doors), f"{where} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_modules_stay_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


def test_the_engine_reads_no_clock_and_does_no_input_or_output() -> None:
    forbidden = {"time", "datetime", "os", "io", "pathlib", "random", "logging", "socket", "sys"}
    for path in MODULES:
        if layer(path) in ("engine", "model", "understand"):
            assert not forbidden & {name.split(".")[0] for name in imports(path)}, path


def test_the_rest_client_has_one_door_and_is_loaded_only_where_texts_are_sent() -> None:
    for path in MODULES:
        where = str(path.relative_to(ROOT)).removesuffix(".py")
        assert "twilio.rest" not in list(imports(path)) or where == "outbox/rest", path
    asked = "import sys, hotline.app; sys.exit('twilio.rest' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], cwd=ROOT.parent, timeout=60).returncode == 0
