"""The script as TwiML, in the subset that Twilio and its clones share.

Say, Play, Gather, Redirect, Dial and Hangup, with SSML ``break`` for pauses and ``prosody`` for slow speech.
"""

from __future__ import annotations

import re
from functools import lru_cache

from hotline.channels import builtin
from hotline.channels.normalise import normalise
from hotline.channels.platforms import PLATFORMS, as_asked
from hotline.channels.voice.address import to_query
from hotline.channels.voice.script import REMEMBERED, Script, Wait
from hotline.channels.voice.speech import Utterance, utterances
from hotline.channels.xml import HEAD, element, escape
from hotline.model import Line, PhoneNumber, Session, Tell

SLOW_RATE = "80%"
RING = 30  # seconds a person's phone rings
WHOLE_NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")  # E.164; another caller ID makes carriers refuse the call


def to_twiml(script: Script, line: Line, path: str, ours: str = "") -> str:
    """The answer to a voice webhook. ``path`` is where the carrier reaches us next, with its host or without.

    ``ours`` is the number that was called. Whoever is dialled sees it in place of the caller's own.
    """
    path, audio = as_asked(path, line.platform), f"{path.rpartition('/')[0]}/audio"
    session = script.session
    first, then = (_said(spoken, line, session, audio) for spoken in (script.first, script.then))
    if script.wait is None:
        return _response(first, then, _leave(script, path, (ours, line.phone)))
    gather = _gather(script.wait, line, session.lang, f"{path}?{to_query(session)}", then)
    return _response(first, gather, _redirect(f"{path}?{to_query(session, script.wait.after)}"))


def apology(line: Line | None, onward: str) -> str:
    """The answer to a call when something of ours broke: what to do now, then on to the main menu, or goodbye."""
    if line is None:
        said = "".join(element("Say", escape(text), language=language) for language, text in builtin.VOICE)
        return _response(said, _redirect(onward) if onward else _HANGUP)
    trouble = (_said(tuple(utterances(Tell("trouble"), line, code)), line, Session(code)) for code in line.languages)
    return _response(*trouble, _redirect(as_asked(onward, line.platform)) if onward else _HANGUP)


def fallback_twiml(
    before: tuple[Utterance, ...], dial: tuple[PhoneNumber | None, str], after: tuple[Utterance, ...], line: Line
) -> str:
    """A document that needs no server: words, the person's number dialled, and words for who is still there.

    ``dial`` is who is dialled, and the number they see; the caller's where that is "".
    """
    session = Session(line.default_language)
    dialled, seen = dial
    dials = _dial(dialled, _caller_id(seen)) if dialled is not None else ""  # without an action it goes on in here
    twiml = _response(_said(before, line, session), dials, _said(after, line, session), _HANGUP)
    return twiml.replace("><", ">\n<")


_HANGUP = element("Hangup")


def _response(*verbs: str) -> str:
    return HEAD + element("Response", "".join(verbs))


def _redirect(address: str) -> str:
    return element("Redirect", escape(address), method="POST")


def _leave(script: Script, path: str, ours: tuple[str, ...]) -> str:
    """Dial, or hang up. Where no caller ID is given, carriers show the caller's number."""
    if script.dial is None:
        return _HANGUP
    action = f"{path}?{to_query(script.session, 'dialled')}"
    seen = _caller_id(*ours) if script.caller_id == "line" else {}
    return _dial(script.dial, {"action": action, "method": "POST", **seen})


def _dial(number: PhoneNumber, attributes: dict[str, str]) -> str:
    return element("Dial", escape(number.dial), timeout=str(RING), **attributes)


def _caller_id(*numbers: str) -> dict[str, str]:
    """The first of these that is a whole number, to be shown to who is dialled."""
    return next(({"callerId": number} for number in numbers if WHOLE_NUMBER.fullmatch(number)), {})


def _gather(wait: Wait, line: Line, lang: str, action: str, then: str) -> str:
    """What is waited for, with what is said meanwhile."""
    spoken = {
        "language": line.language(lang).speech,
        "speechTimeout": str(wait.patience) if PLATFORMS[line.platform].patience else "auto",
        "hints": ",".join(wait.hints),
    }
    return element(
        "Gather",
        then,
        input="dtmf speech" if wait.speech else "dtmf",
        numDigits=str(wait.keys),
        finishOnKey="",
        timeout=str(wait.seconds),
        action=action,
        method="POST",
        **(spoken if wait.speech else {}),
    )


def _said(spoken: tuple[Utterance, ...], line: Line, session: Session, audio: str = "") -> str:
    """``audio`` is the address below which recordings are."""
    return "".join([_utterance(utterance, line, session, audio) for utterance in spoken])


def _utterance(utterance: Utterance, line: Line, session: Session, audio: str) -> str:
    if utterance.audio:
        return element("Play", escape(f"{audio}/{utterance.audio}"))
    language = line.language(utterance.lang)
    slow = session.slow or utterance.slow
    return _say(utterance.text, utterance.pause, language.voice, language.speech, slow=slow)


@lru_cache(maxsize=REMEMBERED)
def _say(text: str, pause: int, voice: str, language: str, *, slow: bool) -> str:
    """An author's words as they stand in a document; remembered, for they are spoken again and again."""
    words = escape(normalise(text))
    if slow:
        words = element("prosody", words, rate=SLOW_RATE)
    if pause:
        words += element("break", time=f"{pause}ms")
    return element("Say", words, voice=voice, language=language)
