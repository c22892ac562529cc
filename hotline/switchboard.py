"""Takes a turn: the only place that joins store, understanding, engine and channel.

Rule 1: one transaction a turn; what a text means is looked up before it opens.
Rule 2: the same message again gets the same answer again, and counts once.
Rule 3: without a store the person is answered all the same, as somebody new, unless they are known to want no texts. A
STOP or START that comes meanwhile is on the disk before it is answered, and the store has it before their next turn;
where the disk does not take it either, nobody is told that it counts, but whom to call.
Rule 4: a caller is offered texts only where the outbox is seen to, the number is one person's, and that person has not
stopped them as far as the store can tell. Without a store nobody is.
Rule 5: two numbers of ours never text each other, whatever is said.
Rule 6: what was not understood is kept only where the line says so, and what goes wrong there, or as segments are
counted, is no fault of the turn.
"""

from __future__ import annotations

import logging
import re
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from time import perf_counter

from hotline.channels.incoming import Incoming, plain_id
from hotline.channels.registry import CHANNELS, Channel, Form
from hotline.channels.voice import turn_key
from hotline.engine import Texter
from hotline.errors import SidConflict, StoreError
from hotline.events import StoreFailed, TurnTaken, tell
from hotline.model import Meaning, Session, Tell, Turn, Typed, replace
from hotline.outbox import note_status
from hotline.served import Served
from hotline.store import (
    KEEP_SESSION,
    Consents,
    Outgoing,
    Person,
    Reply,
    Store,
    Transaction,
    Unmet,
    count_of_call,
    count_of_sender,
    counts_of,
    digest,
    identify,
    is_digest_of,
    last_turn,
    unusual,
    warn_once,
)
from hotline.unmet import alike, unmet_of

log = logging.getLogger("hotline")

PURGE_EVERY = 600  # seconds
LEARN_EVERY = 60  # seconds after which a turn looks for opt-outs, where no thread does
_SECONDS = re.compile(r"[0-9]{1,6}")


@dataclass(frozen=True, slots=True)
class _Call:
    """One webhook on its way through."""

    channel: Channel
    served: Served
    incoming: Incoming
    meaning: Meaning
    person: Person | None
    now: int


