"""Trying a line before anybody calls it: a phone made of the real engine, written conversations, every way."""

from hotline.rehearsal.conversation import rehearse
from hotline.rehearsal.copied import Copied, Done, copied
from hotline.rehearsal.exchange import Exchange
from hotline.rehearsal.phone import Phone, Received, Stretch
from hotline.rehearsal.reach import Reach, Row, reach
from hotline.rehearsal.spoken import Spoken
from hotline.rehearsal.table import as_rows, as_table

__all__ = [
    "Copied",
    "Done",
    "Exchange",
    "Phone",
    "Reach",
    "Received",
    "Row",
    "Spoken",
    "Stretch",
    "as_rows",
    "as_table",
    "copied",
    "reach",
    "rehearse",
]
