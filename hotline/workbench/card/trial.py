"""Tries what a card says on a phone made of the real engine, as somebody does who has only the card.

A first text or call from a new phone, in the line's first language; then what the card says to send and to press.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from hotline.model import Turn
from hotline.rehearsal import Phone
from hotline.rehearsal.names import names
from hotline.served import Served
from hotline.workbench.card.entry import Entry, Group
from hotline.workbench.card.sayings import language_keys, language_word, own_sentence

_TO_SEND = re.compile(r"\b[^\W\d_]{2,}\b")  # a word; those all in capitals are words to send


class Trial:
    """Somebody with a card in one language."""

    def __init__(self, served: Served, lang: str) -> None:
        self.served = served.all_open()
        self.line = served.line
        self.lang = lang
        self.language = self.line.language(lang)
        self.keys = language_keys(self.line, self.language)

    def faults(self, entries: Iterable[Entry], groups: Iterable[Group]) -> list[str]:
        """What does not lead where the card says, a sentence each."""
        groups = list(groups)
        topics = {entry.number: entry.word for entry in (*entries, *(e for group in groups for e in group.entries))}
        choices = [group.number for group in groups if group.number and group.number not in topics]
        found = [fault for number, word in topics.items() for fault in self._topic(number, word)]
        found += [fault for number in choices for fault in self._number(number)]
        return [*found, *self._ways()]

    def _topic(self, number: int, word: str) -> Iterator[str]:
        if not word:
            yield f'"{self.line.at(number).id}" has no keyword in {self.lang}; a card needs one'
            return
        yield from self._leads(f'"{word}" as a text', lambda: self._texter().text(word).turn, number)
        yield from self._number(number)

    def _number(self, number: int) -> Iterator[str]:
        yield from self._leads(f'"{number}" as a text', lambda: self._texter().text(str(number)).turn, number)
        yield from self._leads(f"#{number} in a call", lambda: self._press(f"#{number}"), number)

    def _leads(self, done: str, do: Callable[[], Turn], number: int) -> Iterator[str]:
        """A fault where what was done is answered by another place, or in another language."""
        turn, place = do(), self.line.at(number).id
        if turn.place != number:
            answered = ", ".join(names(turn, self.line, call=False)) or "nothing"
            yield f"{done} ({self.lang}) is answered by {answered}; the card says {place}"
        elif turn.session.lang != self.lang:
            yield f"{done} is answered in {turn.session.lang}; the card is in {self.lang}"

    def _ways(self) -> Iterator[str]:
        """The words and keys that stand in the card's own sentences."""
        turn = self._press("0")
        if turn.place != self.line.person:
            yield f"0 in a call ({self.lang}) does not lead to a person"
        for code, other in self.line.languages.items():
            hint = own_sentence(self.line, other, "offer-language")
            switched = (self._texter().text(word).turn.session.lang for word in _to_send(hint))
            if code != self.lang and code not in switched:
                yield f'"{hint}" has no word in capitals that leads to {code} when it is sent'
        for word in _to_send(own_sentence(self.line, self.language, "stop-help")):
            if self._texter().text(word).turn.outcome != "consent":
                yield f'"{word}" as a text ({self.lang}) is no word for STOP or HELP, as "stop-help" says'

    def _texter(self) -> Phone:
        """A phone that did what the card says first."""
        phone = Phone(self.served)
        if self.keys:
            phone.text(language_word(self.language))
        return phone

    def _press(self, keys: str) -> Turn:
        phone = Phone(self.served)
        return phone.press(phone.call(), self.keys + keys).turn


def _to_send(text: str) -> list[str]:
    return [word for word in _TO_SEND.findall(text) if word.isupper()]
