"""A conversation in ``menus/tests`` does not go as it is written there.

Who wrote it said what a person does and which place must answer. Something else answers now: a keyword was moved, two
places claim a word, a choice stands elsewhere. Put the line right, or the conversation where the change was wanted. The
transcript shows what the person would see or hear up to there.

Each conversation is held by somebody new, with the real line. ``says`` is texted, and in a second run said in a call;
``text`` is only texted; ``key`` and ``silence`` make it a call. In a call words are said when a topic was heard out,
because only keys are listened for while it is spoken.

PASS::

    a cold oven:
      steps:
        - {says: my oven is cold, expect: oven}
        - {text: "1", expect: toaster}

FAIL::

    a cold oven:
      steps:
        - {says: my oven is cold, expect: toaster}

``"a cold oven" goes another way: "my oven is cold" as a text is answered by "oven"; expected "toaster"``
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from hotline.loader import Problem, Severity, shown
from hotline.loader.conversation import Medium, WrittenConversation, WrittenStep
from hotline.model import Ask, Turn
from hotline.rehearsal.names import names
from hotline.rehearsal.phone import Phone, Stretch
from hotline.served import Served

ID = "conversation"
LEVEL: Severity = "error"
PAUSE = 10  # seconds between two steps; keys of one step are pressed at once, which matters for 9-1-1
_HOW = {"sms": "as a text", "voice": "in a call"}


@dataclass(slots=True)
class _Texts:
    phone: Phone
    heard: list[str] = field(default_factory=list)

    def do(self, step: WrittenStep) -> Turn:
        received = self.phone.text(step.words)
        lines = _said(received.text.split("\n")) if received.text else ["(no text comes back)"]
        self.heard += [f"you> {step.words}", *lines]
        return received.turn


@dataclass(slots=True)
class _Call:
    phone: Phone
    heard: list[str] = field(default_factory=list)
    now: Stretch | None = None

    def do(self, step: WrittenStep) -> Turn | None:
        """The turn that answers; none where the line had hung up before."""
        at = self._hear(self.phone.call()) if self.now is None else self.now
        if not at.silence:
            return None
        if step.act == "silence":
            for _ in range(int(step.words)):
                at = self._hear_out(self._wait(at))
            return at.turn
        while at.dialled or (step.act == "says" and not at.speech):
            at = self._wait(at)
        self.heard.append(f"you> ({step.words})" if step.act == "key" else f"you> {step.words}")
        press = self.phone.press if step.act == "key" else self.phone.say
        return self._hear(press(at, step.words)).turn

    def _hear_out(self, at: Stretch) -> Stretch:
        """What is heard when a topic was spoken to its end."""
        while at.turn.then == Ask("listen"):
            at = self._wait(at)
        return at

    def _wait(self, at: Stretch) -> Stretch:
        if not at.silence:
            return at  # the line has hung up
        self.heard.append("you> (nobody answers)" if at.dialled else "you> (silence)")
        return self._hear(self.phone.wait(at))

    def _hear(self, at: Stretch) -> Stretch:
        ends = () if at.silence else ("(the line hangs up)",)
        self.heard += [*_said(at.spoken), *([f"(dialling {at.dialled})"] if at.dialled else ends)]
        self.now = at
        return at


def rehearse(served: Served, conversations: Iterable[WrittenConversation]) -> Iterator[Problem]:
    """What does not go as it is written. ``more`` of a problem is the transcript up to there."""
    for conversation in conversations:
        for medium in conversation.media:
            problem = _held(served, conversation, medium)
            if problem is not None:
                yield problem


def _held(served: Served, conversation: WrittenConversation, medium: Medium) -> Problem | None:
    phone = Phone(served, lang=conversation.lang or "")
    side = _Texts(phone) if medium == "sms" else _Call(phone)
    for step in conversation.steps:
        phone.now += PAUSE
        turn = side.do(step)
        wrong = _wrong(served, step, turn, call=medium == "voice")
        if wrong:
            message = f'"{shown(conversation.name)}" goes another way: {_done(step)} {_HOW[medium]} {wrong}'
            return Problem(step.mark, ID, message, LEVEL, tuple(side.heard))
    return None


def _done(step: WrittenStep) -> str:
    words = f'"{shown(step.words)}"'
    return {"key": f"key {words}", "silence": f"silence {step.words}"}.get(step.act, words)


def _wrong(served: Served, step: WrittenStep, turn: Turn | None, *, call: bool) -> str:
    """What answered and what should have; "" where it went as expected."""
    if turn is None:
        return "comes after the line has hung up; take the step out"
    line = served.line
    answered = names(turn, line, call=call)
    if not set(step.expect) <= set(answered):
        return f"is answered by {_listed(answered)}; expected {_listed(step.expect)}"
    offered = [line.at(number).id for number in turn.session.offered]
    if step.offers is not None and set(step.offers) != set(offered):
        return f"offers {_listed(offered)}; expected {_listed(step.offers)}"
    if step.speaks is not None and step.speaks != turn.session.lang:
        return f'is answered in "{turn.session.lang}"; expected "{step.speaks}"'
    return ""


def _listed(found: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in found) or "nothing"


def _said(spoken: Iterable[str]) -> list[str]:
    return [f"line> {words}" for words in spoken]
