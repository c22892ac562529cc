"""What becomes of a webhook: verify, take a turn, respond. A signed one is always answered.

Any fault inside is logged without a word of what was said and answered: a cry for help with its action, whatever else
with a plain apology, 911 and a number to call. What comes while AT_ONCE turns are under way is such a fault, unless it
is a STOP, START or HELP: of twice as many texts as a machine can take, all would else wait longer than carriers do.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import NamedTuple

from werkzeug.exceptions import RequestEntityTooLarge

from hotline.channels.registry import CHANNELS
from hotline.current import Current
from hotline.errors import SidConflict, TooBusy
from hotline.events import Refused, tell
from hotline.rescue import act, apologise, log_fault
from hotline.switchboard import Switchboard
from hotline.web.form import by_name, read_fields
from hotline.web.post import Post
from hotline.web.signature import Signatures

log = logging.getLogger("hotline")

AT_ONCE = 128  # turns in a process, waiting for the store or not: 0.1 to 0.4 s of work (docs/performance.md)
LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]"})


class Answer(NamedTuple):
    """What is sent back: TwiML, or a status alone."""

    status: int
    twiml: str = ""


class Desk:
    """Where both doors hand a webhook in. Without signatures only this machine may ask."""

    def __init__(
        self, current: Current, board: Switchboard, signatures: Signatures | None, clock: Callable[[], float]
    ) -> None:
        self.current = current
        self.board = board
        self.signatures = signatures
        self.clock = clock
        self.room = BoundedSemaphore(AT_ONCE)
        self._answers: Mapping[str, Callable[[Post], Answer]] = {
            "/sms": lambda post: self._turn("sms", post),
            "/voice": lambda post: self._turn("voice", post),
            "/sms/status": self._text_status,
            "/voice/status": self._call_status,
        }
        self.paths = tuple(self._answers)

    def receive(self, path: str, read: Callable[[], Post]) -> Answer:
        """The answer to a webhook that came to one of ``paths``; ``read`` reads it as far as it may be read.

        What is too large is refused with 413. What the carrier, or without signatures this machine, did not send gets
        403 and not a word. What cannot even be judged is not the carrier's.
        """
        try:
            post = read()
            good = _is_local(post.host) if self.signatures is None else self.signatures.good(post)
        except RequestEntityTooLarge:
            return Answer(413)
        except Exception as error:
            log_fault(error)
            good = False
        if good:
            return self._answers[path](post)
        tell(Refused("signature"))
        return Answer(403)

    def _turn(self, channel: str, post: Post) -> Answer:
        """The TwiML for a text or a step of a call, whatever happens inside."""
        path = f"{self.signatures.base if self.signatures else ''}/{channel}"
        served = self.current.served
        if served is None:
            return Answer(200, CHANNELS[channel].apologise(None, ""))
        form, query, now = by_name(post.fields), _query(post), int(self.clock())
        try:
            with self._room(lambda: served.is_consent(CHANNELS[channel].hear(form, query, now).heard)):
                twiml = self.board.take_turn(served, channel, form, query, now=now, path=path, token=post.token)
            return Answer(200, twiml)
        except SidConflict:
            tell(Refused("message-id"))
            action = act(served, channel, form, query, now=now, path=path)
            return Answer(200, action) if action else Answer(403)
        except Exception as error:
            log_fault(error)
            action = act(served, channel, form, query, now=now, path=path)
            onward = "" if "fault" in query else f"{path}?fault=1"
            return Answer(200, action or apologise(served, channel, onward))

    @contextmanager
    def _room(self, must_be_taken: Callable[[], bool]) -> Iterator[None]:
        free = self.room.acquire(blocking=False)
        try:
            if not free and not must_be_taken():
                raise TooBusy("too many turns are under way")
            yield
        finally:
            if free:
                self.room.release()

    def _text_status(self, post: Post) -> Answer:
        """What became of a text is counted."""
        row = _query(post).get("row", "")
        try:
            self.board.note_status(self.current.served, by_name(post.fields), row, now=int(self.clock()))
        except Exception as error:
            log_fault(error)
        return Answer(204)

    def _call_status(self, post: Post) -> Answer:
        """How a call ended is counted. An error's code names nobody."""
        form = by_name(post.fields)
        code = form.get("ErrorCode", "")
        if code.isascii() and code.isdigit() and len(code) <= 6:
            log.info("status error=%s", code)
        try:
            self.board.note_call(form, now=int(self.clock()))
        except Exception as error:
            log_fault(error)
        return Answer(204)


def _query(post: Post) -> dict[str, str]:
    return by_name(read_fields(post.query.encode("latin-1", "replace"))) if post.query else {}


def _is_local(host: str) -> bool:
    return host in LOCAL or host.rpartition(":")[0] in LOCAL
