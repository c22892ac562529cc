"""Words that somebody would read or hear are not there.

Every place needs a label, keywords, a form to read (sms) and a form to hear (voice) in every language, because the
person may be unable to read or unable to hear. The line's own sentences (help, stop, crisis ...) are needed too, with
what is filled into them, and in every language the patterns of a crisis and an emergency.

PASS::

    hair-loss: {label: hair loss, keywords: [hair], sms: ..., voice: ..., review: {status: draft}}

FAIL::

    hair-loss: {label: hair loss, keywords: [hair], sms: ..., review: {status: draft}}

``"voice" of "hair-loss" is missing in content/en``
"""

from __future__ import annotations

from collections.abc import Iterator

from hotline.check.subject import Subject
from hotline.loader import Mark, Problem, Severity, Written, WrittenLanguage, WrittenSentence
from hotline.loader.written import LINE, SAFETY
from hotline.model.sentences import COMMANDS, SENTENCES

ID = "missing-words"
LEVEL: Severity = "error"
NEEDED = {  # what has to be filled into a sentence, each in one of these forms
    "choice": (("key",), ("label", "Label")),
    "heading": (("Label", "label"),),
    "source": (("sources",), ("review",)),
    "connect": (("key",), ("who", "Who", "label", "Label")),
    "closed": (("who", "Who"),),
    "opens": (("when",), ("zone",)),
    "otherwise": (("phone",),),
    "text-this": (("key",),),
}


def check(subject: Subject) -> Iterator[Problem]:
    """Everything that is missing, language by language."""
    written = subject.written
    for language in written.languages.values():
        if written.read(f"content/{language.code}/"):  # else it is the file that is missing, not its words
            yield from _places(written, language)
        if written.read(language.file):
            yield from _sentences(written, language)
        if written.read(LINE) and written.read(SAFETY):
            yield from _patterns(language)


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


def _patterns(language: WrittenLanguage) -> Iterator[Problem]:
    """A language in which nobody who cries for help would be heard."""
    for level in ("crisis", "emergency"):
        if not language.safety.get(level):
            message = f'language "{language.code}" has no {level} patterns; write them under "safety" or in {SAFETY}'
            yield Problem(language.code.mark, ID, message, LEVEL)


def _fills(sentence: WrittenSentence) -> Iterator[Problem]:
    """A sentence without what has to be filled into it: a choice without its key cannot be chosen."""
    for text in (sentence.sms, sentence.voice):
        for names in NEEDED.get(sentence.id, ()) if text is not None else ():
            if text is not None and not any(f"{{{name}}}" in text for name in names):
                yield Problem(text.mark, ID, f'sentence "{sentence.id}" lacks {{{names[0]}}}; add it', LEVEL)


def _sentences(written: Written, language: WrittenLanguage) -> Iterator[Problem]:
    where = Mark(language.file)
    for name, needed in SENTENCES.items():
        if needed.bilingual and len(written.languages) == 1:
            continue
        sentence = language.sentences.get(name)
        if sentence is None:
            yield Problem(where, ID, f'sentence "{name}" is missing', LEVEL)
            continue
        yield from _fills(sentence)
        for form in ("sms", "voice"):
            if getattr(needed, form) and not getattr(sentence, form):
                yield Problem(sentence.id.mark, ID, f'"{form}" of sentence "{name}" is missing', LEVEL)
    for command in COMMANDS:
        if not language.commands.get(command):
            yield Problem(where, ID, f'command "{command}" has no words', LEVEL)
    if len(written.languages) > 1 and not language.names:
        yield Problem(where, ID, '"names" is missing: the words that choose this language', LEVEL)
