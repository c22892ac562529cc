"""The text as TwiML: one Message, or an empty Response where nothing is to be said."""

from __future__ import annotations

from twilio.twiml.messaging_response import MessagingResponse

from hotline.channels.normalise import normalise


def to_twiml(text: str, status_url: str = "") -> str:
    """The answer to a messaging webhook. ``status_url`` asks the carrier to tell what became of the text."""
    response = MessagingResponse()
    if text:
        extra = {"status_callback": status_url} if status_url else {}
        response.message(normalise(text), **extra)
    return str(response)
