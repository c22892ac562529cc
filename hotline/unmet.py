"""What may be kept of words that were not understood, so that the line's authors learn from them."""

from __future__ import annotations

import logging

from hotline.model import Heard, Meaning, Spoke, Turn, Typed
from hotline.store import Unmet
from hotline.understand import Scrubber, matter
from hotline.understand.scrub import Scrubbed

log = logging.getLogger("hotline")


def unmet_of(scrubber: Scrubber | None, heard: Heard, meaning: Meaning, turn: Turn) -> Scrubbed | None:
    """The words that were not understood, scrubbed; nothing where they had another duty, or nothing of them is left."""
    if scrubber is None or not isinstance(heard, Typed | Spoke):
        return None
    if turn.outcome not in ("miss", "suggest") or turn.session.opted_out or _has_another_duty(meaning):
        return None
    try:
        return scrubber.scrub(heard.text, turn.session.lang)
    except Exception as error:  # its message may hold what was said
        log.error("nothing was kept of what was not understood: kind=%s", type(error).__name__)
        return None


def alike(one: Scrubbed, other: Unmet) -> bool:
    """Both ask for the same matter."""
    return one.lang == other.lang and not matter(one.words, one.lang).isdisjoint(matter(other.words, other.lang))


def _has_another_duty(meaning: Meaning) -> bool:
    """A sign of danger, however doubtful; a wish for no more texts; a command, a number, a language."""
    asked_for = meaning.consent or meaning.stop_like or meaning.command or meaning.chosen_language
    return meaning.safety != "none" or bool(asked_for) or meaning.number is not None
