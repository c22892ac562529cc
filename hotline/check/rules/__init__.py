"""The rules. One rule is one module with ``ID``, ``LEVEL``, a docstring that is its page, and ``check``."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hotline.check.rules import (
    dead_end,
    empty_phrase,
    keyword_clash,
    long_sentence,
    missing_words,
    reserved_keyword,
    reserved_number,
    unknown_place,
    unreachable,
)
from hotline.loader import Problem, Written
from hotline.loader.rules import PAGES as SHAPE

Check = Callable[[Written], Iterator[Problem]]

_MODULES = (
    dead_end,
    empty_phrase,
    keyword_clash,
    long_sentence,
    missing_words,
    reserved_keyword,
    reserved_number,
    unknown_place,
    unreachable,
)

RULES: dict[str, Check] = {module.ID: module.check for module in _MODULES}
PAGES: dict[str, str] = {**SHAPE, **{module.ID: module.__doc__ or "" for module in _MODULES}}
