// An Express tutorial's menu: the twilio library, and the session in a map of the process. The tree is peers/tree.py's.
const express = require("express");
const { MessagingResponse, VoiceResponse } = require("twilio").twiml;
const { TREE, UNKNOWN, onward } = require("./tree.js");

const app = express();
app.use(express.urlencoded({ extended: false }));
const places = new Map();

app.post("/sms", (req, res) => {
  const place = onward(places.get(req.body.From) || "main", req.body.Body);
  if (place) places.set(req.body.From, place);
  const response = new MessagingResponse();
  response.message(place ? TREE[place].text : UNKNOWN);
  res.type("text/xml").send(response.toString());
});

app.post("/voice", (req, res) => {
  const digits = req.body.Digits;
  const place = digits ? onward(places.get(req.body.CallSid) || "main", digits) : "main";
  if (place) places.set(req.body.CallSid, place);
  const response = new VoiceResponse();
  response.gather({ numDigits: 1, action: "/voice" }).say(place ? TREE[place].text : UNKNOWN);
  response.redirect("/voice");
  res.type("text/xml").send(response.toString());
});

app.listen(Number(process.env.PORT), "127.0.0.1");
