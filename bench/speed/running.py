"""Servers as processes of their own, on a core of their own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count, cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.processes import is_free, pinned, within
from bench.speed.texts import PUBLIC, TOKEN, Pattern, Step
from bench.speed.walk import Strayed, ask

ROOT = Path(__file__).resolve().parents[2]
CORES = sorted(os.sched_getaffinity(0))
SERVER, GENERATOR = CORES[0], CORES[-1]
VISITORS = count(9_000_000_000)  # numbers of people who are in no crowd and no walk
PORTS = cycle(range(18200, 18400))
SECRET = "s" * 64
PATIENCE = 1800  # seconds until a server has to answer; a line of 5,000 topics takes its time
SETTINGS = {
    "HOTLINE_LINE": str(ROOT),
    "HOTLINE_ALLOW_DRAFTS": "1",
    "HOTLINE_PUBLIC_URL": PUBLIC,
    "HOTLINE_SECRET": SECRET,
    "TWILIO_AUTH_TOKEN": TOKEN,
}


@dataclass(frozen=True)
class Server:
    """A server that can be started. In the command ``{port}`` and ``{folder}`` are filled in, in the settings too."""

    name: str
    command: Sequence[str]
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Running:
    """A server that answers."""

    name: str
    pid: int
    port: int
    folder: Path  # its own, and empty at its start


def hotline(name: str, *, workers: int = 1, store: str = "", line: Path = ROOT, instead: str = "") -> Server:
    """``hotline serve`` as it is deployed: the line, with signatures and its store, in a new state directory.

    ``instead`` is what is exchanged in it: see ``instead.py``.
    """
    program = ["bench.speed.instead", instead] if instead else ["hotline"]
    command = [sys.executable, "-m", *program, "serve", "--port", "{port}", "--workers", str(workers)]
    where = {"HOTLINE_STATE": "{folder}/state", "HOTLINE_STORE": store, "HOTLINE_LINE": str(line)}
    return Server(name, command, {**SETTINGS, **where})


def bare(workers: int = 1) -> Server:
    """A Flask route with constant TwiML, under the server that the line has."""
    return hotline("bare Flask route", workers=workers, instead="app=bench.speed.bare:make_bare")


@contextmanager
def running(server: Server, cores: set[int] | None = None) -> Iterator[Running]:
    """The server while it is used: on one core where no others are named."""
    port = next(filter(is_free, PORTS))
    with TemporaryDirectory(prefix="hotline-bench-", ignore_cleanup_errors=True) as folder:
        process = start(server, port, Path(folder), cores or {SERVER})
        try:
            if not within(PATIENCE, lambda: process.poll() is not None or _answers(port)) or process.poll() is not None:
                raise SystemExit(f"{server.name} does not start:\n{told(Path(folder))}")
            yield Running(server.name, process.pid, port, Path(folder))
        finally:
            stop(process)


def _answers(port: int) -> bool:
    """A text is answered: some servers listen before they know what to say."""
    if is_free(port):
        return False
    with suppress(OSError, Strayed):
        ask(port, Pattern(Step("/sms", "hi")).request(f"+1{next(VISITORS)}", f"{0:032x}"))
        return True
    return False


def start(server: Server, port: int, folder: Path, cores: set[int]) -> subprocess.Popen[bytes]:
    """A server's process, which may not listen yet. What it prints goes to a file, as a supervisor would have it."""
    fill = {"port": port, "folder": folder}
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("HOTLINE_", "TWILIO_"))}
    settings = {name: value.format(**fill) for name, value in server.settings.items()}
    command = [part.format(**fill) for part in server.command]
    with (folder / "printed").open("wb") as printed, pinned(cores):
        return subprocess.Popen(
            command,
            cwd=folder,
            env={**ours, "PYTHONPATH": str(ROOT), **settings},
            stdout=printed,
            stderr=printed,
            start_new_session=True,
        )


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a server and all that it started."""
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=15)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def told(folder: Path) -> str:
    """The last that a server printed."""
    return (folder / "printed").read_text(errors="replace")[-2000:]
