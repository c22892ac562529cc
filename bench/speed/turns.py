"""What a turn costs with everything on, beside a bare Flask route: ``python -m bench.speed turns``."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from statistics import median

from bench.processes import resident, shares
from bench.speed.database import Database, NoDatabase, database
from bench.speed.installed import NotInstalled, python
from bench.speed.peers.servers import bare_gunicorn
from bench.speed.rounds import Candidate, Effort, measure, measure_tails
from bench.speed.running import Running, Server, bare, hotline, running
from bench.speed.tables import Table, number, spread
from bench.speed.texts import KEYWORDS, PRESSED, SESSION, Crowd, Step, Work, misspelt, texts
from bench.speed.walk import notice, walk_call

PEOPLE = 10_000
CROWDS = (1, 100, 10_000, 100_000)
QUESTIONS = tuple(Step("/sms", "") for _ in range(5))  # what is said is another question each time
COSTS = ("CPU µs a turn", "turns a CPU-second", "of the bare route", "turns/s", "p50 ms", "p95 ms", "p99 ms")
TAILS = ("p99 ms at 70 %", "to the bare route's", "database CPU µs", "answered")


@dataclass(frozen=True)
class Line:
    """The line under way on a store."""

    name: str
    server: Running
    database: Database | None = None
    url: str = ""

    def works(self) -> Iterator[Work]:
        """What is asked of it, each by people of its own."""
        yield Work("the session", texts(SESSION), Crowd(PEOPLE, 2_000_000_000))
        yield Work("keywords and numbers", texts(KEYWORDS), Crowd(PEOPLE, 3_000_000_000))
        yield Work("misspelt questions", QUESTIONS, Crowd(PEOPLE, 4_000_000_000), misspelt)
        yield Work("calls", walk_call(self.server.port, PRESSED), Crowd(PEOPLE, 5_000_000_000))

    def candidate(self, work: Work) -> Candidate:
        """One piece of work for it."""
        beside: Callable[[], float] = self.database.cpu if self.database else lambda: 0.0
        name = f"{self.name}: {work.name}"
        return Candidate(name, self.server, work, beside=beside, notice=notice(self.server.port))


def turns(effort: Effort) -> Iterator[Table]:
    """The tables of turns, of people, and of what they take."""
    table = Table("What a turn costs", ("server and work", *COSTS, *TAILS))
    with ExitStack() as stack:
        start = stack.enter_context
        lines = list(_lines(stack, table))
        empty = start(running(bare()))
        base = Candidate("bare Flask route: texts", empty, _bare_work("/sms"))
        calls = Candidate("bare Flask route: calls", empty, _bare_work("/voice"))
        found = [line.candidate(work) for line in lines for work in line.works()]
        others = [Candidate(f"{one.name}: texts", start(running(one)), _bare_work("/sms")) for one in _others(table)]
        measure([base, calls, *others, *found], effort)
        measure_tails([base, calls, *others, *found], effort)
        for one in (base, calls, *others, *found):
            _add(table, one, calls if one.name.endswith("calls") else base)
        yield table
        yield _people(lines[0], effort)
        yield _taken(lines)


def _bare_work(address: str) -> Work:
    return Work("bare", texts(SESSION, address), Crowd(PEOPLE, 2_000_000_000))


def _others(table: Table) -> Iterator[Server]:
    try:
        yield bare_gunicorn(python())
    except NotInstalled as why:
        table.notes.append(f"Skipped: the bare route under gunicorn ({why}).")


def _lines(stack: ExitStack, table: Table) -> Iterator[Line]:
    yield Line("hotline, SQLite", stack.enter_context(running(hotline("hotline, SQLite"))))
    try:
        found = stack.enter_context(database())
    except NoDatabase as why:
        table.notes.append(f"Skipped: PostgreSQL ({why}).")
        return
    url = found.new()
    server = stack.enter_context(running(hotline("hotline, PostgreSQL", store=url)))
    yield Line("hotline, PostgreSQL", server, found, url)


def _add(table: Table, one: Candidate, base: Candidate) -> None:
    table.add(
        one.name,
        spread(one.micros),
        number(median(one.turns)),
        "1" if one is base else number(median(one.to(base)), 3),
        number(median(one.rates)),
        *(number(one.wait(share), 1) for share in (0.5, 0.95, 0.99)),
        number(one.calm_wait(0.99), 1),
        number(one.calm_wait(0.99) / base.calm_wait(0.99), 1),
        number(one.micros_beside) if one.micros_beside else "",
        one.answered,
    )


def _people(line: Line, effort: Effort) -> Table:
    """The same session by few and by many. One or a hundred people soon have all the answers that one may have."""
    heads = ("people", "CPU µs a turn", "turns/s", "p50 ms", "p95 ms", "p99 ms", "answered")
    table = Table("How many people it is", heads)
    found = []
    for nth, size in enumerate(CROWDS):
        work = Work(f"{size:,}", texts(SESSION), Crowd(size, 6_000_000_000 + nth * 1_000_000))
        found.append(line.candidate(work))
    measure(found, effort)
    for one in found:
        waits = (number(one.wait(share), 1) for share in (0.5, 0.95, 0.99))
        table.add(one.work.name, spread(one.micros), number(median(one.rates)), *waits, one.answered)
    return table


def _taken(lines: list[Line]) -> Table:
    """Memory and disk, after all that was measured."""
    heads = ("store", "people kept", "bytes a person", "of them the session", "worker MB (PSS)", "all MB (PSS)", "RSS")
    table = Table("What people and workers take", heads)
    for line in lines:
        people, whole, session = _disk(line)
        pss, rss = shares(line.server.pid), resident(line.server.pid)
        table.add(
            line.name,
            number(people),
            number(whole / max(1, people)),
            number(session / max(1, people)),
            number(max(pss)),
            number(sum(pss)),
            number(sum(rss)),
        )
    table.notes.append("Bytes a person are those of the whole store: the session, a day's replies, the counts.")
    return table


def _disk(line: Line) -> tuple[int, int, int]:
    """People with a session, bytes of the store, bytes of their sessions in it."""
    if line.database:
        tables = "(SELECT sum(pg_total_relation_size(relid)) FROM pg_stat_user_tables)"
        asked = f"SELECT count(*), {tables}, pg_total_relation_size('session') FROM session"
        ((people, whole, session),) = line.database.ask(line.url, asked)
        return int(people), int(whole), int(session)  # type: ignore[call-overload]
    with closing(sqlite3.connect(line.server.folder / "state" / "hotline.db")) as db:
        pages, size = db.execute("PRAGMA page_count").fetchone()[0], db.execute("PRAGMA page_size").fetchone()[0]
        asked = "SELECT count(*), coalesce(sum(length(key) + length(body) + 8), 0) FROM session"
        people, session = db.execute(asked).fetchone()
    return people, pages * size, session
