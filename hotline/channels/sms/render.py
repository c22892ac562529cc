"""From a turn to the one text that answers it."""

from __future__ import annotations

from hotline.channels.fill import fill
from hotline.channels.normalise import normalise
from hotline.channels.sentences import pieces
from hotline.channels.sms.pages import (
    Pages,
    choice_line,
    fits,
    make_pages,
    sentence,
    show_number,
)
from hotline.model import Cite, Extent, Give, Language, Lead, Line, Offer, Said, Tell, Turn

_BARE = frozenset(
    {"crisis", "emergency"}
)  # their first words are the action; who sends them comes after, or not at all


class Book:
    """The pages of every place of a line, made when first wanted and kept."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self._pages: dict[tuple[int, str, Lead], Pages] = {}

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


def render(turn: Turn, book: Book) -> str:
    """The text that answers a turn; empty where there is nothing to say."""
    language = book.line.language(turn.session.lang)
    parts = [(said, text) for said in turn.say if (text := _text(said, book, language))]
    if not parts:
        return ""
    if any(isinstance(said, Give) for said, _ in parts):
        return _around_page(parts, language)
    bare = isinstance(parts[0][0], Tell) and parts[0][0].sentence in _BARE
    return _fitted(parts, "" if bare else f"{normalise(language.sender)}: ", language)


def _text(said: Said, book: Book, language: Language) -> str:
    line = book.line
    match said:
        case Give():
            texts = book.pages(said.place, language.code, said.lead).texts
            return texts[min(said.page, len(texts) - 1)]
        case Tell(langs="next"):
            return sentence(line, line.language(line.next_language(language.code)), said.sentence)
        case Tell():
            return sentence(line, language, said.sentence)
        case Offer(places=places):
            return "\n".join(choice_line(line, language, number, key) for key, number in enumerate(places, 1))
        case Cite(place=place):
            return _cited(line, language, place)


def _cited(line: Line, language: Language, place: int) -> str:
    where = line.at(place)
    titles = dict.fromkeys(line.sources[id].publisher for id in getattr(where, "sources", ()))
    signed = language.words[place].review.status == "approved" if place in language.words else False
    review = sentence(line, language, "reviewed" if signed else "not-reviewed")
    template = language.sentences["source"].sms
    return normalise(fill(template, line, language, show_number, {"sources": ", ".join(titles), "review": review}))


def _around_page(parts: list[tuple[Said, str]], language: Language) -> str:
    """A page with what was said before it put behind its first words, if its size allows; the page is never cut."""
    page = next(text for said, text in parts if isinstance(said, Give))
    before = "\n".join(text for said, text in parts if not isinstance(said, Give))
    sender = len(normalise(language.sender))
    mark, colon, words = page[sender:].partition(": ")
    text = f"{page[:sender]}{mark}{colon}{before}\n{words}" if before else page
    return text if fits(text, language) else page


def _fitted(parts: list[tuple[Said, str]], sender: str, language: Language) -> str:
    """The parts as one text; where they are too long, choices go first, from the last one up."""
    texts = [text for _, text in parts]
    choices = next((n for n, (said, _) in enumerate(parts) if isinstance(said, Offer)), None)
    while not fits(whole := sender + "\n".join(filter(None, texts)), language):
        if choices is None or not texts[choices]:
            break
        texts[choices] = texts[choices].rpartition("\n")[0]
    size = len(whole)
    while not fits(whole, language) and size > 1:
        size -= 1
        whole = pieces(whole, size)[0]
    return whole
