"""The rows of a card."""

from __future__ import annotations

from dataclasses import dataclass

from hotline.workbench.map.ruler import width

LONGEST = 24  # letters of a word on a card
USUAL, LONG = 13, 16  # letters of a word in its usual size on the smallest card, and in a smaller one
ROOM, WORD, LABEL = 225, 11.5, 8.5  # points of a row of the fridge card, and the sizes of the letters on it


@dataclass(frozen=True, slots=True)
class Entry:
    """A topic on a card: its number, the word that people text for it, and its name."""

    number: int
    word: str
    label: str

    @property
    def size(self) -> str:
        """What the style sheet calls a word of this length."""
        return "usual" if len(self.word) <= USUAL else "long" if len(self.word) <= LONG else "longest"

    @property
    def has_room(self) -> bool:
        """The name fits behind the word on one row of the fridge card."""
        return width(self.word, WORD, bold=True) + width(self.label, LABEL) <= ROOM


@dataclass(frozen=True, slots=True)
class Group:
    """Topics below one choice of the main menu; ``number`` is that of the choice, 0 for what is below none."""

    label: str
    number: int
    entries: tuple[Entry, ...]
