"""A topic in stretches that are short enough to follow, one after the other.

Rule 1: a stretch ends at the end of a paragraph, or of a sentence where a paragraph is too long for one stretch.
Rule 2: the stretches are the same at either speed, so whoever asks for slower speech goes on where they were.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from hotline.channels.sentences import sentences
from hotline.channels.voice.speech import Utterance, utterances
from hotline.model import Give, Lead, Line

STRETCH = 20  # seconds at the usual speed, which are 25 in slow speech


def stretches(line: Line, lang: str, place: int, lead: Lead = "") -> tuple[tuple[Utterance, ...], ...]:
    """What is spoken of a topic, stretch by stretch; ``lead`` belongs to the first."""
    return _packed(tuple(utterances(Give(place, lead=lead), line, lang)))


@lru_cache(maxsize=4096)
def _packed(spoken: tuple[Utterance, ...]) -> tuple[tuple[Utterance, ...], ...]:
    found: list[list[Utterance]] = [[]]
    for utterance in (part for whole in spoken for part in _cut(whole)):
        if found[-1] and sum(u.seconds for u in found[-1]) + _words(utterance) > STRETCH:
            found[-1][-1] = replace(found[-1][-1], pause=0)  # what is waited for between two stretches is pause enough
            found.append([])
        found[-1].append(utterance)
    return tuple(map(tuple, found))


def _words(utterance: Utterance) -> float:
    return replace(utterance, pause=0).seconds


def _cut(utterance: Utterance) -> list[Utterance]:
    """The utterance, or where it is too long its sentences, as many together as fit."""
    if _words(utterance) <= STRETCH:
        return [utterance]
    found: list[Utterance] = []
    for sentence in sentences(utterance.text):
        longer = replace(found[-1], text=f"{found[-1].text} {sentence}") if found else None
        if longer is not None and longer.seconds <= STRETCH:
            found[-1] = longer
        else:
            found.append(Utterance(sentence, utterance.lang))
    return [*found[:-1], replace(found[-1], pause=utterance.pause)]
