"""As many texts as there are connections, each sends its next one when it has its answer; in a process of its own."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Iterator
from time import perf_counter
from typing import NamedTuple
from urllib.parse import urlencode

from twilio.request_validator import RequestValidator

from tests.driver import OURS, PUBLIC, TOKEN
from tests.test_serve import Process

PATIENCE = 15  # seconds that a carrier waits


class Answered(NamedTuple):
    """What became of one text: its status ("" where nothing came in time), its answer, and the seconds until then."""

    status: str
    text: str
    took: float


def flood(process: Process, first: int, number: int, *, connections: int, bodies: tuple[str, ...]) -> list[Answered]:
    """New people text, each once."""
    port = int(process.address.rpartition(":")[2])
    with multiprocessing.get_context("spawn").Pool(1) as people:
        return people.apply(_send, (port, first, number, connections, bodies))


def _send(port: int, first: int, number: int, connections: int, bodies: tuple[str, ...]) -> list[Answered]:
    requests = iter([_request(n, bodies[n % len(bodies)]) for n in range(first, first + number)])
    found: list[Answered] = []

    async def all_of_them() -> None:
        await asyncio.gather(*(_text(port, requests, found) for _ in range(connections)))

    asyncio.run(all_of_them())
    return found


async def _text(port: int, requests: Iterator[bytes], found: list[Answered]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for request in requests:
        began = perf_counter()
        status, text = "", ""
        try:
            writer.write(request)
            status, text = await asyncio.wait_for(_answer(reader), PATIENCE)
        except (OSError, TimeoutError, asyncio.IncompleteReadError):
            writer.close()
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
        found.append(Answered(status, text, perf_counter() - began))
    writer.close()


async def _answer(reader: asyncio.StreamReader) -> tuple[str, str]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
    length = int(head.partition("content-length: ")[2].split("\r\n")[0])
    return head.split()[1], (await reader.readexactly(length)).decode()


def _request(n: int, body: str) -> bytes:
    form = {"MessageSid": f"SM{n:032d}", "From": f"+1506{n:07d}", "To": OURS, "Body": body}
    signed = RequestValidator(TOKEN).compute_signature(f"{PUBLIC}/sms", form)
    data = urlencode(form).encode()
    head = (
        f"POST /sms HTTP/1.1\r\nHost: line.example\r\nX-Twilio-Signature: {signed}\r\nContent-Length: {len(data)}\r\n"
    )
    return f"{head}Content-Type: application/x-www-form-urlencoded\r\n\r\n".encode() + data
