"""A topic takes too long to say, has too long a stretch without a pause, or a sentence that never ends.

A caller cannot look back over what was said. Counted is at 150 words a minute, with the name of the topic, and with
the pauses for the whole. A blank line makes a pause. The limits are ``topic_seconds`` and ``stretch_seconds`` of
``limits:``. A sentence of over 600 characters would have to be cut in the middle for the synthesiser.

PASS::

    voice: >-
      Take the pill with food.

      Call your team if you throw up.

FAIL::

    voice: (seventy words and no blank line)

``28.0 seconds without a pause in "nausea"; more than 25 are hard to follow, so put a blank line in``
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hotline.channels.voice.speech import CHUNK, Utterance, utterances
from hotline.check.subject import Subject
from hotline.loader import Problem, Severity, Text, WrittenWords
from hotline.model import Give, Topic

ID = "long-speech"
LEVEL: Severity = "error"
_PARAGRAPH = re.compile(r"\S[^\n]*")  # as hotline.channels.sentences.paragraphs cuts them


def check(subject: Subject) -> Iterator[Problem]:
    """Every topic and stretch over its limit, every sentence that is too long for one breath of a synthesiser."""
    for passage in subject.passages:
        if passage.form == "voice" and len(passage.text) > CHUNK:
            for start, sentence in passage.sentences():
                if len(sentence) > CHUNK:
                    message = (
                        f"a sentence of {len(sentence)} characters is cut when it is spoken; end it within {CHUNK}"
                    )
                    yield Problem(passage.text.at(start), ID, message, LEVEL)
    line = subject.line
    for topic in line.places.values() if line is not None else ():
        for code in line.languages if line is not None and isinstance(topic, Topic) else ():
            words = subject.written.languages[code].words.get(topic.id)
            if line is not None and words is not None and words.voice is not None:
                yield from _long(utterances(Give(topic.number), line, code), words, words.voice, subject)


def _long(spoken: list[Utterance], words: WrittenWords, voice: Text, subject: Subject) -> Iterator[Problem]:
    total, most = sum(each.seconds for each in spoken), subject.limit("topic_seconds")
    if total > most:
        message = f'"{words.id}" takes {total:.1f} seconds to say; more than {most} are hard to follow, so shorten it'
        yield Problem(voice.mark, ID, message, LEVEL)
    limit = subject.limit("stretch_seconds")
    for paragraph, seconds in zip(_PARAGRAPH.finditer(voice), _stretches(spoken), strict=False):
        if seconds > limit:
            cure = f"more than {limit} are hard to follow, so put a blank line in"
            message = f'{seconds:.1f} seconds without a pause in "{words.id}"; {cure}'
            yield Problem(voice.at(paragraph.start()), ID, message, LEVEL)


def _stretches(spoken: list[Utterance]) -> list[float]:
    """How long each stretch is from pause to pause, the pauses left out. The topic's name belongs to the first."""
    found = [0.0]
    for each in spoken:
        found[-1] += each.seconds - each.pause / 1000
        if each.pause:
            found.append(0.0)
    return found
