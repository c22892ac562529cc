"""Callers made of nothing but TwiML: they do what a carrier does with each document, and hold it against its rules."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from urllib.parse import parse_qsl, urlencode, urlsplit

from hotline.model import Topic
from tests.driver import Call, Carrier
from tests.twilio_takes import assert_taken
from tests.twiml import assert_silence_leads_on, seconds

LET_GO = 300  # seconds after the last key or word
TOGETHER = 40  # documents of silence in a row, at most
ENDED = ("busy", "no-answer", "failed", "canceled", "completed")
GIBBERISH = ("zzyzx", "uh", "mm hm hm", "the the", "¿qué?")
CRIES = ("i want to die", "she cannot breathe", "chest pain", "quiero morirme", "no puedo respirar", "i have a fever")


class Told(Call):
    """A call whose every document is held against what Twilio takes."""

    def listen(self, address: str, form: dict[str, str]) -> Told:
        """Ask the line, and hold what it answers against the rules."""
        super().listen(address, form)
        assert_taken(self.data)
        assert_silence_leads_on(self)
        ends = self.over or self.dialled is not None or self.root.find("Redirect") is not None
        assert ends, "the call is left hanging"
        if self.over:
            assert self.number_said in self.said, "an end without the number"
        return self

    @property
    def number_said(self) -> str:
        """The digits of the person's number as they are spoken at every end."""
        line = self.carrier.served.line
        person = line.places[line.person]
        dial = line.numbers[getattr(person, "transfer", "")].shown.replace("-", "")
        return " ".join(dial[1:4])

    def hung_up_on(self, status: str) -> Told:
        """What comes when the person who was dialled is gone."""
        dial = self.root.find("Dial")
        assert dial is not None
        return self.listen(dial.get("action", ""), {"DialCallStatus": status})


class Walker:
    """Somebody who does anything at all, drawn from a seed."""

    def __init__(self, carrier: Carrier, lang: str, random: Random) -> None:
        self.carrier = carrier
        self.lang = lang
        self.random = random
        self.line = carrier.served.line
        self.said = [
            text for words in self.line.languages[lang].words.values() for text in (words.label, *words.keywords)
        ]
        self.asked = [text for words in self.line.languages[lang].words.values() for text in words.asks]
        self.words = [word for language in self.line.languages.values() for word in _words(language)]
        self.left: dict[str, float] = {}  # seconds of silence from an address to the end

    def calls(self) -> Told:
        """A call in the walker's language."""
        call = Told(self.carrier, "", f"CA{self.random.getrandbits(100):032x}")
        call.listen("/voice", {})
        while call.state["lang"] != self.lang:
            call.presses("8")
        return call

    def walks(self, steps: int) -> list[str]:
        """A walk of some steps, then silence to the end. What was done, for a report."""
        call, done = self.calls(), list[str]()
        try:
            for _ in range(steps):
                if call.over:
                    break
                self.carrier.clock.now += self.random.choice((1, 1, 2, 5, 15))
                done.append(self.steps(call))
            self.ends(call)
            if call.gather is not None:
                assert self.meets_person(call), "no way to a person"
        except AssertionError as error:
            raise AssertionError(f"{self.lang}: {done}: {error}") from error
        return done

    def steps(self, call: Told) -> str:
        """One thing that a caller can do here."""
        if call.dialled is not None:
            status = self.random.choice(ENDED)
            call.hung_up_on(status)
            return status
        assert call.gather is not None
        keys = self._keys(int(call.gather.get("numDigits", "1")))
        speech = "speech" in call.gather.get("input", "")
        kind = self.random.choice(("key", "key", "silence", "speech" if speech else "silence"))
        if kind == "key":
            call.presses(keys)
            return keys
        if kind == "speech":
            words, confidence = self._speech(), self.random.choice(("0.9", "0.9", "", "0.1"))
            call.says(words, confidence)
            return f"{words} ({confidence})"
        call.waits()
        return "(silence)"

    def ends(self, call: Told) -> None:
        """Silence from here on: the line lets the phone go, in time and with a goodbye."""
        if call.dialled is not None or call.over:
            return
        quiet = int(call.state.get("quiet", "0"))
        assert quiet + self._seconds_left(call) <= LET_GO + 5, "a silent phone is not let go"

    def _seconds_left(self, call: Told) -> float:
        """Seconds from the end of this document's wait to the end of the call, if nothing is ever done."""
        trail: list[tuple[str, float]] = []
        redirect = call.root.find("Redirect")
        address = redirect.text or "" if redirect is not None else ""
        left = 0.0
        for _ in range(TOGETHER):
            known = self.left.get(_plain(address))
            if known is not None:
                left = known
                break
            after = Told(self.carrier, "", f"{call.sid}s").listen(address, {})
            trail.append((_plain(address), seconds(after)))
            redirect = after.root.find("Redirect")
            if redirect is None:
                assert after.over
                break
            address = redirect.text or ""
        else:
            raise AssertionError("a loop without a way out")
        for plain, spent in reversed(trail):
            left += spent
            self.left[plain] = left
        return left

    def meets_person(self, call: Told) -> bool:
        """Key 0 leads to a person."""
        assert call.gather is not None
        after = Told(self.carrier, "", f"{call.sid}p")
        return after.listen(call.gather.get("action", ""), {"Digits": "0"}).dialled is not None

    def _keys(self, most: int) -> str:
        if most == 1:
            return self.random.choice("1234561234567890*#")
        places = [str(number) for number in self.line.places]
        return self.random.choice([*self.random.sample(places, 3), "911", "988", "000", "*", "0", "12", "7"])

    def _speech(self) -> str:
        kind = self.random.choice((self.said, self.said, self.asked or self.said, self.words, GIBBERISH, CRIES))
        return self.random.choice(kind)


