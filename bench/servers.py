"""Which WSGI server should run the line: speed, memory, a killed worker, slow clients.

    python bench/servers.py

Every server is a real process with the real application, and beside it a bare Flask route under the same server.
bench/README.md says what is measured and how to read it.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Event, Thread
from time import perf_counter, sleep
from typing import Any
from urllib.parse import urlencode

import click
from flask import Flask, Response
from twilio.request_validator import RequestValidator

ROOT = Path(__file__).resolve().parent.parent
LINE = ROOT / "tests" / "lines" / "kitchen-sink"
PUBLIC, TOKEN = "https://bench.example", "token-of-a-bench"
REAL, BARE = "hotline.app:create_app", "servers:bare"
TEXTS, PEOPLE, BODIES = 40_000, 1_000, ("hi", "1", "leak", "more")
CONNECTIONS, WORKERS, PATIENCE = 16, 2, 6.0  # PATIENCE: seconds until a request counts as lost
TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response><Message>' + "A bare answer. " * 10 + "</Message></Response>"
PORTS = cycle(range(18100, 18200))
SERVERS: dict[str, Callable[[str, int], list[str]]] = {
    "gunicorn sync": lambda app, port: _gunicorn(app, port, "sync"),
    "gunicorn gthread": lambda app, port: _gunicorn(app, port, "gthread", "--threads=4"),
    "granian": lambda app, port: _granian(app, port),
    "waitress": lambda app, port: _waitress(app, port),
}
Ask = Callable[..., "Load"]


def _gunicorn(app: str, port: int, kind: str, *more: str) -> list[str]:
    where = f"--bind=127.0.0.1:{port}"
    return ["gunicorn", f"{app}()", where, f"--workers={WORKERS}", f"--worker-class={kind}", *more]


def _granian(app: str, port: int) -> list[str]:
    how = ["--interface=wsgi", "--factory", "--blocking-threads=1", "--respawn-failed-workers", "--no-ws"]
    return ["granian", *how, f"--workers={WORKERS}", "--host=127.0.0.1", f"--port={port}", app]


def _waitress(app: str, port: int) -> list[str]:
    # one process; its own limit of 100 connections would end the checks with slow clients at once
    how = ["--threads=4", "--connection-limit=1000", "--asyncore-use-poll"]
    return ["waitress", *how, f"--listen=127.0.0.1:{port}", "--call", app]


def bare() -> Flask:
    """What the server and Flask cost by themselves."""
    app = Flask(__name__)
    app.add_url_rule("/sms", "sms", lambda: Response(TWIML, mimetype="text/xml"), methods=["POST"])
    return app


def signed(count: int) -> list[bytes]:
    """Texts as the carrier posts them: each once, of people in turn."""
    sign = RequestValidator(TOKEN).compute_signature
    made = []
    for n in range(count):
        body = BODIES[n // PEOPLE % len(BODIES)]
        form = {"MessageSid": f"SM{n:032x}", "From": f"+1500{n % PEOPLE:07d}", "To": "+15005550000", "Body": body}
        form |= {"AccountSid": "AC" + "0" * 32, "NumMedia": "0", "NumSegments": "1", "FromCountry": "US"}
        said = urlencode(form)
        head = f"POST /sms HTTP/1.1\r\nHost: bench.example\r\nX-Twilio-Signature: {sign(f'{PUBLIC}/sms', form)}\r\n"
        kind = "Content-Type: application/x-www-form-urlencoded\r\n"
        made.append(f"{head}{kind}Content-Length: {len(said)}\r\n\r\n{said}".encode())
    return made


@dataclass
class Load:
    """What became of the texts that were sent."""

    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)  # milliseconds of each text that was answered
    lost: int = 0

    def at(self, share: float) -> float:
        """The wait that this share of the texts did not exceed; a lost one waited for ever."""
        waits = sorted(self.waits) + [float("inf")] * self.lost
        return waits[min(len(waits) - 1, int(len(waits) * share))] if waits else float("inf")


class _Wire(asyncio.Protocol):
    """One connection; ``answer`` is the whole reply, or nothing where it was cut."""

    def __init__(self) -> None:
        self.data, self.open = b"", True

    def ask(self, transport: Any, text: bytes) -> asyncio.Future[bytes]:
        self.data, self.answer = b"", asyncio.get_running_loop().create_future()
        transport.write(text)
        return self.answer

    def data_received(self, data: bytes) -> None:
        self.data += data
        head, found, body = self.data.partition(b"\r\n\r\n")
        length = re.search(rb"content-length: *(\d+)", head, re.IGNORECASE)
        if found and length and len(body) >= int(length[1]) and not self.answer.done():
            self.answer.set_result(self.data)

    def connection_lost(self, error: Exception | None) -> None:
        self.open = False
        if not self.answer.done():
            self.answer.set_result(b"")


def ask(port: int, seconds: float, *, first: int = 0, connections: int = CONNECTIONS, pause: float = -1.0) -> Load:
    """Send texts for so long. With a pause each has a connection of its own; without, they are kept where they can."""
    load, texts = Load(), iter(range(first, TEXTS))
    began = perf_counter()

    async def texter() -> None:
        wire, transport = None, None
        while perf_counter() - began < seconds and (n := next(texts, None)) is not None:
            sent = perf_counter()
            reply = b""
            with suppress(OSError, TimeoutError):
                async with asyncio.timeout(PATIENCE):
                    if wire is None or not wire.open or pause >= 0:
                        loop = asyncio.get_running_loop()
                        transport, wire = await loop.create_connection(_Wire, "127.0.0.1", port)
                    reply = await wire.ask(transport, MADE[n])
            ...

    return load
