"""The shipped set-up under siege: 400 clients that never finish and 10,000 bad signatures, while people text."""

from __future__ import annotations

import http.client
import logging
import multiprocessing
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import quantiles
from time import perf_counter, sleep
from urllib.parse import urlencode

from twilio.request_validator import RequestValidator

from tests.driver import LINES, PUBLIC, TOKEN
from tests.test_serve import REAL, Process, serving

log = logging.getLogger(__name__)

SLOW, BAD, SECONDS = 400, 10_000, 20.0  # clients, signatures, and the time over which they come
GOOD = 1_000  # texts by people meanwhile, as evenly as may be
HEAD = b"POST /sms HTTP/1.1\r\nHost: line.example\r\nContent-Type: application/x-www-form-urlencoded\r\n"
BEGINNINGS = (HEAD + b"X-Slow: ", HEAD + b"X-Twilio-Signature: none\r\nContent-Length: 9999\r\n\r\nBody=")


def send(port: int, first: int, texts: int, *, good: bool) -> list[float]:
    """The milliseconds that each text took; a text with a bad signature is refused."""
    waits, began = [], perf_counter()
    for n in range(texts):
        sleep(max(0.0, began + n * SECONDS / texts - perf_counter()))
        form = {"MessageSid": f"SM{first + n}", "From": f"+1502{first + n:07d}", "To": "+15005550000", "Body": "leak"}
        signature = RequestValidator(TOKEN).compute_signature(f"{PUBLIC}/sms", form) if good else "x" * 28
        wire = http.client.HTTPConnection("127.0.0.1", port, timeout=15)
        asked = perf_counter()
        headers = {"X-Twilio-Signature": signature, "Content-Type": "application/x-www-form-urlencoded"}
        wire.request("POST", "/sms", urlencode(form), headers)
        answer = wire.getresponse()
        said = answer.read()
        waits.append(1000 * (perf_counter() - asked))
        wire.close()
        assert answer.status == (200 if good else 403)
        assert (b"<Message>" in said) if good else said == b""
    return waits


def measured(port: int, first: int) -> float:
    """The p99 of people's texts, in milliseconds; a process of its own sends them."""
    with multiprocessing.get_context("spawn").Pool(1) as people:
        return quantiles(people.apply(send, (port, first, GOOD), {"good": True}), n=100)[98]


@contextmanager
def siege(port: int) -> Iterator[list[int]]:
    """Half of the slow clients send headers, half a body, a byte in five seconds; gives how many bad texts went out."""
    slow = [socket.create_connection(("127.0.0.1", port), 5) for _ in range(SLOW)]
    for n, client in enumerate(slow):
        client.sendall(BEGINNINGS[n % 2])
    over = threading.Event()

    def drip() -> None:
        while not over.wait(5):
            for client in slow:
                with suppress(OSError):  # thrown out, which is fair
                    client.sendall(b"a")

    dripping = threading.Thread(target=drip)
    dripping.start()
    with multiprocessing.get_context("spawn").Pool(4) as foes:
        sent = foes.starmap_async(bad, [(port, n) for n in range(4)])
        yield (out := [])
        out += sent.get(120)
    over.set()
    dripping.join()
    for client in slow:
        client.close()


def bad(port: int, foe: int) -> int:
    """One foe's share of texts with a bad signature; how many were refused."""
    return len(send(port, 1_000_000 * foe, BAD // 4, good=False))


def port_of(process: Process) -> int:
    return int(process.address.rpartition(":")[2])


def test_F16_F20_people_are_answered_through_a_siege(tmp_path: Path) -> None:
    with serving(LINES / "kitchen-sink", tmp_path, env=REAL, workers=2) as process:
        port = port_of(process)
        measured(port, 1)  # warm
        quiet = measured(port, 100_001)
        with siege(port) as refused:
            under = measured(port, 200_001)
        assert sum(refused) == BAD
        log.warning("p99 quiet %.1f ms, under siege %.1f ms", quiet, under)
        assert under < 3 * max(quiet, 10), (quiet, under)


def test_F17_a_body_too_large_is_refused_however_it_comes(tmp_path: Path) -> None:
    """Nothing past 64 kB is read: the answer is there while most of the body is not sent."""
    whole = [HEAD + b"Content-Length: 1000000\r\n\r\n"]
    chunks = [HEAD + b"Transfer-Encoding: chunked\r\n\r\n", *[b"3e8\r\n" + b"x" * 1000 + b"\r\n"] * 80]
    with serving(LINES / "kitchen-sink", tmp_path, env=REAL) as process:
        for pieces, status in ((whole, b"413"), (chunks, b"403")):  # of chunks not one is read
            with socket.create_connection(("127.0.0.1", port_of(process)), 10) as wire:
                wire.sendall(b"".join(pieces))
                assert wire.recv(65536).startswith(b"HTTP/1.1 " + status)
