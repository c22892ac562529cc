"""Which WSGI server should run the line: speed, memory, a killed worker, slow clients.

    python -m bench.servers

Every server is a process of its own with the real application, and beside it with a bare Flask route.
bench/README.md says what is measured and how to read it.
"""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
import socket
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import cycle, product
from multiprocessing.pool import Pool
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import monotonic, perf_counter, sleep
from urllib.parse import urlencode

import click
from flask import Flask, Response
from twilio.request_validator import RequestValidator

from bench.processes import cpu, family, is_free, pss, within

ROOT = Path(__file__).resolve().parent.parent
PUBLIC, TOKEN = "https://bench.example", "token-of-a-bench"
SETTINGS = {
    "HOTLINE_LINE": str(ROOT / "tests" / "lines" / "kitchen-sink"),
    "HOTLINE_ALLOW_DRAFTS": "1",
    "HOTLINE_PUBLIC_URL": PUBLIC,
    "HOTLINE_SECRET": "s" * 64,
    "TWILIO_AUTH_TOKEN": TOKEN,
    "PYTHONPATH": str(ROOT),
}
REAL, BARE = "hotline.app:create_app", "bench.servers:bare"
TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response><Message>' + "A bare answer. " * 10 + "</Message></Response>"
BODIES, PEOPLE, COUNT, WARM = ("hi", "1", "leak", "more"), 10_000, 40_000, 4_000
WORKERS, CONNECTIONS, CALM = 2, 16, (12, 0.038)  # CALM: so many connections with such a pause, about 300 texts/s
SECONDS, PATIENCE, DRIP = 3.0, 3.0, 1.0  # of a measurement; until a text is given up; between a slow client's bytes
PORTS = cycle(range(18100, 18200))

GUNICORN = ["gunicorn", "{app}()", "--bind=127.0.0.1:{port}", f"--workers={WORKERS}"]
GRANIAN = ["granian", "{app}", "--factory", "--interface=wsgi", "--port={port}", f"--workers={WORKERS}", "--no-ws"]
# one process by design; its own limit of 100 connections would settle the checks with slow clients at once
WAITRESS = ["waitress", "--listen=127.0.0.1:{port}", "--threads=4", "--connection-limit=1000", "--asyncore-use-poll"]
SERVERS = {
    "gunicorn sync": [*GUNICORN, "--worker-class=sync"],
    "gunicorn gthread": [*GUNICORN, "--worker-class=gthread", "--threads=4"],
    "granian, 1 thread": [*GRANIAN, "--respawn-failed-workers", "--blocking-threads=1"],
    "granian, 512 threads": [*GRANIAN, "--respawn-failed-workers", "--blocking-threads=512"],
    "waitress": [*WAITRESS, "--call", "{app}"],
}
FORM = b"POST /sms HTTP/1.1\r\nHost: bench.example\r\nContent-Type: application/x-www-form-urlencoded\r\n"
SLOW = {
    "none": b"",
    "headers": FORM + b"X-Slow: ",
    "bodies": FORM + b"X-Twilio-Signature: none\r\nContent-Length: 9999\r\n\r\nBody=",
}
CROWDS = (("none", 0), ("headers", 40), ("headers", 400), ("bodies", 40), ("bodies", 400))
ANSWER = re.compile(rb"HTTP/1.1 200 .*?\r\ncontent-length: *(\d+).*?\r\n\r\n", re.DOTALL | re.IGNORECASE)
TEXTS: list[bytes] = []  # filled before the generator is forked


def bare() -> Flask:
    """What the server and Flask cost by themselves."""
    app = Flask(__name__)
    app.add_url_rule("/sms", "sms", lambda: Response(TWIML, mimetype="text/xml"), methods=["POST"])
    return app


