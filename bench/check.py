"""Times ``hotline check``: on the shipped line, and on synthetic lines as large as place numbers allow and larger."""

from __future__ import annotations

import argparse
import cProfile
import pstats
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import yaml

from hotline.check import examine

ROOT = Path(__file__).parent.parent
SINK = ROOT / "tests/lines/kitchen-sink"
MENU, GROUP = 6, 36  # choices of a menu; topics behind a menu of menus
RESERVED = {988, *(n * 100 + 11 for n in range(2, 10))}
SIZES = {"710 topics, 2 languages": 710, "2,000 topics, 2 languages": 2000}
LETTERS = {"en": ("bdfgklmnprstv", "aeiou", "nrstl"), "es": ("bcdfglmnprt", "aeioué", "nrsdl")}
FORMS = {
    "en": [
        "Put the {a} on the {b} and let it rest for {n} days.",
        "Ask your team about the {a} before you start the {b}.",
        "The {a} may feel sore or dry at first.",
        "Call the clinic if the {a} does not go away in {n} hours.",
        "Keep a list of each {a} and show it at your next visit.",
        "You can eat and drink as you like with the {b}.",
        "Most people get used to the {a} after a few weeks.",
        "A cold cloth on the {b} can help.",
    ],
    "es": [
        "Ponga {a} en la {b} y espere {n} días.",
        "Pregunte por {a} antes de usar la {b}.",
        "Es normal notar {a} al principio.",
        "Llame a la clínica si {a} no mejora en {n} horas.",
        "Anote cada {a} y lleve la lista a su cita.",
        "Puede comer y beber de todo con la {b}.",
        "Casi todos se acostumbran a {a} en unas semanas.",
        "Un paño frío en la {b} ayuda.",
    ],
}
LEADS = {"en": ("about", "what is", "how do i take"), "es": ("sobre", "qué es", "cómo tomo")}
THINGS = {
    "en": [
        "pill",
        "hand",
        "skin",
        "mouth",
        "bone",
        "food",
        "sleep",
        "walk",
        "drink",
        "bath",
        "glove",
        "sheet",
        "chair",
        "door",
        "phone",
        "list",
        "week",
        "lotion",
        "salt",
        "soup",
    ],
    "es": [
        "crema",
        "mano",
        "piel",
        "boca",
        "mesa",
        "comida",
        "sopa",
        "cama",
        "ropa",
        "silla",
        "puerta",
        "lista",
        "semana",
        "sal",
        "bebida",
        "toalla",
        "manta",
        "casa",
        "sala",
        "ducha",
    ],
}
SAYS = {"en": ("Text a number:", "Pick one."), "es": ("Envíe un número:", "Elija una.")}


class Words:
    """Made-up words that are all different, at most a few of them one slip apart, as in a real line."""

    def __init__(self, lang: str, dice: random.Random) -> None:
        self.begin, self.vowels, self.end = LETTERS[lang]
        self.dice, self.taken = dice, set[str]()

    def new(self, syllables: int) -> str:
        while True:
            pick = self.dice.choice
            word = "".join(pick(self.begin) + pick(self.vowels) for _ in range(syllables)) + pick(self.end)
            if word not in self.taken:
                self.taken.add(word)
                return word


def make_line(root: Path, topics: int, seed: int) -> None:
    """A line of so many topics in two languages, with the sentences of the kitchen-sink line."""
    dice = random.Random(seed)
    shutil.copytree(SINK, root)
    (root / "menus/kitchen.yaml").unlink()
    shutil.rmtree(root / "menus/tests", ignore_errors=True)
    for lang in FORMS:
        (root / f"content/{lang}/kitchen.yaml").unlink()
    settings = (root / "menus/line.yaml").read_text(encoding="utf-8")
    kept = settings.replace(
        "{crisis: alone, emergency: flood, call-team: leak}", "{crisis: t0, emergency: t1, call-team: t2}"
    )
    (root / "menus/line.yaml").write_text(kept, encoding="utf-8")
    tree = dict(menus_of(topics))
    ids = ["plumber", *tree, *(f"t{number}" for number in range(topics))]
    numbers = dict(zip(ids, free_numbers(), strict=False))
    write_menus(root, ids, tree, numbers, dice)
    for lang in FORMS:
        write_words(root, ids, lang, dice)


def free_numbers() -> Iterator[int]:
    """Three digits as long as there are any, then four, which are refused."""
    return (number for number in range(100, 10_000) if number not in RESERVED)


def menus_of(topics: int) -> Iterator[tuple[str, list[str]]]:
    """Menus of six: of topics, of menus, up to the main one."""
    level, below, depth = [f"t{number}" for number in range(topics)], "", 0
    while len(level) > MENU:
        parts = [level[start : start + MENU] for start in range(0, len(level), MENU)]
        below = [f"m{depth}-{number}" for number in range(len(parts))]
        yield from zip(below, parts, strict=True)
        level, depth = below, depth + 1
    yield "main", level


