"""The tables of the PostgreSQL store, as numbered steps.

A new step goes at the end; one that was released never changes. Steps only add: an old version of the program
may still be running on tables that a new one has brought up to date.
"""

from __future__ import annotations

from typing import Any

from psycopg import Connection

MIGRATING = 0x686F746C696E65  # the advisory lock ("hotline") under which one process at a time takes the steps

STEPS: tuple[tuple[str, ...], ...] = (
    (
        # Text is in the order of its bytes, as the other stores have it, and as equal as its bytes are.
        # copied: the row came with `hotline store copy` and no turn has written it since
        """CREATE TABLE session (
            key text COLLATE "C" PRIMARY KEY, kept bigint NOT NULL, body text NOT NULL,
            copied boolean NOT NULL DEFAULT false
        )""",
        """CREATE TABLE reply (
            key text COLLATE "C" PRIMARY KEY, kept bigint NOT NULL, digest text NOT NULL, turn text NOT NULL
        )""",
        # lifted: when a copied opt-out was struck out, so that a second copy does not bring it back; else 0
        """CREATE TABLE opt_out (
            key text COLLATE "C" PRIMARY KEY, answered boolean NOT NULL, changed bigint NOT NULL,
            copied boolean NOT NULL DEFAULT false, lifted bigint NOT NULL DEFAULT 0
        )""",
        # A row is locked until its turn is on the disk. So each count has several rows, which are added up
        # when they are read; those in slot -1 were copied.
        """CREATE TABLE count (
            day text COLLATE "C" NOT NULL, channel text COLLATE "C" NOT NULL, lang text COLLATE "C" NOT NULL,
            place bigint NOT NULL, outcome text COLLATE "C" NOT NULL, slot smallint NOT NULL,
            n bigint NOT NULL, units bigint NOT NULL DEFAULT 0,
            PRIMARY KEY (day, channel, lang, place, outcome, slot)
        ) WITH (fillfactor = 50)""",
        """CREATE TABLE unmet (
            mark text COLLATE "C" PRIMARY KEY, day text COLLATE "C" NOT NULL, channel text COLLATE "C" NOT NULL,
            lang text COLLATE "C" NOT NULL, words text COLLATE "C" NOT NULL, copied boolean NOT NULL DEFAULT false
        )""",
        """CREATE TABLE outbox (
            key text COLLATE "C" PRIMARY KEY, call text NOT NULL, place bigint NOT NULL, lang text NOT NULL,
            made bigint NOT NULL, due bigint NOT NULL, tries bigint NOT NULL, holder text NOT NULL
        )""",
        "CREATE TABLE copy (until bigint NOT NULL)",  # one row, once a copy was finished: when it began
        "CREATE INDEX session_kept ON session (kept)",
        "CREATE INDEX reply_kept ON reply (kept)",
        "CREATE INDEX opt_out_changed ON opt_out (changed)",
        "CREATE INDEX unmet_day ON unmet (day)",
        "CREATE INDEX outbox_due ON outbox (due, key)",
    ),
    (
        # The purge finds by the day: where no indexed value changes, PostgreSQL writes the new row beside the old one
        # and no index at all, if there is room. What an old version adds meanwhile has day 0 and goes in its time.
        "ALTER TABLE session ADD COLUMN day bigint NOT NULL DEFAULT 0",
        "UPDATE session SET day = kept / 86400",
        "CREATE INDEX session_day ON session (day)",
        "DROP INDEX session_kept",
        "ALTER TABLE session SET (fillfactor = 80)",
    ),
)


def bring_up_to_date(link: Connection[Any]) -> None:
    """Take the steps that these tables have not seen, once, whoever else connects at the same moment."""
    if _version(link) >= len(STEPS):
        return
    with link.transaction():
        link.execute("SELECT pg_advisory_xact_lock(%s)", (MIGRATING,))
        link.execute("CREATE TABLE IF NOT EXISTS store_version (version integer NOT NULL)")
        version = _version(link)  # asked again: another process may have been first
        for step in STEPS[version:]:
            for statement in step:
                link.execute(statement)
        link.execute("DELETE FROM store_version")
        link.execute("INSERT INTO store_version VALUES (%s)", (max(version, len(STEPS)),))


def _version(link: Connection[Any]) -> int:
    there = link.execute("SELECT to_regclass('store_version') IS NOT NULL").fetchone()
    if not there or not there[0]:
        return 0
    row = link.execute("SELECT max(version) FROM store_version").fetchone()
    return row[0] or 0 if row else 0
