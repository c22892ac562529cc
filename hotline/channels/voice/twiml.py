"""The script as TwiML, in the subset that Twilio and its clones share.

Say, Play, Gather, Redirect, Dial and Hangup, with SSML ``break`` for pauses and ``prosody`` for slow speech. The twilio
classes take any attribute and pass any character, so what goes in is named attribute by attribute and stripped first.
"""

from __future__ import annotations

import re

from twilio.twiml.voice_response import Gather, Say, VoiceResponse

from hotline.channels import builtin
from hotline.channels.normalise import normalise
from hotline.channels.platforms import PLATFORMS, as_asked
from hotline.channels.voice.address import to_query
from hotline.channels.voice.script import Script, Wait
from hotline.channels.voice.speech import Utterance, utterances
from hotline.model import Line, PhoneNumber, Session, Tell

SLOW_RATE = "80%"
RING = 30  # seconds a person's phone rings
WHOLE_NUMBER = re.compile(r"\+[1-9][0-9]{6,14}")  # E.164; another caller ID makes carriers refuse the call


def to_twiml(script: Script, line: Line, path: str, ours: str = "") -> str:
    """The answer to a voice webhook. ``path`` is where the carrier reaches us next, with its host or without.

    ``ours`` is the number that was called. Whoever is dialled sees it in place of the caller's own.
    """
    response = VoiceResponse()
    path, audio = as_asked(path, line.platform), f"{path.rpartition('/')[0]}/audio"
    session = script.session
    _say(response, script.first, line, session, audio)
    if script.wait is None:
        _say(response, script.then, line, session, audio)
        _leave(response, script, path, (ours, line.phone))
        return str(response)
    gather = _gather(script.wait, line, session.lang, f"{path}?{to_query(session)}")
    _say(gather, script.then, line, session, audio)
    response.append(gather)
    response.redirect(f"{path}?{to_query(session, script.wait.after)}", method="POST")
    return str(response)


def apology(line: Line | None, onward: str) -> str:
    """The answer to a call when something of ours broke: what to do now, then on to the main menu, or goodbye."""
    response = VoiceResponse()
    if line is None:
        for language, text in builtin.VOICE:
            response.say(text, language=language)
    else:
        for code in line.languages:
            _say(response, tuple(utterances(Tell("trouble"), line, code)), line, Session(code))
    if onward:
        response.redirect(as_asked(onward, line.platform) if line else onward, method="POST")
    else:
        response.hangup()
    return str(response)


def fallback_twiml(
    before: tuple[Utterance, ...], dial: tuple[PhoneNumber | None, str], after: tuple[Utterance, ...], line: Line
) -> str:
    """A document that needs no server: words, the person's number dialled, and words for who is still there.

    ``dial`` is who is dialled, and the number they see; the caller's where that is "".
    """
    response = VoiceResponse()
    session = Session(line.default_language)
    _say(response, before, line, session)
    dialled, seen = dial
    if dialled is not None:
        response.dial(
            dialled.dial, timeout=RING, **_caller_id(seen)
        )  # without an action the carrier goes on in this document
    _say(response, after, line, session)
    response.hangup()
    return str(response).replace("><", ">\n<")


def _leave(response: VoiceResponse, script: Script, path: str, ours: tuple[str, ...]) -> None:
    """Dial, or hang up. Where no caller ID is given, carriers show the caller's number."""
    if script.dial is None:
        response.hangup()
        return
    action = f"{path}?{to_query(script.session, 'dialled')}"
    seen = _caller_id(*ours) if script.caller_id == "line" else {}
    response.dial(script.dial.dial, timeout=RING, action=action, method="POST", **seen)


def _caller_id(*numbers: str) -> dict[str, str]:
    """The first of these that is a whole number, to be shown to who is dialled."""
    return next(({"caller_id": number} for number in numbers if WHOLE_NUMBER.fullmatch(number)), {})


def _gather(wait: Wait, line: Line, lang: str, action: str) -> Gather:
    patience = str(wait.patience) if PLATFORMS[line.platform].patience else "auto"
    spoken = {
        "language": line.language(lang).speech,
        "speech_timeout": patience,
        "hints": ",".join(wait.hints),
    }
    return Gather(
        input="dtmf speech" if wait.speech else "dtmf",
        num_digits=wait.keys,
        finish_on_key="",
        timeout=wait.seconds,
        action=action,
        method="POST",
        **(spoken if wait.speech else {}),
    )


def _say(
    verb: VoiceResponse | Gather, spoken: tuple[Utterance, ...], line: Line, session: Session, audio: str = ""
) -> None:
    """``audio`` is the address below which recordings are."""
    for utterance in spoken:
        if utterance.audio:
            verb.play(f"{audio}/{utterance.audio}")
            continue
        language = line.language(utterance.lang)
        text = normalise(utterance.text)
        slow = session.slow or utterance.slow
        say = Say(None if slow else text, voice=language.voice, language=language.speech)
        if slow:
            say.prosody(text, rate=SLOW_RATE)
        if utterance.pause:
            say.break_(time=f"{utterance.pause}ms")
        verb.append(say)
