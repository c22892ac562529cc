"""From a turn to the one text that answers it."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from hotline.channels.fill import citation, fill, our_fills
from hotline.channels.normalise import normalise
from hotline.channels.sentences import sentences
from hotline.channels.sms.pages import (
    Pages,
    choice_line,
    fits,
    make_pages,
    sentence,
    show_number,
)
from hotline.channels.sms.segments import count
from hotline.channels.sms.twiml import to_twiml
from hotline.model import Cite, Extent, Give, Language, Lead, Line, Offer, Opens, Said, Tell, Turn

_BARE = frozenset({"crisis", "emergency"})  # their first words are the action, not who sends them
_NEVER_CUT = frozenset({"welcome", "notice", "offer-language", "stop-help", "capped", *_BARE})


REMEMBERED = 2048  # texts of a line, of some 300 bytes; the shipped one has some 600 pages


class Text(NamedTuple):
    """A text that answers a turn; empty where there is nothing to say.

    ``shown`` is how many choices it shows; None where what was offered before still stands.
    """

    words: str
    shown: int | None


class Book:
    """The pages of every place of a line, made when first wanted and kept, and the texts lately made of them."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self._pages: dict[tuple[int, str, Lead], Pages] = {}
        self._text = lru_cache(REMEMBERED)(self._write)
        self.segments = lru_cache(REMEMBERED)(lambda words: count(normalise(words)).segments)
        self.twiml = lru_cache(REMEMBERED)(to_twiml)

    def pages(self, place: int, lang: str, lead: Lead = "") -> Pages:
        """The pages of a place."""
        key = (place, lang, lead)
        found = self._pages.get(key)
        if found is None:
            found = self._pages[key] = make_pages(self.line, self.line.language(lang), place, lead)
        return found

    def extent(self, place: int, lang: str, lead: Lead) -> Extent:
        """How long a place is as texts."""
        return self.pages(place, lang, lead).extent

    def text(self, turn: Turn) -> Text:
        """The text that answers a turn. It depends on nothing but what is to be said, and in which language."""
        return self._text(turn.say, turn.session.lang)

    def _write(self, say: tuple[Said, ...], lang: str) -> Text:
        language = self.line.language(lang)
        parts = [(said, text) for said in say if (text := _words(said, self, language))]
        if not parts:
            return Text("", None)
        given = next((said for said in say if isinstance(said, Give)), None)
        if given is not None:
            shown = self.pages(given.place, language.code, given.lead).shown
            page = min(given.page, len(shown) - 1)
            return Text(_around_page(parts, language), shown[page] or None)
        bare = isinstance(parts[0][0], Tell) and parts[0][0].sentence in _BARE
        return _fitted(parts, "" if bare else f"{normalise(language.sender)}: ", language)


def render(turn: Turn, book: Book) -> str:
    """The text that answers a turn; empty where there is nothing to say."""
    return book.text(turn).words


def size(turn: Turn, book: Book) -> int:
    """The segments that the text answering a turn is sent as; 0 where there is none."""
    words = book.text(turn).words
    return book.segments(words) if words else 0


def settle(turn: Turn, book: Book) -> Turn:
    """The turn with only those choices bound to numbers that its text really shows."""
    given = any(isinstance(said, Give) for said in turn.say)
    shown = None if given and turn.session.other else book.text(turn).shown  # the other one's key is told at once
    if shown is None or shown >= len(turn.session.offered):
        return turn
    return replace(turn, session=replace(turn.session, offered=turn.session.offered[:shown]))


def _words(said: Said, book: Book, language: Language) -> str:
    line = book.line
    match said:
        case Give():
            texts = book.pages(said.place, language.code, said.lead).texts
            return texts[min(said.page, len(texts) - 1)]
        case Tell(langs="next"):
            return sentence(line, line.language(line.next_language(language.code)), said.sentence)
        case Tell(sentence="capped"):
            return _capped(line, language)
        case Tell():
            return sentence(line, language, said.sentence)
        case Offer(places=places):
            return "\n".join(choice_line(line, language, number, key) for key, number in enumerate(places, 1))
        case Cite(place=place):
            return _cited(line, language, place)
        case Opens():  # a text tells the hours that stand in the place's own words
            return ""


def _capped(line: Line, language: Language) -> str:
    found = language.sentences["capped"].sms if "capped" in language.sentences else sentence(line, language, "trouble")
    return normalise(fill(found, line, language, show_number, our_fills(line, show_number)))


def _cited(line: Line, language: Language, place: int) -> str:
    publishers, review = citation(line, language, place)
    fills = {"sources": publishers, "review": sentence(line, language, review)}
    return normalise(fill(language.sentences["source"].sms, line, language, show_number, fills))


def _around_page(parts: list[tuple[Said, str]], language: Language) -> str:
    """A page with what was said before it put behind its first words, if its size allows; the page is never cut."""
    page = next(text for said, text in parts if isinstance(said, Give))
    before = "\n".join(text for said, text in parts if not isinstance(said, Give))
    sender = len(normalise(language.sender))
    mark, colon, words = page[sender:].partition(": ")
    text = f"{page[:sender]}{mark}{colon}{before}\n{words}" if before else page
    return text if fits(text, language) else page


def _fitted(parts: list[tuple[Said, str]], sender: str, language: Language) -> Text:
    """The parts as one text, and how many choices are in it.

    Where they are too long, choices go first, from the last one up, then the last sentences of the longest part. Who
    this is, the safety line and the way to stop are never cut.
    """
    texts = [text for _, text in parts]
    choices = next((n for n, (said, _) in enumerate(parts) if isinstance(said, Offer)), None)
    while not fits(sender + _lines(texts), language):
        if choices is not None and texts[choices]:
            texts[choices] = texts[choices].rpartition("\n")[0]
            continue
        longest = max(range(len(parts)), key=lambda n: -1 if _kept(parts[n][0]) else len(texts[n]))
        shorter = _shorter(texts[longest])
        if not shorter:
            break
        texts[longest] = shorter
    shown = None if choices is None else len(texts[choices].split("\n")) if texts[choices] else 0
    return Text(sender + _lines(texts), shown)


def _lines(texts: list[str]) -> str:
    return "\n".join(filter(None, texts))


def _kept(said: Said) -> bool:
    return isinstance(said, Tell) and said.sentence in _NEVER_CUT


def _shorter(text: str) -> str:
    """The text without its last sentence, or without its last word where there is one sentence."""
    found = sentences(text)
    return " ".join(found[:-1]) if len(found) > 1 else text.rpartition(" ")[0]
