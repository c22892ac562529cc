"""What a person gets from the carrier alone, while our service is down: words that need no server.

Rule 1: 911, 988 and the person's number are always in them, whatever an author's words leave out.
Rule 2: a call is told the numbers twice in every language, then led to the person; no call ends in nothing.
Rule 3: 911 and 988 are said, never dialled: a call that we dial would reach the wrong centre.
Rule 4: who has opening hours is not dialled, for nothing here knows the time; who answers in their place is.
Rule 5: a text is one segment. The default language comes first; another one is there where it fits.
"""

from __future__ import annotations

from dataclasses import replace

from hotline.channels.normalise import normalise
from hotline.channels.sentences import paragraphs, sentences
from hotline.channels.sms import count, to_twiml
from hotline.channels.sms.pages import sentence
from hotline.channels.voice.speech import Utterance, speak_number, utterances
from hotline.channels.voice.twiml import fallback_twiml
from hotline.model import Give, Handoff, Line, PhoneNumber, Tell

AFTER_A_LANGUAGE = 1000  # milliseconds


def voice_fallback(line: Line) -> str:
    """The TwiML document for the carrier's voice fallback URL."""
    told = [utterance for code in line.languages for utterance in _numbers_told(line, code)]
    place, person = _handoff(line), _person(line)
    dialled = person if person is not None and person.dial.startswith("+") else None
    ours = line.phone if place is not None and place.caller_id == "line" else ""
    before = [*told, *told]
    if dialled is not None and place is not None:
        seen = Tell("shows-line" if ours else "shows-caller", place=place.number)
        said = (Give(place.number), seen)
        before += [u for code in line.languages for one in said for u in utterances(one, line, code)]
    after = [u for code in line.languages for u in utterances(Tell("goodbye"), line, code)]
    return fallback_twiml(tuple(before), (dialled, ours), tuple(after), line)


def sms_fallback(line: Line) -> str:
    """The TwiML document for the carrier's messaging fallback URL."""
    return to_twiml(fallback_text(line)).replace("><", ">\n<")


def fallback_text(line: Line) -> str:
    """The one text that everybody gets while our service is down."""
    language = line.language(line.default_language)
    sender = f"{normalise(language.sender)}: "
    told = [sentence(line, line.language(code), "trouble") for code in line.languages]
    for languages in range(len(told), 0, -1):
        text = sender + "\n".join(part for part in told[:languages] if part)
        if _in_one_segment(text) and not _unsaid(line, text):
            return text
    needed = {number.shown for number in _needed(line)}
    with_numbers = [s for part in paragraphs(told[0]) for s in sentences(part) if any(n in s for n in needed)]
    text = sender + " ".join([*with_numbers, *_unsaid(line, " ".join(with_numbers))])
    return text if _in_one_segment(text) else sender + ", ".join(number.shown for number in _needed(line))


def _in_one_segment(text: str) -> bool:
    return count(text).segments == 1


def _unsaid(line: Line, text: str) -> list[str]:
    return [number.shown for number in _needed(line) if number.shown not in text]


def _handoff(line: Line) -> Handoff | None:
    """The person of key 0, or who answers in their place day and night: a document has no clock."""
    place = line.at(line.person)
    other = line.places.get(place.otherwise) if isinstance(place, Handoff) and place.hours else None
    found = other or place
    return found if isinstance(found, Handoff) else None


def _person(line: Line) -> PhoneNumber | None:
    place = _handoff(line)
    return line.numbers.get(place.transfer) if place is not None else None


def _needed(line: Line) -> list[PhoneNumber]:
    person = _person(line)
    return [PhoneNumber("911", "911"), PhoneNumber("988", "988"), *([person] if person else [])]


def _numbers_told(line: Line, code: str) -> list[Utterance]:
    """The trouble and the numbers in one language. A number that no sentence says is said bare."""
    told = utterances(Tell("trouble"), line, code)
    if any(speak_number(number) not in _text(told) for number in _needed(line)[:2]):
        told = [*told, *utterances(Tell("notice"), line, code)]
    bare = [number for number in map(speak_number, _needed(line)) if number not in _text(told)]
    told = [*told, *(Utterance(f"{number}.", code) for number in bare)]
    return [*told[:-1], replace(told[-1], pause=AFTER_A_LANGUAGE)]


def _text(told: list[Utterance]) -> str:
    return " ".join(utterance.text for utterance in told)
