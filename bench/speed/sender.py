"""The load generator: sends requests whose bytes were made before, over kept connections, and looks at every answer.

It runs in a process of its own on a core of its own, and does as little as Python lets it between two system calls:
some 20 microseconds a request, so it is never what a server of one core waits for.

Rule 1: an answer is good where it is a 200 with TwiML that says something (Message) or waits for something (Gather).
Rule 2: with a pace, a wait is counted from the moment when the request was due, so a server that stands still is found
out by every request that should have come meanwhile.
"""

from __future__ import annotations

import gc
import os
import random
import re
import resource
import select
import socket
from collections import Counter, deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from time import perf_counter

LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
ANSWER_END = b"</Response>"  # of nearly every answer; the others are told by their length
PATIENCE = 10  # seconds without any answer, after which those that are under way count as lost
BUFFER = 1 << 17
SEED = 1


@dataclass
class Load:
    """What became of the requests that were sent."""

    sent: int = 0
    good: int = 0
    silent: int = 0  # 200 and TwiML that says nothing: somebody had too many answers in a minute
    lost: int = 0  # no answer, or none that is a 200
    seconds: float = 0.0
    own: float = 0.0  # CPU seconds of the generator
    waits: list[float] = field(default_factory=list)  # milliseconds, of every answer
    answers: Counter[bytes] = field(default_factory=Counter)  # the bodies, for telling one answer from another


def send(port: int, requests: Sequence[bytes], connections: int, *, core: int, pace: float = 0.0) -> Load:
    """Send requests in their order, from a process on one core, and return when the last one is answered.

    Without a pace each connection sends its next request when it has its answer. A pace is so many a second, at
    moments drawn by lot, as independent people choose them.
    """
    here, there = get_context("fork").Pipe(duplex=False)
    process = get_context("fork").Process(target=_run, args=(there, port, requests, connections, core, pace))
    process.start()
    there.close()
    load: Load = here.recv()
    process.join()
    return load


def _run(out: Connection, port: int, requests: Sequence[bytes], connections: int, core: int, pace: float) -> None:
    os.sched_setaffinity(0, {core})
    gc.disable()
    sender = _Sender(port, requests)
    spent = _own_cpu()
    began = perf_counter()
    if pace:
        sender.paced(connections, pace)
    else:
        sender.pressed(connections)
    sender.load.seconds = perf_counter() - began
    sender.load.own = _own_cpu() - spent
    out.send(sender.load)


def _own_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


class _Sender:
    def __init__(self, port: int, requests: Sequence[bytes]) -> None:
        self.load = Load()
        self._port = port
        self._requests = iter(requests)
        self._poll = select.epoll()
        self._wires: dict[int, socket.socket] = {}
        self._began: dict[int, float] = {}
        self._parts: dict[int, bytes] = {}

    def pressed(self, connections: int) -> None:
        """As many as the server takes."""
        for fd in [self._connect() for _ in range(connections)]:
            self._send(fd, perf_counter())
        while self._began:
            events = self._poll.poll(PATIENCE)
            if not events:
                self.load.lost += len(self._began)
                return
            for fd, _ in events:
                free = self._receive(fd)
                if free is not None:
                    self._send(free, perf_counter())

    def paced(self, connections: int, pace: float) -> None:
        """As many as people send, whatever the server does. The core is kept busy, so that none is sent late."""
        chance = random.Random(SEED)
        idle = deque(self._connect() for _ in range(connections))
        due = last = perf_counter()
        more = True
        while more or self._began:
            now = perf_counter()
            while more and idle and due <= now:
                more = self._send(idle.popleft(), due)
                due += chance.expovariate(pace)
            for fd, _ in self._poll.poll(0):
                last = now
                free = self._receive(fd)
                if free is not None:
                    idle.append(free)
            if now - last > PATIENCE:
                self.load.lost += len(self._began)
                return

    def _connect(self) -> int:
        wire = socket.create_connection(("127.0.0.1", self._port), PATIENCE)
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        wire.setblocking(False)
        self._wires[wire.fileno()] = wire
        self._poll.register(wire.fileno(), select.EPOLLIN)
        return wire.fileno()

    def _send(self, fd: int, began: float) -> bool:
        request = next(self._requests, None)
        if request is None:
            return False
        self._began[fd] = began
        self.load.sent += 1
        with suppress(ConnectionError):  # closed meanwhile, which the next look at it tells
            os.write(fd, request)
        return True

    def _receive(self, fd: int) -> int | None:
        """Read what came; the connection that is free now, where that was the end of an answer."""
        try:
            data = os.read(fd, BUFFER)
        except ConnectionError:
            data = b""
        if not data:
            self.load.lost += self._began.pop(fd, None) is not None
            return self._again(fd)
        if fd in self._parts:
            data = self._parts.pop(fd) + data
        if not (data.endswith(ANSWER_END) or _is_whole(data)):
            self._parts[fd] = data
            return None
        self.load.waits.append(1000 * (perf_counter() - self._began.pop(fd)))
        return self._again(fd) if self._judge(data) else fd

    def _judge(self, data: bytes) -> bool:
        """Note what kind of answer this is; whether the server closes the connection after it."""
        load = self.load
        at = data.find(b"\r\n\r\n")
        if data[9:12] != b"200":
            load.lost += 1
        elif data.find(b"<Message", at) > 0 or data.find(b"<Gather", at) > 0:
            load.good += 1
        else:
            load.silent += 1
        load.answers[data[at + 4 :]] += 1
        return data.find(b"onnection: close", 0, at) > 0

    def _again(self, fd: int) -> int:
        self._poll.unregister(fd)
        self._wires.pop(fd).close()
        self._parts.pop(fd, None)
        return self._connect()


def _is_whole(data: bytes) -> bool:
    head, found, body = data.partition(b"\r\n\r\n")
    length = LENGTH.search(head)
    return bool(found and length) and len(body) >= int(length[1])
