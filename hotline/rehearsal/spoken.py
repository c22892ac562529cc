"""What the carrier's voice is given to say in a document, read back out of it, so that it can be spoken elsewhere.

It is read from the TwiML, not made beside it: whatever the voice channel does about rate, pauses and names is in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from hotline.channels.voice import Utterance


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words as the carrier's voice is given them, and the quiet after them; without words it is only quiet.

    language  as TwiML names it, like "es-US"
    rate      1 is the voice's own rate, 0.8 is slow speech
    pause     milliseconds
    """

    text: str
    language: str
    rate: float = 1
    pause: int = 0

    @property
    def seconds(self) -> float:
        """How long it takes as the checker counts, the pause included; slow speech stretches words, never pauses."""
        return Utterance(self.text, self.language).seconds / self.rate + self.pause / 1000


def spoken_in(document: Element) -> tuple[Spoken, ...]:
    """All that is spoken in a document, inside a Gather and outside, in its order."""
    return tuple(spoken for say in document.iter("Say") for spoken in _said(say))


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
