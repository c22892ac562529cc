"""Every sentence that a patient reads or hears leads to a fact, and what clinicians read is what the words say."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.content.trace import CLINICAL, DOCS, NO_FACT, claims, facts, line, pages, statements, traced

NAMES = re.compile(
    r"CDK ?4(?:/6| and 6| y 6)|\b(?:HER2|ESR1|BRCA ?[12]|PI3K|PD-L1|P D L 1|5-?FU)\b|\{[^{}]*\}", re.IGNORECASE
)
NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?!\w)")
WORDS = {  # how the facts may say a small number
    "1": "one once a an", "2": "two twice second", "3": "three third", "4": "four", "5": "five", "6": "six",
    "7": "seven week", "8": "eight", "9": "nine", "10": "ten", "12": "twelve", "24": "day", "100": "percent % 100",
}  # fmt: skip
AGAIN = "mend docs/clinical/trace, then run python -m tests.content.trace"


def test_every_sentence_is_traced_and_no_other() -> None:
    said = Counter((row.topic, row.lang, row.text) for row in statements())
    known = {(topic, lang, text) for (topic, lang), rows in traced().items() for text in rows}
    assert sorted(set(said) - known) == [], AGAIN
    assert sorted(known - set(said)) == [], AGAIN


def test_every_id_is_one_of_the_facts() -> None:
    named = {id for rows in traced().values() for ids in rows.values() for id in ids}
    assert sorted(named - set(facts()) - set(NO_FACT)) == []
    assert all(ids for rows in traced().values() for ids in rows.values())


def test_every_number_and_every_action_leads_to_a_fact() -> None:
    """ "line" is for what this line itself does: MORE, keys, what it keeps."""
    known = traced()
    resting = [row for row in statements() if claims(row)]
    bare = [row for row in resting if set(known[row.topic, row.lang][row.text]) <= {"-"}]
    assert bare == [], AGAIN
    assert len(resting) > 1000


def test_a_number_in_the_words_stands_in_a_fact_of_theirs() -> None:
    """Not only some fact: the one that has it, as digits or a word, or as many facts as it counts ("3 levels")."""
    known = traced()
    off = []
    for row in statements():
        ids = known[row.topic, row.lang][row.text]
        if "line" in ids:
            continue
        told = " ".join(f"{facts()[id].says} {facts()[id].note}" for id in ids if id not in NO_FACT).lower()
        off += [
            (row.topic, row.lang, number, row.text)
            for number in NUMBER.findall(NAMES.sub("", row.text))
            if not has(number, told) and number != str(len(ids))
        ]
    assert off == []


@pytest.mark.parametrize("path", sorted(pages()), ids=lambda path: path.name)
def test_a_made_page_is_up_to_date(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == pages()[path], AGAIN


def test_no_made_page_is_left_over() -> None:
    assert set((DOCS / "trace").glob("*.md")) <= set(pages())


def test_every_area_of_the_line_is_traced() -> None:
    files = {path.stem for path in (CLINICAL / "trace").glob("*.yaml")}
    assert {path.stem for path in (DOCS.parent / "content" / "en").glob("*.yaml")} - {"line"} == files
    assert set(line().languages) == {"en", "es"}


def has(number: str, told: str) -> bool:
    """The facts have this number, in digits or as a word."""
    words = WORDS.get(number, "").split()
    return any(re.search(rf"(?<![\w.]){re.escape(word)}(?![\w])", told) for word in (number, *words)) or (
        number == "100" and "%" in told
    )
