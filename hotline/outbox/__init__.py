"""Texts that the line sends by itself, because callers asked for them. A row is written in the turn and sent here.

The carrier's own client is in ``rest`` and is imported only where texts are sent.
"""

from hotline.outbox.carrier import Accepted, Carrier, Later, Parties, Refused
from hotline.outbox.ends import CHANNEL, GAVE_UP, STATUS
from hotline.outbox.sender import Sender
from hotline.outbox.status import note_status
from hotline.outbox.thread import Outbox
from hotline.workbench.small import shown_number

__all__ = [
    "CHANNEL",
    "GAVE_UP",
    "STATUS",
    "Accepted",
    "Carrier",
    "Later",
    "Outbox",
    "Parties",
    "Refused",
    "Sender",
    "note_status",
    "shown_number",
]
