"""Breaks the ways through a line, its keywords and its settings: each function yields the mutants of one rule."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from tests.proof.sheet import AREAS, LANGUAGE, LINE, MENUS, Mutant, Sheet, Spot, quoted

OTHERS = "menus/zz.yaml"
SAFETY = r"menus/(line|safety)\.yaml"
LEVELS = ("crisis", "emergency", "call-team", "unless")


def alike_labels(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    labels = {(spot.lang, spot.path[0]): spot for spot in sheet.under(AREAS, "*", "label")}
    for place in sheet.places.values():
        choices = place["choices"].items if "choices" in place else ()
        for lang in sheet.languages():
            for position, id in enumerate(choices[1:], 1):
                first = labels[lang, dice.choice(choices[:position])].value
                yield sheet.put(
                    labels[lang, id], quoted(dice.choice([f"{first} again", f"{first.split()[-1]} {first}"]))
                )


def card_keyword(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    for spot in sheet.under(AREAS, "*", "keywords", "*"):
        if spot.path[2] == 0 and sheet.is_topic(spot.path[0]):
            yield sheet.put(spot, "".join(dice.choices("aeioulmnrst", k=dice.randrange(13, 30))))
        yield sheet.put(spot, dice.choice(["2000", "24 07", "123456"]))


def command_clash(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    duties = _duties(sheet)
    for position, (spot, duty) in enumerate(duties[1:], 1):
        taken = [word for word, other in duties[:position] if other != duty and "language" not in (other, duty)]
        if taken:
            yield sheet.put(spot, quoted(dice.choice(taken).value))
        if duty not in ("stop", "start", "help"):
            yield sheet.put(spot, quoted(dice.choice(["End!", "info", "UNSUBSCRIBE", "s t a r t"])))


def _duties(sheet: Sheet) -> list[tuple[Spot, str]]:
    """Every word that works everywhere, in the order in which the line looks them up."""
    found = [
        (spot, str(spot.path[1]))
        for kind in ("stop", "start", "help")
        for spot in sheet.under(LANGUAGE, "consent", kind, "*")
    ]
    found += [(spot, str(spot.path[1])) for spot in sheet.under(LANGUAGE, "commands", "*", "*")]
    return [*found, *((spot, f"digit {spot.path[1]}") for spot in sheet.under(LANGUAGE, "digits", "*"))]


def conversation(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    file = "menus/tests/zz.yaml"
    for spot in sheet.under(AREAS, "*", "keywords", "*"):
        other = dice.choice([id for id in sheet.places if id != spot.path[0]])
        told = f"somebody:\n  lang: {spot.lang}\n  steps:\n    - {{text: HI, expect: {sheet.setting('start')}}}\n"
        yield Mutant((file, 5), files={file: f"{told}    - {{says: {quoted(spot.value)}, expect: {other}}}\n"})
        yield Mutant((file, 5), files={file: f"{told}    - {{text: {quoted(spot.value)}, expect: MISS}}\n"})


def dead_end(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    for place in sheet.places.values():
        for name in ("choices", "next"):
            if name in place:
                yield sheet.put(place[name], "[]", at=place["id"].at)


def deep(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    """A chain of menus, hung into a list that has room; its last place is too far."""
    for place in sheet.places.values():
        spot = place.get("choices")
        if spot is not None and len(spot.items) < 6:
            chain = "".join(f"zz{n}: {{number: 80{n}, choices: [zz{n + 1}]}}\n" for n in range(1, 5))
            hung = sheet.put(spot, f"[{', '.join([*spot.items, 'zz1'])}]")
            yield Mutant((OTHERS, 5), hung.edits, {OTHERS: f"{chain}zz5: {{number: 805, next: [main]}}\n"})


def empty_phrase(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    words = [*sheet.under(AREAS, "*", "keywords", "*"), *sheet.under(AREAS, "*", "asks", "*"), *_patterns(sheet)]
    words += [*sheet.under(LANGUAGE, "commands", "*", "*"), *sheet.under(LANGUAGE, "names", "*")]
    words += [*sheet.under(LANGUAGE, "consent", "*", "*"), *sheet.under(LANGUAGE, "digits", "*")]
    for spot in (*words, *sheet.under(AREAS, "*", "label")):
        yield sheet.put(spot, quoted(dice.choice(["...", "?", "☕", "- -"])))


def _patterns(sheet: Sheet) -> list[Spot]:
    return [
        spot
        for level in LEVELS
        for spot in (*sheet.under(SAFETY, "safety", "*", level, "*"), *sheet.under(SAFETY, "*", level, "*"))
        if spot.kind == "text"
    ]


def keyword_clash(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    for lang in sheet.languages():
        words = [spot for spot in _words(sheet) if spot.lang == lang]
        for spot in words:
            earlier = [word.value for word in words if word.file == spot.file and word.start < spot.start]
            taken = [value for value in earlier if value not in _own(words, spot)]
            if taken:
                yield sheet.put(spot, quoted(dice.choice([dice.choice(taken), dice.choice(taken).upper() + "!"])))


def _words(sheet: Sheet) -> list[Spot]:
    """Labels, keywords and questions, as they stand."""
    return [
        *sheet.under(AREAS, "*", "label"),
        *sheet.under(AREAS, "*", "keywords", "*"),
        *sheet.under(AREAS, "*", "asks", "*"),
    ]


def _own(words: list[Spot], spot: Spot) -> set[str]:
    return {word.value for word in words if word.path[0] == spot.path[0]}


def near_keyword(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    words = [spot for spot in _words(sheet) if spot.path[1] != "asks"]
    for spot in words:
        earlier = [w for w in words if w.file == spot.file and w.start < spot.start and w.path[0] != spot.path[0]]
        near = [word.value for word in earlier if word.value.isalpha() and len(word.value) >= 5]
        if near:
            yield sheet.put(spot, quoted(_slip(dice.choice(near), dice)))


def _slip(word: str, dice: Random) -> str:
    """The word with one slip in it, one that makes no other word of these lines."""
    at = dice.randrange(1, len(word))
    two = word[at] + word[at - 1]
    swapped = word[: at - 1] + two + word[at + 1 :] if word[at] != word[at - 1] else f"{word}w"
    return dice.choice(
        [word[:at] + "w" + word[at:], word[:at] + word[at + 1 :] + "", swapped, word[:at] + "q" + word[at + 1 :]]
    )


def near_reserved(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    for spot in _words(sheet):
        yield sheet.put(
            spot, dice.choice(["step", "sop", "eyes", "ifno", "Cancer", "and", "send", "quilt", "halp", "stat"])
        )


def reserved_keyword(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    commands = [spot.value for spot in sheet.under(LANGUAGE, "commands", "*", "*")]
    for spot in sheet.under(AREAS, "*", "keywords", "*"):
        yield sheet.put(spot, quoted(dice.choice(["end", "s t o p", "YES!", "2", "911", "two", "english", *commands])))


def many_choices(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    if sheet.setting("limits", "choices") == "6":  # as many as there are keys: another rule tells of a seventh
        return
    for place in sheet.places.values():
        spot = place.get("choices")
        if spot is not None and "waive" not in place:
            ids = [*spot.items, *(id for id in sheet.places if id not in spot.items)][:6]
            yield sheet.put(spot, f"[{', '.join(ids[:5])},\n    {ids[5]}]", below=1)


def missing_words(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    ids = {(name.file, name.path[0]): name for name in sheet.names(AREAS, "*")}
    for part in ("label", "keywords", "sms", "voice", "review"):
        for name in sheet.names(AREAS, "*", part):
            above = ids[name.file, name.path[0]]
            if not name.flow:
                yield sheet.drop(name, at=above.at)
            if part in ("label", "sms", "voice"):
                yield sheet.put(sheet.value_of(name), "' '", at=above.at)
    for name in (*sheet.names(LANGUAGE, "sentences", "*"), *sheet.names(LANGUAGE, "commands", "*")):
        if not name.flow:
            yield sheet.drop(name, at=(name.file, 1))
    for name in sheet.names(AREAS, "*"):
        yield sheet.drop(name, at=sheet.places[str(name.path[0])]["id"].at)


def no_source(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    for name in sheet.names(MENUS, "*", "sources"):
        if sheet.is_topic(name.path[0]):
            yield sheet.put(sheet.value_of(name), "[]", at=sheet.places[str(name.path[0])]["id"].at)
            yield sheet.drop(name, at=sheet.places[str(name.path[0])]["id"].at)


def reserved_number(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    for spot in sheet.under(MENUS, "*", "number"):
        yield sheet.put(spot, dice.choice(["911", "988", "211", "311", "411", '"511"', "611", "711", "811"]))


def thin_menu(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    for spot in sheet.under(MENUS, "*", "choices"):
        begins = spot.path[0] == sheet.setting(
            "start"
        )  # a line may begin with its only topic, but not with its only menu
        items = [id for id in spot.items if not (begins and sheet.is_topic(id))]
        if items:
            yield sheet.put(spot, f"[\n    {dice.choice(items)}]", below=1)


def unknown_place(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    targets = [*sheet.under(MENUS, "*", "choices", "*"), *sheet.under(MENUS, "*", "next", "*")]
    for spot in (*targets, *sheet.under(LINE, "safety_places", "*")):
        yield sheet.put(spot, dice.choice([f"{spot.value}x", spot.value.capitalize(), "the place"]))
    topics = [id for id in sheet.places if sheet.is_topic(id)]
    for name in ("start", "person"):
        yield from (sheet.put(spot, dice.choice([*topics, "nobody"])) for spot in sheet.under(LINE, name))
    yield from (sheet.put(name, f"{name.value}x") for name in sheet.names(AREAS, "*"))


def unreachable(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    for spot in (*sheet.under(MENUS, "*", "choices"), *sheet.under(MENUS, "*", "next")):
        for gone in spot.items:
            kept = [id for id in spot.items if id != gone]
            lost = sorted(set(sheet.places) - _reached(sheet, str(spot.path[0]), kept))
            if lost and kept:
                place = sheet.places[dice.choice(lost)]["id"]
                whole = sheet.put(spot, f"[{', '.join(kept)}]")
                less = (
                    spot.raw.rstrip().count("\n")
                    if (spot.file, spot.line) < place.at and spot.file == place.file
                    else 0
                )
                yield Mutant((place.file, place.line - less), whole.edits)
    islands = "# far away\neast: {number: 801, next: [west]}\nwest: {number: 802, next: [east]}\n"
    yield Mutant((OTHERS, dice.choice([2, 3])), files={OTHERS: islands})


def _reached(sheet: Sheet, changed: str, kept: list[str]) -> set[str]:
    """The places that can be reached when one of them offers only these."""
    found: set[str] = set()
    handoffs = {place["transfer"].value: id for id, place in sheet.places.items() if "transfer" in place}
    ahead = [
        sheet.setting("start"),
        sheet.setting("person"),
        *(s.value for s in sheet.under(LINE, "safety_places", "*")),
    ]
    while ahead:
        id = ahead.pop()
        if id in sheet.places and id not in found:
            found.add(id)
            place = sheet.places[id]
            offered = [item for name in ("choices", "next") if name in place for item in place[name].items]
            ahead += kept if id == changed else offered
            ahead += [handoffs.get(place[name].value, "") for name in ("connect", "or") if name in place]
    return found


def loose_trigger(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    for spot in _patterns(sheet):
        if "crisis" in spot.path:
            yield sheet.put(
                spot, quoted(dice.choice(["took 800mg", "all ... my pills", "die/dying", "mis pastillas", "muerte"]))
            )


def opt_out_note(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    for spot in sheet.under(LINE, "opt_out_handled_by"):
        yield from (sheet.put(note, "''", at=spot.at) for note in sheet.under(LINE, "opt_out_note"))
        if spot.value == "carrier":
            yield sheet.put(spot, "app")


def review_state(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    for spot in sheet.under(AREAS, "*", "review", "next"):
        yield sheet.put(spot, dice.choice(["2026-11-22", "2025-01-01"]))
    for spot in sheet.under(LINE, "allow_drafts"):
        if spot.value == "true":
            for file in sheet.texts:
                drafts = [
                    s for s in sheet.under(AREAS, "*", "review", "status") if s.file == file and s.value == "draft"
                ]
                yield from (sheet.put(spot, "false", at=first.at) for first in drafts[:1])


def short_wait(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    yield from (sheet.put(spot, dice.choice("567")) for spot in sheet.under(LINE, "wait"))
    yield from (sheet.put(spot, dice.choice("5678")) for spot in sheet.under(LINE, "slow_wait"))


def waiver(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    tables = [(MENUS, "number"), (AREAS, "label")]
    for file, part in tables:
        for name in sheet.names(file, "*", part):
            rule = dice.choice(["dead-end", "long-sentence", "many-choice", "keyword-clash", "nothing"])
            place = sheet.places[str(name.path[0])]
            if "waive" not in place:
                between = ", " if name.flow else "\n" + " " * name.indent
                yield sheet.put(name, f"waive: {{{rule}: it is so}}{between}{name.raw}")


MUTATORS = {
    "alike-labels": alike_labels,
    "card-keyword": card_keyword,
    "command-clash": command_clash,
    "conversation": conversation,
    "dead-end": dead_end,
    "deep": deep,
    "empty-phrase": empty_phrase,
    "keyword-clash": keyword_clash,
    "loose-trigger": loose_trigger,
    "many-choices": many_choices,
    "missing-words": missing_words,
    "near-keyword": near_keyword,
    "near-reserved": near_reserved,
    "no-source": no_source,
    "opt-out-note": opt_out_note,
    "reserved-keyword": reserved_keyword,
    "reserved-number": reserved_number,
    "review-state": review_state,
    "short-wait": short_wait,
    "thin-menu": thin_menu,
    "unknown-place": unknown_place,
    "unreachable": unreachable,
    "waiver": waiver,
}
