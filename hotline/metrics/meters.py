"""Counts what happens in one worker. Labels are names of ours and of the line's: never a person's, never a place."""

from __future__ import annotations

from typing import assert_never

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from hotline.events import Event, Faulted, LineRead, Refused, StoreFailed, TurnTaken

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5)


class Meters:
    """A listener. Its figures are in ``registry``, and where workers count together in the files of their folder."""

    def __init__(self, registry: CollectorRegistry | None = None) -> None:
        registry = registry or CollectorRegistry()
        self._turns = Counter("hotline_turns", "Turns answered.", ["channel", "lang", "outcome"], registry=registry)
        self._segments = Counter("hotline_segments", "Segments of the texts that answered.", registry=registry)
        self._seconds = Histogram(
            "hotline_turn_seconds", "Time to answer a turn.", ["channel"], buckets=SECONDS, registry=registry
        )
        self._store = Counter(
            "hotline_store_errors", "Times that the store did not answer, by what went on without it.",
            ["during"], registry=registry,
        )  # fmt: skip
        self._refused = Counter(
            "hotline_refused", "Webhooks refused by signature or message-id, and sign-ins to the console.",
            ["what"], registry=registry,
        )  # fmt: skip
        self._faults = Counter("hotline_faults", "Faults of ours: an apology was given.", registry=registry)
        self._line = Gauge(
            "hotline_line_workers", "Workers that serve this version of the line.",
            ["version", "origin"], registry=registry, multiprocess_mode="livesum",
        )  # fmt: skip
        self._problems = Gauge(
            "hotline_line_problems", "What is wrong with the line's files.",
            registry=registry, multiprocess_mode="livemax",
        )  # fmt: skip
        self._served: tuple[str, str] | None = None
        self._begin()

    def __call__(self, event: Event) -> None:
        """Count what happened."""
        match event:
            case TurnTaken():
                self._turns.labels(event.channel, event.lang, event.outcome).inc()
                self._segments.inc(event.segments)
                self._seconds.labels(event.channel).observe(event.seconds)
            case StoreFailed():
                self._store.labels(event.during).inc()
            case Refused():
                self._refused.labels(event.what).inc()
            case Faulted():
                self._faults.inc()
            case LineRead():
                self._read(event)
            case _:
                assert_never(event)

    def _read(self, event: LineRead) -> None:
        if self._served is not None:
            self._line.labels(*self._served).set(0)
        self._served = event.version, event.origin
        self._line.labels(*self._served).set(1)
        self._problems.set(event.problems)

    def _begin(self) -> None:
        """Have every series that an alert looks at from the start: a rate needs a value before the first event."""
        for during in ("turn", "report", "outbox"):
            self._store.labels(during)
        for what in ("signature", "message-id", "sign-in"):
            self._refused.labels(what)
