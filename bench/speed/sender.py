"""The load generator: sends requests whose bytes were made before, over kept connections, and looks at every answer.

It runs in a process of its own on a core of its own, and does as little as Python lets it between two system calls:
some 20 microseconds a request, so it is never what a server of one core waits for.

Rule 1: an answer is good where it is a 200 with TwiML that says something (Message) or waits for something (Gather).
Rule 2: with a pace, a wait is counted from the moment when the request was due, so a server that stands still is found
out by every request that should have come meanwhile.
Rule 3: nobody sends their next text before they have the answer to the last one.
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


def send(port: int, requests: Sequence[bytes], connections: int, *, apart: int, core: int, pace: float = 0.0) -> Load:
    """Send requests in their order, from a process on one core, and return when the last one is answered.

    One waits for the answer to that which stands so many before it, ``apart``: nobody sends their next text before.
    Without a pace each connection sends as soon as it has its answer. A pace is so many a second, at moments drawn by
    lot, as independent people choose them.
    """
    here, there = get_context("fork").Pipe(duplex=False)
    sender = _Sender(port, requests, apart)
    process = get_context("fork").Process(target=_run, args=(there, sender, connections, core, pace))
    process.start()
    there.close()
    load: Load = here.recv()
    process.join()
    return load


def _run(out: Connection, sender: _Sender, connections: int, core: int, pace: float) -> None:
    os.sched_setaffinity(0, {core})
    gc.disable()
    sender.connect(connections)
    spent = _own_cpu()
    began = perf_counter()
    if pace:
        sender.paced(pace)
    else:
        sender.pressed()
    sender.load.seconds = perf_counter() - began
    sender.load.own = _own_cpu() - spent
    out.send(sender.load)


def _own_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


class _Sender:
    def __init__(self, port: int, requests: Sequence[bytes], apart: int) -> None:
        self.load = Load()
        self._port = port
        self._requests = requests
        self._apart = apart
        self._answered = bytearray(len(requests))
        self._wires: dict[int, socket.socket] = {}
        self._idle: deque[int] = deque()
        self._began: dict[int, tuple[float, int]] = {}  # when, and which request
        self._parts: dict[int, bytes] = {}

    def connect(self, connections: int) -> None:
        """Open the connections."""
        self._poll = select.epoll()
        for _ in range(connections):
            self._connect()

    def pressed(self) -> None:
        """As many as the server takes."""
        while True:
            now = perf_counter()
            while self._idle and self._may_send():
                self._send(now)
            if not self._began:
                return
            events = self._poll.poll(PATIENCE)
            if not events:
                return self._give_up()
            for fd, _ in events:
                self._receive(fd)

    def paced(self, pace: float) -> None:
        """As many as people send, whatever the server does. The core is kept busy, so that none is sent late."""
        chance = random.Random(SEED)
        due = last = perf_counter()
        while self.load.sent < len(self._requests) or self._began:
            now = perf_counter()
            while self._idle and due <= now and self._may_send():
                self._send(due)
                due += chance.expovariate(pace)
            for fd, _ in self._poll.poll(0):
                last = now
                self._receive(fd)
            if now - last > PATIENCE:
                return self._give_up()

    def _give_up(self) -> None:
        self.load.lost += len(self._began)

    def _may_send(self) -> bool:
        at, apart = self.load.sent, self._apart
        return at < len(self._requests) and (at < apart or self._answered[at - apart] == 1)

    def _connect(self) -> None:
        wire = socket.create_connection(("127.0.0.1", self._port), PATIENCE)
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        wire.setblocking(False)
        self._wires[wire.fileno()] = wire
        self._poll.register(wire.fileno(), select.EPOLLIN)
        self._idle.append(wire.fileno())

    def _send(self, began: float) -> None:
        fd, load = self._idle.popleft(), self.load
        self._began[fd] = began, load.sent
        with suppress(ConnectionError):  # closed meanwhile, which the next look at it tells
            os.write(fd, self._requests[load.sent])
        load.sent += 1

    def _receive(self, fd: int) -> None:
        """Read what came; after the end of an answer the connection is free again."""
        try:
            data = os.read(fd, BUFFER)
        except ConnectionError:
            data = b""
        if not data:
            self._lose(fd)
            return
        if fd in self._parts:
            data = self._parts.pop(fd) + data
        if not (data.endswith(ANSWER_END) or _is_whole(data)):
            self._parts[fd] = data
            return
        began, which = self._began.pop(fd)
        self.load.waits.append(1000 * (perf_counter() - began))
        self._answered[which] = 1
        if self._judge(data):
            self._again(fd)
        else:
            self._idle.append(fd)

    def _lose(self, fd: int) -> None:
        """The server closed a connection: before an answer, or while nobody wanted one."""
        if fd in self._began:
            self.load.lost += 1
            self._answered[self._began.pop(fd)[1]] = 1  # nobody waits for it any more
        else:
            self._idle.remove(fd)
        self._again(fd)

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

    def _again(self, fd: int) -> None:
        self._poll.unregister(fd)
        self._wires.pop(fd).close()
        self._parts.pop(fd, None)
        self._connect()


def _is_whole(data: bytes) -> bool:
    head, found, body = data.partition(b"\r\n\r\n")
    length = LENGTH.search(head)
    return bool(found and length) and len(body) >= int(length[1])
