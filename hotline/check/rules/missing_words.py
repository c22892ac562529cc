"""Words that somebody would read or hear are not there.

Every place needs a label, keywords, a form to read (sms) and a form to hear (voice) in every language, because the
person may be unable to read or unable to hear. The line's own sentences (help, stop, crisis ...) are needed too.

PASS::

    hair-loss: {label: hair loss, keywords: [hair], sms: ..., voice: ..., review: {status: draft}}

FAIL::

    hair-loss: {label: hair loss, keywords: [hair], sms: ..., review: {status: draft}}

``"voice" of "hair-loss" is missing in content/en``
"""

from __future__ import annotations

from collections.abc import Iterator

from hotline.check.subject import Subject
from hotline.loader import Mark, Problem, Severity, Written, WrittenLanguage
from hotline.model.sentences import COMMANDS, SENTENCES

ID = "missing-words"
LEVEL: Severity = "error"


def check(subject: Subject) -> Iterator[Problem]:
    """Everything that is missing, language by language."""
    written = subject.written
    for language in written.languages.values():
        if written.read(f"content/{language.code}/"):  # else it is the file that is missing, not its words
            yield from _places(written, language)
        if written.read(language.file):
            yield from _sentences(written, language)


def _places(written: Written, language: WrittenLanguage) -> Iterator[Problem]:
    for id, place in written.places.items():
        words = language.words.get(id)
        if words is None:
            message = f'place "{id}" has no words in content/{language.code}'
            yield Problem(place.id.mark, ID, message, LEVEL)
            continue
        for name in ("label", "keywords", "sms", "voice", "review"):
            if not getattr(words, name):
                message = f'"{name}" of "{id}" is missing in content/{language.code}'
                yield Problem(words.id.mark, ID, message, LEVEL)


def _sentences(written: Written, language: WrittenLanguage) -> Iterator[Problem]:
    where = Mark(language.file)
    for name, needed in SENTENCES.items():
        if needed.bilingual and len(written.languages) == 1:
            continue
        sentence = language.sentences.get(name)
        if sentence is None:
            yield Problem(where, ID, f'sentence "{name}" is missing', LEVEL)
            continue
        for form in ("sms", "voice"):
            if getattr(needed, form) and not getattr(sentence, form):
                yield Problem(sentence.id.mark, ID, f'"{form}" of sentence "{name}" is missing', LEVEL)
    for command in COMMANDS:
        if not language.commands.get(command):
            yield Problem(where, ID, f'command "{command}" has no words', LEVEL)
    if len(written.languages) > 1 and not language.names:
        yield Problem(where, ID, '"names" is missing: the words that choose this language', LEVEL)
