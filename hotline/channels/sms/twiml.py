"""The text as TwiML: one Message, or an empty Response where nothing is to be said."""

from __future__ import annotations

from hotline.channels.normalise import normalise
from hotline.channels.xml import HEAD, element, escape


def to_twiml(text: str, status_url: str = "") -> str:
    """The answer to a messaging webhook. ``status_url`` asks the carrier to tell what became of the text."""
    asked = {"statusCallback": status_url} if status_url else {}
    return HEAD + element("Response", element("Message", escape(normalise(text)), **asked) if text else "")
