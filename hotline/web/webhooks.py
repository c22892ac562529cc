"""The webhooks as Flask hands them on: in a trial all of them, else those that are not posted as carriers do."""

from __future__ import annotations

from flask import Blueprint, Response, request

from hotline.web.desk import Desk
from hotline.web.form import FORM
from hotline.web.post import AS_ASKED, Post
from hotline.web.size import refuse_too_much


def make_webhooks(desk: Desk) -> Blueprint:
    """The blueprint of ``/sms``, ``/voice`` and their status callbacks."""
    webhooks = Blueprint("webhooks", __name__)
    for path in desk.paths:
        webhooks.add_url_rule(path, path.replace("/", "_"), lambda path=path: _answer(desk, path), methods=["POST"])
    return webhooks


def _answer(desk: Desk, path: str) -> Response:
    status, twiml = desk.receive(path, read)
    return Response(twiml, mimetype="text/xml") if twiml else Response(status=status)


def read() -> Post:
    """Flask's request; its body is read once, as far as it may go, and kept for the fields."""
    headers, query = request.headers, request.environ.get("QUERY_STRING", "")
    refuse_too_much(query, b"")
    body = request.get_data(parse_form_data=False)
    if request.mimetype == FORM:
        refuse_too_much("", body)
    return Post(
        path=request.environ.get(AS_ASKED, request.path),
        query=query,
        fields=list(request.form.items(multi=True)),
        host=request.host,
        twilio=headers.get("X-Twilio-Signature", ""),
        signalwire=headers.get("X-SignalWire-Signature", ""),
        token=headers.get("I-Twilio-Idempotency-Token", ""),
    )
