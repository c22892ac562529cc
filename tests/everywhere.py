"""The keys of the design's table and their words, tried at one place of a line, in one language and state of a call."""

from __future__ import annotations

from collections.abc import Iterator

from hotline.model import Handoff, Topic
from tests.driver import Call, Carrier

GATHERED = {"7": "slow", "8": "language", "9": "repeat", "0": "person", "*": "back"}


class Place:
    """One place, come to by its number from the main menu, so that the main menu is what lies behind it."""

    def __init__(self, carrier: Carrier, number: int, lang: str) -> None:
        self.carrier = carrier
        self.line = carrier.served.line
        self.number = number
        self.lang = lang
        self.first = self.comes()
        self.topic = isinstance(self.line.places[number], Topic)

    def comes(self) -> Call:
        """A caller who has just come here."""
        call = self.carrier.caller("")
        for _ in self.line.languages:
            if call.state["lang"] != self.lang:
                call.presses("8")
        return call.presses("#").presses(str(self.number))

    def copy(self, call: Call) -> Call:
        """The same caller at the same moment, to try something else."""
        again = Call(self.carrier, "", f"CA{id(self):x}{call.address}")
        again.root, again.address = call.root, call.address
        return again

    def moments(self) -> Iterator[Call]:
        """Every moment here at which something can be done: each stretch, what comes after, silence, a miss."""
        call = self.comes()
        yield self.copy(call)
        while self.listens(call):
            call.waits()
            yield self.copy(call)
        yield self.copy(call).waits()
        yield self.copy(call).waits().waits()
        yield self.copy(call).says("zzyzx")

    def listens(self, call: Call) -> bool:
        """A topic is being spoken."""
        return call.gather is not None and "speech" not in call.gather.get("input", "")

    def tries(self, call: Call) -> Iterator[tuple[str, Call]]:
        """Each key, and each of its words where words are listened for, with what it leads to."""
        language = self.line.languages[self.lang]
        for key, name in GATHERED.items():
            yield name, self.copy(call).presses(key)
            if not self.listens(call):
                for word in language.commands.get(name, ()):
                    yield name, self.copy(call).says(word)
        other = self.line.languages[self.line.next_language(self.lang)]
        if not self.listens(call) and other is not language:
            for word in other.names:
                yield "language", self.copy(call).says(word)

    def holds(self) -> None:
        """Every key and word does at every moment what the table says."""
        for call in self.moments():
            for name, after in self.tries(call):
                self._does(name, call, after)
            self._takes_numbers(call)

    def _does(self, name: str, before: Call, after: Call) -> None:
        told = (self.line.places[self.number].id, self.lang, name, before.said, after.said)
        if name == "person":
            person = self.line.places[self.line.person]
            assert isinstance(person, Handoff)
            assert after.dialled == self.line.numbers[person.transfer].dial, told
            return
        at = self.line.start if name == "back" else self.number
        assert int(after.state["at"]) == at, told
        if name == "language":
            assert after.state["lang"] == self.line.next_language(self.lang), told
            assert after.state.get("page", "0") == "0", told
            return
        assert after.state["lang"] == self.lang, told
        if name == "repeat":
            assert after.said == (before.said if self.listens(before) else self.first.said), told
        if name == "slow":
            self._is_slower(before, after, told)

    def _is_slower(self, before: Call, after: Call, told: object) -> None:
        """Slower from the next word on, at the stretch where the caller was, or with the choices that they have."""
        assert after.state["slow"] == "1", told
        assert all(say.find("prosody") is not None for say in after.root.iter("Say")), told
        assert self.listens(after) == self.listens(before), told
        assert after.state.get("page") == before.state.get("page"), told
        assert after.state.get("offered") == before.state.get("offered"), told
        if self.listens(before):
            assert after.said.endswith(before.said), told
        elif after.gather is not None:
            assert after.gather.get("timeout") == str(self.line.slow_wait), told

    def _takes_numbers(self, before: Call) -> None:
        call = self.copy(before).presses("#").hears_sentence("number-ask", self.lang)
        assert call.gather is not None
        assert call.gather.get("numDigits") == "3"
        topic = next(n for n, place in self.line.places.items() if isinstance(place, Topic) and n != self.number)
        assert int(self.copy(call).presses(str(topic)).state["at"]) == topic
        back = self.copy(call).presses("*")
        wrong = self.copy(call).presses("000").hears_sentence("number-unknown", self.lang)
        for after in (back, wrong):  # where the caller was is not lost
            assert int(after.state["at"]) == self.number
            assert self.listens(after) == self.listens(before)
            assert after.state.get("page") == before.state.get("page")
        if self.listens(before):
            assert back.said == before.said
            assert wrong.said.endswith(before.said)
        self.copy(call).presses("911").hears_sentence("emergency", self.lang)


def every_place(carrier: Carrier) -> Iterator[Place]:
    """Every place of a line at which a caller can be, in every language."""
    line = carrier.served.line
    for lang in line.languages:
        for number, place in line.places.items():
            if not isinstance(place, Handoff):
                yield Place(carrier, number, lang)


def nine_one_one(place: Place) -> None:
    """The keys 9, 1 and 1, one after the other, at every moment: the emergency answer, and nobody is dialled."""
    for call in place.moments():
        call.presses("9").presses("1").presses("1").hears_sentence("emergency", place.lang)
        assert call.dialled is None
