"""Measures what the line understands, on texts that people might send: ``python -m bench.understanding.measure``.

A file of texts has four columns, separated by tabs: the language of the text, what it should lead to, tags, the text.
What it should lead to is a topic (``a|b``: either, the better one first), ``CRISIS``, ``EMERGENCY``, ``CALL-TEAM``,
``SAFE`` (a look-alike that is no danger, with a topic behind a colon where it has one) or ``OTHER`` (other matters).
Every text is sent by somebody new whose session is in that language.

Beside it, ``<name>-second.tsv`` has what a second reader, who saw neither the first one's answers nor the line's,
called a right answer to the text in each line. What either named is right; ``--strict`` leaves the second one out.
A place is right "first" where it is answered, or stands first in a question back.
"""

from __future__ import annotations

import argparse
import math
import statistics
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from hotline.channels.registry import CHANNELS
from hotline.check import load_served
from hotline.model import Session, Typed
from hotline.served import Served

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
DEVELOPMENT, HELD = HERE / "dev.tsv", HERE / "held.tsv"
ALARMS = ("crisis", "emergency", "call-team")
LEVELS = {
    "CRISIS": ("crisis",),
    "EMERGENCY": ("emergency", "crisis"),
    "CALL-TEAM": ("call-team", "emergency", "crisis"),
}
TYPOS = frozenset({"keyboard", "sound", "t9"})
BROADER = {  # a topic that also answers what a narrower one answers
    **dict.fromkeys(("how-common", "cancer-types"), "what-is-mbc"),
    **dict.fromkeys(("aromatase-inhibitors", "tamoxifen", "fulvestrant", "ovarian-suppression"), "hormone-therapy"),
    **dict.fromkeys(("her2-drugs", "cdk46-inhibitors", "pi3k-akt-mtor"), "targeted-therapy"),
    **dict.fromkeys(("parp-inhibitors", "antibody-drug-conjugates"), "targeted-therapy"),
    "clinical-trials": "treatment-types",
}


class Asked(NamedTuple):
    """A text, and what it should lead to."""

    lang: str
    wanted: str
    tags: frozenset[str]
    text: str


class Got(NamedTuple):
    """What the line made of it."""

    lang: str
    outcome: str
    place: str
    safety: str
    offered: tuple[str, ...]
    milliseconds: float


