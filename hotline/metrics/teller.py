"""Tells the figures of all workers at an address of their own, from whichever worker has it.

Rule 1: every worker tries to have the address. One has it; when that one is gone, the next has it within RETRY seconds.
Rule 2: what only the store knows is asked of it when somebody looks, and left out where it does not answer.
Rule 3: a worker that is gone keeps its counts and no longer serves a line.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread

from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead
from prometheus_client.registry import Collector

from hotline.errors import StoreError
from hotline.store import Store

RETRY = 0.5  # seconds


class Teller:
    """Answers ``GET /metrics`` at one address, as soon as it can have it."""

    def __init__(self, address: tuple[str, int], registry: CollectorRegistry) -> None:
        self._address = address
        self._registry = registry
        self._done = Event()
        self._thread = Thread(target=self._run, name="metrics", daemon=True)

    def start(self) -> None:
        """Begin to try for the address. After the fork: threads do not survive one."""
        self._thread.start()

    def stop(self) -> None:
        """Tell no more."""
        self._done.set()
        self._thread.join()

    def _run(self) -> None:
        host, port = self._address
        while not self._done.is_set():
            try:
                server, thread = start_http_server(port, host, self._registry)
            except OSError:  # another worker has it
                self._done.wait(RETRY)
                continue
            self._done.wait()
            server.shutdown()
            server.server_close()
            thread.join()


def register_all(folder: Path, store: Store, clock: Callable[[], float] = time.time) -> CollectorRegistry:
    """The figures of all workers that count into a folder, and the store's."""
    registry = CollectorRegistry()
    registry.register(_Workers(folder))
    registry.register(Kept(store, clock))
    return registry


class Kept(Collector):
    """What the store alone knows."""

    def __init__(self, store: Store, clock: Callable[[], float]) -> None:
        self._store = store
        self._clock = clock

    def describe(self) -> Iterator[Metric]:
        """Nothing: to be registered must not ask the store."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        """The store's state now."""
        try:
            waiting, oldest = self._store.waiting()
            opted_out = self._store.opted_out()
        except StoreError:
            yield _gauge("hotline_store_up", "Whether the store answers.", 0)
            return
        yield _gauge("hotline_store_up", "Whether the store answers.", 1)
        age = max(0, int(self._clock()) - oldest) if waiting else 0
        yield _gauge("hotline_outbox_texts", "Texts that callers asked for and that wait.", waiting)
        yield _gauge("hotline_outbox_oldest_seconds", "For how long the oldest of them waits.", age)
        yield _gauge("hotline_opted_out", "People who stopped texts.", opted_out)


class _Workers(Collector):
    """The counts of all workers, added up."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._all = MultiProcessCollector(None, str(folder))  # type: ignore[no-untyped-call]

    def describe(self) -> Iterator[Metric]:
        """Nothing: the files of workers that are still to come are not there yet."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        """Every figure; of the versions of the line only those that somebody serves."""
        for number in {path.stem.rpartition("_")[2] for path in self._folder.glob("gauge_live*.db")}:
            if not _lives(int(number)):
                mark_process_dead(int(number), str(self._folder))  # type: ignore[no-untyped-call]
        for metric in self._all.collect():  # type: ignore[no-untyped-call]
            if metric.name == "hotline_line_workers":
                metric.samples = [sample for sample in metric.samples if sample.value]
            yield metric


def _gauge(name: str, help: str, value: float) -> Metric:
    return GaugeMetricFamily(name, help, value)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # its number is somebody else's now
        return False
    return True
