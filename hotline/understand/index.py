"""The index of everything a text can mean: built once at load from the line's own words, pure look-ups after.

Rule: a whole question (``asks``) counts as the whole message only; labels and keywords are found inside sentences too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from hotline.model import Found, Language, Line, Meaning, Words
from hotline.model.meaning import Answer, Consent
from hotline.understand.answers import Answers
from hotline.understand.byear import ByEar
from hotline.understand.danger import Danger
from hotline.understand.fold import fold, fold_written, squeeze
from hotline.understand.guess import OFFERS, Guesses
from hotline.understand.misspelt import Misspelt
from hotline.understand.parts import parts
from hotline.understand.patterns import Patterns, as_written

# The words that Twilio itself answers when they are the whole message (Advanced Opt-Out), with the FCC's "opt out"
# (47 CFR 64.1200(a)(10)), which it does not.
CARRIER: Mapping[Consent, tuple[str, ...]] = {
    "stop": ("stop", "stopall", "unsubscribe", "end", "quit", "revoke", "optout", "cancel"),
    "start": ("start", "yes", "unstop"),
    "help": ("help", "info"),
}
FCC_STOP = ("opt out",)
AGAIN = 3  # times that a word stands in questions, from which it is no slip
_KNOWN_NUMBER = re.compile(r"\b(911|988)\b")
_KEYS = {"*": "back", "#": "number"}
_NUMBERS = tuple(map(str, range(1000)))


class Index:
    """What texts and utterances mean on one line."""

    def __init__(self, line: Line) -> None:
        vocabularies = {language.code: vocabulary(language) for language in line.languages.values()}
        self._guesses = Guesses(line, vocabularies)
        self._consent = _consent(line)
        self._commands = _commands(line)
        self._names = {fold(name): lang.code for lang in line.languages.values() for name in lang.names}
        self._digits = {fold(word): n for lang in line.languages.values() for n, word in enumerate(lang.digits, 1)}
        self._answers = tuple(Answers(language.answers) for language in line.languages.values())
        self._spelled = tuple(_spelled(line))
        self._questions = _places(line, lambda words: words.asks)
        self._keywords = _places(line, lambda words: (words.label, *words.keywords))
        self.danger = Danger(
            line.safety,
            frozenset().union(*vocabularies.values()),
            learned=line.learned_safety,
        )
        self._settled = frozenset((*self._keywords, *self._questions, *self._commands, *self._names))
        self._usual = frozenset((*self._keywords, *self._commands, *self._names, *self._digits, *_NUMBERS))
        self._usual -= _CARRIER_WORDS  # the carrier answers them as it writes them, and not as they are folded
        self._remembered: dict[str, Meaning] = {}  # of the usual texts that came: no more than the authors wrote
        self._misspelt = Misspelt(self._keywords, vocabularies)
        self._by_ear = ByEar(self._keywords, vocabularies)
        self._known = frozenset().union(*vocabularies.values())
        self._never_guessed = frozenset(line.never_guessed)
        self._longest = max((key.count(" ") + 1 for key in self._keywords), default=1)
        self._inside_texts = _inside_texts(line)

    def ready(self) -> None:
        """Make now what is else made when it is first wanted, so that nobody waits for it."""
        self.danger.ready()
        self._misspelt.ready()
        self._guesses.ready()

    def alarm(self, text: str) -> Meaning:
        """Of what the text means, whether it is a cry for help: all that its answer needs, found before the rest."""
        folded = self._known_numbers(fold(text))
        number = self._number(folded)
        settled = number is not None or folded in self._settled or self._yes_or_no(folded) != ""
        safety, level_langs = self.danger.look(folded, settled=settled)
        if safety == "none" and _KNOWN_NUMBER.search(folded):
            safety = "notice"  # no pattern took it, but somebody wrote 911 or 988
        return Meaning(folded=folded, safety=safety, level_langs=level_langs, number=number)

    def is_consent(self, text: str) -> bool:
        """Whether the whole text is a STOP, START or HELP."""
        return fold(text).replace(" ", "") in self._consent

    def meaning(self, text: str) -> Meaning:
        """What the text means, whatever state the person is in.

        Most texts are a keyword or a number. What one of them means, its danger too, is found once and remembered.
        """
        folded = fold(text)
        meaning = self._remembered.get(folded)
        if meaning is None:
            meaning = self._found(text)
            if folded in self._usual:
                self._remembered[folded] = meaning
        return meaning

    def _found(self, text: str) -> Meaning:
        alarm = self.alarm(text)
        folded = alarm.folded
        consent, consent_langs = self._consent.get(folded.replace(" ", ""), ("", ()))
        command, command_langs = self._commands.get(folded) or (_KEYS.get(text.strip(), ""), ())
        exact = self._exact(folded)
        inside = self._inside(folded)
        name = self._names.get(folded, "")
        inside_texts = self._inside_texts.find(as_written(folded))
        urgent = alarm.level in ("crisis", "emergency")
        settled = exact or consent or command or name or alarm.number is not None or urgent
        understood, suggested = ((), ()) if settled else self._guess(folded, inside)
        needs = () if settled else self._needs(text, understood)
        return replace(
            alarm,
            consent=consent,
            consent_langs=consent_langs,
            carrier=text.strip().lower() in _CARRIER_WORDS,
            stop_like="stop-like" in inside_texts,
            auto_reply="auto-reply" in inside_texts,
            answer=self._yes_or_no(folded),
            command=command,
            command_langs=command_langs,
            chosen_language=name,
            exact=exact,
            inside=inside,
            understood=understood,
            needs=needs,
            suggested=suggested,
        )

    def _guess(self, folded: str, inside: tuple[Found, ...]) -> tuple[tuple[Found, ...], tuple[Found, ...]]:
        """The places that are meant though none is named: those beyond doubt, and those to ask about."""
        sure, doubtful = self._misspelt.find(folded)
        if sure and self._never_guessed.isdisjoint(one.place for one in sure):
            return sure, ()
        understood, suggested = self._guesses.guess(folded, inside)
        heard = () if understood or self._known.issuperset(folded.split()) else self._by_ear.find(folded)
        near = _few((*sure, *doubtful, *heard, *suggested))
        return understood, near if len(near) > 1 or heard else suggested

    def _exact(self, folded: str) -> tuple[Found, ...]:
        """The places whose label, keyword or question is all of a text."""
        named = tuple(Found(place, lang, 1.0, "keyword") for place, lang in self._keywords.get(folded, ()))
        asked = (Found(place, lang, 1.0, "question") for place, lang in self._questions.get(folded, ()))
        return (*named, *(found for found in asked if not named))

    def _needs(self, text: str, understood: tuple[Found, ...]) -> tuple[Found, ...]:
        """The places that the parts of a text surely ask for, in one language.

        Nothing where they ask for one thing, or where the whole text surely asks for something else.
        """
        cut = parts(text)
        found = [self._sure(part) for part in cut] if len(cut) > 1 else []
        clear = [one for one in found if one is not None]
        lang = Counter(one.lang for one in clear).most_common(1)[0][0] if clear else ""
        needs = tuple({one.place: one for one in clear if one.lang == lang}.values())
        agreed = not understood or {one.place for one in understood} & {one.place for one in needs}
        return needs if len(needs) > 1 and agreed else ()

    def _sure(self, folded: str) -> Found | None:
        """The one place that a part of a text asks for, if it is clear which."""
        inside = self._inside(folded)
        understood, suggested = self._guesses.guess(folded, inside)
        named = {one.place for one in inside}
        agreed = tuple(one for one in suggested[:1] if {one.place} == named)
        sure = self._exact(folded) or understood or agreed
        return sure[0] if len({one.place for one in sure}) == 1 else None

    def nearest(self, text: str, lang: str) -> tuple[Found, ...]:
        """The topics that a text comes nearest to in a language: for somebody who looks at it, never for an answer."""
        return self._guesses.nearest(fold(text), lang)

    def _known_numbers(self, folded: str) -> str:
        """The text with 911 and 988 in one piece, however they were written or said: "9-1-1", "nine one one"."""
        for pattern, number in self._spelled:
            folded = pattern.sub(number, folded)
        return folded

    def _number(self, folded: str) -> int | None:
        if folded.isascii() and folded.isdigit() and len(folded) <= 3:
            return int(folded)
        said = self._digits.get(folded)
        return said or next((number for answers in self._answers if (number := answers.number(folded))), None)

    def _yes_or_no(self, folded: str) -> Answer:
        return next((answer for answers in self._answers if (answer := answers.yes_or_no(folded))), "")

    def _inside(self, folded: str) -> tuple[Found, ...]:
        words = folded.split()
        found: list[Found] = []
        start = 0
        while start < len(words):
            start += self._take(words, start, found) or 1
        return tuple(sorted(dict.fromkeys(found), key=lambda f: -f.score))

    def _take(self, words: list[str], start: int, found: list[Found]) -> int:
        """Note the longest keyword that begins here; how many words it has."""
        for length in range(min(self._longest, len(words) - start), 0, -1):
            places = self._keywords.get(" ".join(words[start : start + length]))
            if places:
                share = min(0.99, length / len(words))
                found.extend(Found(place, lang, share, "keyword in the sentence") for place, lang in places)
                return length
        return 0


def _few(found: Iterable[Found]) -> tuple[Found, ...]:
    """In each language the first OFFERS places, each once."""
    kept: dict[tuple[str, int], Found] = {}
    for one in found:
        if sum(lang == one.lang for lang, _ in kept) < OFFERS:
            kept.setdefault((one.lang, one.place), one)
    return tuple(kept.values())


_CARRIER_WORDS = frozenset(word for words in CARRIER.values() for word in words)


def vocabulary(language: Language) -> frozenset[str]:
    """The words that the authors of a language write on purpose, folded: such a word is no slip.

    What people ask is written as they text it, slips and all; of that only what comes again counts.
    """
    said = Counter[str]()
    asked = Counter(word for text in language.elsewhere for word in fold_written(text).split())
    said.update(word for texts in language.answers.values() for text in texts for word in fold_written(text).split())
    for words in language.words.values():
        for text in (words.label, *words.keywords, *words.sms.split("\n"), *words.voice.split("\n")):
            said.update(fold_written(text).split())
        for text in words.asks:
            asked.update(fold_written(text).split())
    return frozenset(said) | {word for word, times in asked.items() if times >= AGAIN}


def _spelled(line: Line) -> Iterable[tuple[re.Pattern[str], str]]:
    """How 911 and 988 look in separate digits, and in each language's words for them."""
    words = [tuple("123456789"), *(language.digits for language in line.languages.values())]
    for digits in words:
        for number in ("911", "988"):
            if len(digits) >= 9:
                apart = " ".join(fold(digits[int(digit) - 1]) for digit in number)
                alone = rf"(?<!\d )\b{re.escape(apart)}\b(?! \d)"  # never in the middle of a longer number
                yield re.compile(alone), number


