"""From a messaging webhook's form to what was heard."""

from __future__ import annotations

from collections.abc import Mapping

from hotline.channels.incoming import Incoming, plain_id
from hotline.model import Typed

_CARRIER_DID = ("STOP", "START", "HELP")


def hear(form: Mapping[str, str]) -> Incoming:
    """What somebody texted. Nothing here fails: a field that is missing or odd is an empty one."""
    sid = plain_id(form.get("MessageSid") or form.get("SmsSid") or "")
    body = form.get("Body", "")
    did = form.get("OptOutType", "").strip().upper()
    media = form.get("NumMedia", "0").strip() not in ("", "0")
    heard = Typed(body, media, did if did in _CARRIER_DID else "")
    return Incoming(
        heard,
        key=f"sms:{sid}" if sid else "",
        sender=form.get("From", ""),
        to=form.get("To", ""),
        body=f"{did}\x1f{body}",
    )
