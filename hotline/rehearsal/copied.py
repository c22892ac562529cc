"""What somebody did on a trial phone, as a conversation for ``menus/tests``.

Rule 1: what comes out is held as the checker will hold it, and told where it goes another way: the checker rehearses
while everybody answers and without pauses, so at night a trial may have gone elsewhere.
Rule 2: the keys of 9-1-1 are one step, for the checker pauses between steps.
Rule 3: a call of nothing but words is held by text as well. Where texts are answered otherwise it begins with key 9,
"hear it again", which makes it a call and changes nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hotline.loader import Mark, Text
from hotline.loader.conversation import Act, WrittenConversation, WrittenStep, conversation_text
from hotline.loader.source import CONTROL
from hotline.rehearsal.conversation import rehearse
from hotline.rehearsal.names import names
from hotline.rehearsal.phone import Phone
from hotline.served import Served

REPEAT = "9"
_EMERGENCY = ("9", "1", "1")


@dataclass(frozen=True, slots=True)
class Done:
    """One thing that was done, the names of what answered, and the language that the answer changed to, or ""."""

    act: Act
    words: str
    expect: tuple[str, ...] = ()
    speaks: str = ""


@dataclass(frozen=True, slots=True)
class Copied:
    """The conversation as YAML, and where the checker would say that it goes another way, or ""."""

    text: str
    problem: str = ""


def copied(served: Served, name: str, lang: str, done: Sequence[Done]) -> Copied | None:
    """The conversation test; nothing where nothing was done that an answer came to.

    ``name`` is what the test is called, ``lang`` the language that the person began in.
    """
    steps = _whole(done)
    if not steps:
        return None
    written = _written(served, name, lang, steps)
    problem = _problem(served, written)
    if problem and written.media == ("sms", "voice"):
        called = _written(served, name, lang, [_again(served, lang), *steps])
        held = _problem(served, called)
        if not held:
            written, problem = called, held
    return Copied(conversation_text(written), problem)


def _whole(done: Sequence[Done]) -> list[Done]:
    """The steps up to the last that something came of, the keys of 9-1-1 together, without what no file may hold."""
    steps: list[Done] = []
    for step in done:
        words = CONTROL.sub(" ", step.words)
        if not words.strip():
            continue
        steps.append(replace(step, words=words))
        keyed = [found.words for found in steps[-3:] if found.act == "key"]
        if tuple(keyed) == _EMERGENCY and "EMERGENCY" in step.expect:
            steps[-3:] = [Done("key", "".join(keyed), step.expect, step.speaks)]
    while steps and not (steps[-1].expect or steps[-1].speaks):
        steps.pop()
    return steps


def _again(served: Served, lang: str) -> Done:
    """The greeting heard again."""
    phone = Phone(served.all_open(), lang=lang)
    return Done("key", REPEAT, names(phone.press(phone.call(), REPEAT).turn, served.line, call=True))


def _written(served: Served, name: str, lang: str, steps: Sequence[Done]) -> WrittenConversation:
    mark = Mark("")
    begun = Text(lang, mark) if lang != served.line.default_language else None
    conversation = WrittenConversation(Text(name, mark), begun)
    for step in steps:
        expect = [Text(expected, mark) for expected in step.expect]
        speaks = Text(step.speaks, mark) if step.speaks else None
        conversation.steps.append(WrittenStep(mark, step.act, Text(step.words, mark), expect, speaks=speaks))
    return conversation


def _problem(served: Served, written: WrittenConversation) -> str:
    return next((found.message for found in rehearse(served, [written])), "")
