"""The rows that the service logs: JSON for machines, plain text for trials.

Rule 1: besides time, level, message and worker a row has only the fields in FIELDS; what else a record carries is not
told.
Rule 2: of an exception its kind and where it happened are told. Its message may quote a person.
"""

from __future__ import annotations

import json
import logging
import traceback
from functools import lru_cache
from time import gmtime, strftime
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
        said = record.__dict__
        told = {name: said[name] for name in FIELDS if name in said}
        if record.exc_info and record.exc_info[1]:
            told |= {"kind": type(record.exc_info[1]).__name__, "at": where(record.exc_info[1])}
        message, time = record.getMessage().replace("\n", " "), _time(record.created)
        if self._form == "plain":
            return " ".join([time, record.levelname, message, *(f"{name}={value}" for name, value in told.items())])
        row = {"time": time, "level": record.levelname.lower(), "message": message, "worker": record.process, **told}
        return "{" + ", ".join([f'"{name}": {_json(value)}' for name, value in row.items()]) + "}"


_encode = json.JSONEncoder(ensure_ascii=False, default=str).encode


def _json(value: object) -> str:
    """A value as JSON; a number of a turn is written as it is, which saves making an encoder for each row."""
    return str(value) if type(value) in (int, float) else _encode(value)


def _time(created: float) -> str:
    """A moment to the millisecond, in UTC."""
    seconds, millionths = divmod(round(created * 1_000_000), 1_000_000)
    return f"{_second(seconds)}.{millionths // 1000:03d}Z"


@lru_cache(maxsize=2)
def _second(seconds: int) -> str:
    """Written once for all rows of a second."""
    return strftime("%Y-%m-%dT%H:%M:%S", gmtime(seconds))


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
