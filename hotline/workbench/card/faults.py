"""What keeps a card from being made."""

from __future__ import annotations

from collections.abc import Sequence

from hotline.errors import HotlineError


class CardError(HotlineError):
    """What would be on the card is not so, or does not fit. ``faults`` names every such thing."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)
