"""Breaks what is read and heard: each function yields the mutants of one rule, at every place that it can break.

Most put a bad sentence between the sentences of some text; it must be told of in the line where it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from tests.proof.sheet import AREAS, LANGUAGE, LINE, SOURCES, Mutant, Sheet, Spot, folded, quoted

Mutate = Callable[[Sheet, Random], Iterator[Mutant]]
SHORT = "Put it on the mat and sit down."
_WORD = ("Wash", "the", "old", "pan", "and", "dry", "it")


def added(
    says: dict[str, list[str]], *, sms: bool = True, voice: bool = True, topics: bool = True, others: bool = True
) -> Mutate:
    """A function that puts one of the sentences of its language, or one of ``""``, into every text of these kinds."""

    def mutate(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
        for form, wanted in (("sms", sms), ("voice", voice)):
            for spot in sheet.words(form, topics=topics, others=others) if wanted else ():
                sentences = says.get(spot.lang) or says.get("")
                if sentences:
                    yield from sheet.insert(spot, dice.choice(sentences))

    return mutate


def plain_alphabet(says: list[str]) -> Mutate:
    """The same, in what is read in a language declared gsm-7."""

    def mutate(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
        for spot in sheet.words("sms"):
            if sheet.setting("languages", spot.lang, "text") == "gsm-7":
                yield from sheet.insert(spot, dice.choice(says))

    return mutate


def long_sentence(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    for form in ("sms", "voice"):
        for spot in sheet.words(form):
            words = [_WORD[position % len(_WORD)] for position in range(dice.randrange(21, 41))]
            yield from sheet.insert(spot, f"{' '.join(words).capitalize()}.")


def paragraphs(form: str, bad: Callable[[Random], str]) -> Mutate:
    """A function that writes each topic anew, with one bad paragraph among good ones."""

    def mutate(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
        for spot in sheet.words(form, others=False):
            if not spot.flow:
                before = dice.randrange(3)
                told = folded(spot, *[SHORT] * before, bad(dice))
                yield sheet.put(spot, told, below=1 + 2 * before)

    return mutate


def _fifty_words(dice: Random) -> str:
    return " ".join(["Wash the old pan and dry it in the sun."] * dice.randrange(6, 9))


def _long_breath(dice: Random) -> str:
    return " ".join(["Fill it up to half, and put it back on its base."] * dice.randrange(12, 20))


def points(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    yield from paragraphs("sms", _fifty_words)(sheet, dice)
    most = int(sheet.setting("limits", "points") or 3)
    for spot in sheet.words("sms", others=False):
        if not spot.flow:
            yield sheet.put(spot, folded(spot, *[SHORT] * (most + 1)), below=1 + 2 * most)


def long_text(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    for spot in sheet.under(LANGUAGE, "sentences", "*", "sms"):
        yield sheet.put(spot, quoted(" ".join(["Please read it once more."] * dice.randrange(14, 30))))


def long_menu(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    for spot in sheet.words("voice", topics=False):
        if "choices" in sheet.places.get(str(spot.path[0]), {}):
            yield sheet.put(spot, quoted(" ".join([SHORT] * dice.randrange(16, 40))))


def too_many_pages(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    for spot in sheet.words("sms", others=False):
        yield sheet.put(spot, quoted(" ".join([SHORT] * dice.randrange(50, 80))))


def reading_grade(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    hard = {
        "en": "Refrigeration equipment manufacturers recommend comprehensive temperature documentation.",
        "es": "Refrigeración especializada necesariamente recomendable.",
    }
    for form in ("sms", "voice"):
        for spot in sheet.words(form, others=False):
            yield sheet.put(spot, quoted(" ".join([hard[spot.lang]] * dice.randrange(26, 30))))


def fever_line(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    for spot in sheet.under(AREAS, "*", "keywords"):
        for form in ("sms", "voice"):
            for told in sheet.under(AREAS, spot.path[0], form):
                if told.file == spot.file and sheet.is_topic(spot.path[0]) and not {"100", "38"} & _figures(told):
                    word = dice.choice(["chemo", "Chemotherapy", "quimio"])
                    yield sheet.put(spot, f"[{word}, {', '.join(map(quoted, spot.items))}]", at=_moved(told, spot))
    for name in sheet.names(LINE, "safety_places", "emergency"):
        if name.flow:
            yield sheet.put(name, "call-team", at=sheet.under(LINE, "start")[0].at)


def _figures(spot: Spot) -> set[str]:
    return set("".join(c if c.isdigit() else " " for c in spot.value).split())


def _moved(told: Spot, spot: Spot) -> tuple[str, int]:
    """Where the text stands when the list above it is on one line."""
    return told.file, told.line - (spot.raw.rstrip().count("\n") if told.start > spot.start else 0)


def help_text(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    for spot in sheet.under(LANGUAGE, "sentences", "help", "sms"):
        for said in ("Facts. Call {number:911}.", "STOP ends it. Rates may apply.", "Call us. Rates may apply."):
            yield sheet.put(spot, quoted(said))


def safety_reply(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    for name in ("crisis", "emergency"):
        for spot in sheet.under(LANGUAGE, "sentences", name, "sms"):
            for said in ("Call now.", "Call {number:911}. Call {number:988}. " + SHORT * dice.randrange(5, 8)):
                yield sheet.put(spot, quoted(said))
            yield from sheet.insert(spot, "Espere aquí.")
        yield from (sheet.put(spot, "Call now.") for spot in sheet.under(LANGUAGE, "sentences", name, "voice"))


def stop_text(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    for spot in sheet.under(LANGUAGE, "sentences", "stopped", "sms"):
        yield sheet.put(spot, quoted("No more texts."))
        offers = {"es": "Haga una donación."}.get(spot.lang, "Please donate.")
        yield from sheet.insert(spot, dice.choice(["Read news.example.org now.", offers]))


def same_reprompt(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    for name in ("noinput", "nomatch"):
        for form in ("sms", "voice"):
            for spot in sheet.under(LANGUAGE, "sentences", "*", form):
                step = str(spot.path[1])
                if step in (f"{name}-2", f"{name}-3"):
                    before = f"{name}-{dice.randrange(1, int(step[-1]))}"
                    first = next(s for s in sheet.under(LANGUAGE, "sentences", before, form) if s.file == spot.file)
                    yield sheet.put(spot, quoted(first.value))


def no_person(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    for id, place in sheet.places.items():
        if "transfer" in place:
            for form in ("sms", "voice"):
                for spot in sheet.under(AREAS, id, form):
                    yield sheet.put(spot, quoted(dice.choice(["Call us.", "Call {number:911}."])))


def open_language(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    first, *others = sheet.languages()
    offers = sheet.under(LANGUAGE, "sentences", "offer-language", "voice")
    for spot in offers:
        if spot.lang in others:
            yield sheet.put(spot, quoted(dice.choice(["Diga una palabra.", "Oprima 18."])))
            yield from (sheet.put(spot, quoted(offer.value)) for offer in offers if offer.lang == first)


def untranslated(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    first, *others = sheet.languages()
    same = {"sms": sheet.words("sms"), "voice": sheet.words("voice")}
    for spots in same.values():
        by_path = {(spot.path): spot for spot in spots if spot.lang == first}
        for spot in spots:
            if spot.lang in others and spot.path in by_path:
                value = by_path[spot.path].value
                if value.count(" ") >= 4 and "{" not in value:
                    yield sheet.put(spot, quoted(dice.choice([value, value.upper()])))


def link(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    yield from added(
        {"": ["Read bit.ly/3xYz now.", "Read http://clinics.example/a now.", "Read tinyurl.com/pan now."]}
    )(sheet, dice)
    for spot in sheet.under(SOURCES, "*", "address"):
        yield sheet.put(spot, dice.choice(["http://example.org/ovens", "https://goo.gl/ovens"]))


def unexplained_term(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    letters = "".join(dice.choices("BCFGHKQXZ", k=dice.randrange(4, 7)))
    says = {"en": [f"Ask for a {letters}."], "es": [f"Pregunte por el {letters}."]}
    yield from added(says, others=False)(sheet, dice)


def vague_risk(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    says = {
        "en": [
            "It is very rare. Ask your team.",
            "There is a good chance of it. Ask your team.",
            "It is likely. Ask us.",
        ],
        "es": ["Es muy raro. Pregunte.", "Es poco frecuente. Pregunte."],
    }
    yield from added(says, others=False)(sheet, dice)


def secret_in_file(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    secret = dice.choice(["", "AC", "SK"]) + "".join(dice.choices("0123456789abcdef", k=32))
    yield from added({"": [f"The key is {secret} here.", "The auth token is hunter2."]})(sheet, dice)
    for spot in (*sheet.under(SOURCES, "*", "title"), *sheet.under(AREAS, "*", "keywords", "*")):
        yield sheet.put(spot, f"key {secret}")


MUTATORS: dict[str, Mutate] = {
    "costly-character": plain_alphabet(["Eat some jícama.", "Eat ☕ now.", "Eat some açaí."]),
    "extension-character": plain_alphabet(["It costs 2 € now.", "It is ~ half.", "It is 3 ^ 2 now.", "It is a | b."]),
    "fever-line": fever_line,
    "hard-to-say": added(
        {"en": ["Take 20 mg of it.", "It is 5% more.", "See www.plumbers.example now."], "es": ["Tome 20 mg de eso."]},
        sms=False,
    ),
    "help-text": help_text,
    "key-before-choice": added(
        {
            "en": ["Press 9 to hear it.", "Press the key 2 for it."],
            "es": ["Oprima la tecla 7 para oír.", "Marque 2 para eso."],
        },
        sms=False,
    ),
    "link": link,
    "long-menu": long_menu,
    "long-paragraph": points,
    "long-sentence": long_sentence,
    "long-speech": paragraphs("voice", _long_breath),
    "long-text": long_text,
    "markdown": added({"": ["It is **now** here.", "It is _so_ here.", "Read [it](here)."]}, voice=False),
    "markup": added({"": ["It is <b>here</b>.", "It is here<br/> now.", "Eat salt &amp; water."]}),
    "no-person": no_person,
    "number-format": added(
        {"en": ["Wait 4-6 days.", "It is 2.5 out of 10.", "Take 2 200 cm pans."], "es": ["Espere 4-6 días."]},
        others=False,
    ),
    "open-language": open_language,
    "plain-word": added({"en": ["We utilize it.", "Do it prior to lunch."], "es": ["Hay que utilizar eso."]}),
    "reading-grade": reading_grade,
    "risk-format": added(
        {"en": ["It cuts the risk by half.", "It is 30 percent lower."], "es": ["Eso reduce el riesgo a la mitad."]},
        others=False,
    ),
    "safety-reply": safety_reply,
    "same-reprompt": same_reprompt,
    "secret-in-file": secret_in_file,
    "stock-phrase": added(
        {
            "en": ["Your call is very important.", "Please listen carefully.", "That is a wrong key."],
            "es": ["Su llamada es importante.", "Escuche con atención.", "Opción no válida."],
        },
        topics=False,
    ),
    "stop-text": stop_text,
    "suicide-wording": added(
        {"en": ["Never commit suicide.", "Do not hang yourself."], "es": ["No hay que cometer suicidio."]}
    ),
    "too-many-pages": too_many_pages,
    "unexplained-term": unexplained_term,
    "untranslated": untranslated,
    "vague-risk": vague_risk,
}
