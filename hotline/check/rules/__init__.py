"""The rules. One rule is one module with ``ID``, ``LEVEL``, a docstring that is its page, and ``check``.

``LEVEL`` is what a problem of the rule usually is; one with two limits gives warnings below the second. An error may be
waived where the module says ``WAIVABLE = True``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from hotline.check import waive
from hotline.check.subject import Subject
from hotline.loader import Problem
from hotline.loader.rules import PAGES as SHAPE
from hotline.rehearsal import conversation

Check = Callable[[Subject], Iterator[Problem]]

_MODULES: tuple[ModuleType, ...] = tuple(
    import_module(f"{__name__}.{found.name}") for found in sorted(iter_modules(__path__), key=lambda found: found.name)
)

RULES: dict[str, Check] = {module.ID: module.check for module in _MODULES}
PAGES: dict[str, str] = {**SHAPE, **{module.ID: module.__doc__ or "" for module in (*_MODULES, waive, conversation)}}
WAIVABLE: frozenset[str] = frozenset(module.ID for module in _MODULES if getattr(module, "WAIVABLE", False))
