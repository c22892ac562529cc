"""A webhook as it was posted, whichever door it came in by."""

from __future__ import annotations

from typing import NamedTuple

from hotline.web.form import Fields

AS_ASKED = "hotline.path"  # the request's path before slashes were tidied


class Post(NamedTuple):
    """One webhook, read as far as its fields.

    path        as it was asked for, which was signed
    query       as it was sent
    fields      of the form, in the order of sending
    host        that was asked
    twilio      the signature under Twilio's name
    signalwire  the signature under SignalWire's name
    token       names the request for all times that the carrier sends it; "" where it gives none
    """

    path: str
    query: str
    fields: Fields
    host: str
    twilio: str
    signalwire: str
    token: str
