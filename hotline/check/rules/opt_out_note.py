"""``opt_out_handled_by: app`` without a note that the carrier was asked to leave STOP to the line.

Twilio answers STOP by itself until it is asked not to, and then a person would get two confirmations, or none. Say in
``opt_out_note`` who asked whom, and when. SignalWire leaves STOP to the line, so there is nothing to note.

PASS::

    opt_out_handled_by: app
    opt_out_note: R. Diaz asked the carrier on 2026-01-05 to leave STOP to this line

FAIL::

    opt_out_handled_by: app

``"app" needs opt_out_note: who asked the carrier to leave STOP to this line, and when``
"""

from __future__ import annotations

from collections.abc import Iterator

from hotline.check.subject import Subject
from hotline.loader import Problem, Severity

ID = "opt-out-note"
LEVEL: Severity = "error"


def check(subject: Subject) -> Iterator[Problem]:
    """The setting, where nobody wrote down that the carrier was asked."""
    settings = subject.written.settings
    who = settings.get("opt_out_handled_by")
    if who == "app" and "opt_out_note" not in settings and settings.get("platform") != "signalwire":
        message = '"app" needs opt_out_note: who asked the carrier to leave STOP to this line, and when'
        yield Problem(who.mark, ID, message, LEVEL)
