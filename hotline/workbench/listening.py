"""What a caller hears of a place from its first word to where the line waits for them, and how long that takes.

Rule 1: it comes out of a call: the engine answers, the voice channel writes the document, and that is listened to.
Rule 2: a place is compared with what the checker counts for it; what is offered after a topic is heard, not compared.
Rule 3: it sounds the same at any hour: a handoff with opening hours is heard as it is while somebody answers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from hotline.channels.voice import SLOWER
from hotline.channels.voice.speech import utterances
from hotline.model import Give, Line, Topic
from hotline.rehearsal import Phone, Spoken, Stretch
from hotline.served import Served


@dataclass(frozen=True, slots=True)
class Hearing:
    """A place as it is heard; ``after`` is the quiet after a topic, and what is offered then.

    ``counted`` are the seconds of the place itself, as the checker counts.
    """

    own: tuple[Spoken, ...]
    counted: float
    after: tuple[Spoken, ...] = ()

    @property
    def recorded(self) -> bool:
        """A call plays a recording for some of the words, which are spoken here as they would be without it."""
        return any(spoken.recorded for spoken in (*self.own, *self.after))


def hear_place(served: Served, place: int, lang: str, *, slow: bool = False) -> Hearing:
    """What is heard at the place with this number."""
    phone = Phone(served.all_open(), lang=lang)
    heard = _heard_out(phone, phone.come_to(place, slow=slow))
    if not isinstance(served.line.at(place), Topic):
        return heard
    return replace(heard, counted=_counted(place, served.line, lang, slow=slow))


def hear_greeting(served: Served, lang: str, *, slow: bool = False) -> Hearing:
    """What is heard when the line answers, the main menu included."""
    phone = Phone(served, lang=lang)
    return _heard_out(phone, phone.call(slow=slow))


def _heard_out(phone: Phone, heard: Stretch) -> Hearing:
    own, after = list(heard.sounds), list[Spoken]()
    while heard.press and not heard.speech:  # a topic, which runs on by itself until words are listened for
        quiet = Spoken("", "", pause=heard.quiet * 1000)
        heard = phone.wait(heard)
        (after if heard.speech else own).extend((quiet, *heard.sounds))
    return Hearing(tuple(own), sum(spoken.seconds for spoken in own), tuple(after))


def _counted(topic: int, line: Line, lang: str, *, slow: bool) -> float:
    """The seconds of a topic in one piece: the checker knows nothing of the quiet between its stretches."""
    spoken = utterances(Give(topic), line, lang)
    pauses = sum(utterance.pause for utterance in spoken) / 1000
    words = sum(utterance.seconds for utterance in spoken) - pauses
    return words * (SLOWER if slow else 1) + pauses
