"""How well cries for help of a writer are found who was not learned from: ``python -m bench.understanding.unseen``.

For each set that was held back once, everything is trained again without it, and the set is measured with that. The
patterns are as they are; those of the signs were widened by the first of these sets.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

from bench.understanding.measure import HERE, ROOT, Shares, measure, read, table
from bench.understanding.train import TEXTS, learned
from hotline.check import load_served
from hotline.served import Served
from hotline.understand.urgency import Urgency

SETS = ("held2", "held3", "held4", "held5", "held6", "held7", "held8")


def unseen(served: Served, sets: Sequence[str] = SETS) -> Iterator[tuple[str, dict[str, Shares]]]:
    """The shares of each set, found by what all the others teach. ``served`` is changed while this goes on."""
    danger = served.index.danger
    kept = danger.learned
    for name in sets:
        without = learned(text for text in TEXTS if text != name)
        danger.learned = {code: Urgency(code, weights) for code, weights in without.items()}
        found, _ = measure(served, read(HERE / f"{name}.tsv", strict=True))
        yield name, found
    danger.learned = kept


def main() -> None:
    """Print the table of each set."""
    for name, found in unseen(load_served(ROOT)):
        sys.stdout.write(f"\n{name}\n\n" + "".join(f"{row}\n" for row in table(found)))


if __name__ == "__main__":
    main()
