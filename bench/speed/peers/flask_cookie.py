"""A Flask tutorial's menu: the twilio library, and the session in Flask's signed cookie, which Twilio sends back."""

from flask import Flask, request, session
from twilio.twiml.messaging_response import MessagingResponse
from twilio.twiml.voice_response import VoiceResponse

from bench.speed.peers.tree import TREE, UNKNOWN, onward

app = Flask(__name__)
app.secret_key = "a secret of a tutorial"


@app.route("/sms", methods=["POST"])
def sms():
    place = onward(session.get("place", "main"), request.form["Body"])
    if place:
        session["place"] = place
    response = MessagingResponse()
    response.message(TREE[place]["text"] if place else UNKNOWN)
    return str(response), 200, {"Content-Type": "text/xml"}


@app.route("/voice", methods=["POST"])
def voice():
    digits = request.form.get("Digits")
    place = onward(session.get("place", "main"), digits) if digits else "main"
    if place:
        session["place"] = place
    response = VoiceResponse()
    gather = response.gather(num_digits=1, action="/voice")
    gather.say(TREE[place]["text"] if place else UNKNOWN)
    response.redirect("/voice")
    return str(response), 200, {"Content-Type": "text/xml"}
