"""From a cold start to the first answer, and what a worker takes: ``python -m bench.speed start``.

Nothing is pinned here: who starts a line has all cores. *First* is a start with an empty state directory; the *next*
one finds what the first one kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, sleep

from bench.processes import is_free, shares, within
from bench.speed.growth import lines
from bench.speed.rounds import Effort, settle
from bench.speed.running import CORES, PATIENCE, PORTS, Server, start, stop, told
from bench.speed.sender import send
from bench.speed.tables import Table, number, spread
from bench.speed.texts import SESSION, Crowd, Pattern, Step, Work, texts
from bench.speed.walk import Strayed, ask

ROUNDS, LARGE = 3, 1_000  # a line of so many topics takes minutes, so once is enough
HEADS = (
    "topics",
    "first start s",
    "next start s",
    "1 worker: all MB (PSS)",
    "the worker MB",
    "2 workers: all MB",
    "the second one adds MB",
)


def starting(effort: Effort, sizes: Sequence[int]) -> Iterator[Table]:
    """The table of starts and of memory."""
    table = Table("Start and memory", HEADS)
    with ExitStack() as stack:
        for topics, server in lines(stack, sizes):
            rounds = min(effort.rounds, 1 if topics >= LARGE else ROUNDS)
            first, following = zip(*(_start_twice(server) for _ in range(rounds)), strict=True)
            one, two = (_memory(_with(server, workers), effort) for workers in (1, 2))
            memory = (sum(one), max(one), sum(two), sum(two) - sum(one))
            table.add(f"{topics:,}", spread(first, 2), spread(following, 2), *(number(each) for each in memory))
    table.notes.append("PSS counts once what processes share. All MB are those of every process, the first one too.")
    yield table


def _with(server: Server, workers: int) -> Server:
    command = list(server.command)
    command[command.index("--workers") + 1] = str(workers)
    return replace(server, command=command)


def _start_twice(server: Server) -> tuple[float, float]:
    """Seconds to the first answer, with an empty state directory and with what is in it then."""
    with TemporaryDirectory(prefix="hotline-bench-", ignore_cleanup_errors=True) as folder:
        first, following = (_until_answered(server, Path(folder), turn) for turn in (1, 2))
        return first, following


def _until_answered(server: Server, folder: Path, turn: int) -> float:
    port = next(filter(is_free, PORTS))
    began = perf_counter()
    process = start(server, port, folder, set(CORES))
    try:
        request = Pattern(Step("/sms", "hi")).request(f"+1920000000{turn}", f"{turn:032x}")
        while perf_counter() - began < PATIENCE:
            if process.poll() is not None:
                break
            try:
                ask(port, request)
            except (OSError, Strayed):
                sleep(0.005)
            else:
                return perf_counter() - began
        raise SystemExit(f"{server.name} topics: no answer\n{told(folder)}")
    finally:
        stop(process)


def _memory(server: Server, effort: Effort) -> list[float]:
    """The MB of each process after some work that all workers had a share in."""
    with TemporaryDirectory(prefix="hotline-bench-", ignore_cleanup_errors=True) as folder:
        port = next(filter(is_free, PORTS))
        process = start(server, port, Path(folder), set(CORES))
        try:
            if not within(PATIENCE, lambda: not is_free(port)):
                raise SystemExit(f"{server.name} topics: no answer\n{told(Path(folder))}")
            settle({process.pid}, effort.still)  # the last worker is there too
            work = Work("the session", texts(SESSION), Crowd(100_000, 2_000_000_000))
            requests, apart = work.requests(effort.warm, side_by_side=effort.people), work.apart(effort.people)
            send(port, requests, effort.connections, apart=apart, core=CORES[-1])
            settle({process.pid}, effort.still)
            return shares(process.pid)
        finally:
            stop(process)
