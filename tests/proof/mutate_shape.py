"""Breaks what the loader asks for: each function yields the mutants of one rule, at every place that it can break."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from tests.proof.sheet import AREAS, LANGUAGE, LINE, MENUS, SOURCES, Mutant, Sheet, Spot, quoted

YAML = r".+\.yaml"
SERVICES = ("911", "988")


def alias(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    for spot in sheet.under(AREAS, "*", "*"):
        yield sheet.put(spot, "*" + dice.choice(["star", "a b"]))
        yield sheet.put(spot, f"&{dice.choice(['A', 'salt'])} {spot.raw}")


def duplicate_key(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    for path in (("*",), ("*", "*"), ("sentences", "*", "*")):
        for name in sheet.names(YAML, *path):
            if name.flow:
                yield sheet.put(name, f"{name.raw}: x, {name.raw}")
            else:
                yield sheet.put(name, f"{name.raw}: x\n{' ' * name.indent}{name.raw}", below=1)
    for name in sheet.names(MENUS, "*"):  # "zz" is read last
        text = f"# more\n{name.value}: {{number: 998, next: [x]}}\n"
        yield Mutant(("menus/zz.yaml", 2), files={"menus/zz.yaml": text})
    for name in sheet.names(AREAS, "*"):
        new = f"content/{name.lang}/zz.yaml"
        yield Mutant((new, 3), files={new: f"\n\n{name.value}: {{label: {dice.choice('pqr')}}}\n"})


def emergency_transfer(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    for spot in sheet.under(MENUS, "*", "transfer"):
        for service in SERVICES:
            yield sheet.put(spot, quoted(service))
        for dial in sheet.under(LINE, "numbers", spot.value, "dial"):
            yield sheet.put(dial, quoted(dice.choice(["911", "988", "211", "811"])), at=spot.at)


def empty_file(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    for file in sheet.texts:
        yield Mutant((file, 1), files={file: dice.choice(["", "# later\n", "\n\n", "---\n", "{}\n"])})


def encoding(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    for file, text in sheet.texts.items():
        for _ in range(5):
            at = dice.randrange(len(text))
            wrong = dice.choice(
                [b"\x00", b"\x07", b"\x1b", b"\x7f", b"\xff", b"\xe9", "\ufeff".encode(), b"\xed\xa0\x80"]
            )
            if at:  # at the begin of a file the byte order mark is a custom
                yield Mutant((file, text.count("\n", 0, at) + 1), ((file, at, at, wrong),))
    for spot in sheet.words("sms"):
        yield sheet.put(spot, dice.choice(['"Salt\\0"', '"\\a Salt"', '"Sa\\u200blt"']))


def file_name(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    for file, text in sheet.texts.items():
        other = file.removesuffix("yaml") + dice.choice(["yml", "YAML", "Yml"])
        yield Mutant((other, 1), files={file: None, other: text})
    yield Mutant(("content/heat.yaml", 1), files={"content/heat.yaml": "a: b\n"})


def literal_number(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    numbers = ["911", "9-1-1", "988", "1-800-555-0199", "(800) 555 0199", "555.0199", "+18005550199"]
    for spot in (*sheet.words("sms"), *sheet.words("voice")):
        yield from sheet.insert(spot, f"Call {dice.choice(numbers)} now.")
    for spot in (*sheet.under(AREAS, "*", "label"), *sheet.under(LANGUAGE, "hours", "*")):
        yield sheet.put(spot, quoted(f"call {dice.choice(numbers)}"))


def missing_key(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    needed = [
        *((MENUS, "*", name) for name in ("number",)),
        *((LINE, name) for name in ("start", "person", "opt_out_handled_by")),
        *((LINE, "languages", "*", name) for name in ("text", "speech", "voice")),
        (LINE, "numbers", "*", "dial"),
        *((SOURCES, "*", name) for name in ("publisher", "title", "address", "seen")),
        *((LANGUAGE, name) for name in ("name", "sender")),
        (AREAS, "*", "review", "status"),
    ]
    for file, *path in needed:
        for name in sheet.names(file, *path):
            yield sheet.put(sheet.value_of(name), dice.choice(["''", '" "']))
            if not name.flow:
                table = next(
                    s for s in sheet.spots if s.kind == "table" and (s.file, s.path) == (name.file, name.path[:-1])
                )
                yield sheet.drop(name, at=(name.file, table.line))


def not_yaml(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    for spot in sheet.under(YAML, "*", "*"):
        if spot.kind == "text" and not spot.flow and "\n" not in spot.raw:
            yield sheet.put(
                spot, dice.choice(["Fill it: half", "{number:911} is for fire", "'Don't fill it.'", "@home", "%x"])
            )
    for name in sheet.names(YAML, "*", "*"):
        if not name.flow:
            yield Mutant(name.at, ((name.file, name.start - name.indent, name.start, "\t"),))


def number_clash(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    numbers = sheet.under(MENUS, "*", "number")
    for position, spot in enumerate(numbers[1:], 1):
        raw = dice.choice(numbers[:position]).value
        yield sheet.put(spot, dice.choice([raw, quoted(raw)]))


def tag(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    for spot in (*sheet.under(YAML, "*", "*"), *sheet.under(YAML, "*", "*", "*")):
        yield sheet.put(spot, f"{dice.choice(['!', '!!str', '!Fill'])} {spot.raw}")


def toll_free_opt_out(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    free = f'"+1{dice.choice(["800", "833", "844", "855", "866", "877", "888"])}5550100"'
    for spot in sheet.under(LINE, "opt_out_handled_by"):
        if spot.value == "app":
            yield from (sheet.put(phone, free, at=spot.at) for phone in sheet.under(LINE, "phone"))
        else:
            yield sheet.put(spot, f"app\nphone: {free}")


def too_big(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    for file, text in sheet.texts.items():
        yield Mutant((file, 1), ((file, len(text), len(text), f"\n#{'x' * 1_000_000}\n"),))
    entries, rows = "x, " * 1000, dice.randrange(100, 200)
    for file, text in sheet.texts.items():  # the limit is passed in the hundredth row of a thousand
        before = sum(spot.file == file for spot in sheet.spots)
        if before < 900:
            more = "\nzz: [\n" + f"{entries}\n" * rows + "]\n"
            yield Mutant((file, text.count("\n") + 2 + 100), ((file, len(text), len(text), more),))


def too_deep(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    for spot in sheet.under(YAML, "*", "*"):
        deep = dice.randrange(51, 500)
        yield sheet.put(spot, "[" * deep + "]" * deep)


def too_many_choices(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    for kind in ("choices", "next"):
        for spot in sheet.under(MENUS, "*", kind):
            ids = [*spot.items, *(id for id in sheet.places if id not in spot.items)]
            yield sheet.put(spot, f"[{', '.join(ids[:6])},\n    {', '.join(ids[6 : dice.randrange(7, 10)])}]", below=1)


def unknown_fill(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    wrong = dice.choice(["{plumber}", "{nubmer:911}", "{}", "{number:}", "{number:911", "911}"])
    for spot in (*sheet.words("sms"), *sheet.words("voice")):
        if "\n" not in spot.raw:
            yield sheet.put(spot, quoted(f"Call {wrong} now."))
        elif not spot.flow:
            yield from sheet.insert(spot, f"Call {wrong} now.")
    for spot in sheet.under(AREAS, "*", "label"):
        yield sheet.put(spot, quoted(f"{spot.value} {{number:911}}"))


def unknown_key(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    tables = [(MENUS, "*", "*"), (AREAS, "*", "*"), (AREAS, "*", "review", "*"), (SOURCES, "*", "*"), (LINE, "*")]
    tables += [(LINE, "languages", "*", "*"), (LINE, "numbers", "*", "*"), (LANGUAGE, "*")]
    tables += [(LANGUAGE, "sentences", "*"), (LANGUAGE, "sentences", "*", "*")]
    for file, *path in tables:
        for name in sheet.names(file, *path):
            slip = dice.choice(["colour", f"{name.value}s"])
            between = ", " if name.flow else "\n" + " " * name.indent
            yield sheet.put(name, f"{slip}: {dice.choice(['x', '{a: b}'])}{between}{name.raw}")


def unknown_language(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    codes = ["fr", "vi", "zh"]
    tables = [(LINE, "safety", "*"), (LINE, "pronunciations", "*"), (LINE, "glossary", "*")]
    for file, *path in (*tables, (r"menus/(safety|glossary)\.yaml", "*")):
        yield from (sheet.put(name, dice.choice(codes)) for name in sheet.names(file, *path))
    for code in codes:
        yield Mutant((f"content/{code}", 1), files={f"content/{code}/line.yaml": "name: x\n"})


def unknown_number(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    for spot in (*sheet.words("sms"), *sheet.words("voice")):
        for match in re.finditer(r"\{(number|hours):([\w-]+)\}", spot.raw):
            wrong = f"{{{match.group(1)}:{match.group(2)}{dice.choice('qxz')}}}"
            below = spot.raw.count("\n", 0, match.start())
            yield sheet.put(spot, spot.raw[: match.start()] + wrong + spot.raw[match.end() :], below=below)
    yield from (sheet.put(spot, f"{spot.value}q") for spot in sheet.under(MENUS, "*", "transfer"))
    yield from (sheet.put(name, f"{name.value}q") for name in sheet.names(LANGUAGE, "hours", "*"))


def unknown_source(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    for spot in sheet.under(MENUS, "*", "sources", "*"):
        yield sheet.put(spot, dice.choice([f"{spot.value}s", "nobody"]))


def unreadable(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    for file in sheet.texts:
        yield Mutant((file, 1), files={file: None, f"{file}/": None})
    yield Mutant(("menus/line.yaml", 1), files={"menus/line.yaml": None})
    for code in sheet.languages():
        gone = [file for file in sheet.texts if file.startswith(f"content/{code}/")]
        yield Mutant((f"content/{code}", 1), files=dict.fromkeys(gone))


def wrong_kind(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    for spot in _known(sheet):
        if spot.kind == "text":
            yield sheet.put(spot, dice.choice(["[a, b]", "{a: b}", "{number:988}"]))
        elif spot.path[-1] != "asks":  # which may be one a line
            yield sheet.put(spot, dice.choice(["just words", quoted("x")]))
    for id, place in sheet.places.items():
        for name in ("choices", "next"):
            other = "next" if name == "choices" else "choices"
            if name in place:
                spot = place[name]
                more = f"{spot.raw.rstrip()}\n{' ' * spot.indent}{other}: [{id}]"
                yield sheet.put(spot, more, at=place["id"].at)


def _known(sheet: Sheet) -> Iterator[Spot]:
    """Values whose kind is known, in brackets or not."""
    yield from sheet.under(AREAS, "*", "*")
    yield from (spot for spot in sheet.under(MENUS, "*", "*") if spot.path[1] != "waive")
    yield from sheet.under(SOURCES, "*", "*")
    yield from (*sheet.under(LANGUAGE, "commands", "*"), *sheet.under(LANGUAGE, "sentences", "*", "*"))


def wrong_value(sheet: Sheet, dice: Random) -> Iterator[Mutant]:
    wrong = [
        (MENUS, "*", "number", ["20", "3000", "099", "3a0", "3.4"]),
        (AREAS, "*", "review", "status", ["aproved", "Draft", "yes"]),
        (SOURCES, "*", "seen", ["last week", "2026-02-30", "20261123"]),
        (LINE, "numbers", "*", "dial", ["1-800-555-0155", "12", "+1800555"]),
        (LINE, "wait", ["4", "21", "8.5", "8 seconds"]),
        (LINE, "opt_out_handled_by", ["us", "App"]),
        (LINE, "allow_drafts", ["yes", "True", "1"]),
        (LINE, "languages", "*", "text", ["utf-8", "gsm7"]),
    ]
    for file, *path, values in wrong:
        yield from (sheet.put(spot, quoted(dice.choice(values))) for spot in sheet.under(str(file), *path))
    for name in (*sheet.names(LANGUAGE, "commands", "*"), *sheet.names(LANGUAGE, "consent", "*")):
        yield sheet.put(name, f"{name.value}x")
    for name in (*sheet.names(LINE, "languages", "*"), *sheet.names(SOURCES, "*")):
        yield sheet.put(name, dice.choice(["Some Words", "No_name"]))


MUTATORS = {
    "alias": alias,
    "duplicate-key": duplicate_key,
    "emergency-transfer": emergency_transfer,
    "empty-file": empty_file,
    "encoding": encoding,
    "file-name": file_name,
    "literal-number": literal_number,
    "missing-key": missing_key,
    "not-yaml": not_yaml,
    "number-clash": number_clash,
    "tag": tag,
    "toll-free-opt-out": toll_free_opt_out,
    "too-big": too_big,
    "too-deep": too_deep,
    "too-many-choices": too_many_choices,
    "unknown-fill": unknown_fill,
    "unknown-key": unknown_key,
    "unknown-language": unknown_language,
    "unknown-number": unknown_number,
    "unknown-source": unknown_source,
    "unreadable": unreadable,
    "wrong-kind": wrong_kind,
    "wrong-value": wrong_value,
}
