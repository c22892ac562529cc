"""Interleaved rounds: every candidate is measured once in each, so that other work on the machine meets all alike.

The main figure is turns per CPU-second of the server's processes: it hangs least on what else the machine does. Every
ratio is taken within a round, and the median of the rounds is told.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median
from time import sleep

from bench.processes import cpu
from bench.speed.running import GENERATOR, Running, told
from bench.speed.sender import Load, send
from bench.speed.texts import Work

IDLE = 0.1  # CPU seconds a second, below which a server does nothing but look whether files have changed
SHARE = 0.7  # of what it carries, at which a server's tail is measured


@dataclass(frozen=True)
class Effort:
    """How long and how often is measured."""

    rounds: int = 5
    seconds: float = 3.0
    most: int = 20_000  # requests in one go
    connections: int = 32
    people: int = 80  # who text side by side: more than there are connections
    warm: int = 800  # requests before anything counts
    still: int = 3  # seconds in a row in which no server does anything, before anything counts


QUICK = Effort(rounds=1, seconds=0.2, most=60, connections=4, people=6, warm=30, still=0)


@dataclass
class Candidate:
    """A server that runs, and what is asked of it."""

    name: str
    server: Running
    work: Work
    connections: int = 0  # where they are others than the effort's
    most: int = 0  # requests in one go, where fewer people are there than the effort would ask for
    beside: Callable[[], float] = lambda: 0.0  # CPU seconds of what the server leans on: a database
    notice: bytes = b""  # what stands in the answer that says that one had too many answers in a minute
    loads: list[Load] = field(default_factory=list)
    spent: list[float] = field(default_factory=list)
    spent_beside: list[float] = field(default_factory=list)
    calm: list[Load] = field(default_factory=list)
    _go: int = 0  # requests in one go, as many as it answers in the seconds of the effort

    def warm(self, effort: Effort) -> None:
        """Threads are made and pages cached, and it shows how much a go is."""
        load = self._send(self.work.requests(self.most or effort.warm, side_by_side=effort.people), effort)
        self._go = min(self.most or effort.most, int(effort.seconds * len(load.waits) / load.seconds))

    def measure(self, effort: Effort) -> None:
        """One go, as fast as it answers."""
        requests = self.work.requests(self._go, side_by_side=effort.people)
        before, beside = cpu(self.server.pid), self.beside()
        self.loads.append(self._send(requests, effort))
        self.spent.append(cpu(self.server.pid) - before)
        self.spent_beside.append(self.beside() - beside)

    def measure_tail(self, effort: Effort) -> None:
        """One go at a share of what it carries."""
        pace = SHARE * median(self.rates)
        requests = self.work.requests(int(self._go * SHARE), side_by_side=effort.people)
        self.calm.append(self._send(requests, effort, pace))

    def _send(self, requests: Sequence[bytes], effort: Effort, pace: float = 0.0) -> Load:
        connections, apart = self.connections or effort.connections, self.work.apart(effort.people)
        load = send(self.server.port, requests, connections, apart=apart, core=GENERATOR, pace=pace)
        if not load.waits:
            raise SystemExit(f"{self.name} answered nothing:\n{told(self.server.folder)}")
        return load

    @property
    def rates(self) -> list[float]:
        """Answers a second, round by round."""
        return [len(load.waits) / load.seconds for load in self.loads]

    @property
    def turns(self) -> list[float]:
        """Answers per CPU-second of the server."""
        return [len(load.waits) / max(spent, 0.01) for load, spent in zip(self.loads, self.spent, strict=True)]

    @property
    def micros(self) -> list[float]:
        """Microseconds of the server's CPU an answer."""
        return [1e6 / turns for turns in self.turns]

    @property
    def micros_beside(self) -> float:
        """The same of what it leans on."""
        pairs = zip(self.loads, self.spent_beside, strict=True)
        return median(1e6 * spent / max(1, len(load.waits)) for load, spent in pairs)

    def to(self, other: Candidate) -> list[float]:
        """Turns per CPU-second beside another candidate's in the same round."""
        return [mine / theirs for mine, theirs in zip(self.turns, other.turns, strict=True)]

    def wait(self, share: float) -> float:
        """The milliseconds within which this share of the answers came, the median of the rounds."""
        return median(quantile(load.waits, share) for load in self.loads)

    def calm_wait(self, share: float) -> float:
        """The same at a share of what it carries."""
        return median(quantile(load.waits, share) for load in self.calm)

    @property
    def answered(self) -> str:
        """How many of the requests got words back, and what became of the others."""
        loads = [*self.loads, *self.calm]
        sent, good = sum(load.sent for load in loads), sum(load.good for load in loads)
        answers = (pair for load in loads for pair in load.answers.items() if self.notice)
        limited = sum(times for answer, times in answers if self.notice in answer)
        kinds = {"at the limit": limited, "silence": sum(load.silent for load in loads)}
        kinds["lost"] = sum(load.lost for load in loads)
        others = ", ".join(f"{n:,} {what}" for what, n in kinds.items() if n)
        return f"{good - limited:,} of {sent:,}" + (f" ({others})" if others else "")

    @property
    def different(self) -> int:
        """How many answers there were that differ."""
        return len(set().union(*(load.answers for load in self.loads)))


def measure(candidates: Sequence[Candidate], effort: Effort) -> None:
    """All rounds of all candidates."""
    for one in candidates:
        one.warm(effort)
    settle({one.server.pid for one in candidates}, effort.still)
    for nth in range(effort.rounds):
        for one in candidates:
            _note(nth, effort, one)
            one.measure(effort)


def settle(pids: Iterable[int], seconds: int) -> None:
    """Wait until servers have done what they put off at their start: an index that is made in the background."""
    still = 0
    while still < seconds:
        before = {pid: cpu(pid) for pid in pids}
        sleep(1)
        still = still + 1 if all(cpu(pid) - spent < IDLE for pid, spent in before.items()) else 0


def measure_tails(candidates: Sequence[Candidate], effort: Effort) -> None:
    """The tails of those who were measured, in rounds as well."""
    for nth in range(effort.rounds):
        for one in candidates:
            _note(nth, effort, one)
            one.measure_tail(effort)


def _note(nth: int, effort: Effort, one: Candidate) -> None:
    """Tell somebody who waits at a terminal how far it is."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[Kround {nth + 1} of {effort.rounds}: {one.name}, {one.work.name}\r")


def quantile(waits: Sequence[float], share: float) -> float:
    """The wait within which this share of the answers came."""
    return sorted(waits)[min(len(waits) - 1, int(share * len(waits)))] if waits else float("nan")
