"""Session and Turn as short JSON texts, and back.

Rules:
1. The model's own types are the format. A new field or class in ``hotline.model`` needs nothing here.
2. A field that holds its default is left out.
3. Old and new versions run side by side: a field not known here is passed over, a missing one takes its
   default.
4. A value that does not fit (a word or a kind of Said that a newer version writes) makes a turn unreadable
   (None): half a reply could leave out the half that says "call 911". A session loses that field only: a
   person who is half remembered still has their language.
5. The types are looked into once, as this is imported: a turn only calls the readers and writers made of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import MISSING, fields
from functools import lru_cache
from operator import itemgetter
from types import UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from hotline.model import Said, Session, Then, Turn, replace

_KIND = "is"  # which class of a union an object is; a word of Python's, so no field can have this name
_TAGGED = frozenset(get_args(Said) + get_args(Then))
_PLAIN = (str, int, bool)

_encode = json.JSONEncoder(separators=(",", ":")).encode
_Code = Callable[[Any], Any]


class _Unreadable(Exception):
    """A text holds something that does not fit the model."""


def session_to_text(session: Session) -> str:
    """A session as a short text."""
    return _encode(_write_session(session))


def session_from_text(text: str) -> Session | None:
    """The session in a text, or None where it is unreadable."""
    read = _read_text(_read_session, text)
    return read if isinstance(read, Session) else None


def turn_to_text(turn: Turn) -> str:
    """A turn as a short text."""
    return f'{{"session":{session_to_text(turn.session)}{_said_to_text(_of_the_line(turn.__dict__))}'


def turn_from_text(text: str) -> Turn | None:
    """The turn in a text, or None where it is unreadable."""
    read = _read_text(_read_turn, text)
    return read if isinstance(read, Turn) else None


def _read_text(read: _Code, text: str) -> object:
    try:
        return read(json.loads(text))
    except (_Unreadable, ValueError, RecursionError):  # RecursionError: a hundred thousand brackets
        return None


@lru_cache(maxsize=4096)
def _said_to_text(values: tuple[Any, ...]) -> str:
    """What follows the session in a turn's text: the line's own, so the same for everybody who is answered alike."""
    turn = Turn(_NOBODY, **dict(zip(_OF_THE_LINE, values, strict=True)))
    return _encode(_write_turn(turn)).removeprefix(f'{{"session":{session_to_text(_NOBODY)}')


def _demand(fits: bool) -> None:
    if not fits:
        raise _Unreadable


def _writer(hint: Any) -> _Code | None:
    """What makes a value of this type fit for JSON, or None where it is so already."""
    if hint in _PLAIN or get_origin(hint) is Literal:
        return None
    if get_origin(hint) is tuple:
        write = _writer(get_args(hint)[0])
        return write and (lambda items: [write(item) for item in items])
    if isinstance(hint, UnionType):
        writers = {kind: _object_writer(kind) for kind in get_args(hint)}
        return lambda value: writers[type(value)](value)
    return _object_writer(hint)


def _object_writer(kind: type) -> _Code:
    tag = {_KIND: kind.__name__} if kind in _TAGGED else {}
    hints = get_type_hints(kind)
    held = tuple((field.name, field.default, _writer(hints[field.name])) for field in fields(kind))

    def write_object(value: Any) -> dict[str, Any]:
        return tag | {
            name: write(item) if write else item
            for name, default, write in held
            if (item := getattr(value, name)) != default
        }

    return write_object


def _reader(hint: Any) -> _Code:
    """What makes a value out of JSON the type that the model asks for."""
    if hint in _PLAIN:
        return _scalar_reader(hint)
    if get_origin(hint) is Literal:
        return _word_reader(get_args(hint))
    if get_origin(hint) is tuple:
        return _tuple_reader(_reader(get_args(hint)[0]))
    if isinstance(hint, UnionType):
        return _union_reader(get_args(hint))
    return _session_reader() if hint is Session else _object_reader(hint)


def _scalar_reader(kind: type) -> _Code:
    def read_scalar(value: Any) -> Any:
        if type(value) is not kind:  # no call for it: this is most of what reading takes
            raise _Unreadable
        return value

    return read_scalar


def _word_reader(words: tuple[str, ...]) -> _Code:
    def read_word(value: Any) -> Any:
        _demand(value in words)
        return value

    return read_word


def _tuple_reader(read: _Code) -> _Code:
    def read_tuple(value: Any) -> tuple[Any, ...]:
        _demand(type(value) is list)
        return tuple(map(read, value))

    return read_tuple


def _union_reader(kinds: tuple[type, ...]) -> _Code:
    readers = {kind.__name__: _object_reader(kind) for kind in kinds}

    def read_one_of(value: Any) -> Any:
        _demand(type(value) is dict and value.get(_KIND) in [*readers])  # it may be a list, which has no hash
        return readers[value[_KIND]](value)

    return read_one_of


def _object_reader(kind: type) -> _Code:
    readers, needed = _readers(kind), [field.name for field in fields(kind) if field.default is MISSING]

    def read_object(value: Any) -> Any:
        _demand(type(value) is dict and all(name in value for name in needed))
        return kind(**{name: readers[name](item) for name, item in value.items() if name in readers})

    return read_object


def _session_reader() -> _Code:
    readers, nothing = _readers(Session), Session("")  # its language is the one field without a default

    def read_session(value: Any) -> Session:
        _demand(type(value) is dict)
        given = {}
        for name, item in value.items():
            try:
                given[name] = readers[name](item)
            except (KeyError, _Unreadable):  # rules 3 and 4
                continue
        return replace(nothing, **given)

    return read_session


def _readers(kind: type) -> dict[str, _Code]:
    hints = get_type_hints(kind)
    return {field.name: _reader(hints[field.name]) for field in fields(kind)}


_NOBODY = Session("")
_OF_THE_LINE = tuple(field.name for field in fields(Turn) if field.name != "session")
_of_the_line = itemgetter(*_OF_THE_LINE)
_write_session, _write_turn = _object_writer(Session), _object_writer(Turn)
_read_session, _read_turn = _reader(Session), _reader(Turn)
