"""The tables of the SQLite store, as numbered steps.

A new step goes at the end; one that was released never changes. Steps only add: an old version of the program
may still be running on a file that a new one has brought up to date.
"""

from __future__ import annotations

import sqlite3

_IN_ORDER = "STRICT" if sqlite3.sqlite_version_info >= (3, 37) else ""  # of writing
_STRICT = f"{_IN_ORDER}, WITHOUT ROWID".lstrip(", ")

STEPS: tuple[tuple[str, ...], ...] = (
    (
        f"""CREATE TABLE session (
            key TEXT PRIMARY KEY, kept INTEGER NOT NULL, body TEXT NOT NULL
        ) {_STRICT}""",
        f"""CREATE TABLE reply (
            key TEXT PRIMARY KEY, kept INTEGER NOT NULL, digest TEXT NOT NULL, turn TEXT NOT NULL
        ) {_STRICT}""",
        f"""CREATE TABLE opt_out (
            key TEXT PRIMARY KEY, answered INTEGER NOT NULL
        ) {_STRICT}""",
        f"""CREATE TABLE count (
            day TEXT NOT NULL, channel TEXT NOT NULL, lang TEXT NOT NULL, place INTEGER NOT NULL,
            outcome TEXT NOT NULL, n INTEGER NOT NULL,
            PRIMARY KEY (day, channel, lang, place, outcome)
        ) {_STRICT}""",
        "CREATE INDEX session_kept ON session (kept)",
        "CREATE INDEX reply_kept ON reply (kept)",
    ),
    (
        # by its mark, which is as good as random: in no order that would tell what came when
        f"""CREATE TABLE unmet (
            mark TEXT PRIMARY KEY, day TEXT NOT NULL, channel TEXT NOT NULL, lang TEXT NOT NULL, words TEXT NOT NULL
        ) {_STRICT}""",
        "CREATE INDEX unmet_day ON unmet (day)",
    ),
    (
        f"""CREATE TABLE outbox (
            key TEXT PRIMARY KEY, call TEXT NOT NULL, place INTEGER NOT NULL, lang TEXT NOT NULL,
            made INTEGER NOT NULL, due INTEGER NOT NULL, tries INTEGER NOT NULL, holder TEXT NOT NULL
        ) {_STRICT}""",
        "CREATE INDEX outbox_due ON outbox (due, key)",
    ),
    (
        # what the carrier bills for these: segments sent, minutes of calls
        "ALTER TABLE count ADD COLUMN units INTEGER NOT NULL DEFAULT 0",
    ),
    (
        # when it was written, so that every process can learn of the new ones
        "ALTER TABLE opt_out ADD COLUMN changed INTEGER NOT NULL DEFAULT 0",
        "CREATE INDEX opt_out_changed ON opt_out (changed)",
    ),
    (
        # The purge finds by the day, not by the second: an index over what every turn changes costs every turn two
        # pages more. What an old version adds meanwhile has day 0, is looked at each time, and goes in its time.
        "ALTER TABLE session ADD COLUMN day INTEGER NOT NULL DEFAULT 0",
        "UPDATE session SET day = kept / 86400",
        "CREATE INDEX session_day ON session (day)",
        "DROP INDEX session_kept",
    ),
    (
        # In the order of writing. By its key, which is as good as random, each reply takes a page of its own to the
        # disk, which is a quarter of what the store takes for a turn; by a list of keys many share one.
        "ALTER TABLE reply RENAME TO reply_by_key",
        f"""CREATE TABLE reply (
            key TEXT NOT NULL PRIMARY KEY, kept INTEGER NOT NULL, digest TEXT NOT NULL, turn TEXT NOT NULL
        ) {_IN_ORDER}""",
        "INSERT INTO reply SELECT key, kept, digest, turn FROM reply_by_key ORDER BY kept",
        "DROP TABLE reply_by_key",
        "CREATE INDEX reply_kept ON reply (kept)",
    ),
)


def bring_up_to_date(db: sqlite3.Connection) -> None:
    """Take the steps that this file has not seen, once, whoever else opens it at the same moment."""
    if _version(db) >= len(STEPS):
        return
    db.execute("BEGIN EXCLUSIVE")
    try:
        for step in STEPS[_version(db) :]:  # asked again: another process may have been first
            for statement in step:
                db.execute(statement)
        db.execute(f"PRAGMA user_version = {max(_version(db), len(STEPS))}")
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise


def _version(db: sqlite3.Connection) -> int:
    row: tuple[int] = db.execute("PRAGMA user_version").fetchone()
    return row[0]