class Switchboard:
    """Answers webhooks. One per process; everything lasting is in the store."""

    def __init__(self, store: Store, secrets: Sequence[str], consents: Consents, *, sends: bool = False) -> None:
        self.store = store
        self.consents = consents
        self.on_send: Callable[[], None] = lambda: None  # called when the outbox has a new row
        self._secrets = tuple(secrets)
        self._sends = sends
        self._purged = 0

    def take_turn(
        self, served: Served, channel: str, form: Form, query: Form, *, now: int, path: str, token: str = ""
    ) -> str:
        """The TwiML that answers a webhook. ``path`` is where the carrier posts to, ``now`` seconds since 1970.

        ``token`` names a request for all times that the carrier sends it; it is needed where the form names no message.
        """
        began = perf_counter()
        incoming = CHANNELS[channel].hear(form, query, now)
        if not incoming.key and token:
            incoming = replace(incoming, key=f"token:{plain_id(token)}")
        if channel == "sms" and incoming.sender in {incoming.to, served.line.phone} - {""}:  # Rule 5
            return CHANNELS["sms"].answer(Turn(Session(served.line.default_language), ()), served.book, path, "")
        call = self._call(served, CHANNELS[channel], incoming, now)
        try:
            turn = self._kept(call)
        except StoreError:
            tell(StoreFailed("turn"))
            log.warning("the store does not answer; a turn was taken without it")
            turn = self._unkept(call)
            kept = False
        else:
            self._catch_up(now)
            kept = True
        twiml = call.channel.answer(turn, served.book, path, incoming.to)
        _tell(call, turn, perf_counter() - began)
        if kept:  # else who texts would wait for the store once more
            self._purge(now)
        return twiml

    def note_status(self, served: Served | None, form: Form, row: str, *, now: int) -> None:
        """Count what the carrier reports of a text; ``row`` names the row of the outbox that it was sent for."""
        note_status(self.store, served, form, row, secrets=self._secrets, now=now)

    def note_call(self, form: Form, *, now: int) -> None:
        """Count how a call ended, once, when the carrier reports that it is over."""
        call, seconds = plain_id(form.get("CallSid", "")), form.get("CallDuration", "")
        if form.get("CallStatus") != "completed" or not call:
            return
        minutes = max(1, -(-int(seconds) // 60)) if _SECONDS.fullmatch(seconds) else 0
        key = f"ended:{call}"
        try:
            with self.store.transaction(None, key, now) as kept:
                if kept.reply(key) is None:
                    kept.keep_reply(key, Reply("", Turn(Session(""), ())))
                    last = last_turn(lambda turn: kept.reply(turn_key(call, turn)))
                    kept.count(count_of_call(last, _day(now)), minutes)
        except StoreError:
            tell(StoreFailed("report"))
            log.warning("the store does not answer; how a call ended was not counted")

    def _call(self, served: Served, channel: Channel, incoming: Incoming, now: int) -> _Call:
        meaning = served.meaning(incoming.heard)
        ours = incoming.sender in (incoming.to, served.line.phone)
        person = None if ours else identify(incoming.sender, self._secrets)
        return _Call(channel, served, incoming, meaning, person, now)

    def _kept(self, call: _Call) -> Turn:
        key = call.incoming.key or f"once:{uuid.uuid4().hex}"
        said = digest(call.incoming.body, self._secrets)
        heard = call.incoming.heard
        durable = _asks_for_text(call) or (isinstance(heard, Typed) and bool(call.meaning.consent or heard.carrier_did))
        if call.person is not None:
            self.consents.settle(call.person, call.now)
        with self.store.transaction(call.person, key, call.now, durable=durable) as kept:
            before = kept.reply(key)
            if before is not None and is_digest_of(before.digest, call.incoming.body, self._secrets):
                return before.turn
            if before is not None and isinstance(heard, Typed):
                raise SidConflict("the same MessageSid came with another body")
            stored = kept.session()
            sends = self._can_send(call, stored)
            turn = self._answer(call, self._session(call, stored), sends=sends)
            self._keep(kept, call, stored, turn)
            if turn.send:
                kept.keep_outgoing(_outgoing(call, turn))
            kept.keep_reply(key, Reply(said, turn))
            self._count(kept, call, turn, repeated=before is not None)
            self._keep_unmet(kept, call, turn)
        self._note_consent(call, turn, kept=True)
        if turn.send:
            self.on_send()
        return turn

    def _keep_unmet(self, kept: Transaction, call: _Call, turn: Turn) -> None:
        if call.person is None:
            return
        unmet = unmet_of(call.served.scrubber, call.incoming.heard, call.meaning, turn)
        # who asks the same in other words is one person, so what people share is what people count
        if unmet is not None and not any(alike(unmet, before) for before in kept.unmet()):
            kept.keep_unmet(Unmet(_day(call.now), call.channel.name, unmet.lang, unmet.words))

    def _can_send(self, call: _Call, stored: Session | None) -> bool:
        """This caller can be sent a text."""
        if not self._sends or call.person is None or not call.incoming.call:
            return False
        return stored is None or not stored.opted_out

    def _unkept(self, call: _Call) -> Turn:
        """The turn without a store."""
        session = call.incoming.session
        if session is None:
            typed = isinstance(call.incoming.heard, Typed)
            out = typed and call.person is not None and self.consents.is_out(call.person)
            session = Session(call.served.line.default_language, opted_out=out)
        turn = self._answer(call, session)
        lasts = self._note_consent(call, turn, kept=False)
        return turn if lasts or not turn.say else replace(turn, say=(Tell("trouble"),))

    def _note_consent(self, call: _Call, turn: Turn, *, kept: bool) -> bool:
        """A STOP or START is known to every process of this machine at once, whatever becomes of the store.

        Returns whether that is so; it is not where neither the store nor the disk take it.
        """
        if call.person is None or turn.outcome != "consent" or turn.name not in ("stop", "start"):
            return True
        return self.consents.note(call.person, out=turn.session.opted_out, now=call.now, kept=kept)

    def _catch_up(self, now: int) -> None:
        try:
            self.consents.catch_up(now, every=LEARN_EVERY)
        except Exception as error:  # the turn was taken
            log.warning("what the store missed of opt-outs still waits for it: kind=%s", type(error).__name__)

    def _session(self, call: _Call, stored: Session | None) -> Session:
        """What we know of the person: a text's session is stored; a call's is in its address, after the first turn."""
        fresh = Session(call.served.line.default_language)
        if call.incoming.session is not None:
            return call.incoming.session
        if stored is None or isinstance(call.incoming.heard, Typed):
            return stored or fresh
        known = stored.aged(call.now, fresh.lang)
        lately = bool(known.lang) and call.now - known.seen <= KEEP_SESSION  # else what is left of them is an opt-out
        return replace(fresh, lang=known.lang or fresh.lang, slow=known.slow, welcomed=lately)

    def _keep(self, kept: Transaction, call: _Call, stored: Session | None, turn: Turn) -> None:
        if turn.forget:
            kept.forget()
        elif isinstance(call.incoming.heard, Typed):
            kept.keep_session(turn.session)
        else:
            self._keep_preferences(kept, call, stored, turn.session)

    def _keep_preferences(self, kept: Transaction, call: _Call, stored: Session | None, called: Session) -> None:
        """A call leaves its language and speed to the next call and text, and nothing else.

        They are kept as it begins and when one of them changes, so what a caller had deleted is not kept again.
        """
        last = call.incoming.session
        if last is not None and (last.lang, last.slow) == (called.lang, called.slow):
            return
        default = call.served.line.default_language
        before = stored.aged(call.now, default) if stored and stored.lang else stored or Session(default)
        kept.keep_session(replace(before, lang=called.lang, slow=called.slow, seen=call.now))

    def _count(self, kept: Transaction, call: _Call, turn: Turn, *, repeated: bool) -> None:
        counts = counts_of(turn, call.incoming.heard, call.channel.name, _day(call.now), repeated=repeated)
        kept.count(next(counts), _size(call, turn))
        sender = count_of_sender(call.incoming.sender, call.now) if call.channel.name == "sms" else None
        for count in (*counts, *([sender] if sender else ())):
            kept.count(count)

    def _answer(self, call: _Call, session: Session, *, sends: bool = False) -> Turn:
        heard = call.incoming.heard
        texter: Texter = "person" if call.person else "nobody"
        return call.served.answer(call.channel, session, heard, call.meaning, call.now, sends=sends, texter=texter)

    def _purge(self, now: int) -> None:
        if 0 <= now - self._purged < PURGE_EVERY:  # a clock that was put back is no reason to wait
            return
        self._purged = now
        try:
            self.store.purge(now)
            self._warn_of_senders(now)
        except StoreError:
            log.warning("the store does not answer; nothing was purged")

    def _warn_of_senders(self, now: int) -> None:
        """Say once a day of a country that far more texts come from there than ever do."""
        for one in unusual(self.store, now):
            if warn_once(self.store, one, now):
                log.warning("senders country=%s texts=%d usual=%d: far above the usual", one.code, one.texts, one.usual)


def _day(now: int) -> str:
    return datetime.fromtimestamp(now, UTC).date().isoformat()


def _tell(call: _Call, turn: Turn, seconds: float) -> None:
    """One row of the log for a turn, and one event for who counts. The place is a number; nothing tells who it was."""
    channel, lang, segments = call.channel.name, turn.session.lang, _size(call, turn)
    row = {"channel": channel, "lang": lang, "outcome": turn.outcome, "place": turn.place, "segments": segments}
    log.info("turn", extra={**row, "ms": round(seconds * 1000, 1)})
    tell(TurnTaken(channel, lang, turn.outcome, segments, seconds))


def _size(call: _Call, turn: Turn) -> int:
    """The segments of the answer, or 0 where they cannot be counted."""
    try:
        return call.channel.size(turn, call.served.book)
    except Exception as error:
        log.error("the segments of an answer were not counted: kind=%s", type(error).__name__)
        return 0


def _asks_for_text(call: _Call) -> bool:
    """What was heard may write to the outbox: what must outlast a power cut is known before the turn begins."""
    offered = call.incoming.session is not None and call.incoming.session.sendable != 0
    return offered or (call.incoming.call != "" and call.meaning.command == "text")


def _outgoing(call: _Call, turn: Turn) -> Outgoing:
    return Outgoing(uuid.uuid4().hex, call.incoming.call, turn.send, turn.session.lang, made=call.now, due=call.now)
