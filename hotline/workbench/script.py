"""All that the voice line says in one language, in the order a caller meets it, to be read aloud or signed off.

Rule 1: the words come out of the same code that answers calls, so what stands here is what is said.
Rule 2: names are written as people write them; how the voice is told to say a name stands below the words.
Rule 3: plain lines, one thing each, nothing that a screen reader would stumble over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from hotline.channels.fill import choice_fills
from hotline.channels.voice import Utterance, extent
from hotline.channels.voice.speech import WORDS_A_MINUTE, pronounce, utterances
from hotline.engine import answer
from hotline.model import (
    NOTHING,
    Arrived,
    Give,
    Handoff,
    Language,
    Line,
    Listened,
    Place,
    Said,
    Session,
    Tell,
    Topic,
    Turn,
)
from hotline.model.sentences import SENTENCES

WHEN = {
    "welcome": "begin of a call",
    "welcome-short": "begin of a call of somebody who called or texted in the last 30 days",
    "emergency-notice": "first words of every call, in every language; no key interrupts them",
    "offer-language": "at the main menu of the language before this one",
    "one-language": "another language was asked for and there is none",
    "choice": "one choice of a menu",
    "heading": "before a topic",
    "keys": "at the main menu and after a miss",
    "keys-slow": "in the greeting and after a miss",
    "what-next": "after a topic, before what comes next",
    "no-more": "the caller asked for more, and there is no more",
    "noinput-1": "nothing was heard",
    "noinput-2": "nothing was heard, the second time",
    "noinput-3": "nothing was heard, the third time and after",
    "nomatch-1": "not understood",
    "nomatch-2": "not understood, the second time",
    "nomatch-3": "not understood, the third time and after",
    "did-you-mean": "before a few choices of what may have been meant",
    "not-sure": "an utterance was not heard well; before the choices that may have been meant",
    "help": "the caller said help",
    "stop-like": "the caller may want no more texts",
    "crisis": "a cry for help; nothing comes before it",
    "emergency": "an emergency; nothing comes before it",
    "call-team": "before a topic, when the care team should be called now",
    "notice": "after a doubtful sign of danger",
    "slow-on": "key 7: slower",
    "slow-off": "key 7 again: the usual speed",
    "number-ask": "after the number sign",
    "number-unknown": "no place has the number that was keyed",
    "source": "the caller asked where a topic comes from",
    "no-source": "the caller asked for a source where there is no topic",
    "reviewed": "inside the source: the words are signed",
    "not-reviewed": "inside the source: the words are not signed",
    "privacy": "the caller asked what is kept",
    "deleted": "the caller said delete",
    "thanks": "the caller said thanks",
    "after-person": "back from a person, before what the caller was at",
    "not-answered": "the person did not answer, before another way to a person",
    "connect": "a choice behind which a person can be reached now",
    "shows-line": "before a person is dialled who will see the number of the line",
    "shows-caller": "before a person is dialled who will see the caller's number",
    "closed": "a person was asked for who does not answer at this time",
    "opens": "after that, when they open again",
    "otherwise": "the number for that time, twice and slowly",
    "goodbye": "a phone that nobody holds is let go",
    "trouble": "a fault of ours",
    "text-this": "the last choice after a topic, where it can be sent as a text",
    "text-sent": "the caller asked for a text",
    "text-not-sent": "the caller asked for a text, and none can be sent",
    "text-enough": "the caller asked for more texts than one call may",
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words spoken together: what they are, the words as written, how long, and how hard names in them sound."""

    title: str
    words: tuple[str, ...] = ()
    seconds: float = 0
    names: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        """The title with the seconds, then the words, each on a line of its own."""
        lines = [f"{self.title} [{self.seconds:.1f} seconds]" if self.words else self.title]
        lines += [f"  {words}" for words in self.words]
        return "\n".join([*lines, *(f"  (say {name} as {sound})" for name, sound in self.names)])


@dataclass(frozen=True, slots=True)
class Script:
    """The whole script of one language: what it is, how times are counted, and its parts with their stretches."""

    title: str
    times: str
    parts: tuple[tuple[str, tuple[Stretch, ...]], ...]

    def __str__(self) -> str:
        """All of it as plain text."""
        rows = [row for heading, stretches in self.parts for row in (heading, *map(str, stretches))]
        return "\n\n".join((self.title, self.times, *rows)) + "\n"


def write_script(line: Line, lang: str) -> str:
    """The whole script of one language, as plain text."""
    return str(script_of(line, lang))


