"""The options of ``hotline check`` that ask how long texters wait at the carrier's own rate."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from hotline.workbench.load import RATES, texts_a_minute

_Command = TypeVar("_Command", bound=Callable[..., Any])


def load_options(command: _Command) -> _Command:
    """Give a command ``--load RATE`` (as ``load``, texts a minute or None) and ``--sender KIND`` (as ``sender``)."""
    sender = click.option(
        "--sender",
        type=click.Choice(list(RATES)),
        default="longcode",
        show_default=True,
        help="The kind of number that texts are sent from.",
    )
    load = click.option(
        "--load",
        metavar="RATE",
        callback=_rate,
        help="How long the last texter waits when texts come at this rate: 600/min, 10/s, 20000/hour.",
    )
    return load(sender(command))


def _rate(context: click.Context, option: click.Parameter, written: str | None) -> float | None:
    if written is None:
        return None
    try:
        return texts_a_minute(written)
    except ValueError as error:
        raise click.BadParameter(str(error), context, option) from None
