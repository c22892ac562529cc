"""``hotline outbox``: texts that callers asked for: how many wait, how they ended, what the carrier says of them."""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime, timedelta

import click

from hotline.errors import HotlineError
from hotline.outbox import CHANNEL, STATUS, shown_number
from hotline.settings import read_settings_anyhow
from hotline.store import Store, open_store

HEADS = {CHANNEL: "how they ended", STATUS: "what the carrier reports of texts"}


@click.command()
@click.option("--days", type=click.IntRange(1, 3650), default=7, show_default=True, help="Count so many days back.")
@click.option("--json", "as_json", is_flag=True, help="Give one JSON object.")
def outbox(*, days: int, as_json: bool) -> None:
    """Show the texts that callers asked for: how many wait, how they ended.

    Nobody can be found in it: a row names a call, and counts under 11 are shown as <11.
    """
    url = read_settings_anyhow(os.environ).store_url
    if url.startswith("memory:"):
        raise HotlineError("HOTLINE_STORE is memory:, and only the service itself can look into its memory")
    now = time.time()
    with closing(open_store(url)) as store:
        waiting, oldest = store.waiting()
        found = ends(store, days, now)
    seconds = int(now) - oldest if waiting else 0
    if as_json:
        shown = {name: {how: shown_number(n) for how, n in found[name].items()} for name in HEADS}
        click.echo(json.dumps({"waiting": waiting, "oldest_seconds": seconds, "days": days, **shown}, indent=1))
        return
    click.echo(f"waiting: {waiting}" + (f", the oldest for {seconds // 60} min {seconds % 60} s" if waiting else ""))
    for name, head in HEADS.items():
        click.echo(f"{head}, {days} days:")
        rows = found[name].most_common()
        click.echo("\n".join(f"  {how:<20} {shown_number(n):>6}" for how, n in rows) or "  none")


def ends(store: Store, days: int, now: float) -> dict[str, Counter[str]]:
    """How texts ended and what was reported of them, on so many days, by channel of the counts."""
    since = (datetime.fromtimestamp(now, UTC) - timedelta(days=days - 1)).date().isoformat()
    found: dict[str, Counter[str]] = {name: Counter() for name in HEADS}
    for count, number in store.counts(since):
        if count.channel in found:
            found[count.channel][count.outcome] += number
    return found
