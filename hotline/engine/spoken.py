"""What was said aloud: whether the recogniser heard it well, and what was offered before anything else.

Rule 1: an utterance that was not heard well leads to no place by itself. It is asked about once, by name and by key;
from then on, until a place was given, only keys are asked for. Words are listened for all the same.
Rule 2: nothing is asked about that helps (crisis, emergency, the care team) or that one word undoes (back, repeat,
slower, a language, a person; "delete" forgets only a language and a speed). A cry for help counts however badly it was
heard.
Rule 3: a carrier that does not tell how sure it is is believed. Unknown is never low.
Rule 4: "yes" and "no" mean something only in a call, to that question; in a text YES is the carriers' word.
Rule 5: a caller answers what they just heard, so its labels and keywords come before those of other places.
"""

from __future__ import annotations

from hotline.engine.choose import keyword, keyword_inside
from hotline.engine.misses import by_keys
from hotline.engine.moment import Moment
from hotline.engine.moves import still_offered, suggest, visit
from hotline.model import Found, Offer, Spoke, Tell, Turn, replace

# W3C NAUR 13b: before confidence is used it must be shown to track errors, above all for voices that recognisers know
# badly (old, ill, with an accent), and no line has measured that yet. So only what is nearly a guess counts as low.
# It is here and nowhere else; ``limits:`` of a line are for its checks, not for its calls.
LOW = 0.3
MOST = 3  # places asked about at once
# Shares of an utterance's words: of the offered name alone, or of all the names of places in it. A long sentence that
# names what was offered in passing is no answer to the menu; docs/decisions/0007-what-was-offered.md has the numbers.
SHARE, NAMES = 0.25, 0.6
_LEADS = ("topic", "menu", "person", "suggest")  # outcomes of a turn that gives a place or asks which


def confirmed(m: Moment) -> Turn | None:
    """The place that was asked about, where that was right; else a key for the next best ones, or for what is here."""
    if not (isinstance(m.heard, Spoke) and m.session.unsure and m.meaning.answer):
        return None
    asked_for = still_offered(m) if m.session.asked else ()
    if m.meaning.answer == "no":
        return by_keys(m, asked_for[1:])
    return visit(m, asked_for[0]) if asked_for else None


def offered_words(m: Moment) -> Turn | None:
    """The place among those just offered whose label or keyword was said.

    A whole utterance that names another place leads there: "joint pain" is not "pain", though pain was offered.
    """
    if not isinstance(m.heard, Spoke):
        return None
    offered = frozenset(still_offered(m))
    exact = tuple(found for found in m.meaning.exact if found.place in offered)
    inside = tuple(found for found in m.meaning.inside if found.place in offered and _answers(m, found))
    longest = tuple(found for found in inside if found.score == inside[0].score)
    there = replace(m, meaning=replace(m.meaning, exact=exact, inside=longest))
    return keyword(there) or (None if m.meaning.exact else keyword_inside(there))


def _answers(m: Moment, found: Found) -> bool:
    """The name stands in an answer to what was offered, not in a question of its own."""
    named = {other.place: other.score for other in m.meaning.inside if other.lang == found.lang}
    return found.score >= SHARE or sum(named.values()) >= NAMES


def asked_about(m: Moment, turn: Turn) -> Turn:
    """The turn, or a question in its place where an utterance that was not heard well would lead to a place."""
    if not is_low(m) or turn.outcome not in _LEADS or turn.safety != "none":
        return turn
    places = _may_be_meant(m, turn)
    if not m.session.unsure:
        return ask_about(m, places)
    known = still_offered(m) if m.session.asked else ()
    return by_keys(m, tuple(dict.fromkeys((*places, *known)))[:MOST])


def ask_about(m: Moment, places: tuple[int, ...]) -> Turn:
    """Name the place that was heard and offer it by key, with the next best ones. It counts as a first miss."""
    turn = suggest(m, places)
    session = replace(turn.session, unsure=True, misses=1)
    named = Tell("not-sure", place=places[0])
    return replace(turn, session=session, say=(*m.notice, named, Offer(turn.suggested), Tell("keys")))


def is_low(m: Moment) -> bool:
    """An utterance of which the carrier is so unsure that it is nearly a guess."""
    return isinstance(m.heard, Spoke) and m.heard.confidence is not None and m.heard.confidence < LOW


def _may_be_meant(m: Moment, turn: Turn) -> tuple[int, ...]:
    """The place that the utterance would lead to, then others that it names, in the language of the call.

    What was not heard well does not change the language either: it is asked about in the one that is spoken.
    """
    meaning = m.meaning
    named: tuple[Found, ...] = (*meaning.exact, *meaning.understood, *meaning.suggested, *meaning.inside)
    others = (found.place for found in named if found.lang == m.session.lang and found.place in m.line.places)
    return tuple(dict.fromkeys((*(turn.suggested or (turn.place,)), *others)))[:MOST]
