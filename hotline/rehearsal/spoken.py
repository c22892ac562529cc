"""What the carrier's voice is given to say in a document, read back out of it, so that it can be spoken elsewhere.

It is read from the TwiML, not made beside it: whatever the voice channel does about rate, pauses and names is in it.
Where a recording is played, its words stand here as the carrier's voice would be given them without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from hotline.channels.normalise import normalise
from hotline.channels.voice import Utterance
from hotline.channels.voice.recorded import read_name
from hotline.channels.voice.speech import own_words
from hotline.model import Line


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words as the carrier's voice is given them, and the quiet after them; without words it is only quiet.

    language  as TwiML names it, like "es-US"
    rate      1 is the voice's own rate, 0.8 is slow speech
    pause     milliseconds
    recorded  in a call a recording says these words, at its own rate and with its own pauses
    """

    text: str
    language: str
    rate: float = 1
    pause: int = 0
    recorded: bool = False

    @property
    def seconds(self) -> float:
        """How long it takes as the checker counts, the pause included; slow speech stretches words, never pauses."""
        return Utterance(self.text, self.language).seconds / self.rate + self.pause / 1000


def spoken_in(document: Element, line: Line) -> tuple[Spoken, ...]:
    """All that is spoken in a document of this line, inside a Gather and outside, in its order."""
    return tuple(spoken for verb in document.iter() for spoken in _of(verb, line))


def _of(verb: Element, line: Line) -> Iterator[Spoken]:
    if verb.tag == "Say":
        yield from _said(verb)
    elif verb.tag == "Play":
        yield from _played(verb.text or "", line)


def _played(address: str, line: Line) -> Iterator[Spoken]:
    name = read_name(address.rpartition("/")[2])
    if name is not None:
        language = line.language(name.lang)
        for utterance in own_words(name.place, line, language):
            yield Spoken(normalise(utterance.text), language.speech, pause=utterance.pause, recorded=True)


def _said(say: Element) -> Iterator[Spoken]:
    language = say.get("language", "")
    last = Spoken((say.text or "").strip(), language)
    for inner in say:
        if inner.tag == "break":
            last = replace(last, pause=last.pause + _milliseconds(inner.get("time", "0ms")))
        elif inner.tag == "prosody":
            if last != Spoken("", language):
                yield last
            last = Spoken((inner.text or "").strip(), language, int(inner.get("rate", "100%").removesuffix("%")) / 100)
    yield last


def _milliseconds(time: str) -> int:
    return int(time.removesuffix("ms")) if time.endswith("ms") else int(float(time.removesuffix("s")) * 1000)
