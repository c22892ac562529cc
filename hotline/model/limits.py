"""The numbers that the checker's rules compare with, where the number is a pick. ``limits:`` of a line may set others.

Each has a default with its source: A1, C3 ... are the entries of the evidence in docs/limits.md.
"""

from __future__ import annotations

from typing import NamedTuple


class Limit(NamedTuple):
    """A number that a rule reads: what it is where a line says nothing, how far it may go, and what it counts."""

    default: int
    lowest: int
    highest: int
    counts: str
    source: str


LIMITS: dict[str, Limit] = {
    "choices": Limit(5, 2, 6, "choices of a menu before a notice", "A1, A2"),
    "menu_depth": Limit(4, 1, 9, "menus below each other", "A9"),
    "presses": Limit(3, 1, 9, "key presses from the main menu to a topic", "A9"),
    "flat_menu": Limit(5, 2, 6, "topics that fit into one menu, so that none below it is needed", "A3"),
    "menu_seconds": Limit(30, 10, 120, "seconds that a menu is spoken before a warning", "A10"),
    "menu_seconds_most": Limit(45, 10, 180, "seconds that a menu is spoken before an error", "A10"),
    "topic_seconds": Limit(75, 20, 300, "seconds that a topic is spoken", "A13, D20"),
    "stretch_seconds": Limit(25, 5, 120, "seconds without a pause inside a topic", "A13"),
    "wait_seconds": Limit(8, 5, 20, "seconds of silence before asking again, before a warning", "A26"),
    "pages": Limit(4, 1, 9, "texts of one place in a language declared gsm-7", "B6"),
    "pages_ucs2": Limit(5, 1, 9, "texts of one place in a language declared ucs-2", "B6"),
    "sentence_words": Limit(20, 5, 60, "words of a sentence before a warning", "C3"),
    "sentence_words_most": Limit(25, 5, 60, "words of a sentence before an error", "C3"),
    "paragraph_words": Limit(50, 10, 200, "words of a paragraph to read", "C3"),
    "points": Limit(3, 1, 9, "paragraphs of a topic to read", "C10"),
    "grade": Limit(6, 1, 14, "reading grade of a topic, terms of the glossary exempt", "C2"),
    "grade_unexempted": Limit(9, 1, 18, "reading grade of a topic, every word counted", "C2, C8"),
    "spanish_ease": Limit(80, 0, 100, "Fernandez-Huerta reading ease of a Spanish topic, at least", "C2"),
    "keyword_letters": Limit(12, 4, 30, "letters of the first keyword, which is printed on the card", "A39"),
}
