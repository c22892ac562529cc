"""The quick copy gives what ``dataclasses.replace`` gives."""

from __future__ import annotations

import dataclasses

import pytest

from hotline.model import Ask, Offer, Session, Turn, replace

SESSION = Session("en", at=204, trail=(1, 200), offered=(204, 211))


@pytest.mark.parametrize(
    ("thing", "values"),
    [
        (SESSION, {}),
        (SESSION, {"at": 0, "trail": (), "lead": "welcome"}),
        (Turn(SESSION, ()), {"then": Ask("digits"), "session": Session("es")}),
        (Offer((1, 2)), {"send": 3}),  # has slots
    ],
)
def test_as_the_slow_one(thing: Session | Turn | Offer, values: dict[str, object]) -> None:
    before = repr(thing)
    copy = replace(thing, **values)  # type: ignore[arg-type]
    assert copy == dataclasses.replace(thing, **values)  # type: ignore[arg-type]
    assert hash(copy) == hash(dataclasses.replace(thing, **values))  # type: ignore[arg-type]
    assert repr(thing) == before


def test_copies_stay_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        replace(SESSION, at=1).at = 2  # type: ignore[misc]
