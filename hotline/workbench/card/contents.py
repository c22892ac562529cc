"""What is on the cards of a line in one language, each word and number of it tried on the real engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from hotline.channels.fill import choice_fills
from hotline.channels.sentences import sentences
from hotline.model import Language, Line, Menu, PhoneNumber
from hotline.served import Served
from hotline.workbench.card.entry import LONGEST, Entry, Group
from hotline.workbench.card.faults import CardError
from hotline.workbench.card.sayings import language_keys, language_word, own_sentence, sayings
from hotline.workbench.card.trial import Trial

DENSE = 160  # letters of how to text or to call, beyond which they are printed smaller
SENDER = 24  # letters of the name on a card


@dataclass(frozen=True, slots=True)
class Hint:
    """The way to another language, told in that language."""

    lang: str
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    """Everything that the cards of one language say.

    phone    the line's number as people read it, "" where the line has none yet; ``dial`` as machines do
    by_text  how to text and ``by_call`` how to call, a step each
    hints    the ways to the line's other languages
    stop     how to get no more texts, in the line's own words
    entries  the topics that people want most
    groups   every topic
    draft    words of the line in this language that no reviewer has signed
    said     what to send and to press of those steps, for it to stand out
    says     the sentences of the card by their names, see ``hotline.model.sentences.CARD``
    """

    lang: str
    sender: str
    phone: str
    dial: str
    by_text: tuple[str, ...]
    by_call: tuple[str, ...]
    hints: tuple[Hint, ...]
    stop: str
    entries: tuple[Entry, ...]
    groups: tuple[Group, ...]
    draft: bool
    said: tuple[str, ...]
    says: dict[str, str]

    @property
    def danger(self) -> tuple[str, ...]:
        """What to do in danger, in the pieces that belong together on a row: a question with its answer."""
        found: list[str] = []
        for sentence in sentences(self.says["emergency"]):
            if found and found[-1].endswith("?"):
                found[-1] += f" {sentence}"
            else:
                found.append(sentence)
        return tuple(found)

    @property
    def dense(self) -> bool:
        """There is so much to say that it is printed smaller on the small cards."""
        return any(sum(map(len, steps)) > DENSE for steps in (self.by_text, self.by_call)) or len(self.hints) > 2


def make_card(served: Served, lang: str, places: Sequence[int], made: date) -> Card:
    """The card of a language with these topics on it, in this order.

    Raises a ``CardError`` that names each word and number that does not lead where the card says.
    """
    line, language = served.line, served.line.language(lang)
    entries = tuple(_entry(line, language, number) for number in places)
    if not entries:
        raise CardError(["the line has no topic for a card; name some"])
    groups = _groups(line, language)
    faults = [*_misfits(line, language, places), *Trial(served, lang).faults(entries, groups)]
    if faults:
        raise CardError(faults)
    example = min(entries, key=lambda entry: " " in entry.word)  # a single word, where there is one
    says = sayings(line, language, _fills(line, language, example) | {"version": served.version, "date": str(made)})
    other = "language" if language_keys(line, language) else "first"
    return Card(
        lang=lang,
        sender=language.sender,
        phone=PhoneNumber("", line.phone).shown if line.phone else "",
        dial=line.phone,
        by_text=(says[f"text-{other}"], says["text-word"], says["text-answer"]),
        by_call=(says[f"call-{other}"], says["call-number"], says["call-person"]),
        hints=_hints(line, lang),
        stop=own_sentence(line, language, "stop-help"),
        entries=entries,
        groups=groups,
        draft=any(words.review.status != "approved" for words in language.words.values()),
        said=(example.word, f"#{example.number}", language_word(language)),
        says=says,
    )


def _fills(line: Line, language: Language, example: Entry) -> dict[str, str]:
    """What is filled into the card's sentences."""
    switch = {"language": language_word(language), "keys": ", ".join(language_keys(line, language))}
    return {**switch, "word": example.word, "number": str(example.number)}


def _hints(line: Line, lang: str) -> tuple[Hint, ...]:
    others = {code: own_sentence(line, other, "offer-language") for code, other in line.languages.items()}
    return tuple(Hint(code, text) for code, text in others.items() if code != lang)


def _entry(line: Line, language: Language, number: int) -> Entry:
    words = language.words.get(number)
    word = words.keywords[0] if words and words.keywords else ""
    return Entry(number, word, choice_fills(line, language, number, 0)["Label"])


def _misfits(line: Line, language: Language, places: Sequence[int]) -> Iterator[str]:
    """What is too long for a card."""
    if len(language.sender) > SENDER:
        yield f'the sender "{language.sender}" ({language.code}) is too long for a card; {SENDER} letters fit'
    for number in places:
        word = _entry(line, language, number).word
        if len(word) > LONGEST:
            cure = f"put a keyword of at most {LONGEST} letters first"
            yield f'"{word}" ({line.at(number).id}, {language.code}) is too long for a card; {cure}'


def _groups(line: Line, language: Language) -> tuple[Group, ...]:
    """Every topic and person once, by number, below the first choice of the main menu whose menus lead to it."""
    taken = _below_choices(line)
    ordered = sorted(number for number, place in line.places.items() if not isinstance(place, Menu))
    found = []
    for choice in (*line.offers(line.start), 0):
        entries = tuple(_entry(line, language, number) for number in ordered if taken.get(number, 0) == choice)
        if entries:
            label = choice_fills(line, language, choice, 0)["Label"] if choice else ""
            found.append(Group(label, choice, entries))
    return tuple(found)


def _below_choices(line: Line) -> dict[int, int]:
    """For each place the choice of the main menu that it lies below."""
    choices = line.offers(line.start)
    taken = {choice: choice for choice in choices}
    for choice in choices:
        fringe = [choice]
        while fringe:
            behind = [on for at in fringe if isinstance(line.at(at), Menu) for on in line.offers(at)]
            fringe = [on for on in dict.fromkeys(behind) if on not in taken]
            taken.update(dict.fromkeys(fringe, choice))
    return taken
