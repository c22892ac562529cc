"""Reads ``menus/``: the line's settings, its sources and its places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

from hotline.loader.fields import Fields
from hotline.loader.nodes import Table
from hotline.loader.opening import read_hours
from hotline.loader.problem import Mark, Text, did_you_mean, shown
from hotline.loader.written import LINE, Written, WrittenLanguage, WrittenPlace
from hotline.model import LEVELS, LIMITS, SIGNS, Platform

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
DIAL = re.compile(r"\+1[0-9]{10}|\+[2-9][0-9]{6,14}|[0-9]{3,6}")

SETTINGS = (
    *("start", "person", "phone", "opt_out_handled_by", "opt_out_note", "allow_drafts", "keep_unmet"),
    *("learned_safety", "wait", "slow_wait", "platform"),
)
TABLES = ("languages", "numbers", "safety_places", "safety", "pronunciations", "glossary", "limits", "prices")
LISTS = ("trusted_sites", "never_guessed", "urgent")
LANGUAGE = ("text", "speech", "voice")
NUMBER = ("dial", "hours", "name", "languages", "cost", "texts", "called", "waive")
SOURCE = ("publisher", "title", "address", "seen")
PLACE = ("number", "choices", "next", "transfer", "sources", "context", "connect", "hours", "or", "caller_id", "waive")
CALLER_ID = ("line", "caller")
PRICES = ("currency", "text_out", "text_in", "minute")
PRICE = re.compile(r"[0-9]{1,4}(\.[0-9]{1,6})?")


def read_settings(fields: Fields, table: Table, written: Written) -> None:
    """``menus/line.yaml`` into what is written."""
    what = LINE
    fields.known(table, (*SETTINGS, *TABLES, *LISTS, "waive"), what)
    fields.waive(table, table.mark)
    for name in SETTINGS:
        needed = what if name in ("start", "person", "opt_out_handled_by") else ""
        value = fields.text(table, name, needed=needed)
        if value is not None:
            written.settings[name] = value
    get = written.settings.get
    fields.one_of(get("opt_out_handled_by"), ("carrier", "app"), "opt_out_handled_by")
    fields.one_of(get("allow_drafts"), ("true", "false"), "allow_drafts")
    fields.one_of(get("platform"), get_args(Platform), "platform")
    for name in ("keep_unmet", "learned_safety"):
        fields.one_of(get(name), ("yes", "no", "true", "false"), name)
    for name in ("wait", "slow_wait"):
        _seconds(fields, get(name), name)
    _languages(fields, table, written)
    _numbers(fields, table, written)
    _safety(fields, table, written)
    read_glossary(fields, fields.table(table.get("glossary"), '"glossary"', table.mark), written)
    _limits(fields, table, written)
    _prices(fields, table, written)
    written.trusted_sites = fields.texts(table, "trusted_sites") or []
    written.never_guessed = fields.texts(table, "never_guessed") or []
    written.urgent = fields.texts(table, "urgent") or []


def _is_name(fields: Fields, name: Text) -> bool:
    good = NAME.fullmatch(name) is not None
    if not good:
        fields.wrong(name.mark, "wrong-value", f'"{shown(name)}" is no name; use small letters, digits and hyphens')
    return good


def _seconds(fields: Fields, value: Text | None, name: str) -> None:
    good = value is None or (value.isascii() and value.isdigit() and len(value) < 3 and 5 <= int(value) <= 20)
    if value is not None and not good:
        fields.wrong(value.mark, "wrong-value", f'{name} "{shown(value)}" should be whole seconds from 5 to 20')


def _languages(fields: Fields, table: Table, written: Written) -> None:
    node = fields.table(table.get("languages"), '"languages"', table.mark)
    if not node.rows:
        fields.wrong(node.mark, "missing-key", f'"languages" of {LINE} is missing or empty; name at least one')
    for code, entry in node.rows.items():
        if not CODE.fullmatch(code):
            fields.wrong(code.mark, "wrong-value", f'"{shown(code)}" is no language code; write one like en or es')
            continue
        settings = fields.table(entry, f'language "{code}"', code.mark)
        fields.known(settings, LANGUAGE, "a language")
        language = WrittenLanguage(code, file=f"content/{code}/line.yaml")
        for name in LANGUAGE:
            value = fields.text(settings, name, needed=f'language "{code}"')
            if value is not None:
                language.settings[name] = value
        fields.one_of(language.settings.get("text"), ("gsm-7", "ucs-2"), "text")
        written.languages[str(code)] = language


def _numbers(fields: Fields, table: Table, written: Written) -> None:
    node = fields.table(table.get("numbers"), '"numbers"', table.mark)
    for name, entry in node.rows.items():
        if not _is_name(fields, name):
            continue
        inner = fields.table(entry, f'number "{name}"', name.mark)
        fields.known(inner, NUMBER, "a phone number")
        fields.waive(inner, name.mark)
        dial = fields.text(inner, "dial", needed=f'number "{name}"')
        if dial is not None and not DIAL.fullmatch(dial):
            message = f'dial "{shown(dial)}" should be + and the whole number, or 3 to 6 digits'
            fields.wrong(dial.mark, "wrong-value", message)
            dial = None
        hours = fields.text(inner, "hours")
        fields.one_of(hours, ("verified", "unverified"), "hours")
        found = {"dial": dial, "hours": hours, **{key: fields.text(inner, key) for key in NUMBER[2:-1]}}
        fields.one_of(found["texts"], ("yes", "no", "unknown"), "texts")
        fields.date(found["called"], "called")
        written.numbers[str(name)] = {key: value for key, value in found.items() if value is not None}
        written.number_marks[str(name)] = name.mark


def _safety(fields: Fields, table: Table, written: Written) -> None:
    written.safety_places = fields.flat(table, "safety_places")
    for level in fields.rows(table, "safety_places"):
        fields.one_of(level, LEVELS, "level")
    read_safety(fields, fields.table(table.get("safety"), '"safety"', table.mark), written)
    pronunciations = fields.table(table.get("pronunciations"), '"pronunciations"', table.mark)
    for code in pronunciations.rows:
        language = _language(fields, code, written)
        if language is not None:
            language.pronunciations = fields.flat(pronunciations, code)


def read_safety(fields: Fields, table: Table, written: Written) -> None:
    """``menus/safety.yaml``, or ``safety`` of ``menus/line.yaml``, into what is written."""
    for code, language in _once(fields, table, written, "safety"):
        language.safety = fields.lists(table, code)
        for level in fields.rows(table, code):
            fields.one_of(level, (*LEVELS, *SIGNS.values(), "unless"), "level")


def read_glossary(fields: Fields, table: Table, written: Written) -> None:
    """``menus/glossary.yaml``, or ``glossary`` of ``menus/line.yaml``, into what is written."""
    for code, language in _once(fields, table, written, "glossary"):
        language.glossary = fields.lists(table, code)


def _once(fields: Fields, table: Table, written: Written, name: str) -> Iterator[tuple[Text, WrittenLanguage]]:
    """The languages in a table that may stand in ``line.yaml`` or in a file of its own, never in both."""
    for code in table.rows:
        language = _language(fields, code, written)
        if language is not None and getattr(language, name):
            message = f'the {name} of "{code}" stands in {LINE} too; keep one'
            fields.wrong(code.mark, "duplicate-key", message)
        elif language is not None:
            yield code, language


def _language(fields: Fields, code: Text, written: Written) -> WrittenLanguage | None:
    language = written.languages.get(code)
    if language is None:
        fits = did_you_mean(code, written.languages)
        fields.wrong(code.mark, "unknown-language", f'"{shown(code)}" is no language of this line{fits}')
    return language


def _limits(fields: Fields, table: Table, written: Written) -> None:
    written.limits = fields.flat(table, "limits")
    for name in fields.rows(table, "limits"):
        fields.one_of(name, LIMITS, "limit")
        limit, value = LIMITS.get(name), written.limits.get(name)
        if limit is None or value is None:
            continue
        if not (value.isascii() and value.isdigit() and len(value) < 5 and limit.lowest <= int(value) <= limit.highest):
            message = f'limit {name} "{shown(value)}" should be a whole number from {limit.lowest} to {limit.highest}'
            fields.wrong(value.mark, "wrong-value", message)
            del written.limits[name]


def _prices(fields: Fields, table: Table, written: Written) -> None:
    if table.get("prices") is None:
        return
    inner = fields.table(table.get("prices"), '"prices"', table.mark)
    fields.known(inner, PRICES, "prices")
    found = {name: fields.text(inner, name, needed="prices") for name in PRICES}
    for name, value in found.items():
        if value is not None and name != "currency" and not PRICE.fullmatch(value):
            fields.wrong(value.mark, "wrong-value", f'{name} "{shown(value)}" should be an amount like 0.0083')
    written.prices = {name: value for name, value in found.items() if value is not None}


def read_sources(fields: Fields, table: Table, written: Written) -> None:
    """``menus/sources.yaml`` into what is written."""
    for name, entry in table.rows.items():
        if not _is_name(fields, name):
            continue
        inner = fields.table(entry, f'source "{shown(name)}"', name.mark)
        fields.known(inner, (*SOURCE, "waive"), "a source")
        fields.waive(inner, name.mark)
        found = {key: fields.text(inner, key, needed=f'source "{shown(name)}"') for key in SOURCE}
        fields.date(found["seen"], "seen")
        written.sources[str(name)] = {key: value for key, value in found.items() if value is not None}


def read_places(fields: Fields, table: Table, written: Written) -> None:
    """``menus/<area>.yaml`` into what is written."""
    for name, entry in table.rows.items():
        if not _is_name(fields, name):
            continue
        if name in written.places:
            first = written.places[name].id.mark
            fields.wrong(name.mark, "duplicate-key", f'place "{name}" stands also in {first.file}:{first.line}')
            continue
        inner = fields.table(entry, f'place "{name}"', name.mark)
        fields.known(inner, PLACE, "a place")
        fields.waive(inner, name.mark)
        place = WrittenPlace(
            name,
            number=fields.text(inner, "number", needed=f'place "{name}"'),
            choices=fields.texts(inner, "choices"),
            next=fields.texts(inner, "next"),
            transfer=fields.text(inner, "transfer"),
            sources=fields.texts(inner, "sources") or [],
            context=_context(fields, inner),
            connect=fields.text(inner, "connect"),
            hours=read_hours(fields, inner),
            otherwise=fields.text(inner, "or"),
            caller_id=fields.text(inner, "caller_id"),
        )
        fields.one_of(place.caller_id, CALLER_ID, "caller_id")
        _belongs(fields, place, inner)
        _kind(fields, place, name.mark)
        written.places[str(name)] = place


def _context(fields: Fields, table: Table) -> dict[Text, Text]:
    node = table.get("context")
    inner = fields.table(node, '"context"', table.mark)
    found = {asked: fields.text(inner, asked, needed='"context"') for asked in inner.rows}
    return {asked: meant for asked, meant in found.items() if meant is not None}


def _kind(fields: Fields, place: WrittenPlace, mark: Mark) -> None:
    kinds = [
        kind
        for kind, there in (("choices", place.choices), ("next", place.next), ("transfer", place.transfer))
        if there is not None
    ]
    if len(kinds) != 1:
        found = f"has {' and '.join(kinds)}" if kinds else "has none of them"
        message = f'place "{place.id}" should have choices (a menu), next (a topic) or transfer (a handoff); it {found}'
        fields.wrong(mark, "wrong-kind", message)
    for targets, room in ((place.choices, 6), (place.next, 5 if place.connect else 6)):
        if targets and len(targets) > room:
            message = f'place "{place.id}" offers {len(targets) + 6 - room} places; there are keys for 6'
            fields.wrong(targets[room].mark, "too-many-choices", message)


def _belongs(fields: Fields, place: WrittenPlace, table: Table) -> None:
    """Only a topic has a context and connects; only a handoff has hours."""
    for name in table.rows:
        if name == "context" and not place.context:
            continue
        if name in ("context", "connect") and place.next is None:
            message = f'place "{place.id}" has {name}, which only a topic (with next) can have'
        elif name in ("hours", "or", "caller_id") and place.transfer is None:
            message = f'place "{place.id}" has {name}, which only a handoff (with transfer) can have'
        else:
            continue
        fields.wrong(name.mark, "wrong-kind", message)
