"""From a voice webhook's form and address to what was heard."""

from __future__ import annotations

from collections.abc import Mapping

from hotline.channels.incoming import Incoming, plain_id
from hotline.channels.voice.address import from_query
from hotline.model import Arrived, Heard, HungUp, Listened, Pressed, Silence, Spoke

_KEYS = frozenset("0123456789*#")


def hear(form: Mapping[str, str], query: Mapping[str, str], now: int = 0) -> Incoming:
    """What a caller did. Nothing here fails: what makes no sense is silence, or a call just answered."""
    session = from_query(query, now)
    heard = _heard(form, query) if session else Arrived()
    call = plain_id(form.get("CallSid", ""))
    turn = session.turn if session else 0
    said = (  # the address too: what is the same but for the address is another turn, not the carrier's second try
        *(f"{name}={value}" for name, value in sorted(query.items())),
        form.get("Digits", ""),
        form.get("SpeechResult", ""),
        form.get("DialCallStatus", ""),
    )
    return Incoming(
        heard,
        key=turn_key(call, turn) if call else "",
        sender=form.get("From", ""),
        to=form.get("To", ""),
        body="\x1f".join(said),
        session=session,
        call=call,
    )


def turn_key(call: str, turn: int) -> str:
    """The key of the reply to a turn of a call, the first being 0."""
    return f"voice:{call}:{turn}"


def _heard(form: Mapping[str, str], query: Mapping[str, str]) -> Heard:
    match query.get("after", ""):
        case "silence":
            return Silence()
        case "listened":
            return Listened()
        case "dialled":
            return HungUp(answered=form.get("DialCallStatus", "") in ("completed", "answered"))
    keys = "".join(key for key in form.get("Digits", "")[:8] if key in _KEYS)
    if keys:
        return Pressed(keys)
    speech = form.get("SpeechResult", "").strip()
    return Spoke(speech, _confidence(form.get("Confidence", ""))) if speech else Silence()


def _confidence(text: str) -> float | None:
    """How sure the recogniser was. Some say 0 where they do not know; what is no number above 0 to 1 is unknown."""
    try:
        confidence = float(text)
    except ValueError:
        return None
    return confidence if 0 < confidence <= 1 else None
