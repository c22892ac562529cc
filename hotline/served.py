"""A line with all that is made of it at load: ready to be asked, by a carrier or by a rehearsal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hotline.channels.sms import Book
from hotline.model import Line
from hotline.understand import Index

Origin = Literal["files", "last good"]


@dataclass(frozen=True, slots=True)
class Served:
    """A line with all that was made of it at load. Replaced whole, never changed."""

    line: Line
    index: Index
    book: Book
    version: str
    origin: Origin


def prepare(line: Line, version: str, origin: Origin = "files") -> Served:
    """Everything that can be done before the first person comes."""
    return Served(line, Index(line), Book(line), version, origin)