def write_menus(
    root: Path, ids: list[str], tree: dict[str, list[str]], numbers: dict[str, int], dice: random.Random
) -> None:
    topics = [id for id in ids if id.startswith("t")]
    for part, some in enumerate(chunks(ids)):
        rows = []
        for id in some:
            rows.append(f"{id}:\n  number: {numbers[id]}\n")
            if id == "plumber":
                rows.append("  transfer: plumber\n")
            elif id in tree:
                rows.append(f"  choices: [{', '.join(tree[id])}]\n")
            else:
                after = dice.sample(topics, 3)
                rows.append(f"  next: [{', '.join(after)}]\n  sources: [plumbing-board]\n")
        (root / f"menus/area-{part:02}.yaml").write_text("".join(rows), encoding="utf-8")


def write_words(root: Path, ids: list[str], lang: str, dice: random.Random) -> None:
    words = Words(lang, dice)
    for part, some in enumerate(chunks(ids)):
        rows = [words_of(id, lang, words, dice) for id in some]
        (root / f"content/{lang}/area-{part:02}.yaml").write_text("\n".join(rows), encoding="utf-8")


def chunks(ids: list[str]) -> Iterator[list[str]]:
    return (ids[start : start + GROUP] for start in range(0, len(ids), GROUP))


def words_of(id: str, lang: str, words: Words, dice: random.Random) -> str:
    """A place's words: a label, six keywords, a few questions, and about a hundred words to read and to hear."""
    name = words.new(3)
    keywords = [name, *(f"{words.new(2)} {words.new(2)}" if dice.random() < 0.5 else words.new(3) for _ in range(5))]
    rows = [f"{id}:", f"  label: {words.new(3)} {words.new(2)}", f"  keywords: [{', '.join(keywords)}]"]
    if id.startswith("t"):
        rows += ["  asks:", *(f"    - {lead} {name} {dice.choice(THINGS[lang])}" for lead in LEADS[lang])]
        for form in ("sms", "voice"):
            paragraphs = [
                " ".join(
                    dice.choice(FORMS[lang]).format(a=name, b=dice.choice(THINGS[lang]), n=dice.randrange(2, 9))
                    for _ in range(4)
                )
                for _ in range(3)
            ]
            rows += [f"  {form}: >-", "\n\n".join(f"    {paragraph}" for paragraph in paragraphs)]
    elif id == "plumber":
        rows += ["  sms: '{number:plumber}.'", "  voice: '{number:plumber}.'"]
    else:
        rows += [f'  sms: "{SAYS[lang][0]}"', f"  voice: {SAYS[lang][1]}"]
    return "\n".join([*rows, "  review: {status: draft}", ""])


def parsing(root: Path) -> float:
    """Seconds that PyYAML's parser takes for the same files: the fixed work that a check is compared with."""
    before = time.process_time()
    for path in sorted(root.rglob("*.yaml")):
        if path.relative_to(root).parts[0] in ("menus", "content"):
            for _ in yaml.parse(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
                pass
    return time.process_time() - before


def measured(name: str, root: Path, rounds: int) -> str:
    """A row of the table."""
    wall, ratio = [], []
    for _ in range(rounds):
        before = time.perf_counter()
        subprocess.run([sys.executable, "-m", "hotline", "check", str(root)], capture_output=True, check=False)
        wall.append(time.perf_counter() - before)
        parse = parsing(root)
        begin = time.process_time()
        report = examine(root)
        ratio.append((time.process_time() - begin) / parse)
    found = Counter(problem.severity for problem in report.problems)
    counts = ", ".join(f"{count} {level}s" for level, count in sorted(found.items())) or "none"
    return f"| {name} | {statistics.median(wall):.1f} | {statistics.median(ratio):.1f} | {counts} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--profile", action="store_true", help="show where the time goes on the largest line")
    parser.add_argument("--keep", type=Path, help="write the synthetic lines here and leave them")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.keep or Path(temporary)
        for topics in SIZES.values():
            make_line(folder / str(topics), topics, asked.seed)
        if asked.profile:
            profile = cProfile.Profile()
            profile.runcall(examine, folder / "2000")
            pstats.Stats(profile).sort_stats("cumulative").print_stats(45)
            return
        tell("| line | seconds | CPU time to parsing's | problems |\n| --- | --- | --- | --- |")
        tell(measured("shipped", ROOT, asked.rounds))
        for name, topics in SIZES.items():
            tell(measured(name, folder / str(topics), asked.rounds))


def tell(row: str) -> None:
    sys.stdout.write(f"{row}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
