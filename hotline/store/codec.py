"""Session and Turn as short JSON texts, and back.

Rules:
1. The model's own types are the format. A new field or class in ``hotline.model`` needs nothing here.
2. A field that holds its default is left out.
3. Old and new versions run side by side: a field not known here is passed over, a missing one takes its
   default.
4. A value that does not fit (a word or a kind of Said that a newer version writes) makes a turn unreadable
   (None): half a reply could leave out the half that says "call 911". A session loses that field only: a
   person who is half remembered still has their language.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import MISSING, fields
from functools import cache
from types import UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from hotline.model import Said, Session, Then, Turn

_KIND = "is"  # which class of a union an object is; a word of Python's, so no field can have this name
_TAGGED = frozenset(get_args(Said) + get_args(Then))


class _Unreadable(Exception):
    """A text holds something that does not fit the model."""


def session_to_text(session: Session) -> str:
    """A session as a short text."""
    return json.dumps(_plain(session), separators=(",", ":"))


def session_from_text(text: str) -> Session | None:
    """The session in a text, or None where it is unreadable."""
    read = _read_text(Session, text)
    return read if isinstance(read, Session) else None


def turn_to_text(turn: Turn) -> str:
    """A turn as a short text."""
    return json.dumps(_plain(turn), separators=(",", ":"))


def turn_from_text(text: str) -> Turn | None:
    """The turn in a text, or None where it is unreadable."""
    read = _read_text(Turn, text)
    return read if isinstance(read, Turn) else None


@cache
def _shape(kind: type) -> tuple[tuple[str, Any, Any], ...]:
    """The fields of a class of the model: name, type, default."""
    hints = get_type_hints(kind)
    return tuple((field.name, hints[field.name], field.default) for field in fields(kind))


def _plain(value: Any) -> Any:
    if isinstance(value, str | int):
        return value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    kind: type = type(value)
    tag = {_KIND: kind.__name__} if kind in _TAGGED else {}
    held = ((name, getattr(value, name), default) for name, _, default in _shape(kind))
    return tag | {name: _plain(item) for name, item, default in held if item != default}


def _read_text(kind: type, text: str) -> object:
    try:
        return _read(kind, json.loads(text))
    except (_Unreadable, ValueError, RecursionError):  # RecursionError: a hundred thousand brackets
        return None


def _read(hint: Any, value: Any) -> Any:
    """A value out of JSON as the type that the model asks for."""
    if hint in (str, int, bool):
        return _demand(type(value) is hint, value)
    if get_origin(hint) is Literal:
        return _demand(value in get_args(hint), value)
    if get_origin(hint) is tuple:
        return tuple(_read(get_args(hint)[0], item) for item in _demand(isinstance(value, list), value))
    _demand(isinstance(value, dict), value)
    if isinstance(hint, UnionType):
        hint = next((kind for kind in get_args(hint) if kind.__name__ == value.get(_KIND)), None)
    return _read_object(_demand(hint is not None, hint), value)


def _read_object(kind: type, value: Mapping[str, Any]) -> Any:
    if kind is Session:
        return _read_session(value)
    shape = _shape(kind)
    _demand(all(name in value or default is not MISSING for name, _, default in shape), value)
    return kind(**{name: _read(hint, value[name]) for name, hint, _ in shape if name in value})


def _read_session(value: Mapping[str, Any]) -> Session:
    given: dict[str, Any] = {"lang": ""}  # the one field without a default in the model
    for name, hint, _ in _shape(Session):
        with suppress(KeyError, _Unreadable):
            given[name] = _read(hint, value[name])
    return Session(**given)


def _demand(fits: bool, value: Any) -> Any:
    """The value, where it fits."""
    if not fits:
        raise _Unreadable
    return value
