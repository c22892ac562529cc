"""From what was understood to a place: numbers first, then keywords, then meaning, then a question back."""

from __future__ import annotations

from collections.abc import Mapping

from hotline.engine.moment import Moment
from hotline.engine.moves import home, stay, suggest, visit
from hotline.model import Found, Handoff, Lead, Pressed, Tell, Topic, Turn, replace

ALMOST = "91"  # keys pressed one after the other
CLEAR = 0.5  # how sure it is what one word means, from which it changes the language

_ALSO: Mapping[Lead, Lead] = {"": "also", "welcome": "welcome-also"}  # behind a doubtful sign there is no room for more


def offered_number(m: Moment) -> Turn | None:
    """The choice with this number among those offered last."""
    if m.session.entering:
        return None
    number = _keyed(m) if isinstance(m.heard, Pressed) else m.meaning.number
    if number is None or number > 9:
        return None
    offered = m.session.offered
    if not offered:
        return home(m)
    if not 1 <= number <= len(offered):
        return None
    chosen = offered[number - 1]
    if m.session.keys == ALMOST and isinstance(m.line.places.get(chosen), Handoff):
        return suggest(m, (chosen,))  # while a call is passed on nobody would hear the last 1 of 9-1-1
    return visit(m, chosen)


def topic_number(m: Moment) -> Turn | None:
    """The place with this number, as printed on the card."""
    number = _keyed(m) if isinstance(m.heard, Pressed) else m.meaning.number
    if number is None or (number < 100 and not m.session.entering):
        return None
    return visit(m, number) if number in m.line.places else stay(m, Tell("number-unknown"), name="number")


def _keyed(m: Moment) -> int | None:
    keys = m.heard.keys if isinstance(m.heard, Pressed) else ""
    return int(keys) if keys.isascii() and keys.isdigit() else None


def keyword(m: Moment) -> Turn | None:
    """The place whose label or keyword is the whole message."""
    return _go(m, m.meaning.exact)


def keyword_inside(m: Moment) -> Turn | None:
    """The place whose keyword stands in the sentence; a question back where there are several."""
    return _go(m, m.meaning.inside)


def in_context(m: Moment) -> Turn | None:
    """What is meant right after a topic: "what about the side effects" are those of the treatment read about.

    Only where the text names nothing else. A place's own name as the whole message leads there from everywhere.
    """
    here = m.line.places.get(m.session.at)
    named = tuple(dict.fromkeys(f.place for f in m.meaning.inside))
    if not isinstance(here, Topic) or not named or not set(named) <= set(here.context):
        return None
    return _go(m, tuple(replace(f, place=here.context[f.place]) for f in m.meaning.inside))


def needs(m: Moment) -> Turn | None:
    """Of two things asked for in one text the more urgent or the likelier is answered, and the other offered."""
    if not m.needs:
        return None
    first, second, *_ = m.needs
    m = replace(m, session=replace(m.session, lang=m.meaning.needs[0].lang))
    return visit(m, first, lead=_ALSO.get(m.lead), other=second)


def understood(m: Moment) -> Turn | None:
    """The place that was meant though no keyword says so."""
    return _go(m, m.meaning.understood)


def did_you_mean(m: Moment) -> Turn | None:
    """At most three places that may have been meant. One word that languages share changes no language."""
    alone = " " not in m.meaning.folded
    found = tuple(f for f in m.meaning.suggested if f.lang == m.session.lang or f.score >= CLEAR or not alone)
    return _go(m, found, sure=False)


def _go(m: Moment, found: tuple[Found, ...], *, sure: bool = True) -> Turn | None:
    mine = tuple(f for f in found if f.lang == m.session.lang) or found
    here = tuple(f for f in mine if f.lang == mine[0].lang and f.place in m.line.places)
    places = tuple(dict.fromkeys(f.place for f in here))
    if not places:
        return None
    m = replace(m, session=replace(m.session, lang=here[0].lang))
    return visit(m, places[0]) if sure and len(places) == 1 else suggest(m, places)
