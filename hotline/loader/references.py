"""Looks whether what is written fits together: numbers, sources, phone numbers, and what stands in curly brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hotline.loader.fields import Fields
from hotline.loader.problem import Text, did_you_mean, shown
from hotline.loader.routes import DIAL
from hotline.loader.written import Written
from hotline.model.sentences import SENTENCES

FILL = re.compile(r"\{([^{}]*)\}")
EMERGENCY = frozenset({"911", "988", *(f"{n}11" for n in range(2, 10))})
TOLL_FREE = ("+1800", "+1833", "+1844", "+1855", "+1866", "+1877", "+1888")
_PHONE = re.compile(r"(?<![\d.,])(?:\+?\d[\d\-. ()]{5,}\d|911|988)(?![\d]|[.,]\d)")


def look(fields: Fields, written: Written) -> None:
    """Note every reference that leads nowhere."""
    _numbers(fields, written)
    _transfers(fields, written)
    for place in written.places.values():
        for source in place.sources:
            if source not in written.sources:
                fits = did_you_mean(source, written.sources)
                fields.wrong(source.mark, "unknown-source", f'source "{shown(source)}" is not in sources.yaml{fits}')
    for text, fills in _texts(written):
        _fills(fields, written, text, fills)
    _phone(fields, written)


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
    for place in written.places.values():
        if place.transfer is None:
            continue
        entry = written.numbers.get(place.transfer)
        if entry is None:
            fits = did_you_mean(place.transfer, written.numbers)
            message = f'"{shown(place.transfer)}" is no phone number of line.yaml{fits}'
            fields.wrong(place.transfer.mark, "unknown-number", message)
        elif entry.get("dial") in EMERGENCY:
            message = f'a call cannot be passed on to {entry["dial"]} (it would reach the wrong place); say to hang up and call'
            fields.wrong(place.transfer.mark, "emergency-transfer", message)


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


def _texts(written: Written) -> Iterator[tuple[Text, frozenset[str]]]:
    """Every text that is read or heard, with the names it may fill in."""
    for language in written.languages.values():
        for name, sentence in language.sentences.items():
            for form in (sentence.sms, sentence.voice):
                if form is not None:
                    yield form, SENTENCES[name].fills
        for words in language.words.values():
            for form in (words.sms, words.voice):
                if form is not None:
                    yield form, frozenset()


def _fills(fields: Fields, written: Written, text: Text, allowed: frozenset[str]) -> None:
    for name in FILL.findall(text):
        kind, _, of = name.partition(":")
        if kind in ("number", "hours") and of in written.numbers:
            continue
        if kind in ("number", "hours") and of:
            fits = did_you_mean(of, written.numbers)
            fields.wrong(text.mark, "unknown-number", f'"{shown(of)}" is no phone number of line.yaml{fits}')
        elif name not in allowed:
            fits = did_you_mean(name, [*allowed, "number:..."])
            fields.wrong(text.mark, "unknown-fill", f'"{{{shown(name)}}}" cannot be filled in here{fits}')
    bare = FILL.sub("", text)
    if "{" in bare or "}" in bare:
        fields.wrong(text.mark, "unknown-fill", "has a curly bracket that is not closed or not opened")
    literal = _PHONE.search(bare)
    if literal and (literal.group() in EMERGENCY or sum(c.isdigit() for c in literal.group()) >= 7):
        message = f'has the phone number {literal.group()} in it; write {{number:name}} with a name of line.yaml'
        fields.wrong(text.mark, "literal-number", message)
