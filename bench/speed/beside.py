"""The line beside what others build: ``python -m bench.speed peers``.

Every peer answers the same five texts and the same call, with a session, on the same core in the same rounds. Most of
what the line does for them is left out there: see ``peers/``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from statistics import median

from bench.processes import pss
from bench.speed.installed import NotInstalled, node, python
from bench.speed.peers.servers import bare_gunicorn, in_node, in_python
from bench.speed.rounds import Candidate, Effort, measure
from bench.speed.running import Running, Server, bare, hotline, running
from bench.speed.tables import Table, number, spread
from bench.speed.texts import KEYWORDS, PRESSED, SESSION, Crowd, Work, texts
from bench.speed.walk import walk_call, walk_texts

PEOPLE = 100_000  # in each crowd, so that nobody has as many answers in a minute as one may have
HEADS = (
    "server",
    "work",
    "CPU µs a turn",
    "turns a CPU-second",
    "the line's CPU to it",
    "a keyword turn's to it",
    "turns/s",
    "p50 ms",
    "p99 ms",
    "answers that differ",
    "answered",
    "memory MB",
)


def works(server: Running) -> Iterator[Work]:
    """The texts and the call, as this server wants to have them sent."""
    yield Work("texts", walk_texts(server.port, SESSION), Crowd(PEOPLE, 2_000_000_000))
    yield Work("call", walk_call(server.port, PRESSED), Crowd(PEOPLE, 3_000_000_000))


def bare_works() -> Iterator[Work]:
    """The same for a route that answers everything in one way."""
    yield Work("texts", texts(SESSION), Crowd(PEOPLE, 2_000_000_000))
    yield Work("call", texts(SESSION, "/voice"), Crowd(PEOPLE, 3_000_000_000))


def peers(effort: Effort) -> Iterator[Table]:
    """The table of the peers."""
    table = Table("The line beside what others build", HEADS)
    others = list(_servers(table))
    with ExitStack() as stack:
        server = stack.enter_context(running(hotline("**hotline serve**")))
        line = _candidates(server)
        keywords = Candidate(server.name, server, Work("keywords", texts(KEYWORDS), Crowd(PEOPLE, 4_000_000_000)))
        empty = _bare_candidates(stack.enter_context(running(bare())))
        found = [*line, keywords, *empty]
        for other in others:
            started = stack.enter_context(running(other))
            found += _bare_candidates(started) if "bare" in other.name else _candidates(started)
        measure(found, effort)
        for one in found:
            _add(table, one, line[one.work.name == "call"], keywords)
    yield table


def _servers(table: Table) -> Iterator[Server]:
    try:
        own = python()
        yield bare_gunicorn(own)
        yield from in_python(own)
    except NotInstalled as why:
        table.notes.append(f"Skipped: gunicorn, the Flask tutorials and FastAPI ({why}).")
    try:
        yield from in_node(node())
    except NotInstalled as why:
        table.notes.append(f"Skipped: Express and Node-RED ({why}).")


def _candidates(server: Running) -> list[Candidate]:
    return [Candidate(server.name, server, work) for work in works(server)]


def _bare_candidates(server: Running) -> list[Candidate]:
    return [Candidate(server.name, server, work) for work in bare_works()]


def _add(table: Table, one: Candidate, line: Candidate, keywords: Candidate) -> None:
    table.add(
        one.name,
        one.work.name,
        spread(one.micros),
        number(median(one.turns)),
        number(median(one.to(line)), 2),
        "" if one.work.name == "call" else number(median(one.to(keywords)), 2),
        number(median(one.rates)),
        number(one.wait(0.5), 1),
        number(one.wait(0.99), 1),
        str(one.different),
        one.answered,
        "" if "bare" in one.name else number(pss(one.server.pid)),
    )
