"""Measures the line's speed, in parts that can be run alone.

    python -m bench.speed [turns] [peers] [profile] [growth] [start] [--quick] [--rounds 5] [--to FILE]

docs/performance.md says what is measured and how to read it.
"""

from __future__ import annotations

import os
import platform
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import click

from bench.speed.beside import peers
from bench.speed.growth import SMALL, Sizes, growth
from bench.speed.rounds import QUICK, Effort
from bench.speed.stages import profile
from bench.speed.starting import starting
from bench.speed.tables import Table
from bench.speed.turns import turns

Part = Callable[[Effort, Sizes], Iterator[Table]]
PARTS: dict[str, Part] = {
    "turns": lambda effort, sizes: turns(effort),
    "peers": lambda effort, sizes: peers(effort),
    "profile": lambda effort, sizes: profile(effort),
    "growth": growth,
    "start": lambda effort, sizes: starting(effort, sizes.topics),
}


@click.command()
@click.argument("parts", nargs=-1, type=click.Choice(list(PARTS)))
@click.option("--quick", is_flag=True, help="A short run that shows that all works; its figures mean nothing.")
@click.option("--rounds", type=click.IntRange(1), help="How often each is measured; medians are told.  [default: 5]")
@click.option("--seconds", type=click.FloatRange(0.1), help="About how long each time.  [default: 3]")
@click.option("--to", type=click.Path(path_type=Path, dir_okay=False), help="Write the tables to this file as well.")
def main(parts: tuple[str, ...], quick: bool, rounds: int | None, seconds: float | None, to: Path | None) -> None:
    """Measure these parts, or all of them, and print tables in Markdown."""
    if not sys.platform.startswith("linux") or len(os.sched_getaffinity(0)) < 2:
        raise click.ClickException("this needs Linux, for what /proc tells, and a core each for server and load")
    effort = QUICK if quick else Effort()
    effort = replace(effort, rounds=rounds or effort.rounds, seconds=seconds or effort.seconds)
    told = [where(effort, quick=quick)]
    click.echo(told[0])
    for part in parts or PARTS:
        for table in PARTS[part](effort, SMALL if quick else Sizes()):
            told.append(table.text())
            click.echo(told[-1])
            if to is not None:
                to.write_text("\n".join(told), encoding="utf-8")


def where(effort: Effort, *, quick: bool) -> str:
    """When, on what and how was measured."""
    model = "unknown"
    for row in Path("/proc/cpuinfo").read_text().splitlines():
        if row.startswith("model name"):
            model = row.partition(": ")[2]
    packages = ", ".join(f"{name} {version(name)}" for name in ("granian", "Flask", "twilio"))
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    return (
        f"Measured on {datetime.now(UTC):%Y-%m-%d}: {len(os.sched_getaffinity(0))} cores ({model}),"
        f" Python {platform.python_version()}, {packages}. {effort.rounds} rounds of about {effort.seconds:g} s."
        f" Load of the machine before: {load}.{' A quick run: its figures mean nothing.' if quick else ''}\n"
    )


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that no server is left running
    main()
