"""The words and keys that work everywhere. A word is a command only as the whole message: "back pain" is a symptom."""

from __future__ import annotations

from collections.abc import Callable

from hotline.engine.moment import Moment
from hotline.engine.moves import (
    again,
    current_offers,
    give,
    home,
    offer_again,
    resume,
    stay,
    still_offered,
    suggest,
    visit,
)
from hotline.engine.send import text_me
from hotline.engine.spoken import ask_about
from hotline.model import Ask, Cite, Handoff, Offer, Pressed, Said, Session, Tell, Topic, Turn, replace

NAVIGATION = frozenset({"more", "back", "repeat", "source", "slow"})  # never a change of language in mid-topic
KEYS = {"7": "slow", "8": "language", "9": "repeat", "0": "person", "*": "back", "#": "number"}


def commands(m: Moment) -> Turn | None:
    """The answer to a command, or nothing."""
    pressed = m.heard.keys if isinstance(m.heard, Pressed) else str(m.meaning.number)
    spoken = "help" if m.meaning.consent == "help" else ""  # a texted HELP was answered by the row of consent
    name = KEYS.get(pressed, "") or m.meaning.command or spoken
    if not name:
        return None
    langs = m.meaning.command_langs
    if langs and m.session.lang not in langs and name not in NAVIGATION:
        m = replace(m, session=replace(m.session, lang=langs[0]))
    return replace(COMMANDS[name](m), outcome="command", name=name)


def stop_like(m: Moment) -> Turn | None:
    """Wording that may be a wish for no more texts gets the question, never a silent opt-out. So does a spoken STOP."""
    wish = m.meaning.stop_like or m.meaning.consent == "stop"
    return stay(m, Tell("stop-like"), name="stop-like") if wish else None


def language_word(m: Moment) -> Turn | None:
    """ESPANOL, ENGLISH: the same place in the language asked for."""
    lang = m.meaning.chosen_language
    return replace(_in_language(m, lang), outcome="command", name="language") if lang else None


def _more(m: Moment) -> Turn:
    session = m.session
    if not session.at:
        return home(m)
    pages = m.extents(session.at, session).pages
    if session.page + 1 < pages:
        return give(m, replace(session, page=session.page + 1, misses=0))
    offers = m.line.offers_with(session.at, session.other)
    session, offer = offer_again(m, replace(session, offered=offers, asked=False, misses=0))
    return Turn(session, (Tell("no-more"), offer))


def _back(m: Moment) -> Turn:
    session = replace(m.session, misses=0, entering=False)
    if m.session.entering or (session.asked and session.at):
        return give(m, session) if m.typed else resume(m, session)
    if session.page > 0 and m.typed:
        return give(m, replace(session, page=session.page - 1))
    trail = tuple(n for n in session.trail if n in m.line.places and (m.typed or not _calls(m, n)))
    if trail and trail[-1] == session.at and session.page >= 0:
        trail = trail[:-1]  # what stood between was taken out of the line
    if not trail:
        return home(replace(m, session=replace(session, at=0)))
    return give(m, replace(session, at=trail[-1], trail=trail[:-1], page=0, lead="", other=0))


def _calls(m: Moment, number: int) -> bool:
    """The place calls somebody. Star leads past it: it must not call again."""
    return isinstance(m.line.at(number), Handoff)


def _repeat(m: Moment) -> Turn:
    session = replace(m.session, misses=0, entering=False)
    return _asked_again(m, session) or _given_again(m, session)


def _asked_again(m: Moment, session: Session, *, before: tuple[Said, ...] = ()) -> Turn | None:
    """The question that was asked last, as this session hears it, or nothing where there was none."""
    there = replace(m, session=session)
    if not session.asked or not (guesses := still_offered(there)):
        return None
    turn = ask_about(there, guesses) if session.unsure else suggest(there, guesses)
    return replace(turn, say=(*before, *turn.say))


def _given_again(m: Moment, session: Session) -> Turn:
    """The place that was given last, as this session hears it."""
    there = replace(m, session=session)
    if not session.at:
        return home(there)
    return give(there, session) if m.typed else again(there, session)


def _slow(m: Moment) -> Turn:
    if m.typed:
        return stay(m, Tell("slow-on"))
    session = replace(m.session, slow=not m.session.slow, misses=0, entering=False)
    before = (Tell("slow-on" if session.slow else "slow-off"),)
    return _asked_again(m, session, before=before) or resume(replace(m, session=session), session, before=before)


def _language(m: Moment) -> Turn:
    if len(m.line.languages) == 1:
        return stay(m, Tell("one-language"))
    return _in_language(m, m.line.next_language(m.session.lang))


def _in_language(m: Moment, lang: str) -> Turn:
    page = 0 if m.typed else min(m.session.page, 0)  # -1: the action of a cry for help
    session = replace(m.session, lang=lang, page=page, misses=0, entering=False)
    return _asked_again(m, session) or _given_again(m, session)


def _person(m: Moment) -> Turn:
    return visit(m, m.line.person)


def _number(m: Moment) -> Turn:
    if m.typed:
        return stay(m, Tell("number-ask"))
    session = replace(m.session, entering=True, misses=0)
    return Turn(session, (Tell("number-ask"),), Ask("digits"))


def _source(m: Moment) -> Turn:
    topic = isinstance(m.line.places.get(m.session.at), Topic)
    if m.session.page < 0 and not topic:  # the topic was taken out of the line
        return give(m, m.session)
    return stay(m, Cite(m.session.at) if topic else Tell("no-source"))


def _delete(m: Moment) -> Turn:
    was = m.session
    kept = Session(was.lang, turn=was.turn, seen=was.seen, opted_out=was.opted_out, texts=was.texts)
    if m.typed:
        return Turn(replace(kept, welcomed=True), (Tell("deleted"),), forget=True)
    offers = current_offers(m)
    return Turn(replace(kept, offered=offers), (Tell("deleted"), Offer(offers)), forget=True)


COMMANDS: dict[str, Callable[[Moment], Turn]] = {
    "menu": home,
    "hello": home,
    "more": _more,
    "back": _back,
    "repeat": _repeat,
    "slow": _slow,
    "language": _language,
    "person": _person,
    "number": _number,
    "source": _source,
    "privacy": lambda m: stay(m, Tell("privacy")),
    "help": lambda m: stay(m, Tell("help")),
    "thanks": lambda m: stay(m, Tell("thanks")),
    "delete": _delete,
    "text": text_me,
}
