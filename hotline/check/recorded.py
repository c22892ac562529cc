"""The recordings of a line that fits together, each with the words that it should say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from hotline.channels.voice.recorded import words_hash
from hotline.channels.voice.speech import own_words, place_words
from hotline.check.subject import Subject
from hotline.loader import Mark, WrittenLanguage
from hotline.model import Line, Recording

State = Literal["played", "changed", "new"]


@dataclass(frozen=True, slots=True)
class Recorded:
    """A recording. ``mark`` is where its words stand, ``seconds`` how long these should take, ``words`` their hash.

    ``state``: "played"; "changed", the words did since it was stamped; "new", this very file never was.
    """

    lang: str
    place: str
    recording: Recording
    mark: Mark
    words: str
    seconds: float

    @property
    def state(self) -> State:
        """Whether it is played, and if not, why."""
        if not self.recording.words:
            return "new"
        return "played" if self.recording.words == self.words else "changed"


def recorded(subject: Subject) -> Iterator[Recorded]:
    """Every recording of a place that has words in that language."""
    line = subject.line
    for code, language in subject.written.languages.items() if line is not None else ():
        if line is not None and code in line.languages:
            yield from _of(line, language)


def _of(line: Line, written: WrittenLanguage) -> Iterator[Recorded]:
    language = line.language(str(written.code))
    for place, recording in language.recordings.items():
        id = line.at(place).id
        words = written.words.get(id)
        if words is not None and words.voice is not None:
            hashed = words_hash(place_words(place, line, language))
            seconds = sum(spoken.seconds for spoken in own_words(place, line, language))
            yield Recorded(language.code, id, recording, words.voice.mark, hashed, seconds)
