"""The carrier's webhooks: verify, take a turn, respond. A signed one is always answered.

Any fault inside is logged without a word of what was said and answered: a cry for help with its action, whatever else
with a plain apology, 911 and a number to call. What comes while AT_ONCE turns are under way is such a fault, unless it
is a STOP, START or HELP: of twice as many texts as a machine can take, all would else wait longer than carriers do.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from time import time

from flask import Blueprint, Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from hotline.channels.registry import CHANNELS
from hotline.current import Current
from hotline.errors import SidConflict, TooBusy
from hotline.events import Refused, tell
from hotline.rescue import act, apologise, log_fault
from hotline.switchboard import Switchboard
from hotline.web.signature import Signatures
from hotline.web.size import too_much

log = logging.getLogger("hotline")

AT_ONCE = 128  # turns in a process, waiting for the store or not: about half a second of work
LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]"})


def make_webhooks(
    current: Current, board: Switchboard, signatures: Signatures | None, *, clock: Callable[[], float] = time
) -> Blueprint:
    """The blueprint of ``/sms``, ``/voice`` and their status callbacks.

    Without signatures only this machine may ask.
    """
    webhooks = Blueprint("webhooks", __name__)
    desk = _Desk(current, board, signatures, clock)
    webhooks.before_request(desk.verify)
    webhooks.add_url_rule("/sms", "sms", lambda: desk.answer("sms"), methods=["POST"])
    webhooks.add_url_rule("/voice", "voice", lambda: desk.answer("voice"), methods=["POST"])
    webhooks.add_url_rule("/sms/status", "sms_status", desk.text_status, methods=["POST"])
    webhooks.add_url_rule("/voice/status", "voice_status", desk.call_status, methods=["POST"])
    return webhooks


class _Desk:
    def __init__(
        self, current: Current, board: Switchboard, signatures: Signatures | None, clock: Callable[[], float]
    ) -> None:
        self.current = current
        self.board = board
        self.signatures = signatures
        self.clock = clock
        self.room = BoundedSemaphore(AT_ONCE)

    def verify(self) -> Response | None:
        """Refuse with 403 and not a word what the carrier, or without signatures this machine, did not send.

        What is too large is refused with 413 before that. What cannot even be judged is not the carrier's.
        """
        try:
            if too_much(request):
                return Response(status=413)
            good = self._is_local() if self.signatures is None else self.signatures.good(request)
        except RequestEntityTooLarge:
            return Response(status=413)
        except Exception as error:
            log_fault(error)
            good = False
        if good:
            return None
        tell(Refused("signature"))
        return Response(status=403)

    def _is_local(self) -> bool:
        return request.host in LOCAL or request.host.rpartition(":")[0] in LOCAL

    def answer(self, channel: str) -> Response:
        """The TwiML for one webhook, whatever happens inside."""
        path = f"{self.signatures.base if self.signatures else ''}/{channel}"
        served = self.current.served
        if served is None:
            return _twiml(CHANNELS[channel].apologise(None, ""))
        query, form, now = request.args.to_dict(), request.form.to_dict(), int(self.clock())
        token = request.headers.get("I-Twilio-Idempotency-Token", "")
        try:
            with self._room(lambda: served.is_consent(CHANNELS[channel].hear(form, query, now).heard)):
                return _twiml(self.board.take_turn(served, channel, form, query, now=now, path=path, token=token))
        except SidConflict:
            tell(Refused("message-id"))
            action = act(served, channel, form, query, now=now, path=path)
            return _twiml(action) if action else Response(status=403)
        except Exception as error:
            log_fault(error)
            action = act(served, channel, form, query, now=now, path=path)
            return _twiml(action or apologise(served, channel, "" if "fault" in query else f"{path}?fault=1"))

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

    def text_status(self) -> Response:
        """What became of a text is counted."""
        form, row = request.form.to_dict(), request.args.get("row", "")
        try:
            self.board.note_status(self.current.served, form, row, now=int(self.clock()))
        except Exception as error:
            log_fault(error)
        return Response(status=204)

    def call_status(self) -> Response:
        """How a call ended is counted. An error's code names nobody."""
        form = request.form.to_dict()
        code = form.get("ErrorCode", "")
        if code.isascii() and code.isdigit() and len(code) <= 6:
            log.info("status error=%s", code)
        try:
            self.board.note_call(form, now=int(self.clock()))
        except Exception as error:
            log_fault(error)
        return Response(status=204)


def _twiml(text: str) -> Response:
    return Response(text, mimetype="text/xml")
