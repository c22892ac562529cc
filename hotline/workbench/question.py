"""A question for a topic: whether it is one, where it leads already, and what who texts it gets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hotline.channels.registry import CHANNELS
from hotline.check.rules.keyword_clash import phrases
from hotline.check.rules.reserved_keyword import reserved_in
from hotline.loader import Folder
from hotline.model import Safety, Session, Typed
from hotline.served import Served
from hotline.understand import GAP, fold


@dataclass(frozen=True, slots=True)
class Misfit:
    """Why a question cannot be added: it has no words, a gap in it, is ``reserved``, or is ``taken``.

    ``by`` is what it means, or the place that it leads to; ``where`` the file and line of that.
    """

    why: Literal["empty", "gap", "reserved", "taken"]
    by: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Gets:
    """What somebody gets: a place's id, or the name of what the line answers by itself."""

    name: str
    safety: Safety


def misfit(question: str, read: Folder, lang: str) -> Misfit | None:
    """Why this is no question to add in a language of the line; nothing where it is one."""
    folded = fold(question)
    if not folded:
        return Misfit("empty")
    if GAP in question or "\u2026" in question:
        return Misfit("gap")
    means = reserved_in(read.written)(question)
    if means:
        return Misfit("reserved", means)
    for id, words in read.written.languages[lang].words.items():
        for text in phrases(words):
            if fold(text) == folded:
                return Misfit("taken", str(id), f"{text.mark.file}:{text.mark.line}")
    return None


def gets(served: Served, question: str, lang: str) -> Gets:
    """What who texts a question gets; a sign of danger in it gets another answer first."""
    heard = Typed(question)
    turn = served.answer(CHANNELS["sms"], Session(lang, welcomed=True), heard, served.meaning(heard), 0)
    return Gets(served.line.at(turn.place).id if turn.place else turn.name or turn.outcome, turn.safety)