def script_of(line: Line, lang: str) -> Script:
    """The whole script of one language."""
    language = line.language(lang)
    greeting, places, sentences = _greeting(line, lang), tuple(_places(line, lang)), tuple(_sentences(line, lang))
    minutes = sum(stretch.seconds for stretch in (greeting, *places, *sentences)) / 60
    return Script(
        f"What the voice line says in {language.name} ({lang}), with the voice {language.voice} ({language.speech})",
        f"Times are counted at {WORDS_A_MINUTE} words a minute, with pauses. All together: {minutes:.0f} minutes.",
        (
            ("Part 1. A call begins", (greeting,)),
            ("Part 2. Places, in the order a caller meets them", places),
            ("Part 3. Sentences of the line, and when they are said", sentences),
        ),
    )


def in_order(line: Line) -> list[Place]:
    """The line's places as a caller meets them: from the main menu outwards, then those that only words lead to."""
    found: dict[int, None] = {}
    waiting = [line.start, line.person, *line.safety_places.values(), *sorted(line.places)]
    for beginning in waiting:
        fringe = [beginning]
        while fringe:
            fresh = [number for number in dict.fromkeys(fringe) if number not in found]
            found.update(dict.fromkeys(fresh))
            fringe = [onward for number in fresh for onward in _behind(line, number)]
    return [line.places[number] for number in found]


def _behind(line: Line, number: int) -> tuple[int, ...]:
    """What a caller can come to from a place: what it offers, and the other person behind a closed door."""
    place = line.at(number)
    other = (place.otherwise,) if isinstance(place, Handoff) and place.otherwise else ()
    return (*line.offers(number), *other)


def _greeting(line: Line, lang: str) -> Stretch:
    return _stretch("The line answers", _turn(line, Session(lang), Arrived()).say, line, lang)


def _turn(line: Line, session: Session, heard: Arrived | Listened) -> Turn:
    return answer(line, session, heard, NOTHING, extents=partial(extent, line), now=0)


def _places(line: Line, lang: str) -> Iterator[Stretch]:
    for place in in_order(line):
        label = choice_fills(line, line.language(lang), place.number, 0)["Label"]
        kind = type(place).__name__.lower()
        yield _stretch(f"{place.number} {label} ({kind} {place.id})", (Give(place.number),), line, lang)
        if isinstance(place, Topic):
            heard = replace(Session(lang), at=place.number, page=extent(line, place.number, Session(lang)).pages - 1)
            after = _turn(line, heard, Listened())
            yield _stretch(f"{place.number} {label}, after it", after.say, line, lang)
        if isinstance(place, Handoff):
            yield Stretch(f"{place.number} {label}, after it: {line.numbers[place.transfer].shown} is dialled")


def _sentences(line: Line, lang: str) -> Iterator[Stretch]:
    language = line.language(lang)
    for name, when in WHEN.items():
        sentence = language.sentences.get(name)
        if sentence is None or not sentence.voice:
            continue
        if SENTENCES[name].fills:  # said only with a place's words in it, so it stands here as it is written
            yield Stretch(f"{name}: {when}", (sentence.voice,), Utterance(sentence.voice, lang).seconds)
        else:
            yield _stretch(f"{name}: {when}", (Tell(name),), line, lang)


def _stretch(title: str, say: Iterable[Said], line: Line, lang: str) -> Stretch:
    said = list(say)
    spoken = [utterance for one in said for utterance in utterances(one, line, lang)]
    written = [utterance for one in said for utterance in utterances(one, _as_written(line), lang)]
    names = (name for utterance in written for name in _names(utterance.text, line.language(utterance.lang)))
    words = (_shown(utterance, lang) for utterance in written)
    return Stretch(title, tuple(words), sum(u.seconds for u in spoken), tuple(dict.fromkeys(names)))


def _as_written(line: Line) -> Line:
    languages = {code: replace(language, pronunciations={}) for code, language in line.languages.items()}
    return replace(line, languages=languages)


def _shown(utterance: Utterance, lang: str) -> str:
    other = "" if utterance.lang == lang else f"(in {utterance.lang}) "
    return f"{other}{utterance.text}{' (pause)' if utterance.pause else ''}"


def _names(text: str, language: Language) -> Iterator[tuple[str, str]]:
    """The hard names in a text, each with how it sounds, found as the voice finds them."""
    names = list(language.pronunciations)
    marked = replace(language, pronunciations={name: f"\ue000{number}\ue001" for number, name in enumerate(names)})
    for number in re.findall("\ue000([0-9]+)\ue001", pronounce(text, marked)):
        name = names[int(number)]
        yield name, language.pronunciations[name]
