"""Cards and lists to print for people who will never see a web page: what is on them, and the pages they are on.

Rule 1: what a card tells people to send or press was tried on the real engine when it was made. Where one word or
number leads elsewhere there is no card.
Rule 2: a sentence on a card is content: the line's own, or from ``words/``, where a line may say it otherwise.
"""

from hotline.workbench.card.contents import Card, make_card
from hotline.workbench.card.entry import Entry, Group
from hotline.workbench.card.faults import CardError
from hotline.workbench.card.page import KINDS, PAPERS, Kind, Paper, document, sheets, styles
from hotline.workbench.card.wanted import DAYS, LEAST, MOST, named, wanted

__all__ = [
    "DAYS",
    "KINDS",
    "LEAST",
    "MOST",
    "PAPERS",
    "Card",
    "CardError",
    "Entry",
    "Group",
    "Kind",
    "Paper",
    "document",
    "make_card",
    "named",
    "sheets",
    "styles",
    "wanted",
]