@dataclass
class Share:
    """So many of so many."""

    of: int = 0
    found: int = 0
    missed: list[str] = field(default_factory=list)

    def add(self, asked: Asked, got: Got, *, hit: bool) -> None:
        """Count one text; those that are no hit are kept to look at."""
        self.of += 1
        self.found += hit
        if not hit:
            self.missed.append(f"{asked.wanted} <- {asked.text} -> {got.outcome} {got.place or ' '.join(got.offered)}")

    @property
    def value(self) -> float:
        """The share, 0 to 1; nothing of nothing is 1."""
        return self.found / self.of if self.of else 1.0

    def interval(self) -> tuple[float, float]:
        """Where the true share is likely to lie: Wilson 1927, 95 of 100."""
        if not self.of:
            return 0.0, 1.0
        z, n = 1.96, self.of
        middle = (self.value + z * z / (2 * n)) / (1 + z * z / n)
        half = z * math.sqrt(self.value * (1 - self.value) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return max(0.0, middle - half), min(1.0, middle + half)


Shares = dict[str, Share]


def read(path: Path, *, strict: bool = False) -> Iterator[Asked]:
    """The texts of a file; a second reader's answers behind the first one's."""
    second = {} if strict else _second(path.with_name(f"{path.stem}-second.tsv"))
    for line, row in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        lang, wanted, tags, text = row.split("\t")
        also = second.get(line, "")
        yield Asked(lang, f"{wanted}|{also}" if also else wanted, frozenset(tags.split(",")), text)


def _second(path: Path) -> dict[int, str]:
    rows = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return {int(line): topics for line, _, topics in (row.partition("\t") for row in rows)}


def ask(served: Served, asked: Asked) -> Got:
    """What somebody new gets, whose session is in the language of the text."""
    began = perf_counter()
    heard = Typed(asked.text)
    meaning = served.meaning(heard)
    milliseconds = (perf_counter() - began) * 1000
    turn = served.answer(CHANNELS["sms"], Session(asked.lang, welcomed=True), heard, meaning, 0)
    place = served.line.at(turn.place).id if turn.place else ""
    numbers = (*turn.suggested, turn.session.other) if turn.session.other else turn.suggested
    offered = tuple(served.line.at(number).id for number in numbers)
    safety = turn.safety if turn.safety != "none" else meaning.safety
    return Got(turn.session.lang, turn.outcome, place, safety, offered, milliseconds)


def measure(served: Served, texts: Iterable[Asked]) -> tuple[dict[str, Shares], list[float]]:
    """For each language the shares by name, and the milliseconds of every look-up."""
    found: dict[str, Shares] = defaultdict(lambda: defaultdict(Share))
    times = []
    for asked in texts:
        got = ask(served, asked)
        times.append(got.milliseconds)
        _judge(asked, got, found[asked.lang])
    return found, times


def _judge(asked: Asked, got: Got, shares: Shares) -> None:
    if asked.wanted in LEVELS:
        hit = got.safety in LEVELS[asked.wanted]
        shares[f"{asked.wanted.lower()} recall"].add(asked, got, hit=hit)
        if asked.tags & TYPOS:
            shares[f"{asked.wanted.lower()} recall, typing errors"].add(asked, got, hit=hit)
    elif asked.wanted == "OTHER":
        shares["other matters not answered with a topic"].add(asked, got, hit=got.outcome != "topic")
        shares["other matters not answered or offered"].add(asked, got, hit=got.outcome not in ("topic", "suggest"))
        shares["other matters without a false alarm"].add(asked, got, hit=got.safety not in ALARMS)
    elif asked.wanted.startswith("SAFE"):
        shares["look-alikes without a false alarm"].add(asked, got, hit=got.safety not in ALARMS)
        if ":" in asked.wanted and got.safety not in ALARMS:
            _topic(asked._replace(wanted=asked.wanted.partition(":")[2]), got, shares, "look-alikes: ")
    else:
        _topic(asked, got, shares, "")


def _topic(asked: Asked, got: Got, shares: Shares, kind: str) -> None:
    right = set(asked.wanted.split("|"))
    right |= {BROADER[id] for id in right if id in BROADER}
    answered = got.outcome in ("topic", *ALARMS) and bool(got.place)
    told = answered and got.place in right
    first = told or (not answered and got.offered[:1] != () and got.offered[0] in right)
    offered = bool(right & set(got.offered))
    shares[f"{kind}answered rightly"].add(asked, got, hit=told)
    shares[f"{kind}right first"].add(asked, got, hit=first)
    shares[f"{kind}right first or offered"].add(asked, got, hit=told or offered)
    shares[f"{kind}not answered wrongly"].add(asked, got, hit=told or not answered)


def table(found: dict[str, Shares]) -> Iterator[str]:
    """The shares as a table in Markdown."""
    langs = sorted(found)
    names = dict.fromkeys(name for lang in langs for name in found[lang])
    yield f"| share | {' | '.join(langs)} |\n| --- |{' --- |' * len(langs)}"
    for name in names:
        cells = []
        for lang in langs:
            share = found[lang][name]
            low, high = share.interval()
            cells.append(f"{share.value:.1%} ({low:.1%} to {high:.1%}) of {share.of}")
        yield f"| {name} | {' | '.join(cells)} |"


def main() -> None:
    """Print the table, and with ``--missed`` the texts behind it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, default=[DEVELOPMENT])
    parser.add_argument("--missed", help="show the texts that a share lacks (a part of its name)")
    parser.add_argument("--strict", action="store_true", help="leave the second reader's answers out")
    parser.add_argument("--from", dest="first", type=int, default=1, help="the first line that counts")
    asked = parser.parse_args()
    began = perf_counter()
    served = load_served(ROOT)
    loaded = perf_counter() - began
    found, times = measure(
        served,
        (text for file in asked.files for text in islice(read(file, strict=asked.strict), asked.first - 1, None)),
    )
    for row in table(found):
        sys.stdout.write(f"{row}\n")
    quantiles = statistics.quantiles(times, n=100)
    sys.stdout.write(f"\nA look-up: median {statistics.median(times):.2f} ms, p99 {quantiles[98]:.2f} ms. ")
    sys.stdout.write(f"The line was checked and loaded in {loaded:.1f} s.\n")
    for lang, shares in found.items() if asked.missed else ():
        for name, share in shares.items():
            if asked.missed in name:
                sys.stdout.write("".join(f"{lang} {name}: {text}\n" for text in share.missed))


if __name__ == "__main__":
    main()
