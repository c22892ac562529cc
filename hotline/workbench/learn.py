"""What people asked and the line did not understand, gathered by what it is about.

Rule 1: nothing is shown that fewer than SHOWN people share. Rows of one person cannot be linked, but of one person no
two rows have a stem in common (the switchboard sees to it); so the people of a cluster are counted by the stem that
most of them said, and are never fewer than that.
Rule 2: the same rows give the same clusters, in whatever order they come.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import ceil

from hotline.channels.registry import CHANNELS
from hotline.model import Session, Typed
from hotline.served import Served
from hotline.store import Unmet
from hotline.understand import GAP, matter

SHOWN = 3  # people from whom on something is shown
NEAR = 0.5  # of the stems of two wordings together, the part that both have, from which they are about the same
EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Wording:
    """Scrubbed words, how many people sent them, and the place that they get now, or "" where they get none."""

    words: str
    people: int
    gets: str = ""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Wordings of one matter in one language. ``nearest`` are the topics that the line would look to first."""

    lang: str
    people: int
    wordings: tuple[Wording, ...]
    nearest: tuple[str, ...] = ()

    @property
    def understood(self) -> bool:
        """Every example is answered now."""
        return all(wording.gets for wording in self.wordings)


def learn(served: Served, rows: Iterable[tuple[Unmet, str]], lang: str | None = None) -> list[Cluster]:
    """What at least SHOWN people asked, the most people first. ``rows`` are of the store: what was sent, and a mark."""
    marks: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for unmet, mark in rows:
        if lang in (None, unmet.lang) and unmet.lang in served.line.languages:
            marks[unmet.lang, unmet.words].add(mark)
    clusters: list[Cluster] = []
    for code in served.line.languages:
        people = {words: len(found) for (its, words), found in marks.items() if its == code}
        for wordings in _linked({words: matter(words, code) for words in sorted(people)}):
            clusters += _shown(served, code, {words: people[words] for words in wordings})
    return sorted(clusters, key=lambda cluster: (-cluster.people, cluster.lang, cluster.wordings[0].words))


def _shown(served: Served, lang: str, people: Mapping[str, int]) -> Iterator[Cluster]:
    """The cluster of these wordings, where enough people share it."""
    of_stem = Counter[str]()
    for words, count in people.items():
        of_stem.update(dict.fromkeys(matter(words, lang), count))
    most = max(of_stem.values(), default=0)
    if most < SHOWN:
        return
    examples = sorted(people, key=lambda words: (-people[words], words))[:EXAMPLES]
    wordings = tuple(Wording(words, people[words], _gets(served, lang, words)) for words in examples)
    found = served.index.nearest(_whole(examples[0]), lang)
    yield Cluster(lang, most, wordings, tuple(dict.fromkeys(served.line.at(each.place).id for each in found)))


def _gets(served: Served, lang: str, words: str) -> str:
    """The id of the place that answers these words now, or "" where none does."""
    heard = Typed(_whole(words))
    turn = served.answer(CHANNELS["sms"], Session(lang, welcomed=True), heard, served.meaning(heard), 0)
    return served.line.at(turn.place).id if turn.place and turn.outcome not in ("miss", "suggest") else ""


def _whole(words: str) -> str:
    return " ".join(word for word in words.split() if word != GAP)


def _linked(stems: Mapping[str, frozenset[str]]) -> Iterable[list[str]]:
    """The wordings in groups: each is near another one of its group, and near none of another group."""
    group_of = {words: [words] for words in stems}
    for one, other in _near(stems):
        small, large = sorted((group_of[one], group_of[other]), key=len)
        if small is not large:
            large += small
            group_of.update(dict.fromkeys(small, large))
    return {id(group): group for group in group_of.values()}.values()


def _near(stems: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, str]]:
    """Every two wordings that are near. Such two share a stem among the rarest of both, so only those are compared."""
    often = Counter(stem for found in stems.values() for stem in found)
    having: defaultdict[str, list[str]] = defaultdict(list)
    for words, found in stems.items():
        rarest = sorted(found, key=lambda stem: (often[stem], stem))
        begin = rarest[: len(rarest) - ceil(NEAR * len(rarest)) + 1]
        for other in dict.fromkeys(other for stem in begin for other in having[stem]):
            if len(found & stems[other]) >= NEAR * len(found | stems[other]):
                yield other, words
        for stem in begin:
            having[stem].append(words)