class Patient:
    """Somebody who answers only on the third pass of each Gather that asks for something."""

    def __init__(self, carrier: Carrier, lang: str) -> None:
        self.carrier = carrier
        self.lang = lang
        self.line = carrier.served.line

    def reaches(self) -> set[int]:
        """The places that they come to by what is offered."""
        first = Told(self.carrier, "", "CApatient").listen("/voice", {})
        while first.state["lang"] != self.lang:
            first = self.third_pass(first).presses("8")
        found, ahead = {int(first.state["at"])}, [first]
        while ahead:
            call = self.third_pass(ahead.pop(0))
            assert call.gather is not None
            for key, place in enumerate(call.offered_numbers(), 1):
                if place not in found:
                    found.add(place)
                    after = Told(self.carrier, "", f"CApatient{place}").listen(
                        call.gather.get("action", ""), {"Digits": str(key)}
                    )
                    if after.dialled is None:
                        assert int(after.state["at"]) == place
                        ahead.append(after)
        return found

    def third_pass(self, call: Told) -> PatientCall:
        """The same call when what it waits for has come by for the third time."""
        call.hears_out()
        spoken = call.said
        call.waits()
        call.waits()
        patient = PatientCall(call.carrier, call.number, call.sid)
        patient.root, patient.address = call.root, call.address
        assert patient.offers_aloud(), (spoken, call.said)
        return patient


class PatientCall(Told):
    """A call that is answered late."""

    def offered_numbers(self) -> list[int]:
        """The numbers of the places that the keys lead to."""
        return [int(n) for n in self.state.get("offered", "").split(".") if n]

    def offers_aloud(self) -> bool:
        """What the keys lead to is said again, key by key."""
        return all(f" {key}." in self.said for key, _ in enumerate(self.offered_numbers(), 1))


def topics(carrier: Carrier) -> set[int]:
    """The numbers of all topics."""
    return {number for number, place in carrier.served.line.places.items() if isinstance(place, Topic)}


def _words(language: object) -> Sequence[str]:
    commands = getattr(language, "commands", {})
    answers = getattr(language, "answers", {})
    return [word for table in (commands, answers) for words in table.values() for word in words]


def _plain(address: str) -> str:
    """An address without what makes no difference to what is heard."""
    fields = parse_qsl(urlsplit(address).query)
    return urlencode([(name, value) for name, value in fields if name not in ("turn", "keys", "keyed", "trail")])
