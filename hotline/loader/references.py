"""Looks whether what is written fits together: numbers, sources, phone numbers, and what stands in curly brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hotline.loader.fields import Fields
from hotline.loader.problem import Text, did_you_mean, shown
from hotline.loader.routes import DIAL
from hotline.loader.written import LINE, SOURCES, Written, WrittenLanguage
from hotline.model.sentences import CARD, SENTENCES

FILL = re.compile(r"\{([^{}]*)\}")
EMERGENCY = frozenset({"911", "988", *(f"{n}11" for n in range(2, 10))})
TOLL_FREE = ("+1800", "+1833", "+1844", "+1855", "+1866", "+1877", "+1888")
_PHONE = re.compile(r"(?<![\d.,])(?:\+?\(?\d[\d\-. ()]{5,}\d|9[\-. ]?1[\-. ]?1|9[\-. ]?8[\-. ]?8)(?!\d|[.,]\d)")
_EVERYBODY_KNOWS = frozenset({"911", "988"})


class _Fills(NamedTuple):
    names: frozenset[str]
    language: WrittenLanguage


def look(fields: Fields, written: Written) -> None:
    """Note every reference that leads nowhere."""
    _numbers(fields, written)
    if written.read(LINE):
        _transfers(fields, written)
    if written.read(SOURCES):
        _sources(fields, written)
    for text, fills in _texts(written):
        _fills(fields, written, text, fills)
        _literal(fields, text)
    for text, what in _as_they_stand(written):
        if "{" in text or "}" in text:
            message = f"nothing can be filled in here; {what} is said as it stands"
            fields.wrong(text.mark, "unknown-fill", message)
        _literal(fields, text)
    _hours(fields, written)
    _phone(fields, written)


def _sources(fields: Fields, written: Written) -> None:
    for place in written.places.values():
        for source in place.sources:
            if source not in written.sources:
                fits = did_you_mean(source, written.sources)
                fields.wrong(source.mark, "unknown-source", f'source "{shown(source)}" is not in sources.yaml{fits}')


def _hours(fields: Fields, written: Written) -> None:
    for language in written.languages.values():
        for name, hours in language.hours.items():
            if name not in written.numbers:
                fits = did_you_mean(name, written.numbers)
                message = f'hours of "{shown(name)}", which is no phone number of line.yaml{fits}'
                fields.wrong(hours.mark, "unknown-number", message)


def _numbers(fields: Fields, written: Written) -> None:
    taken: dict[str, str] = {}
    for place in written.places.values():
        number = place.number
        if number is None:
            continue
        if not (number.isascii() and number.isdigit() and len(number) == 3 and number[0] != "0"):
            message = f'number "{shown(number)}" of place "{place.id}" should have 3 digits, 100 to 999'
            fields.wrong(number.mark, "wrong-value", message)
        elif number in taken:
            fields.wrong(number.mark, "number-clash", f'number {number} belongs to place "{taken[number]}" already')
        taken.setdefault(str(number), place.id)


def _transfers(fields: Fields, written: Written) -> None:
    named = ((place.transfer, place.connect, place.otherwise) for place in written.places.values())
    for name in (name for names in named for name in names if name is not None):
        entry = written.numbers.get(name)
        if entry is None:
            fits = did_you_mean(name, written.numbers)
            message = f'"{shown(name)}" is no phone number of line.yaml{fits}'
            fields.wrong(name.mark, "unknown-number", message)
        elif entry.get("dial") in EMERGENCY:
            message = f"a call passed on to {entry['dial']} would reach the wrong place; say to hang up and call"
            fields.wrong(name.mark, "emergency-transfer", message)


def _phone(fields: Fields, written: Written) -> None:
    phone = written.settings.get("phone")
    if phone is None:
        return
    if not DIAL.fullmatch(phone):
        fields.wrong(phone.mark, "wrong-value", f'phone "{shown(phone)}" should be + and the whole number')
    who = written.settings.get("opt_out_handled_by")
    if who == "app" and phone.startswith(TOLL_FREE):
        message = "app cannot answer STOP for a toll-free number, the carriers do; write carrier"
        fields.wrong(who.mark, "toll-free-opt-out", message)


def _texts(written: Written) -> Iterator[tuple[Text, _Fills]]:
    """Every text that is read or heard, with what may be filled into it."""
    for language in written.languages.values():
        for name, sentence in language.sentences.items():
            for form in (sentence.sms, sentence.voice):
                if form is not None:
                    yield form, _Fills(SENTENCES[name].fills, language)
        for words in language.words.values():
            for form in (words.sms, words.voice):
                if form is not None:
                    yield form, _Fills(frozenset(), language)
        for name, text in language.card.items():
            if name in CARD:
                yield text, _Fills(CARD[name].fills, language)


def _as_they_stand(written: Written) -> Iterator[tuple[Text, str]]:
    """Every text that is filled into another one, with what it is."""
    for language in written.languages.values():
        if language.sender is not None:
            yield language.sender, "the sender"
        yield from ((hours, "what the hours are") for hours in language.hours.values())
        yield from ((words.label, "a label") for words in language.words.values() if words.label is not None)
        yield from ((words.who, "who answers") for words in language.words.values() if words.who is not None)


def _fills(fields: Fields, written: Written, text: Text, fills: _Fills) -> None:
    for match in FILL.finditer(text):
        name = match.group(1)
        kind, _, of = name.partition(":")
        if kind in ("number", "hours") and of:
            _number(fields, written, (text, match.start()), fills.language if kind == "hours" else None, of)
        elif name not in fills.names:
            fits = did_you_mean(name, [*fills.names, "number:..."])
            fields.wrong(text.at(match.start()), "unknown-fill", f'"{{{shown(name)}}}" cannot be filled in here{fits}')
    bracket = re.search(r"[{}]", _blanked(text))
    if bracket:
        message = "has a curly bracket that is not closed or not opened"
        fields.wrong(text.at(bracket.start()), "unknown-fill", message)


def _blanked(text: Text) -> str:
    """The text with spaces for what is filled in, so that everything else stands at the same offset."""
    return FILL.sub(lambda match: " " * len(match.group()), text)


def _number(fields: Fields, written: Written, where: tuple[Text, int], hours: WrittenLanguage | None, of: str) -> None:
    """A phone number, or its hours in a language, can be filled in. ``where`` is a text and an offset in it."""
    text, offset = where
    entry = written.numbers.get(of)
    if entry is None:
        fits = did_you_mean(of, written.numbers)
        fields.wrong(text.at(offset), "unknown-number", f'"{shown(of)}" is no phone number of line.yaml{fits}')
    elif hours is None or entry.get("hours") != "verified" or of in hours.hours:
        return
    elif written.read(hours.file):
        message = f'"{{hours:{of}}}" would be empty; write the hours of "{of}" under "hours" in {hours.file}'
        fields.wrong(text.at(offset), "unknown-fill", message)


def _literal(fields: Fields, text: Text) -> None:
    for found in _PHONE.finditer(_blanked(text)):
        digits = "".join(character for character in found.group() if character.isdigit())
        if digits in _EVERYBODY_KNOWS or len(digits) >= 7:
            number = shown(found.group())
            message = f"has the phone number {number} in it; write {{number:name}} with a name of line.yaml"
            fields.wrong(text.at(found.start()), "literal-number", message)
            return
