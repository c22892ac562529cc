"""A FastAPI tutorial's menu: the twilio library, and the session in a dictionary of the process."""

from typing import Annotated

from fastapi import FastAPI, Form, Response
from twilio.twiml.messaging_response import MessagingResponse
from twilio.twiml.voice_response import VoiceResponse

from bench.speed.peers.tree import TREE, UNKNOWN, onward

app = FastAPI()
places: dict[str, str] = {}


@app.post("/sms")
async def sms(sender: Annotated[str, Form(alias="From")], body: Annotated[str, Form(alias="Body")]):
    place = onward(places.get(sender, "main"), body)
    if place:
        places[sender] = place
    response = MessagingResponse()
    response.message(TREE[place]["text"] if place else UNKNOWN)
    return Response(str(response), media_type="text/xml")


@app.post("/voice")
async def voice(call: Annotated[str, Form(alias="CallSid")], digits: Annotated[str, Form(alias="Digits")] = ""):
    place = onward(places.get(call, "main"), digits) if digits else "main"
    if place:
        places[call] = place
    response = VoiceResponse()
    gather = response.gather(num_digits=1, action="/voice")
    gather.say(TREE[place]["text"] if place else UNKNOWN)
    response.redirect("/voice")
    return Response(str(response), media_type="text/xml")
