"""Fifty calls at once to a real server: nobody waits in silence until they think that the line is dead."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from time import perf_counter
from urllib.parse import urlencode
from xml.etree.ElementTree import fromstring

import pytest
from twilio.request_validator import RequestValidator

from tests.driver import OURS, PUBLIC, SHIPPED, TOKEN
from tests.test_serve import REAL, serving

CALLS = 50
USUALLY, ALWAYS = 2.0, 5.0  # seconds: silence of the line that people bear; the shortest time a carrier waits
KEYS = ("1", "1", "", "", "*", "2", "7", "1", "", "9", "8")  # "": the caller only listens


def test_R06_with_50_calls_at_once_nobody_waits_long(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serving(SHIPPED, tmp_path / "state", env=REAL, workers=2) as process:
        host = process.address.removeprefix("http://")
        with ThreadPoolExecutor(CALLS) as callers:
            took = sorted(second for call in callers.map(lambda n: calls(host, n), range(CALLS)) for second in call)
    assert len(took) == CALLS * (len(KEYS) + 1)
    p99, slowest = took[int(len(took) * 0.99)], took[-1]
    with capsys.disabled():
        print(f"\n{len(took)} answers, {CALLS} calls at once: p99 {p99:.2f} s, slowest {slowest:.2f} s")  # noqa: T201
    assert p99 < USUALLY
    assert slowest < ALWAYS


def calls(host: str, number: int) -> list[float]:
    """One call, and the seconds that each answer took."""
    with closing(HTTPConnection(host, timeout=60)) as web:
        return list(_answers(web, number))


def _answers(web: HTTPConnection, number: int) -> Iterator[float]:
    address = "/voice"
    for key, onward in zip(("", *KEYS), (*KEYS, ""), strict=True):
        form = {"CallSid": f"CA{number:032d}", "From": f"+1502{number:07d}", "To": OURS}
        form |= {"Digits": key} if key else {}
        signature = RequestValidator(TOKEN).compute_signature(PUBLIC + address, form)
        headers = {"X-Twilio-Signature": signature, "Content-Type": "application/x-www-form-urlencoded"}
        began = perf_counter()
        web.request("POST", address, urlencode(form), headers)
        response = web.getresponse()
        data = response.read()
        yield perf_counter() - began
        assert response.status == 200
        gather, redirect = fromstring(data).find("Gather"), fromstring(data).find("Redirect")
        assert gather is not None
        assert redirect is not None
        address = gather.get("action", "") if onward else redirect.text or ""
