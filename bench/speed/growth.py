"""What becomes of a turn as the line, its people and the load grow: ``python -m bench.speed growth``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from statistics import median
from tempfile import mkdtemp

from bench.processes import shares
from bench.speed.database import NoDatabase, database
from bench.speed.filled import fill
from bench.speed.grown import grow
from bench.speed.rounds import Candidate, Effort, measure
from bench.speed.running import CORES, ROOT, SERVER, Running, Server, bare, hotline, running
from bench.speed.tables import Table, number, spread
from bench.speed.texts import KEYWORDS, SESSION, Crowd, Step, Work, misspelt, texts

COSTS = ("CPU µs a turn", "to the first", "of the bare route", "turns/s", "p50 ms", "p99 ms", "answered")
SHIPPED = 80  # topics of the shipped line
CROWD = 100_000
FIRST = 2_000_000_000


@dataclass(frozen=True)
class Sizes:
    """How far everything grows."""

    topics: tuple[int, ...] = (SHIPPED, 500, 2_000, 5_000)
    people: tuple[int, ...] = (1_000, 100_000, 1_000_000)
    connections: tuple[int, ...] = (1, 8, 32, 64)


SMALL = Sizes(topics=(SHIPPED, 100), people=(100, 1_000), connections=(1, 4))


def growth(effort: Effort, sizes: Sizes) -> Iterator[Table]:
    """The tables of topics, people, connections and workers."""
    yield _topics(effort, sizes.topics)
    yield _people(effort, sizes.people)
    yield _connections(effort, sizes.connections)
    yield _workers(effort)


def lines(stack: ExitStack, sizes: Sequence[int]) -> Iterator[tuple[int, Server]]:
    """A server for each number of topics; the grown lines are folders that go away with the stack."""
    for topics in sizes:
        if topics <= SHIPPED:
            yield topics, hotline(f"{topics:,}", line=ROOT)
            continue
        folder = Path(mkdtemp(prefix="hotline-bench-line-"))
        stack.callback(rmtree, folder, ignore_errors=True)
        yield topics, hotline(f"{topics:,}", line=grow(folder / "line", topics), instead="numbers")


def _topics(effort: Effort, sizes: Sequence[int]) -> Table:
    table = Table("Topics", ("topics", "work", *COSTS, "worker MB"))
    with ExitStack() as stack:
        base = _bare(stack)
        questions = tuple(Step("/sms", "") for _ in range(5))
        found = []
        for _, server in lines(stack, sizes):
            line = stack.enter_context(running(server))
            keywords = Work("keywords and numbers", texts(KEYWORDS), Crowd(CROWD, FIRST))
            slips = Work("misspelt questions", questions, Crowd(CROWD, FIRST + CROWD), misspelt)
            found += [Candidate(server.name, line, work) for work in (keywords, slips)]
        measure([base, *found], effort)
        for one in found:
            first = next(other for other in found if other.work.name == one.work.name)
            table.add(one.name, one.work.name, *_costs(one, first, base), number(max(shares(one.server.pid))))
    return table


def _people(effort: Effort, sizes: Sequence[int]) -> Table:
    table = Table("People", ("store", "sessions in it", *COSTS, "bytes a session"))
    with ExitStack() as stack:
        base = _bare(stack)
        found, bytes_each = [], []
        for name, url in _stores(stack, table, len(sizes)):
            for size, address in zip(sizes, url, strict=True):
                crowd = Crowd(size, FIRST)
                bytes_each.append(fill(address, crowd) / size)
                line = stack.enter_context(running(hotline(name, store=address)))
                # few people may have few answers in a minute, so the rounds of all sizes are short
                most = min(effort.most, min(sizes))
                found.append(Candidate(name, line, Work(f"{size:,}", texts(SESSION), crowd), most=most))
        measure([base, *found], effort)
        for one, each in zip(found, bytes_each, strict=True):
            first = next(other for other in found if other.name == one.name)
            table.add(one.name, one.work.name, *_costs(one, first, base), number(each))
    return table


def _stores(stack: ExitStack, table: Table, many: int) -> Iterator[tuple[str, list[str]]]:
    folder = Path(mkdtemp(prefix="hotline-bench-store-"))
    stack.callback(rmtree, folder, ignore_errors=True)
    yield "SQLite", [f"sqlite:///{folder / str(nth)}.db" for nth in range(many)]
    try:
        found = stack.enter_context(database())
    except NoDatabase as why:
        table.notes.append(f"Skipped: PostgreSQL ({why}).")
        return
    yield "PostgreSQL", [found.new() for _ in range(many)]


def _connections(effort: Effort, sizes: Sequence[int]) -> Table:
    table = Table("Connections at once", ("connections", *COSTS))
    with ExitStack() as stack:
        base = _bare(stack)
        line = stack.enter_context(running(hotline("hotline")))
        found = []
        for nth, size in enumerate(sizes):
            work = Work(str(size), texts(SESSION), Crowd(CROWD, FIRST + nth * CROWD))
            found.append(Candidate(str(size), line, work, connections=size))
        measure([base, *found], effort)
        for one in found:
            table.add(one.name, *_costs(one, found[0], base))
    return table


def _workers(effort: Effort) -> Table:
    heads = ("workers", "cores", *COSTS, "the bare route's to the first", "all MB (PSS)")
    table = Table("Workers", heads)
    kinds = [(1, {SERVER}), (2, {SERVER}), (2, set(CORES))]
    with ExitStack() as stack:
        found, bases = [], []
        for workers, cores in kinds:
            line = stack.enter_context(running(hotline(str(workers), workers=workers), cores))
            found.append(Candidate(str(workers), line, Work(str(len(cores)), texts(SESSION), Crowd(CROWD, FIRST))))
            bases.append(_bare(stack, workers, cores))
        measure([*bases, *found], effort)
        for one, base in zip(found, bases, strict=True):
            mine, theirs = _costs(one, found[0], base), 1 / median(base.to(bases[0]))
            table.add(one.name, one.work.name, *mine, number(theirs, 2), number(sum(shares(one.server.pid))))
    table.notes.append(
        "Where workers have both cores, the load generator is on one of them as well. The bare route has the same"
        " workers and cores: what it takes more than the first is the machine's doing."
    )
    return table


def _bare(stack: ExitStack, workers: int = 1, cores: set[int] | None = None) -> Candidate:
    server: Running = stack.enter_context(running(bare(workers), cores))
    return Candidate("bare", server, Work("bare", texts(SESSION), Crowd(CROWD, FIRST)))


def _costs(one: Candidate, first: Candidate, base: Candidate) -> tuple[str, ...]:
    """The cells of COSTS; beside the first of its kind more CPU is more than 1."""
    return (
        spread(one.micros),
        number(1 / median(one.to(first)), 2),
        number(median(one.to(base)), 3),
        number(median(one.rates)),
        number(one.wait(0.5), 1),
        number(one.wait(0.99), 1),
        one.answered,
    )
