"""What the server and Flask cost by themselves: two routes that read nothing and answer with constant TwiML."""

from __future__ import annotations

from flask import Flask, Response

XML = '<?xml version="1.0" encoding="UTF-8"?>'
TEXT = XML + "<Response><Message>" + "A bare answer of some length. " * 10 + "</Message></Response>"
SAY = f"<Say>{'A bare prompt. ' * 20}</Say>"
CALL = f'{XML}<Response><Gather action="/voice" numDigits="1">{SAY}</Gather></Response>'


def make_bare() -> Flask:
    """The application."""
    app = Flask(__name__, static_folder=None)
    app.add_url_rule("/sms", "sms", lambda: Response(TEXT, mimetype="text/xml"), methods=["POST"])
    app.add_url_rule("/voice", "voice", lambda: Response(CALL, mimetype="text/xml"), methods=["POST"])
    return app
