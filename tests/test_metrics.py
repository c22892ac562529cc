"""What Prometheus reads: of one worker, and of several that count together though some are killed."""

from __future__ import annotations

import os
import select
import signal
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.parser import text_string_to_metric_families

from hotline.errors import StoreError
from hotline.events import LineRead, listen, tell
from hotline.metrics.meters import Meters
from hotline.metrics.teller import Kept
from hotline.settings import Settings, read_settings
from hotline.store import MemoryStore
from tests.driver import HI, LINES, NOON, SECRET, Carrier
from tests.outbox.post import Post
from tests.standin import standing_in
from tests.test_serve import REAL, Process, free_port, serving

PATIENCE = 30  # seconds

Figures = dict[tuple[str, tuple[tuple[str, str], ...]], float]


def read(text: str) -> Figures:
    """Every figure by its name and labels."""
    families = text_string_to_metric_families(text)
    return {(s.name, tuple(sorted(s.labels.items()))): s.value for family in families for s in family.samples}


def total(figures: Figures, name: str, **labels: str) -> float:
    """The figures of a name that have these labels, added up."""
    wanted = set(labels.items())
    return sum(value for (found, has), value in figures.items() if found == name and wanted <= set(has))


class Watched:
    """What happens in this process, counted."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.meters = Meters(self.registry)

    def of(self, name: str, **labels: str) -> float:
        return total(self.figures, name, **labels)

    @property
    def figures(self) -> Figures:
        return read(generate_latest(self.registry).decode())


@pytest.fixture
def watched() -> Iterator[Watched]:
    found = Watched()
    end = listen(found.meters)
    yield found
    end()


def test_turns_are_counted_by_channel_language_and_outcome(sink: Carrier, watched: Watched) -> None:
    ana = sink.stranger()
    ana.sends("oven")
    ana.sends("horno")
    sink.stranger().sends("i want to die")
    sink.caller().presses("2")
    assert watched.of("hotline_turns_total", channel="sms", lang="en", outcome="topic") >= 1
    assert watched.of("hotline_turns_total", outcome="crisis") == 1
    assert watched.of("hotline_turns_total", channel="voice") == 2
    assert watched.of("hotline_turns_total") == 5
    assert watched.of("hotline_turn_seconds_count", channel="sms") == 3
    assert watched.of("hotline_segments_total") >= 3


def test_what_is_refused_is_counted_by_why(sink: Carrier, watched: Watched) -> None:
    for _ in range(3):
        assert sink.post("/sms", HI, signature="forged").status_code == 403
    ana = sink.stranger()
    ana.sends("oven", MessageSid="SM" + "e" * 32)
    form = {**HI, "From": ana.number, "MessageSid": "SM" + "e" * 32, "Body": "toaster"}
    assert sink.post("/sms", form).status_code == 403
    assert watched.of("hotline_refused_total", what="signature") == 3
    assert watched.of("hotline_refused_total", what="message-id") == 1
    assert watched.of("hotline_refused_total", what="sign-in") == 0


def test_faults_and_a_store_that_is_away_are_counted_and_people_answered(
    sink: Carrier, watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = sink.app.extensions["hotline"]["board"]

    def away(*_: object, **__: object) -> None:
        raise StoreError("away")

    monkeypatch.setattr(board.store, "transaction", away)
    sink.stranger().sends("oven").gets_place("oven")
    assert watched.of("hotline_store_errors_total", during="turn") == 1
    monkeypatch.setattr(board, "take_turn", lambda *_, **__: 1 / 0)
    sink.stranger().sends("oven").gets_sentence("trouble")
    assert watched.of("hotline_faults_total") == 1


def test_the_line_on_the_air_is_named_and_an_old_version_is_not(sink: Carrier, watched: Watched) -> None:
    tell(LineRead("aaaa", "files", 0))
    tell(LineRead("bbbb", "last good", 4))
    assert watched.of("hotline_line_workers", version="aaaa") == 0
    assert watched.of("hotline_line_workers", version="bbbb", origin="last good") == 1
    assert watched.of("hotline_line_problems") == 4


def test_a_listener_that_fails_costs_nobody_their_answer(sink: Carrier) -> None:
    end = listen(lambda event: 1 / 0)  # type: ignore[arg-type]
    sink.stranger().sends("oven").gets_place("oven")
    end()


def test_what_the_store_knows_is_told_as_it_is_when_somebody_looks(tmp_path: Path) -> None:
    with standing_in() as standin:
        post = Post(standin, tmp_path)
        registry = CollectorRegistry()
        registry.register(Kept(post.store, post.clock))
        post.asks()
        post.line.stranger().sends("STOP")
        post.clock.now = NOON + 90
        figures = read(generate_latest(registry).decode())
        assert total(figures, "hotline_store_up") == 1
        assert total(figures, "hotline_outbox_texts") == 1
        assert total(figures, "hotline_outbox_oldest_seconds") == 90
        assert total(figures, "hotline_opted_out") == 1


def test_of_a_store_that_is_away_only_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    store, registry = MemoryStore(), CollectorRegistry()

    def away() -> tuple[int, int]:
        raise StoreError("away")

    monkeypatch.setattr(store, "waiting", away)
    registry.register(Kept(store, lambda: NOON))
    assert read(generate_latest(registry).decode()) == {("hotline_store_up", ()): 0}


@pytest.mark.parametrize("metrics", ["9464", "127.0.0.1", "127.0.0.1:", "http://127.0.0.1:9464", "a b:1"])
def test_an_address_without_host_or_port_is_refused_at_the_start(metrics: str) -> None:
    with pytest.raises(Exception, match="HOTLINE_METRICS does not fit"):
        read_settings({**REAL, "HOTLINE_METRICS": metrics})


def test_an_address_of_either_kind_is_read() -> None:
    assert Settings(metrics="127.0.0.1:9464").metrics_address == ("127.0.0.1", 9464)
    assert Settings(metrics="[::1]:9464").metrics_address == ("::1", 9464)
    assert Settings().metrics_address is None


class Service:
    """A real service and its figures."""

    def __init__(self, process: Process, port: int) -> None:
        self.process = process
        self.port = port

    def figures(self) -> Figures:
        """The figures, as soon as some worker tells them."""
        until = monotonic() + PATIENCE
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/metrics", timeout=PATIENCE) as response:
                    return read(response.read().decode())
            except OSError:
                assert monotonic() < until
                select.select([], [], [], 0.02)

    def until(self, name: str, value: float) -> Figures:
        """The figures once one of them is so."""
        until = monotonic() + PATIENCE
        while total(figures := self.figures(), name) != value:
            assert monotonic() < until, figures
            select.select([], [], [], 0.02)
        return figures

    def workers(self, number: int) -> set[int]:
        """The processes that answer, all of them."""
        found: set[int] = set()
        until = monotonic() + PATIENCE
        while len(found) < number:
            assert monotonic() < until
            found.add(self.process.ready()["worker"])
        return found


def test_the_figures_of_all_workers_are_told_together_and_outlive_them(tmp_path: Path) -> None:
    port = free_port()
    env = {**REAL, "HOTLINE_METRICS": f"127.0.0.1:{port}", "HOTLINE_LOG": ""}
    with serving(LINES / "kitchen-sink", tmp_path, env=env, workers=2) as process:
        service = Service(process, port)
        for n in range(40):
            process.sms("oven", f"SM{n}", signed=True)
        workers = service.workers(2)
        figures = service.until("hotline_line_workers", 2)
        assert total(figures, "hotline_turns_total") == 40
        assert total(figures, "hotline_turn_seconds_count") == 40
        assert total(figures, "hotline_store_up") == 1
        assert SECRET not in str(figures)
        for worker in workers:
            os.kill(worker, signal.SIGKILL)
        figures = service.until("hotline_line_workers", 2)
        assert total(figures, "hotline_turns_total") == 40
        process.sms("oven", "SM99", signed=True)
        assert total(service.figures(), "hotline_turns_total") == 41
    turns = [row for row in process.printed.splitlines() if '"message": "turn"' in row]
    assert len(turns) == 41, "one row of JSON for each"
