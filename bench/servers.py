"""Which WSGI server should run the line: speed, memory, a killed worker, slow clients.

    python bench/servers.py

Every server is a process of its own with the real application, and with a bare Flask route beside it.
bench/README.md says what is measured and how to read it.
"""

from __future__ import annotations

import asyncio
import importlib.util
import multiprocessing
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Event, Thread
from time import monotonic, perf_counter, sleep
from urllib.parse import urlencode

import click
from flask import Flask, Response
from twilio.request_validator import RequestValidator

LINE = Path(__file__).resolve().parent.parent / "tests" / "lines" / "kitchen-sink"
PUBLIC, TOKEN = "https://bench.example", "token-of-a-bench"
REAL, BARE = "hotline.app:create_app", "servers:bare"
TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response><Message>' + "A bare answer. " * 10 + "</Message></Response>"
BODIES, PEOPLE, COUNT, WARM = ("hi", "1", "leak", "more"), 1_000, 40_000, 4_000
WORKERS, CONNECTIONS = 2, 16
PATIENCE = 3.0  # seconds until a text that is not answered is given up
DRIP = 1.0  # seconds between two bytes of a slow client
PORTS = cycle(range(18100, 18200))

GUNICORN = ["gunicorn", "{app}()", "--bind=127.0.0.1:{port}", f"--workers={WORKERS}"]
GRANIAN = ["granian", "{app}", "--factory", "--interface=wsgi", "--host=127.0.0.1", "--port={port}", "--no-ws"]
GRANIAN += [f"--workers={WORKERS}", "--respawn-failed-workers"]
# one process by design; its own limit of 100 connections would settle the checks with slow clients at once
WAITRESS = ["waitress", "--listen=127.0.0.1:{port}", "--threads=4", "--connection-limit=1000", "--asyncore-use-poll"]
SERVERS = {
    "gunicorn sync": [*GUNICORN, "--worker-class=sync"],
    "gunicorn gthread": [*GUNICORN, "--worker-class=gthread", "--threads=4"],
    "granian, 1 thread": [*GRANIAN, "--blocking-threads=1"],
    "granian, 512 threads": [*GRANIAN, "--blocking-threads=512"],
    "waitress": [*WAITRESS, "--call", "{app}"],
}
SLOW = {
    "headers": b"POST /sms HTTP/1.1\r\nHost: bench.example\r\nX-Slow: ",
    "bodies": b"POST /sms HTTP/1.1\r\nHost: bench.example\r\nX-Twilio-Signature: none\r\nContent-Length: 9999\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\nBody=",
}


def bare() -> Flask:
    """What the server and Flask cost by themselves."""
    app = Flask(__name__)
    app.add_url_rule("/sms", "sms", lambda: Response(TWIML, mimetype="text/xml"), methods=["POST"])
    return app


def signed(count: int) -> list[bytes]:
    """Texts as the carrier posts them, each one once, from people in turn."""
    sign = RequestValidator(TOKEN).compute_signature
    made = []
    for n in range(count):
        form = {"MessageSid": f"SM{n:032x}", "From": f"+1500{n % PEOPLE:07d}", "To": "+15005550000"}
        form |= {"Body": BODIES[n // PEOPLE % len(BODIES)], "AccountSid": f"AC{0:032x}", "NumMedia": "0"}
        said = urlencode(form)
        head = f"POST /sms HTTP/1.1\r\nHost: bench.example\r\nX-Twilio-Signature: {sign(f'{PUBLIC}/sms', form)}\r\n"
        head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(said)}\r\n\r\n"
        made.append((head + said).encode())
    return made


@dataclass
class Load:
    """What became of the texts that were sent."""

    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)  # milliseconds
    failed: int = 0  # sent, and no good answer
    refused: int = 0  # not even a connection

    def wait(self, share: float) -> float:
        """The wait that this share of the texts did not exceed; one without an answer waits for ever."""
        waits = sorted(self.waits) + [math.inf] * (self.failed + self.refused)
        return waits[min(len(waits) - 1, int(len(waits) * share))] if waits else math.inf


