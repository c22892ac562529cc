"""A Flask tutorial's menu: the twilio library, and the session in SQLite through SQLAlchemy."""

import os

from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy
from twilio.twiml.messaging_response import MessagingResponse
from twilio.twiml.voice_response import VoiceResponse

from bench.speed.peers.tree import TREE, UNKNOWN, onward

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["PEER_DATABASE"]
db = SQLAlchemy(app)


class Conversation(db.Model):
    """Where somebody is."""

    id = db.Column(db.Integer, primary_key=True)
    sender = db.Column(db.String(40), unique=True, nullable=False)
    place = db.Column(db.String(40), nullable=False, default="main")


with app.app_context():
    db.create_all()


def conversation_of(sender):
    """The row of somebody, new or not."""
    conversation = Conversation.query.filter_by(sender=sender).first()
    if conversation is None:
        conversation = Conversation(sender=sender, place="main")
        db.session.add(conversation)
    return conversation


@app.route("/sms", methods=["POST"])
def sms():
    conversation = conversation_of(request.form["From"])
    place = onward(conversation.place, request.form["Body"])
    if place:
        conversation.place = place
    db.session.commit()
    response = MessagingResponse()
    response.message(TREE[place]["text"] if place else UNKNOWN)
    return str(response), 200, {"Content-Type": "text/xml"}


@app.route("/voice", methods=["POST"])
def voice():
    conversation = conversation_of(request.form["CallSid"])
    digits = request.form.get("Digits")
    place = onward(conversation.place, digits) if digits else "main"
    if place:
        conversation.place = place
    db.session.commit()
    response = VoiceResponse()
    gather = response.gather(num_digits=1, action="/voice")
    gather.say(TREE[place]["text"] if place else UNKNOWN)
    response.redirect("/voice")
    return str(response), 200, {"Content-Type": "text/xml"}
