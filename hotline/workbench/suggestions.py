"""A few first texts out of a line's own words, for somebody who has never texted it.

Rule 1: a keyword, a whole question and a question with a slip of the typing finger in the first language; a keyword in
the second. Each is about another topic, and leads there: what the engine takes otherwise is not suggested.
Rule 2: topics that most others lead on to come first. Never one that is about danger, or that only those get who name
it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from hotline.model import Language, Line, Session, Topic, Words
from hotline.rehearsal import Exchange
from hotline.served import Served

Kind = Literal["keyword", "question", "misspelt"]
SHORTEST = 4  # words of a question
_WRITTEN: dict[Kind, Callable[[Words], str]] = {
    "keyword": lambda words: next((word for word in words.keywords[:1] if " " not in word), ""),
    "question": lambda words: _question(words),
    "misspelt": lambda words: slip(_question(words)),
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A text that somebody may send, and its language."""

    text: str
    lang: str
    kind: Kind


def suggestions(served: Served) -> list[Suggestion]:
    """At most four first texts, each of another topic."""
    languages = list(served.line.languages.values())[:2]
    wanted: list[tuple[Language, Kind]] = [(languages[0], kind) for kind in _WRITTEN]
    wanted += [(language, "keyword") for language in languages[1:]]
    topics = [topic.number for topic in _topics(served.line)]
    found = []
    for language, kind in wanted:
        for number in topics:
            text = _WRITTEN[kind](language.words[number]) if number in language.words else ""
            if text and _leads(served, language.code, text, number):
                found.append(Suggestion(text, language.code, kind))
                topics.remove(number)
                break
    return found


def slip(question: str) -> str:
    """The question with one letter wrong: of its longest word a doubled letter once, or two letters in the middle
    swapped; empty where it has no word that is long enough.
    """
    words = question.split()
    at = max(range(len(words)), key=lambda n: len(words[n]), default=0)
    word = words[at] if words else ""
    if len(word) <= SHORTEST:
        return ""
    twice = next((n for n in range(1, len(word)) if word[n] == word[n - 1]), 0)
    half = len(word) // 2
    wrong = (
        word[:twice] + word[twice + 1 :] if twice else word[: half - 1] + word[half] + word[half - 1] + word[half + 1 :]
    )
    return " ".join([*words[:at], wrong, *words[at + 1 :]])


def _question(words: Words) -> str:
    return next((asked for asked in words.asks if len(asked.split()) >= SHORTEST), "")


def _topics(line: Line) -> Iterator[Topic]:
    kept = {*line.never_guessed, *line.urgent, *line.safety_places.values()}
    leads = Counter(number for place in line.places.values() for number in line.offers(place.number))
    for number, _ in leads.most_common():
        place = line.at(number)
        if isinstance(place, Topic) and number not in kept:
            yield place


def _leads(served: Served, lang: str, text: str, number: int) -> bool:
    """Somebody whom the line knows gets this topic for the text, and nothing that is about danger."""
    turn = Exchange(served).text(Session(served.line.default_language, welcomed=True), text)
    return (turn.place, turn.session.lang, turn.safety) == (number, lang, "none")
