"""The calls of the phone: what is heard after each thing that a caller does.

Rule 1: a call that cannot go on begins anew, and says so.
Rule 2: nobody is dialled.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import render_template

from hotline.console.answers import facts_of_call, fresh, sounds_of, state_of
from hotline.console.frame import said
from hotline.console.steps import Body, step_of, token_in, words_in
from hotline.console.trial import OnCall, open_call, open_texts, seal_call
from hotline.model import NOTHING, Meaning, Spoke
from hotline.rehearsal import Phone, Stretch
from hotline.served import Served

KEYS, MOST_KEYS = "0123456789*#", 8


@dataclass(frozen=True, slots=True)
class Act:
    """What a caller did: as a conversation test names it, in the page's words, and to the phone."""

    name: str
    words: str
    told: str
    do: Callable[[Phone, Stretch], Stretch]


def begin(served: Served, body: Body, now: int) -> dict[str, Any]:
    """The line answers, in the language that the thread of texts has come to, as on the air."""
    texts = open_texts(token_in(body, "trial"), now)
    session = texts.session if texts else fresh(served.line, words_in(body, "begin"))
    heard = Phone(served, lang=session.lang, now=now).call()
    return _heard(served, heard, now, told=said()("phone.did-call")) | {"begun": session.lang}


def press(served: Served, body: Body, now: int) -> dict[str, Any]:
    """Keys are pressed."""
    keys = "".join(key for key in words_in(body, "keys") if key in KEYS)[:MOST_KEYS]
    told = said()("phone.did-press", keys=keys)
    return _go_on(served, body, now, Act("key", keys, told, lambda phone, at: phone.press(at, keys)))


def say(served: Served, body: Body, now: int) -> dict[str, Any]:
    """Something is said."""
    words = words_in(body, "words")
    told = said()("phone.did-say", words=words)
    return _go_on(served, body, now, Act("says", words, told, lambda phone, at: phone.say(at, words)))


def wait(served: Served, body: Body, now: int) -> dict[str, Any]:
    """Nothing is done: silence, a topic heard to its end, a call that was passed on and is over."""
    why = body.get("why")
    told = said()(f"phone.did-{why if why in ('nobody', 'somebody', 'silence') else 'listened'}")
    somebody = why == "somebody"
    return _go_on(served, body, now, Act("silence", "1", told, lambda phone, at: phone.wait(at, answered=somebody)))


ENDPOINTS: Mapping[str, Callable[[Served, Body, int], dict[str, Any]]] = {
    "call": begin,
    "press": press,
    "say": say,
    "wait": wait,
}


def _go_on(served: Served, body: Body, now: int, act: Act) -> dict[str, Any]:
    """What is heard after an act; where nothing listens for it, it is silence."""
    call = open_call(token_in(body, "call"), now)
    if call is None or not call.silence:
        return begin(served, body, now) | {"anew": True}
    phone, at = Phone(served, now=now), call.stretch
    listens = call.press if act.name != "silence" else call.silence
    heard = act.do(phone, at) if listens and act.words else phone.wait(at)
    meaning = served.meaning(Spoke(act.words)) if act.name == "says" else NOTHING
    answer = _heard(served, heard, now, told=act.told, before=call.seconds, meaning=meaning)
    return answer | {"step": step_of(act.name, act.words, answer["names"], call.lang, heard.turn.session.lang)}


def _heard(
    served: Served, heard: Stretch, now: int, *, told: str, before: float = 0, meaning: Meaning = NOTHING
) -> dict[str, Any]:
    call = OnCall.at(heard, before)
    facts = facts_of_call(served.line, heard, meaning, call.seconds)
    return {
        "call": seal_call(call, now),
        "anew": False,
        "told": told,
        "sounds": sounds_of(heard),
        "state": state_of(heard),
        "digits": heard.digits,
        "speech": heard.speech,
        "quiet": heard.quiet,
        "lang": call.lang,
        "person": _person(served, heard),
        "html": render_template("phone_part.html", facts=facts, told=told),
        "names": facts.names,
    }


def _person(served: Served, heard: Stretch) -> str:
    """Who would be dialled, with their number; "" where nobody would."""
    if not heard.dialled:
        return ""
    line, place = served.line, heard.turn.place
    words = line.language(heard.turn.session.lang).words.get(place)
    number = next((known.shown for known in line.numbers.values() if known.dial == heard.dialled), heard.dialled)
    name = (words.who or words.label) if words else line.at(place).id
    return f"{name}, {number}"