def _inside_texts(line: Line) -> Patterns[str]:
    """What every language finds inside texts that is no consent."""
    consents = [language.consent for language in line.languages.values()]
    names = ("stop-like", "auto-reply")
    return Patterns({name: [text for consent in consents for text in consent.get(name, ())] for name in names})


def _consent(line: Line) -> dict[str, tuple[Consent, tuple[str, ...]]]:
    """Squeezed phrases to what they mean and which languages have them; the carriers' words belong to none."""
    found: dict[str, tuple[Consent, tuple[str, ...]]] = {}
    kinds: tuple[Consent, ...] = ("stop", "start", "help")
    for kind in kinds:
        for code, language in line.languages.items():
            for phrase in map(squeeze, language.consent.get(kind, ())):
                _, langs = found.get(phrase, (kind, ()))
                found[phrase] = (kind, (*langs, code))
    for kind, words in CARRIER.items():  # last, so that no line can give a carrier's word another meaning
        found |= dict.fromkeys(words, (kind, ()))
    return found | {squeeze(phrase): ("stop", ()) for phrase in FCC_STOP}


def _commands(line: Line) -> dict[str, tuple[str, tuple[str, ...]]]:
    commands: dict[str, tuple[str, tuple[str, ...]]] = {}
    for code, language in line.languages.items():
        for name, words in language.commands.items():
            for word in words:
                known, langs = commands.get(fold(word), (name, ()))
                commands[fold(word)] = (known, (*langs, code))
    return commands


def _places(line: Line, phrases: Callable[[Words], tuple[str, ...]]) -> dict[str, tuple[tuple[int, str], ...]]:
    """Where folded phrases lead: place numbers with their language."""
    found: dict[str, tuple[tuple[int, str], ...]] = {}
    for code, language in line.languages.items():
        for number, words in language.words.items():
            for phrase in dict.fromkeys(map(fold_written, phrases(words))):
                if phrase:
                    found[phrase] = (*found.get(phrase, ()), (number, code))
    return found
