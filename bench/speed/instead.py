"""Runs the ``hotline`` command with something of it exchanged.

    python -m bench.speed.instead app=MODULE:FACTORY serve ...    another application under the line's own server
    python -m bench.speed.instead numbers serve ...               place numbers may have four digits

The bare route has to stand under the very server, with the very settings, that the line has, whatever they are; so it
is served by ``hotline serve`` itself. And a line of 5,000 topics has more places than there are numbers of 3 digits.
"""

from __future__ import annotations

import sys
from typing import Any

import granian

from hotline.cli import main
from hotline.loader import references


class _Instead(granian.Granian):  # type: ignore[misc, valid-type]
    """The server, told to serve something else than it is asked to."""

    app = ""

    def __init__(self, target: str, **settings: Any) -> None:
        super().__init__(self.app or target, **settings)


def _exchange(what: str) -> None:
    if what.startswith("app="):
        _Instead.app = what.removeprefix("app=")
        granian.Granian = _Instead
    elif what == "numbers":
        references._numbers = lambda fields, written: None
    else:
        sys.exit(f"{what} is nothing that could be exchanged")


if __name__ == "__main__":
    _exchange(sys.argv.pop(1))
    main()
