"""A thousand random changes of bytes in a line's files: each gives messages in time, or a line that can be asked.

Another thousand: ``HOTLINE_PROOF_SEED=7``. The seed stands in the name of each test.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import mkdtemp
from xml.etree.ElementTree import fromstring

import pytest

from hotline.model import Line
from hotline.served import prepare
from hotline.store import Consents, Journal, open_store
from hotline.switchboard import Switchboard
from tests.driver import HI, NOON, OURS, SECRET
from tests.loader.sink import FILES, copy_sink
from tests.proof.demands import examined

SEED = os.environ.get("HOTLINE_PROOF_SEED", "20261123")
JOURNAL = Journal(Path(mkdtemp()) / "journal")
CHUNKS, EACH = 20, 50  # in chunks, so that several processes share them
NASTY = [
    *(
        b"\t",
        b"\n\t",
        b"\x00",
        b"\x1b[2J",
        b"\x7f",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xff",
        b"\xc3",
        b"\xed\xa0\x80",
    ),
    *(
        b"[",
        b"]",
        b"{",
        b"}",
        b"{{",
        b"}}",
        b"'",
        b'"',
        b'"""',
        b"&a ",
        b"*a",
        b"!a ",
        b"!!int ",
        b"%YAML 9",
        b"<<: *a\n",
    ),
    *(
        b": ",
        b":",
        b"- ",
        b"? ",
        b"#",
        b" #",
        b",",
        b"|\n",
        b">-\n",
        b"@",
        b"`",
        b"---\n",
        b"...\n",
        b"\r",
        b"\r\n",
        b"\n",
    ),
    *("\u2028".encode(), "\u202e".encode(), "\x85".encode(), "\u200b".encode(), "😀".encode(), "e\u0301".encode()),
    *(
        b"0",
        b"911",
        b"+18005550199",
        b"{number:988}",
        b"{hours:x}",
        b"{label}",
        b"STOP",
        b"...",
        b"/",
        b"~",
        b"\\",
        b"\\u0000",
    ),
]
REPEATED = [
    b"[",
    b"{",
    b"{a: ",
    b"- ",
    b"? ",
    b" ",
    b"\t",
    b"a",
    b"a ",
    b"a: b\n",
    b"[a, ",
    b"'",
    b"\n",
    b"*a ",
    b"/x",
    b"...",
    b"{",
]


def flip(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << dice.randrange(8)]) + data[at + 1 :]


def overwrite(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + bytes([dice.randrange(256)]) + data[at + 1 :]


def insert(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data) + 1)
    return data[:at] + dice.choice(NASTY) + data[at:]


def insert_many(data: bytes, dice: random.Random) -> bytes:
    """Up to just over the largest file that is read."""
    at, piece = dice.randrange(len(data) + 1), dice.choice(REPEATED)
    return data[:at] + piece * (dice.choice([10, 60, 1000, 50_000, 1_000_000]) // len(piece)) + data[at:]


def delete(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + data[at + dice.choice([1, 1, 2, 3, 10, 100, 1000]) :]


def duplicate(data: bytes, dice: random.Random) -> bytes:
    """A slice stands a second time, there or elsewhere."""
    start, at = dice.randrange(len(data)), dice.randrange(len(data) + 1)
    piece = data[start : start + dice.choice([1, 2, 10, 100, 1000])]
    return data[:at] + piece + data[at:]


def swap(data: bytes, dice: random.Random) -> bytes:
    """Two slices change places."""
    one, two, three, four = sorted(dice.randrange(len(data) + 1) for _ in range(4))
    two, four = min(two, one + 80), min(four, three + 80)
    return data[:one] + data[three:four] + data[two:three] + data[one:two] + data[four:]


def truncate(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(len(data))]


MUTATIONS: list[Callable[[bytes, random.Random], bytes]] = [
    *(flip, overwrite, insert, insert, insert_many, delete, duplicate, swap, truncate)
]


def mutated(data: bytes, dice: random.Random) -> bytes:
    """The data after one random change, sometimes a few."""
    before = data
    while data == before:
        for _ in range(dice.choice([1, 1, 1, 2, 5])):
            data = dice.choice(MUTATIONS)(data, dice) or b" "
    return data


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    """A copy of the kitchen-sink line, which has every feature; it is that line again at the end, and good."""
    copy_sink(tmp_path / "sink")
    before = examined(tmp_path / "sink")
    assert before.line is not None
    yield tmp_path / "sink"
    after = examined(tmp_path / "sink")
    assert (after.version, after.problems) == (before.version, before.problems)


TEXTS = (
    "hi",
    "2",
    "",
    "MORE",
    "hair loss",
    "330",
    "chest pain",
    "my son died",
    "STOP please",
    "start",
    "ayuda",
    "👍",
    "x" * 1600,
)
KEYS = ("1", "2", "0", "9", "*", "7", "8", "")


def asked(line: Line, version: str) -> None:
    """People text and call the line that came of it. The switchboard itself is asked: the web would hide a fault."""
    served = prepare(line, version)
    store = open_store("memory:")
    board = Switchboard(store, (SECRET,), Consents(store, JOURNAL))
    for number, body in enumerate(TEXTS):
        form = {**HI, "MessageSid": f"SM{number}", "Body": body}
        answer = board.take_turn(served, "sms", form, {}, now=NOON + number, path="/sms")
        assert fromstring(answer).tag == "Response"
    call = {"CallSid": "CA1", "From": "+15005550002", "To": OURS, "CallStatus": "in-progress"}
    for number, keys in enumerate(KEYS):
        query = {"at": str(line.start), "turn": str(number), "lang": line.default_language} if number else {}
        form = {**call, "Digits": keys} if keys else call
        answer = board.take_turn(served, "voice", form, query, now=NOON + number, path="/voice")
        assert fromstring(answer).tag == "Response"


@pytest.mark.parametrize("chunk", range(CHUNKS), ids=lambda chunk: f"seed-{SEED}-chunk-{chunk}")
def test_random_changes_of_bytes(chunk: int, root: Path) -> None:
    broken = 0
    for number in range(chunk * EACH, (chunk + 1) * EACH):
        dice = random.Random(f"{SEED} {number}")
        file = FILES[number % len(FILES)]
        good = (root / file).read_bytes()
        (root / file).write_bytes(mutated(good, dice))
        try:
            report = examined(root)
            if report.line is None:
                broken += 1
            else:
                asked(report.line, report.version)
        except BaseException as error:
            error.add_note(f"seed {SEED}, change {number}, of {file}")
            raise
        finally:
            (root / file).write_bytes(good)
    assert broken > EACH // 5  # else the changes are too tame to show anything


def test_they_are_a_thousand() -> None:
    assert CHUNKS * EACH >= 1000
    assert len(FILES) >= 8  # every kind of file there is
