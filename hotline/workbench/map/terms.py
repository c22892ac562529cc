"""The map's own words, in English where nobody gives others. Labels and names are the authors' of the line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hotline.model import Level


@dataclass(frozen=True, slots=True)
class Terms:
    """What a map says of places, and what stands over its sections; ``{...}`` is filled in.

    ``kinds`` has the words for one and for several of a kind, "place" for all kinds.
    """

    kinds: Mapping[str, tuple[str, str]] = field(
        default_factory=lambda: {
            "menu": ("menu", "menus"),
            "topic": ("topic", "topics"),
            "handoff": ("handoff", "handoffs"),
            "place": ("place", "places"),
        }
    )
    levels: Mapping[Level, str] = field(
        default_factory=lambda: {"crisis": "crisis", "emergency": "emergency", "call-team": "call-team"}
    )
    title: str = "Map of {sender}"
    always: str = "From every place"
    nowhere: str = "Offered nowhere"
    after: str = "After {place}"
    continued: str = "{place}, continued"
    start: str = "calls and texts begin here"
    danger: str = "safety place: {level}"
    calls: str = "calls {number}"
    person: str = "key 0 leads here from every place"
    unoffered: str = "no menu offers this"
    key: str = "key {key}: {place}"
    then: str = "then {places}"
    also: str = "also offers {places}"

    def kind(self, name: str, count: int = 1) -> str:
        """What one or several of a kind are called."""
        return self.kinds[name][count != 1]


ENGLISH = Terms()
