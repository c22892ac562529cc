"""More people at once than a worker can answer in time: who is too many is told so at once, with the emergency numbers.

F29. Here the turns under way are held by hand; `make proof` sends more than a real server can take.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from statistics import median
from time import perf_counter

import pytest

from hotline.web.desk import AT_ONCE
from tests.driver import OURS, Carrier, action

STATIC = 0.05  # seconds
PATIENCE = 60
FORMS = [{"MessageSid": f"SM-crowd-{n}", "From": f"+1505{n:07d}", "To": OURS, "Body": "leak"} for n in range(AT_ONCE)]


@contextmanager
def as_many_as_it_takes(carrier: Carrier, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bytes]]:
    """Turns wait for the store, so many that nobody else has room; then they go on, and their answers are given."""
    store = carrier.app.extensions["hotline"]["store"]
    real, crowd, go_on, waiting = (
        store.transaction,
        threading.local(),
        threading.Event(),
        threading.Barrier(AT_ONCE + 1),
    )
    answers: list[bytes] = []

    def transaction(*said: object, **more: object) -> object:
        if hasattr(crowd, "of") and not go_on.is_set():
            waiting.wait(PATIENCE)
            go_on.wait(PATIENCE)
        return real(*said, **more)

    def texts(form: dict[str, str]) -> bytes:
        crowd.of = True
        return carrier.post("/sms", form).data

    monkeypatch.setattr(store, "transaction", transaction)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        asked = [pool.submit(texts, form) for form in FORMS]
        waiting.wait(PATIENCE)
        try:
            yield answers
        finally:
            go_on.set()
        answers += [one.result(PATIENCE) for one in asked]


def test_F29_who_is_too_many_gets_the_emergency_numbers_at_once(sink: Carrier, monkeypatch: pytest.MonkeyPatch) -> None:
    took = []
    with as_many_as_it_takes(sink, monkeypatch) as answers:
        for _ in range(9):
            stranger, began = sink.stranger(), perf_counter()
            stranger.sends("leak").gets_sentence("trouble").gets("911", "988")
            took.append(perf_counter() - began)
        for words, level, lang in (("i want to die", "crisis", "en"), ("quiero morir", "crisis", "es")):
            assert sink.stranger().sends(words).text == action(sink.served, level, lang)
        sink.stranger().sends("gas smell").gets(action(sink.served, "call-team"))
        sink.caller().hears_sentence("trouble").waits().hears_sentence("trouble")
    assert median(took) < STATIC
    assert all(b"Turn the water off" in answer for answer in answers), "who was there first waited and is answered"
    sink.stranger().sends("leak").gets_place("leak")


def test_F29_a_word_of_consent_is_taken_however_many_there_are(sink: Carrier, monkeypatch: pytest.MonkeyPatch) -> None:
    ana, ben, cleo = sink.stranger(), sink.stranger(), sink.stranger()
    cleo.sends("STOP")
    with as_many_as_it_takes(sink, monkeypatch):
        ana.sends("No more texts!").gets_sentence("stopped")
        ben.sends("STOP", OptOutType="STOP")
        cleo.sends("START").gets_sentence("started")
        sink.stranger().sends("HELP").gets_sentence("help")
    ana.sends("leak").gets_nothing()
    ben.sends("leak").gets_nothing()
    cleo.sends("leak").gets_place("leak")