def signed(n: int) -> bytes:
    """A text as the carrier posts it: each once, from people in turn."""
    form = {"MessageSid": f"SM{n:032x}", "From": f"+1500{n % PEOPLE:07d}", "To": "+15005550000"}
    form |= {"Body": BODIES[n // PEOPLE % len(BODIES)], "AccountSid": f"AC{0:032x}", "NumMedia": "0"}
    said = urlencode(form)
    signature = RequestValidator(TOKEN).compute_signature(f"{PUBLIC}/sms", form)
    head = f"X-Twilio-Signature: {signature}\r\nContent-Length: {len(said)}\r\n\r\n"
    return FORM + (head + said).encode()


@dataclass
class Load:
    """What became of the texts that were sent: milliseconds of the answered ones, and the faults of the others."""

    waits: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)  # no whole good answer
    refused: list[str] = field(default_factory=list)  # not even a connection
    seconds: float = 0.0


def send(port: int, seconds: float, first: int = WARM, connections: int = CONNECTIONS, pause: float = 0) -> Load:
    """Send texts for so long. With a pause each has a connection of its own, else they are kept where they can."""
    load, began = Load(), perf_counter()
    what = (port, began + seconds, iter(TEXTS[first:]), pause, load)
    with ThreadPoolExecutor(connections) as pool:
        list(pool.map(lambda _: _texter(*what), range(connections)))
    load.seconds = perf_counter() - began
    return load


def _texter(port: int, end: float, texts: Iterator[bytes], pause: float, load: Load) -> None:
    wire: socket.socket | None = None
    while perf_counter() < end and (text := next(texts, None)):
        began, keep = perf_counter(), False
        try:
            wire = wire or socket.create_connection(("127.0.0.1", port), PATIENCE)
            keep = _ask(wire, text) and not pause
            load.waits.append(1000 * (perf_counter() - began))
        except OSError as fault:
            (load.failed if wire else load.refused).append(str(fault))
            sleep(0.02)
        if wire and not keep:
            wire.close()
            wire = None
        sleep(pause)


def _ask(wire: socket.socket, text: bytes) -> bool:
    """Wait for the whole answer to a text; whether the server keeps the connection."""
    wire.sendall(text)
    answer = b""
    while not (head := ANSWER.match(answer)) or len(answer) < head.end() + int(head[1]):
        if not (more := wire.recv(65536)):
            raise ConnectionResetError
        answer += more
    return b"connection: close" not in head[0].lower()


class Bench:
    """Starts servers and measures them; ``generator`` is the process that sends."""

    def __init__(self, generator: Pool) -> None:
        self.generator = generator

    @contextmanager
    def serving(self, name: str, app: str = REAL) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
        """A server that has answered its first texts, and its port."""
        port = next(filter(is_free, PORTS))
        command = [sys.executable, "-m", *(part.format(app=app, port=port) for part in SERVERS[name])]
        with TemporaryDirectory(ignore_cleanup_errors=True) as state, Path(state, "log").open("w+b") as log:
            where = {**os.environ, **SETTINGS, "HOTLINE_STATE": state, "HOTLINE_STORE": ""}
            server = subprocess.Popen(command, cwd=state, env=where, stdout=log, stderr=log, start_new_session=True)
            try:
                within(15, lambda: server.poll() is not None or not is_free(port))
                warm: Load = self.generator.apply(send, (port, 0.8, 0))
                if not warm.waits:
                    raise click.ClickException(f"{name} gives no good answer:\n{Path(log.name).read_text()[-2000:]}")
                yield server, port
            finally:
                with suppress(ProcessLookupError):
                    os.killpg(server.pid, signal.SIGKILL)
                server.wait()
                said = Path(log.name).read_text()
                if "fault kind=" in said or "without it" in said:
                    click.echo(f"{name} had faults:\n{said[-2000:]}", err=True)

    def speed(self, name: str, app: str) -> list[float]:
        """Answers a second, p50, p95, p99, CPU milliseconds an answer, PSS in MB."""
        with self.serving(name, app) as (server, port):
            before = cpu(server.pid)
            load: Load = self.generator.apply(send, (port, SECONDS))
            spent, answered = cpu(server.pid) - before, len(load.waits)
            parts = quantiles(load.waits, n=100)
            return [answered / load.seconds, parts[49], parts[94], parts[98], 1000 * spent / answered, pss(server.pid)]

    def struck(self, name: str, stop: bool) -> list[float]:
        """Texts failed, texts refused, longest wait, seconds until a new process or the end, 1 if it is dead after."""
        with self.serving(name) as (server, port):
            before = family(server.pid)
            running = self.generator.apply_async(send, (port, 3))
            sleep(1)
            os.kill(server.pid if stop else before[-1], signal.SIGTERM if stop else signal.SIGKILL)
            began = monotonic()
            within(4, lambda: server.poll() is not None if stop else bool({*family(server.pid)} - {*before}))
            took, load = monotonic() - began, running.get()
            after: Load = self.generator.apply(send, (port, 0.3, 30_000, 1))
            return [len(load.failed), len(load.refused), max(load.waits), took, not after.waits]

    def slow(self, name: str, kind: str, clients: int) -> str:
        """p99 of good texts, each on a new connection, while slow clients send a byte now and then and never finish."""
        with self.serving(name) as (_, port):
            slow = [socket.create_connection(("127.0.0.1", port), 1) for _ in range(clients)]
            drip(slow, SLOW[kind])
            sleep(0.5)
            running = self.generator.apply_async(send, (port, 2.5, WARM, *CALM))
            while not running.ready():
                drip(slow, b"a")
                running.wait(DRIP)
        load: Load = running.get()
        lost = len(load.failed + load.refused)
        return f"{lost} of {lost + len(load.waits)} lost" if lost else f"{quantiles(load.waits, n=100)[98]:.1f}"


def drip(clients: list[socket.socket], said: bytes) -> None:
    """Each client sends a little more."""
    for client in clients:
        with suppress(OSError):  # thrown out by the server, which is fair
            client.sendall(said)


def table(title: str, heads: str, rows: dict[str, list[str]]) -> None:
    """Tell figures as Markdown."""
    click.echo(f"\n{title}\n\n| server | {heads} |\n|{' --- |' * (heads.count('|') + 2)}")
    for name, cells in rows.items():
        click.echo(f"| {name} | {' | '.join(cells)} |")


def tell_speed(bench: Bench, names: Sequence[str], rounds: int) -> None:
    """Rounds are interleaved, so that other work on the machine meets all servers alike."""
    runs: dict[tuple[str, str], list[list[float]]] = defaultdict(list)
    for name, app in [*product(names, (REAL, BARE))] * rounds:
        runs[name, app].append(bench.speed(name, app))
    rows = {}
    for name in names:
        rate, *waits, cost, memory = map(median, zip(*runs[name, REAL], strict=True))
        costs, base = [run[4] for run in runs[name, REAL]], median(run[4] for run in runs[name, BARE])
        spread = f"{cost:.2f} ({min(costs):.2f}-{max(costs):.2f})"
        rows[name] = [spread, f"{base:.2f}", f"{cost / base:.1f}", f"{rate:.0f}", *(f"{wait:.1f}" for wait in waits)]
        rows[name].append(f"{memory:.0f}")
    table("Speed", "CPU ms a text | bare route | ratio | texts/s | p50 ms | p95 | p99 | MB", rows)


def tell_faults(bench: Bench, names: Sequence[str]) -> None:
    """A killed worker, a stop and slow clients."""
    struck, slow = {}, {}
    for name in names:
        worst = [max(both) for both in zip(*(bench.struck(name, stop=False) for _ in range(2)), strict=True)]
        stop = bench.struck(name, stop=True)
        struck[name] = [*(f"{figure:.0f}" for figure in worst[:3]), "never" if worst[4] else f"{worst[3]:.2f}"]
        struck[name] += [f"{stop[0]:.0f}", f"{stop[3]:.2f}"]
        slow[name] = [bench.slow(name, *clients) for clients in CROWDS]
    heads = "texts failed | refused | longest wait ms | new worker after s | SIGTERM: failed | ended after s"
    table("kill -9 of one worker, the worse of 2", heads, struck)
    table("p99 ms of 300 good texts a second", "no slow clients | 40 slow headers | 400 | 40 slow bodies | 400", slow)


@click.command()
@click.option("--rounds", default=3, show_default=True, help="How often speed is measured; medians are told.")
@click.option("--only", multiple=True, type=click.Choice(list(SERVERS)), help="Leave the other servers out.")
def main(rounds: int, only: tuple[str, ...]) -> None:
    """Measure, and tell what was measured."""
    if missing := [server for server in ("gunicorn", "granian", "waitress") if not find_spec(server)]:
        raise click.ClickException(f"not installed: {', '.join(missing)}; bench/README.md says how")
    TEXTS.extend(map(signed, range(COUNT)))
    with multiprocessing.get_context("fork").Pool(1) as generator:
        bench = Bench(generator)
        tell_speed(bench, only or tuple(SERVERS), rounds)
        tell_faults(bench, only or tuple(SERVERS))


if __name__ == "__main__":
    main()
