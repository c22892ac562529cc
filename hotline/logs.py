"""The rows that the service logs: JSON for machines, plain text for trials.

Rule 1: besides time, level, message and worker a row has only the fields in FIELDS; what else a record carries is not
told.
Rule 2: of an exception its kind and where it happened are told. Its message may quote a person.
"""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Any, Literal, get_args

Form = Literal["json", "plain"]
FORMS: tuple[Form, ...] = get_args(Form)
FIELDS = ("channel", "lang", "outcome", "place", "segments", "ms")  # of a turn, in this order


class Rows(logging.Formatter):
    """One row for each record."""

    def __init__(self, form: Form) -> None:
        super().__init__()
        self._form = form

    def format(self, record: logging.LogRecord) -> str:
        """The record as a row, without a line break in it."""
        told = {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[1]:
            told |= {"kind": type(record.exc_info[1]).__name__, "at": where(record.exc_info[1])}
        message = record.getMessage().replace("\n", " ")
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        if self._form == "plain":
            return " ".join([time, record.levelname, message, *(f"{name}={value}" for name, value in told.items())])
        row = {"time": time, "level": record.levelname.lower(), "message": message, "worker": record.process, **told}
        return json.dumps(row, ensure_ascii=False, default=str)


def where(error: BaseException) -> str:
    """Where an exception was raised, and from where that was called: files and lines, the innermost first."""
    frames = traceback.extract_tb(error.__traceback__)
    return " < ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in reversed(frames[-6:]))


def logging_settings(form: Form) -> dict[str, Any]:
    """What ``logging.config.dictConfig`` takes, for the server's own rows and ours."""
    loggers = {name: {"handlers": ["out"], "level": "INFO", "propagate": False} for name in ("_granian", "hotline")}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"rows": {"()": Rows, "form": form}},
        "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "rows", "stream": "ext://sys.stdout"}},
        "loggers": loggers,
    }
