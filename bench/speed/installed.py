"""The peers' own packages, in a folder of the user's cache and never among the line's.

What cannot be installed (no npm, no registry) is left out with the reason.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.speed.peers.tree import KEYWORDS, TREE, UNKNOWN

HERE = Path(__file__).parent / "peers"
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "hotline-bench"
PATIENCE = 600  # seconds of an installation
ONWARD = """
const onward = (place, said) => {
  const word = said.trim().toLowerCase();
  return KEYWORDS[word] || TREE[place].choices[word];
};
module.exports = { TREE, UNKNOWN, onward };
"""


class NotInstalled(Exception):
    """Something cannot be installed here; the message says why."""


def python() -> Path:
    """The Python that has gunicorn, SQLAlchemy and FastAPI."""
    folder = CACHE / f"python-{sys.version_info.major}.{sys.version_info.minor}"
    wanted = HERE / "requirements.txt"
    program = folder / "bin" / "python"
    if _is_new(folder, wanted):
        _do([sys.executable, "-m", "venv", str(folder)])
        _do([str(program), "-m", "pip", "--disable-pip-version-check", "--quiet", "install", "-r", str(wanted)])
        _note(folder, wanted)
    return program


def node() -> Path:
    """The folder with Express, Node-RED and what they serve."""
    if not shutil.which("node") or not shutil.which("npm"):
        raise NotInstalled("npm is missing; on Debian: apt-get install npm")
    folder = CACHE / "node"
    shutil.copytree(HERE / "node", folder, dirs_exist_ok=True)
    constants = {"TREE": TREE, "KEYWORDS": KEYWORDS, "UNKNOWN": UNKNOWN}
    written = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in constants.items())
    (folder / "tree.js").write_text(written + ONWARD, encoding="utf-8")
    if _is_new(folder, HERE / "node" / "package.json"):
        _do(["npm", "install", "--omit=dev", "--no-audit", "--no-fund", "--loglevel=error", f"--prefix={folder}"])
        _note(folder, HERE / "node" / "package.json")
    return folder


def _is_new(folder: Path, wanted: Path) -> bool:
    mark = folder / ".installed"
    return not mark.exists() or mark.read_text() != _mark(wanted)


def _note(folder: Path, wanted: Path) -> None:
    (folder / ".installed").write_text(_mark(wanted))


def _mark(wanted: Path) -> str:
    return hashlib.sha256(wanted.read_bytes()).hexdigest()


def _do(command: Sequence[str]) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, cwd="/")
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotInstalled(f"{command[0]} did not end well: {type(error).__name__}") from None
    if done.returncode != 0:
        last = (done.stderr.strip() or done.stdout.strip() or "no reason given").splitlines()[-1]
        raise NotInstalled(f"{Path(command[0]).name} cannot install: {last[:200]}")
