"""Other processes with a store, for tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import store_worker
from store_turns import NUMBER

ROOT = Path(__file__).parents[2]


def work(deed: str, where: Path | str, count: int = 0) -> subprocess.Popen[str]:
    """Another process, ready to begin as soon as it is sent a line."""
    command = [sys.executable, store_worker.__file__, deed, str(where), NUMBER, str(count)]
    pipe = subprocess.PIPE
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=env)
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    return process


def begin(process: subprocess.Popen[str]) -> None:
    """Send it the line."""
    assert process.stdin
    process.stdin.write("go\n")
    process.stdin.flush()


def outcome(process: subprocess.Popen[str]) -> str:
    """What it said until its end, which was a good one."""
    out, _ = process.communicate(timeout=30)
    assert process.returncode == 0
    return out
