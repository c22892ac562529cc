"""What measured figures carry: ``python -m bench.speed.capacity --text 500 --call 600 --database 300``.

The figures are microseconds of CPU: of the line for a text and for a turn of a call, and of the database for a turn.
What it makes of them is docs/capacity.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

import click

from bench.speed.tables import Table, number

TEXTS_A_DAY = 10_000_000
BUSY_HOUR = 0.12  # of a day's texts; ours to choose
BURST = 5  # times the busy hour, when a broadcast names the number
CALLS, CALL_SECONDS, CALL_TURNS = 50_000, 180, 8  # at once; a call's length; its webhooks
HALF = 0.5  # of a core, at which waits are still short
SEGMENTS = 2.3  # of the mean reply of the shipped line: `hotline check --load`
SHORT_CODE = 100  # segments a second


@dataclass(frozen=True)
class Costs:
    """CPU microseconds."""

    text: float
    call: float
    database: float


@dataclass(frozen=True)
class Demand:
    """Turns a second."""

    name: str
    texts: float
    calls: float

    def cores(self, costs: Costs) -> float:
        """Cores that are busy for it."""
        return (self.texts * costs.text + self.calls * costs.call) / 1e6

    def database(self, costs: Costs) -> float:
        """The same of the database."""
        return (self.texts + self.calls) * costs.database / 1e6


def demands() -> Iterator[Demand]:
    """What a country may ask for."""
    mean = TEXTS_A_DAY / 86_400
    busy = TEXTS_A_DAY * BUSY_HOUR / 3600
    calls = CALLS / CALL_SECONDS * CALL_TURNS
    yield Demand("10 million texts a day, the mean", mean, 0)
    yield Demand(f"their busy hour ({BUSY_HOUR:.0%} of the day)", busy, 0)
    yield Demand(f"a broadcast, {BURST} times the busy hour", BURST * busy, 0)
    yield Demand("50,000 calls at once", 0, calls)
    yield Demand("the broadcast and the calls together", BURST * busy, calls)


def carried(costs: Costs) -> Iterator[Table]:
    """What cores carry, and how many of them a demand needs."""
    table = Table("What cores carry", ("cores", "texts/s", "texts/s at half load", "texts a day", "turns of calls/s"))
    for cores in (1, 2, 8):
        texts, calls = cores * 1e6 / costs.text, cores * 1e6 / costs.call
        busy = texts * HALF * 3600 / BUSY_HOUR  # the day whose busy hour is half load
        table.add(str(cores), *map(number, (texts, texts * HALF, busy, calls)))
    yield table
    heads = (
        "demand",
        "turns/s",
        "cores busy",
        "cores at half load",
        "database cores busy",
        "segments/s out",
        "short codes",
    )
    table = Table("What a demand needs", heads)
    for demand in demands():
        cores, database = demand.cores(costs), demand.database(costs)
        segments = demand.texts * SEGMENTS
        table.add(
            demand.name,
            number(demand.texts + demand.calls),
            number(cores, 2),
            number(ceil(cores / HALF)),
            number(database, 2),
            number(segments),
            number(ceil(segments / SHORT_CODE)),
        )
    yield table


@click.command()
@click.option("--text", type=float, required=True, help="Microseconds of a text.")
@click.option("--call", type=float, required=True, help="Microseconds of a turn of a call.")
@click.option("--database", type=float, default=0.0, help="Microseconds of the database for a turn.")
def main(text: float, call: float, database: float) -> None:
    """Print what these costs carry."""
    for table in carried(Costs(text, call, database)):
        click.echo(table.text())


if __name__ == "__main__":
    main()
