"""A frozen thing with a few values changed, which is most of what the engine does."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, TypeVar

__all__ = ["replace"]

T = TypeVar("T")

if TYPE_CHECKING:  # the same to a type checker, which then knows the names and types of the values
    from dataclasses import replace
else:

    def replace(thing: T, **values: Any) -> T:
        """What ``dataclasses.replace`` gives, in a tenth of the time: no field is looked at by itself.

        Quick for what has no slots, as a session, a turn and a moment have none; their values are what they were made
        with, so there is nothing to make anew.
        """
        known = getattr(thing, "__dict__", None)
        if known is None:
            return dataclasses.replace(thing, **values)
        copy = _new(type(thing))
        _set(copy, "__dict__", known | values)
        return copy

    _new, _set = object.__new__, object.__setattr__  # a frozen thing refuses its own
