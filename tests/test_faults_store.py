"""The store refuses, drops what it is sent, is gone for ten minutes, has lost everything or is of another release.

Each test is named after its fault. Whoever texts meanwhile reads what they would read on a line that is well.
"""

from __future__ import annotations

import json
import socket
import sqlite3
import tracemalloc
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from statistics import median
from time import perf_counter

import pytest

from hotline.events import StoreFailed, listen
from hotline.model import Handoff
from hotline.store.guarded import FAILURES
from tests.driver import LINES, Carrier, action

SINK = LINES / "kitchen-sink"
CRIES = [("i want to die", "crisis", "en"), ("quiero morir", "crisis", "es"), ("chest pain", "emergency", "en")]
AT_ONCE, LONGEST = 0.02, 0.3  # seconds: while nothing is asked of the store, and any turn at all
BUSY = 0.2  # seconds that a machine which does other things may add to one turn


@contextmanager
def on(url: str, state: Path) -> Iterator[Carrier]:
    """The line on a store."""
    carrier = Carrier(SINK, state, store=url)
    try:
        yield carrier
    finally:
        carrier.app.extensions["hotline"]["store"].close()


@contextmanager
def nobody_listens() -> Iterator[str]:
    """A database where every connection is refused."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and does not listen
        yield f"postgresql://nobody@127.0.0.1:{taken.getsockname()[1]}/none"


@contextmanager
def nothing_arrives() -> Iterator[str]:
    """A database to which the network drops every packet: its queue of connections is full."""
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        with ExitStack() as waiting:
            for _ in range(4):
                one = waiting.enter_context(socket.socket())
                one.setblocking(False)
                with suppress(BlockingIOError):
                    one.connect(full.getsockname())
            yield f"postgresql://nobody@127.0.0.1:{full.getsockname()[1]}/none"


def texts(carrier: Carrier, words: str) -> tuple[str, float]:
    """What somebody new reads, and the seconds until they do."""
    stranger = carrier.stranger()
    began = perf_counter()
    stranger.sends(words)
    return stranger.text, perf_counter() - began


def every_word(carrier: Carrier) -> list[str]:
    """A greeting, the number of every place, and each label and keyword of menus and topics in every language."""
    line = carrier.served.line
    words = [words for lang in line.languages.values() for words in lang.words.items()]
    named = [(of.label, *of.keywords) for place, of in words if not isinstance(line.places[place], Handoff)]
    return ["hi", *map(str, line.places), *(one for names in named for one in names)]


@pytest.mark.parametrize("away", [nobody_listens, nothing_arrives], ids=["F03 refused", "F04 packets dropped"])
def test_F03_F04_every_word_leads_where_it_should_without_a_database(away, tmp_path: Path) -> None:
    well = Carrier(SINK, tmp_path / "well")
    with away() as url, on(url, tmp_path) as carrier:
        first = [texts(carrier, "hi") for _ in range(FAILURES)]
        then = [(words, *texts(carrier, words)) for words in every_word(carrier)]
        for words, level, lang in CRIES:
            assert carrier.stranger().sends(words).text == action(carrier.served, level, lang)
        carrier.caller().presses("1").is_at("water").presses("2").is_at("drip").hears_out().presses("*").is_at("water")
    assert {text for text, _ in first} == {texts(well, "hi")[0]}
    assert [(words, text) for words, text, _ in then] == [(words, texts(well, words)[0]) for words, *_ in then]
    assert max(took for _, took in first) < LONGEST + BUSY
    assert median(took for *_, took in then) < AT_ONCE


def test_F05_ten_minutes_without_a_database(tmp_path: Path) -> None:
    """Nothing is gathered meanwhile, so nothing fills up: what is lost of the counts is counted."""
    texts_well, _ = texts(Carrier(SINK, tmp_path / "well"), "leak")
    failed: list[object] = []
    enough = listen(lambda event: failed.append(event) if isinstance(event, StoreFailed) else None)
    with nobody_listens() as url, on(url, tmp_path) as carrier:
        took = []
        for n in range(300):
            if n == 100:  # by then everything is made that is made once
                tracemalloc.start()
                before, _ = tracemalloc.get_traced_memory()
            text, seconds = texts(carrier, "leak")
            assert text == texts_well
            took.append(seconds)
            carrier.clock.now += 2
        after, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    enough()
    assert after - before < 1_000_000
    assert len(failed) == 300
    assert max(took) < LONGEST + BUSY
    assert median(took) < AT_ONCE


@pytest.mark.parametrize("said", ["1", "2", "more", "back", "menu"])
def test_F07_who_is_forgotten_gets_the_main_menu(tmp_path: Path, said: str) -> None:
    before, after = Carrier(SINK, tmp_path / "before"), Carrier(SINK, tmp_path / "after")
    before.texter().sends("hi").gets_place("main")
    before.texter().sends("1").gets_place("water")
    after.texter().sends(said).gets_place("main").gets_sentence("welcome")


def test_F38_one_of_two_regions_is_taken_away_in_the_middle_of_a_conversation(tmp_path: Path) -> None:
    """Regions share no store. A call carries its place along; a text asks where it was by the main menu."""
    here, there = Carrier(SINK, tmp_path / "here"), Carrier(SINK, tmp_path / "there")
    call = here.caller().presses("8").presses("1").is_at("water")
    call.carrier = there
    call.presses("2").is_at("drip").hears_out().presses("*").is_at("water")
    assert call.state["lang"] == "es"
    call.says("quiero morir").hears(action(there.served, "crisis", "es", "voice"))
    ana = here.texter().sends("hi").sends("1").gets_place("water")
    ana.carrier = there
    ana.sends("1").gets_place("main")
    ana.sends("1").gets_place("water")
    assert ana.sends("i want to die").text == action(there.served, "crisis")


def test_F24_a_store_serves_the_next_release_and_this_one_by_turns(tmp_path: Path) -> None:
    """The next release adds columns, a table and things to sessions, and takes nothing away; then it is rolled back."""
    file = tmp_path / "hotline.db"
    with on(f"sqlite:///{file}", tmp_path) as carrier:
        ana, ben, cleo = (carrier.texter(f"+1500555010{n}") for n in range(3))
        ana.sends("hi").sends("1").gets_place("water")
        ben.sends("español").sends("1")
        cleo.sends("STOP")
        for _ in range(3):
            the_next_release_writes(file)
            ana.sends("1").gets_place("leak")
            ben.sends("310").gets_place("oven", "es")
            cleo.sends("leak").gets_nothing()
            the_next_release_writes(file)
            ana.sends("back").gets_place("water")
            carrier.clock.now += 60
        call = carrier.caller()
        address = call.gather.get("action", "") if call.gather is not None else ""
        call.listen(f"{address}&of-the-next-release=1", {"Digits": "1"}).is_at("water")


def the_next_release_writes(file: Path) -> None:
    with closing(sqlite3.connect(file)) as db:
        if db.execute("PRAGMA user_version").fetchone()[0] < 99:
            db.execute("ALTER TABLE session ADD COLUMN more TEXT")
            db.execute("ALTER TABLE opt_out ADD COLUMN more TEXT")
            db.execute("CREATE TABLE more (key TEXT)")
            db.execute("PRAGMA user_version = 99")
        for key, body in db.execute("SELECT key, body FROM session").fetchall():
            known = {**json.loads(body), "mood": {"of": ["the", "next"]}, "seen_by": 99}
            db.execute("UPDATE session SET body = ?, more = 'x' WHERE key = ?", (json.dumps(known), key))
        db.commit()
