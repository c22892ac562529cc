"""F34: whatever a text holds, it is understood and counted in time: as many random texts as fit into some seconds.

Usually that takes some milliseconds, as the median shows; a text of 1,600 characters, made to take long, is bounded.
"""

from __future__ import annotations

import random
import time
from statistics import median

import pytest

from hotline.channels.sms import count
from hotline.model import Typed
from tests.driver import SHIPPED, Carrier
from tests.fuzz import NAUGHTY

SECONDS = 15.0
LONGEST = 1600  # characters of a text, as carriers hand it on
USUALLY, AT_MOST = 0.010, 0.2  # seconds: a random text, and the longest one that is made to take long
ODD = (
    "´`'\"’“”…–—\u200b\u200d\u202e\ufeff\x00\x1b\n\t€[]{}~^|\\ñáéíóúüÑ¿¡ßΔΦ"
    "😀👨‍👩‍👧‍👦🏳️‍🌈ﷺ漢字かなعربيתa\u0300\u0301½²١٢٣１２"
)


@pytest.fixture(scope="module")
def carrier(tmp_path_factory: pytest.TempPathFactory) -> Carrier:
    """The shipped line with all that it learned."""
    made = Carrier(SHIPPED, tmp_path_factory.mktemp("state"))
    made.served.index.ready()
    return made


def words(carrier: Carrier) -> list[str]:
    """What the line itself listens for, and what it does not."""
    languages = carrier.served.line.languages.values()
    places = [of for lang in languages for of in lang.words.values()]
    said = [text for of in places for text in (of.label, *of.keywords, *of.asks)]
    return [
        *said,
        *NAUGHTY,
        "911",
        "988",
        "stop",
        "not",
        "no",
        "i want to die",
        "quiero morir",
        "chest",
        "pain",
        "fever",
    ]


def text(chance: random.Random, known: list[str]) -> str:
    """Letters, odd characters and the line's own words in any order, of any length."""
    pieces: list[str] = []
    for _ in range(chance.choice((1, 2, 3, 5, 8, 40))):
        kind = chance.random()
        if kind < 0.5:
            pieces.append(chance.choice(known))
        elif kind < 0.8:
            pieces.append("".join(chance.choice(ODD) for _ in range(chance.randint(1, 12))))
        else:
            pieces.append("".join(chr(chance.randrange(0x110000)) for _ in range(chance.randint(1, 6))))
    return chance.choice(("", " ", " ", "  ", "\n")).join(pieces)[:LONGEST]


def test_F34_any_text_is_understood_and_counted(carrier: Carrier, capsys: pytest.CaptureFixture[str]) -> None:
    chance, known, until = random.Random(34), words(carrier), time.monotonic() + SECONDS
    took: list[float] = []
    while time.monotonic() < until:
        said = text(chance, known)
        began = time.thread_time()
        meaning = carrier.served.meaning(Typed(said))
        took.append(time.thread_time() - began)
        assert meaning.level in (None, "crisis", "emergency", "call-team")
        sized = count(said)
        assert sized.segments >= 0
        assert sized.units >= len(said) or sized.encoding == "gsm-7"
    with capsys.disabled():
        print(f"\n{len(took)} random texts, {median(took) * 1000:.1f} ms each, {max(took) * 1000:.0f} ms at most")  # noqa: T201
    assert len(took) > 100
    assert median(took) < USUALLY
    assert max(took) < AT_MOST


WORST = [
    *(
        "a",
        "a ",
        "no ",
        "not ",
        "1 ",
        "9 1 1 ",
        "é",
        "a\u0300",
        "😀",
        "👨‍👩‍👧‍👦",
        "ﷺ",
        "\u200b",
        ". ",
        "? ",
        "' ",
        "stop ",
        "x",
    ),
    *("i want to die ", "i do not want to die ", "no chest pain ", "what if i have chest pain ", "fever and "),
    *("what about ", "side effects of ", "tamoxifen and letrozole and ", "hormonetherapy ", "hormoen therpay "),
    *("quiero morir ", "sin fiebre ", "and ", "or also ", ", and my ", "can i can i "),
]


@pytest.mark.parametrize("piece", WORST)
def test_F34_the_longest_text_is_understood_in_time(carrier: Carrier, piece: str) -> None:
    said = (piece * LONGEST)[:LONGEST]
    took = {"understood": [], "counted": []}
    for _ in range(3):
        began = time.thread_time()
        carrier.served.meaning(Typed(said))
        middle = time.thread_time()
        count(said)
        took["understood"].append(middle - began)
        took["counted"].append(time.thread_time() - middle)
    assert {name for name, times in took.items() if median(times) > AT_MOST} == set(), took
