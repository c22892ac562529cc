"""What this package raises. Nothing a person sends is ever an exception; our own and an operator's mistakes are."""

from __future__ import annotations


class HotlineError(Exception):
    """A mistake that somebody can mend; its text says what was found, where, and what would fit."""

    exit_code = 1


class SettingsError(HotlineError):
    """Settings are missing or do not fit. ``problems`` names every one of them."""

    exit_code = 2

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class LineError(HotlineError):
    """A line's files hold errors, so there is no line to serve. ``report`` lists them, one a line."""

    def __init__(self, report: str) -> None:
        super().__init__(report)
        self.report = report


class StoreError(HotlineError):
    """The store did not answer in time or at all. The person is answered without it."""


class StoreRefusal(StoreError):
    """The store is there, but did not take this one turn: another one of the same person held it up for too long."""


class SidConflict(HotlineError):
    """A MessageSid came again with another body: not a retry, so it is refused (403)."""


class TooBusy(HotlineError):
    """A worker has as many turns under way as it takes at once. The person gets an action or an apology at once."""