class Carrier:
    """Sends texts for some seconds. With a pause each text has a connection of its own, else they are kept."""

    def __init__(self, port: int, seconds: float, first: int, pause: float) -> None:
        self.address, self.texts, self.pause = ("127.0.0.1", port), iter(TEXTS[first:]), pause
        self.end = perf_counter() + seconds
        self.load = Load()

    def line(self) -> None:
        """One connection, one text after the other."""
        wire: socket.socket | None = None
        while perf_counter() < self.end and (text := next(self.texts, None)):
            began = perf_counter()
            try:
                wire = wire or socket.create_connection(self.address, PATIENCE)
                stays = ask(wire, text)
                self.load.waits.append(1000 * (perf_counter() - began))
            except OSError as fault:
                stays = False
                self.load.count(fault)
            if wire and (self.pause or not stays):
                wire = wire.close()
            sleep(self.pause)


def ask(wire: socket.socket, text: bytes) -> bool:
    """Wait for the whole answer to a text; whether the server keeps the connection."""
    wire.sendall(text)
    head, body, length = b"", b"", None
    while not length or len(body) < int(length[1]):
        if not (more := wire.recv(65536)):
            raise ConnectionResetError
        head, _, body = (head + b"\r\n\r\n" + body + more if length else head + more).partition(b"\r\n\r\n")
        length = re.search(rb"content-length: *(\d+)", head.lower())
    if b" 200 " not in head[:16]:
        raise ConnectionResetError
    return b"connection: close" not in head.lower()


class Bench:
    """Starts servers and measures them; ``generator`` is the process that sends."""

    def __init__(self, generator: Pool) -> None:
        self.generator = generator

    @contextmanager
    def serving(self, name: str, app: str = REAL) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
        """A server that has answered its first texts, and its port."""
        port = next(filter(_free, PORTS))
        command = [sys.executable, "-m", *(part.format(app=app, port=port) for part in SERVERS[name])]
        with TemporaryDirectory(ignore_cleanup_errors=True) as state, Path(state, "log").open("w+b") as log:
            environment = _environment(state)
            started = {"cwd": state, "env": environment, "stdout": log, "stderr": log, "start_new_session": True}
            server = subprocess.Popen(command, **started)
            try:
                self._warm(server, port, log.name)
                yield server, port
            finally:
                with suppress(ProcessLookupError):
                    os.killpg(server.pid, signal.SIGKILL)
                server.wait()
                _tell_faults(name, log.name)

    def _warm(self, server: subprocess.Popen[bytes], port: int, log: str) -> None:
        if not within(15, lambda: server.poll() is not None or not _free(port)) or server.poll() is not None:
            raise click.ClickException(f"{server.args} did not start:\n{Path(log).read_text()}")
        if not self.generator.apply(send, (port, 0.8, 0)).waits:
            raise click.ClickException(f"{server.args} gave no good answer:\n{Path(log).read_text()}")

    def speed(self, name: str, app: str, seconds: float) -> list[float]:
        """Answers a second, p50, p95, p99, CPU milliseconds an answer, PSS in MB."""
        with self.serving(name, app) as (server, port):
            before = cpu(server.pid)
            load: Load = self.generator.apply(send, (port, seconds))
            spent = 1000 * (cpu(server.pid) - before) / len(load.waits)
            rate = len(load.waits) / load.seconds
            return [rate, *map(load.wait, (0.5, 0.95, 0.99)), spent, pss(server.pid)]

    def struck(self, name: str, stop: bool) -> list[float]:
        """Texts that failed, were refused, the longest wait, seconds until a new process or the end, answers after."""
        with self.serving(name) as (server, port):
            before = family(server.pid)
            running = self.generator.apply_async(send, (port, 3))
            sleep(1)
            os.kill(server.pid if stop else before[-1], signal.SIGTERM if stop else signal.SIGKILL)
            began = monotonic()
            within(9, lambda: server.poll() is not None if stop else bool({*family(server.pid)} - {*before}))
            took, load = monotonic() - began, running.get()
            after: Load = self.generator.apply(send, (port, 0.3, 30_000, 1))
            return [load.failed, load.refused, max(load.waits), took, len(after.waits)]

    def slow(self, name: str, kind: str, clients: int) -> str:
        """What good texts get while slow clients drip."""
        with self.serving(name) as (_, port), dripping(port, SLOW[kind], clients):
            sleep(0.5)
            load: Load = self.generator.apply(send, (port, 2.5, WARM, 4, 0.02))
        lost, all_ = load.failed + load.refused, load.failed + load.refused + len(load.waits)
        return f"{lost} of {all_} lost" if lost else f"{load.wait(0.99):.1f}"


