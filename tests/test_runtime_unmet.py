"""What is kept of texts that are not understood: nothing where nobody asked for it, and never who sent it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from hotline.model import DAY
from hotline.store import Unmet
from hotline.understand import Scrubber
from tests.driver import LINES, NOON, OURS, Carrier

CANARIES = ("Quetzalina", "Zumbrowski", "555", "0142", "quetzi", "zmail", "Elmwood", "Springfield", "90210")
PERSONAL = (
    "my name is Quetzalina Zumbrowski, call 802-555-0142 or mail quetzi@zmail.example,"
    " 12 Elmwood Ave Springfield 90210: can my child get two warm blankets"
)
LEFT = "can my child get ... warm ..."
BLANKETS = "do you give blankets to a child"


@pytest.fixture
def line(tmp_path: Path) -> Path:
    """The food bank's line, which keeps what it does not understand."""
    folder = tmp_path / "line"
    shutil.copytree(LINES / "food-bank", folder)
    settings = folder / "menus/line.yaml"
    text = settings.read_text("utf-8").replace("allow_drafts: true", "allow_drafts: true\nkeep_unmet: yes")
    settings.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def bank(line: Path, tmp_path: Path) -> Iterator[Carrier]:
    carrier = Carrier(line, tmp_path / "state", store=f"sqlite:///{tmp_path}/store.db")
    yield carrier
    store(carrier).close()


def store(carrier: Carrier):  # type: ignore[no-untyped-def]
    return carrier.app.extensions["hotline"]["store"]


def kept(carrier: Carrier) -> list[Unmet]:
    return [unmet for unmet, _ in store(carrier).unmet("")]


def test_nothing_is_kept_where_the_line_does_not_say_so(food: Carrier, sink: Carrier, shipped: Carrier) -> None:
    for carrier in (food, sink, shipped):
        carrier.stranger().sends("hi").sends(BLANKETS).sends("where do my tall boxes go with the water")
        carrier.caller().says(BLANKETS)
        assert kept(carrier) == []
        assert carrier.served.scrubber is None


def test_a_text_that_is_not_understood_is_kept_with_its_day(bank: Carrier) -> None:
    bank.stranger().sends(BLANKETS).gets_sentence("nomatch-1")
    assert kept(bank) == [Unmet("2026-11-23", "sms", "en", "do you give ... to a child")]


def test_an_utterance_is_kept_too(bank: Carrier) -> None:
    bank.caller().says(BLANKETS).hears_sentence("nomatch-1")
    assert [unmet.channel for unmet in kept(bank)] == ["voice"]


def test_no_canary_is_in_the_files_of_the_store(bank: Carrier, tmp_path: Path) -> None:
    ana = bank.texter("+18025550142")
    ana.sends("hi").sends(PERSONAL).gets_sentence("nomatch-1")
    bank.caller("+18025550142").says(PERSONAL)
    words = kept(bank)
    assert [unmet.words.partition("can my")[2] for unmet in words] == [LEFT.partition("can my")[2]]
    for path in tmp_path.glob("store.db*"):
        data = path.read_bytes().lower()
        for canary in CANARIES:
            assert canary.lower().encode() not in data, (canary, path.name)
    store(bank).close()
    data = (tmp_path / "store.db").read_bytes().lower()
    assert b"can my child get" in data, "what may be kept is there, so the search finds what is there"
    assert not [canary for canary in CANARIES if canary.lower().encode() in data]


@pytest.mark.parametrize(
    "text",
    [
        *("2", "202", "menu", "stop", "please stop texting my child", "help", "thanks", "more", ""),
        "my child has chest pain",
        "i want to kill myself",
        "911",
        "what are the signs of chest pain in my child",
        "diapers",
        "Zumbrowski child",
        "do you have it",
        "my child and " * 20,
    ],
)
def test_what_has_another_answer_or_says_too_little_is_not_kept(bank: Carrier, text: str) -> None:
    bank.stranger().sends(text)
    assert kept(bank) == []


@pytest.mark.parametrize("number", ["anonymous", "+266696687", "12345", OURS])
def test_nothing_is_kept_of_callers_who_withhold_their_number(bank: Carrier, number: str) -> None:
    bank.texter(number).sends(BLANKETS)
    bank.caller(number).says(BLANKETS)
    assert kept(bank) == []


def test_the_same_message_again_is_kept_once(bank: Carrier) -> None:
    ana = bank.stranger()
    for _ in range(3):
        ana.sends(BLANKETS, MessageSid="SM42")
    assert len(kept(bank)) == 1


def test_who_asks_in_other_words_counts_once(bank: Carrier) -> None:
    ana = bank.stranger()
    ana.sends(BLANKETS).sends("a child needs some, can you give it")
    assert len(kept(bank)) == 1
    bank.stranger().sends("a child needs some, can you give it")
    assert len(kept(bank)) == 2


def test_other_matters_of_one_person_are_kept(bank: Carrier) -> None:
    ana = bank.stranger()
    ana.sends(BLANKETS).sends("is the building warm").sends("how warm is it")
    assert len(kept(bank)) == 2


def test_delete_takes_it_back(bank: Carrier) -> None:
    ana, ben = bank.stranger(), bank.stranger()
    ana.sends(BLANKETS)
    ben.sends(BLANKETS)
    assert len(kept(bank)) == 2
    ana.sends("delete").gets_sentence("deleted")
    assert len(kept(bank)) == 1
    ana.sends(BLANKETS)
    assert len(kept(bank)) == 2


def test_it_is_gone_after_30_days(bank: Carrier) -> None:
    bank.stranger().sends(BLANKETS)
    bank.clock.now = NOON + 29 * DAY
    bank.stranger().sends("hi")
    assert len(kept(bank)) == 1
    bank.clock.now = NOON + 30 * DAY
    bank.stranger().sends("hi")
    assert kept(bank) == []


def test_a_fault_in_keeping_is_no_fault_of_the_turn(
    bank: Carrier, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(self: Scrubber, text: str, lang: str) -> None:
        raise ValueError(text)

    monkeypatch.setattr(Scrubber, "scrub", fail)
    ana = bank.stranger().sends(PERSONAL).gets_sentence("nomatch-1")
    assert kept(bank) == []
    assert "kind=ValueError" in caplog.text
    assert not [canary for canary in CANARIES if canary in caplog.text]
    ana.sends("more")
    assert store(bank).counts("")[-1][0].outcome
    assert ana.messages == 1
