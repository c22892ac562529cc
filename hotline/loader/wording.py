"""Reads ``content/<lang>/``: every word that a person reads or hears."""

from __future__ import annotations

from hotline.loader.fields import Fields
from hotline.loader.nodes import Table
from hotline.loader.opening import read_calendar
from hotline.loader.problem import Text, did_you_mean, shown
from hotline.loader.written import Written, WrittenLanguage, WrittenSentence, WrittenWords
from hotline.model.sentences import ANSWERS, CARD, COMMANDS, CONSENT, SENTENCES

LANGUAGE = (
    *("name", "sender", "names", "digits", "answers", "commands", "consent", "hours", "calendar", "elsewhere"),
    *("sentences", "card"),
)
WORDS = ("label", "keywords", "asks", "sms", "voice", "who", "review", "waive")
REVIEW = ("status", "role", "on", "next", "hash")


def read_language(fields: Fields, table: Table, language: WrittenLanguage) -> None:
    """``content/<lang>/line.yaml`` into what is written."""
    fields.known(table, (*LANGUAGE, "waive"), language.file)
    fields.waive(table, table.mark)
    language.name = fields.text(table, "name", needed=language.file)
    language.sender = fields.text(table, "sender", needed=language.file)
    language.names = fields.texts(table, "names") or []
    language.digits = fields.texts(table, "digits") or []
    language.elsewhere = fields.lines(table, "elsewhere") or []
    language.answers = fields.lists(table, "answers")
    language.commands = fields.lists(table, "commands")
    language.consent = fields.lists(table, "consent")
    language.hours = fields.flat(table, "hours")
    language.calendar = read_calendar(fields, table)
    language.card = fields.flat(table, "card")
    tables = (
        *(("answers", ANSWERS, "answer"), ("commands", COMMANDS, "command"), ("consent", CONSENT, "consent")),
        ("card", CARD, "entry of the card"),
    )
    for name, known, what in tables:
        for key in fields.rows(table, name):
            fields.one_of(key, known, what)
    sentences = fields.table(table.get("sentences"), '"sentences"', table.mark)
    for name, entry in sentences.rows.items():
        if name not in SENTENCES:
            fits = did_you_mean(name, SENTENCES)
            fields.wrong(name.mark, "unknown-key", f'"{shown(name)}" is no sentence that the line says{fits}')
            continue
        inner = fields.table(entry, f'sentence "{name}"', name.mark)
        fields.known(inner, ("sms", "voice", "waive"), "a sentence")
        fields.waive(inner, name.mark)
        sentence = WrittenSentence(name, fields.text(inner, "sms"), fields.text(inner, "voice"))
        language.sentences[str(name)] = sentence


def read_words(fields: Fields, table: Table, language: WrittenLanguage, written: Written) -> None:
    """``content/<lang>/<area>.yaml`` into what is written."""
    for name, entry in table.rows.items():
        if name in language.words:
            first = language.words[name].id.mark
            fields.wrong(name.mark, "duplicate-key", f'words of "{name}" stand also in {first.file}:{first.line}')
            continue
        if name not in written.places:
            _no_place(fields, name, written)
            continue
        inner = fields.table(entry, f'words of "{name}"', name.mark)
        fields.known(inner, WORDS, "a place's words")
        fields.waive(inner, name.mark)
        words = WrittenWords(
            name,
            str(language.code),
            label=fields.text(inner, "label"),
            keywords=fields.texts(inner, "keywords"),
            asks=fields.lines(inner, "asks") or [],
            sms=fields.text(inner, "sms"),
            voice=fields.text(inner, "voice"),
            who=fields.text(inner, "who"),
            review=_review(fields, inner),
        )
        language.words[str(name)] = words


def _no_place(fields: Fields, name: Text, written: Written) -> None:
    if written.all_places:  # else it may stand in the file that cannot be read
        fits = did_you_mean(name, written.places)
        fields.wrong(name.mark, "unknown-place", f'words of "{shown(name)}", which is no place{fits}')


def _review(fields: Fields, words: Table) -> dict[str, Text] | None:
    node = words.get("review")
    if node is None:
        return None
    review = fields.flat(words, "review")
    table = fields.table(node, '"review"', words.mark)
    fields.known(table, REVIEW, "a review")
    fields.text(table, "status", needed="a review")
    fields.one_of(review.get("status"), ("draft", "approved"), "status")
    for name in ("on", "next"):
        fields.date(review.get(name), name)
    if review.get("status") == "approved":
        for name in ("role", "on", "next", "hash"):
            if name not in review:
                fields.wrong(table.mark, "missing-key", f'"{name}" of an approved review is missing')
    return review
