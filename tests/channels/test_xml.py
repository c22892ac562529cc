"""What is written as text is byte for byte what twilio's own classes make."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from twilio.twiml import GenericNode
from twilio.twiml.messaging_response import MessagingResponse

from hotline.channels.normalise import normalise
from hotline.channels.sms import to_twiml
from hotline.channels.xml import HEAD, element, escape

TEXTS = st.text(st.one_of(st.sampled_from("<>&\"'\r\n\t \u00e9\U0001f600"), st.characters(exclude_categories=["Cs"])))
NAMES = st.sampled_from(["action", "finishOnKey", "language", "numDigits", "voice"])


@given(TEXTS, st.dictionaries(NAMES, TEXTS), st.dictionaries(NAMES, TEXTS))
def test_an_element_is_written_as_twilio_writes_it(text: str, outer: dict[str, str], inner: dict[str, str]) -> None:
    reference = GenericNode("Gather", "", **outer)
    reference.add_child("Say", text, **inner)
    reference.add_child("Hangup", "")
    written = element("Gather", element("Say", escape(text), **inner) + element("Hangup"), **outer)
    assert HEAD + written == str(reference)


@given(TEXTS, st.one_of(st.just(""), TEXTS))
def test_a_message_is_written_as_twilio_writes_it(text: str, status_url: str) -> None:
    reference = MessagingResponse()
    if text:
        extra = {"status_callback": status_url} if status_url else {}
        reference.message(normalise(text), **extra)
    assert to_twiml(text, status_url) == str(reference)
