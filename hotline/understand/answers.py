"""What people answer: yes and no, and which of the things offered they mean ("the second one").

Rule: an answer is the whole message, but for words that may stand around it ("um, the second one, please").
"""

from __future__ import annotations

from collections.abc import Mapping

from hotline.model.meaning import Answer
from hotline.understand.fold import fold


class Answers:
    """The answers of one language; ``words`` as in ``Language.answers``."""

    def __init__(self, words: Mapping[str, tuple[str, ...]]) -> None:
        self._around = frozenset(map(fold, words.get("around", ())))
        self._means = {fold(phrase): key for key in words if key != "around" for phrase in words[key]}

    def number(self, folded: str) -> int | None:
        """The number of the thing offered that a text means."""
        key = self._key(folded)
        return int(key) if key.isdigit() else None

    def yes_or_no(self, folded: str) -> Answer:
        """Whether a text is a yes or a no, and which."""
        key = self._key(folded)
        return "yes" if key == "yes" else "no" if key == "no" else ""

    def _key(self, folded: str) -> str:
        inner = " ".join(word for word in folded.split() if word not in self._around)
        return self._means.get(folded) or self._means.get(inner, "")
