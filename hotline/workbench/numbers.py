"""The registry of phone numbers as a checklist: what is known of each, and what to ask when it is called.

A wrong number costs a frightened person their courage, so each is called before launch and twice a year. What was heard
is written in ``menus/line.yaml``; the day under ``called``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from hotline.loader import Written, WrittenLanguage
from hotline.model import PhoneNumber

KEPT = timedelta(days=183)  # helplines change their hours about as often as they change their budget
_SHOWN = 8
_FILL = re.compile(r"\{(?:number|hours):([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Registered:
    """A phone number, what the line says of it, and the places and sentences that name it."""

    name: str
    shown: str
    of: str
    known: tuple[str, ...]
    called: str
    due: bool
    used: tuple[str, ...]


def registered(written: Written, today: date) -> tuple[Registered, ...]:
    """Every number of the line, in the order in which they are written."""
    used: dict[str, dict[str, None]] = {}
    for name, where in _uses(written):
        used.setdefault(name, {})[where] = None
    return tuple(
        _registered(name, entry, tuple(used.get(name, ())), _hours(written, name), today)
        for name, entry in written.numbers.items()
    )


def checklist(numbers: tuple[Registered, ...]) -> str:
    """A page to print: a box for each number, ticked where it was called in the last half year."""
    boxes = (
        "\n".join(
            (
                f"[{' ' if number.due else 'x'}] {number.shown}  {number.of}",
                *(f"    {fact}" for fact in number.known),
                f"    last called: {number.called or 'never'}",
                f"    named by: {_some(number.used) or 'nothing'}",
            )
        )
        for number in numbers
    )
    return "\n\n".join((_HEAD, *boxes))


_HEAD = """Call every number before launch, and again every 6 months. Ask each: Who are you? Is a call free? When does
a person answer? In which languages? Can people text you? Write what you heard in menus/line.yaml, and the day under
"called". Do not try out 911 and 988: ask those who run them."""


def _registered(name: str, entry: Mapping[str, str], used: tuple[str, ...], hours: str, today: date) -> Registered:
    called = entry.get("called", "")
    verified = "may be said" if entry.get("hours") == "verified" else "are not said, nobody has made sure of them"
    known = (
        f"cost: {entry.get('cost', 'not known')}",
        f"languages: {entry.get('languages', 'not known')}",
        f"texts: {entry.get('texts', 'unknown')}",
        f"hours: {hours or 'not known'}; they {verified}",
    )
    due = _since(called) < today - KEPT
    shown = PhoneNumber(name, str(entry.get("dial", ""))).shown
    return Registered(str(name), shown, str(entry.get("name", name)), known, str(called), due, used)


def _some(names: tuple[str, ...]) -> str:
    """The first few; 911 stands nearly everywhere."""
    return ", ".join(names) if len(names) <= _SHOWN else f"{', '.join(names[:_SHOWN])} and {len(names) - _SHOWN} more"


def _since(called: str) -> date:
    """The day of the last call; the beginning of time where there is none, or none that exists."""
    try:
        return date.fromisoformat(called)
    except ValueError:
        return date.min


def _hours(written: Written, name: str) -> str:
    """The hours as each language says them."""
    said = (language.hours.get(name) for language in written.languages.values())
    return "; ".join(hours for hours in said if hours)


def _uses(written: Written) -> Iterator[tuple[str, str]]:
    """Each number's name, and the place or sentence that says or dials it."""
    for place in written.places.values():
        for name in (place.transfer, place.connect, place.otherwise):
            if name is not None:
                yield str(name), str(place.id)
    for language in written.languages.values():
        yield from _said(language)


def _said(language: WrittenLanguage) -> Iterator[tuple[str, str]]:
    for words in language.words.values():
        for text in (words.sms, words.voice):
            yield from ((name, str(words.id)) for name in _FILL.findall(text or ""))
    for name, sentence in language.sentences.items():
        for text in (sentence.sms, sentence.voice):
            yield from ((number, f'"{name}"') for number in _FILL.findall(text or ""))
