"""A service that is told to stop, or replaced by another one, in the middle of a busy hour: no answer is lost."""

from __future__ import annotations

import fcntl
import http.client
import signal
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from twilio.request_validator import RequestValidator

from tests.driver import LINES, OURS, PUBLIC, TOKEN
from tests.test_serve import REAL, Process, serving

SINK = LINES / "kitchen-sink"
PEOPLE = 8  # at once
ENOUGH = 100  # answers before the service is told to stop
PATIENCE = 60


class Hour:
    """People who text one after the other, as fast as they are answered, until they are told to go home."""

    def __init__(self, services: Callable[[], Sequence[str]]) -> None:
        self._services = services
        self._home = threading.Event()
        self.changed = threading.Condition()
        self.answered: set[str] = set()
        self.cut: set[str] = set()  # taken by the service, and left without an answer
        self.refused: set[str] = set()  # never taken: nobody listened
        self.people = [threading.Thread(target=self._texts, args=(n,)) for n in range(PEOPLE)]

    @contextmanager
    def goes_on(self) -> Iterator[Hour]:
        for person in self.people:
            person.start()
        try:
            yield self
        finally:
            self._home.set()
            for person in self.people:
                person.join(timeout=PATIENCE)
                assert not person.is_alive()

    def until(self, answers: int) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.answered) >= answers, timeout=PATIENCE)

    def until_refused(self) -> None:
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.refused) >= PEOPLE, timeout=PATIENCE)

    def _texts(self, who: int) -> None:
        for n in range(100_000):
            sid = f"SM{who:04d}{n:028d}"
            if self._home.is_set():
                return
            found = self.send(sid, who)
            with self.changed:
                {"answered": self.answered, "cut": self.cut, "refused": self.refused}[found].add(sid)
                self.changed.notify_all()
            if found == "refused":
                return

    def send(self, sid: str, who: int) -> str:
        """Text once, as the proxy of deploy/Caddyfile does: what one service does not answer goes to the next."""
        found = ""
        for address in self._services():
            found = post(address, sid, who)
            if found == "answered":
                break
        return found


def post(address: str, sid: str, who: int) -> str:
    sender = f"+1501{2_000_000 + who * 100_000 + int(sid[6:]):07d}"  # nobody texts more than one person may
    form = {"MessageSid": sid, "From": sender, "To": OURS, "Body": "oven"}
    signed = RequestValidator(TOKEN).compute_signature(f"{PUBLIC}/sms", form)
    headers = {"X-Twilio-Signature": signed, "Content-Type": "application/x-www-form-urlencoded"}
    with closing(http.client.HTTPConnection(urlsplit(address).netloc, timeout=PATIENCE)) as connection:
        try:
            connection.connect()
        except OSError:
            return "refused"
        try:
            connection.request("POST", "/sms", urlencode(form), headers)
            answer = connection.getresponse()
            return "answered" if answer.status == 200 and b"</Response>" in answer.read() else "cut"
        except (OSError, http.client.HTTPException):
            return "cut"


def taken(state: Path) -> tuple[set[str], int]:
    """The texts that the store knows an answer to, and how many turns were counted."""
    with closing(sqlite3.connect(state / "hotline.db")) as db:
        keys = {key.removeprefix("sms:") for (key,) in db.execute("SELECT key FROM reply")}
        ((turns,),) = db.execute("SELECT SUM(n) FROM count WHERE channel = 'sms'")
    return keys, turns


@contextmanager
def busy(state: Path, *, workers: int = 1) -> Iterator[Process]:
    """A service with room for the rows of a busy hour: where nobody reads them, its log would come to a halt."""
    with serving(SINK, state, env=REAL, workers=workers) as process:
        assert process.popen.stdout is not None
        if hasattr(fcntl, "F_SETPIPE_SZ"):
            fcntl.fcntl(process.popen.stdout, fcntl.F_SETPIPE_SZ, 1 << 20)
        there: set[int] = set()
        while len(there) < workers:  # one that is told to stop before it answers anything never hears it
            there.add(process.ready()["worker"])
        yield process


def stop(process: Process) -> None:
    process.popen.send_signal(signal.SIGTERM)


def test_told_to_stop_it_finishes_every_turn_and_loses_no_answer(tmp_path: Path) -> None:
    with busy(tmp_path, workers=2) as process:
        hour = Hour(lambda: [process.address])
        with hour.goes_on():
            hour.until(ENOUGH)
            stop(process)
            hour.until_refused()
        process.popen.wait(timeout=PATIENCE)
    keys, turns = taken(tmp_path)
    assert hour.answered <= keys, "an answer that the store does not know"
    assert keys <= hour.answered | hour.cut
    assert turns == len(keys), "a turn was taken twice"
    again = hour.cut | hour.refused  # the carrier asks again: rc=2
    with busy(tmp_path) as process:
        hour = Hour(lambda: [process.address])
        assert {hour.send(sid, int(sid[2:6])) for sid in again} == {"answered"}
    assert taken(tmp_path) == (keys | again, len(keys | again))


def test_while_one_of_two_is_started_again_no_texter_notices(tmp_path: Path) -> None:
    """What docs/deploy.md does: two services on one store, a proxy in front that goes to whoever listens."""
    with busy(tmp_path) as one:
        with busy(tmp_path) as other:
            hour = Hour(lambda: [one.address, other.address])
            with hour.goes_on():
                hour.until(ENOUGH)
                stop(one)
                one.popen.wait(timeout=PATIENCE)
                hour.until(len(hour.answered) + ENOUGH)
        keys, turns = taken(tmp_path)
    assert hour.refused == set()
    assert hour.answered <= keys
    assert turns == len(keys)
    assert hour.cut == set()
