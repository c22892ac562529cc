"""``hotline stats``: what the counts say: turns, answers, how calls end, what it costs."""

from __future__ import annotations

import json
import os
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import click

from hotline.check import load_line
from hotline.cli.line import folder_of, line_argument
from hotline.errors import HotlineError
from hotline.settings import read_settings_anyhow
from hotline.store import open_store
from hotline.workbench.stats import PERIODS, Stats, asked, summarise
from hotline.workbench.statsrows import TABLES, as_csv, as_text, rows

_DAYS = click.Choice([str(period) for period in PERIODS])


@click.command()
@line_argument
@click.option("--days", type=_DAYS, default="28", show_default=True, help="So many days up to today.")
@click.option("--by", type=click.Choice(["day", "week"]), help="By day or week; weeks from 91 days on.")
@click.option("--channel", type=click.Choice(["sms", "voice"]), help="Only texts or only calls.")
@click.option("--format", "form", type=click.Choice(["text", "csv", "json"]), default="text", show_default=True)
@click.option("--table", type=click.Choice(TABLES), help="With csv: this table only.")
def stats(folder: Path | None, *, days: str, by: str | None, channel: str | None, form: str, table: str | None) -> None:
    """Show what the line did: turns, topics, turns to an answer, how calls end, segments and cost.

    Nobody can be found in it: numbers under 11 are shown as <11. Days are those of UTC.
    """
    if table and form != "csv":
        raise click.UsageError("--table is for --format csv")
    url = read_settings_anyhow(os.environ).store_url
    if url.startswith("memory:"):
        raise HotlineError("HOTLINE_STORE is memory:, and only the service itself can look into its memory")
    line = load_line(folder_of(folder))
    wanted, today = asked(days, by or "", channel or ""), datetime.fromtimestamp(time.time(), UTC).date()
    with closing(open_store(url)) as store:
        found = summarise(store, wanted, today, line.prices)
    if form == "json":
        click.echo(json.dumps({**_head(found), "rows": rows(found, line)}, ensure_ascii=False, indent=1))
    else:
        click.echo(as_csv(found, line, table or "") if form == "csv" else as_text(found, line), nl=form == "text")


def _head(found: Stats) -> dict[str, str | int]:
    return {"from": found.since, "to": found.until, "by": found.asked.by, "channel": found.asked.channel or "all"}
