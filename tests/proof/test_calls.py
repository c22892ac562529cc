"""Thousands of calls to the shipped line, in this process: no dead end, no loop, no end without a goodbye.

`HOTLINE_PROOF_SEED=n make proof` draws other calls. The seed stands in the name of the test and in what fails.
"""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import pytest

from hotline.model import Handoff
from tests.driver import SHIPPED, Call, Carrier
from tests.everywhere import every_place, nine_one_one
from tests.proof.caller import LET_GO, Patient, Walker, topics
from tests.twiml import seconds

SEED = int(os.environ.get("HOTLINE_PROOF_SEED", "1"))
WALKS, STEPS = 2_000, 12
SHARES = 4  # of the walks in a language, so that they run beside each other
LANGUAGES = ("en", "es")
DAY = 24 * 60 * 60


@pytest.fixture
def line(tmp_path: Path) -> Carrier:
    """The shipped line with a store and a clock of its own."""
    return Carrier(SHIPPED, tmp_path)


@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("seed", [SEED])
def test_R09_random_callers_meet_no_dead_end(line: Carrier, seed: int, lang: str, share: int) -> None:
    walker = Walker(line, lang, Random(f"{seed} {lang} {share}"))
    for walk in range(WALKS // SHARES):
        walker.walks(walker.random.randint(1, STEPS))
        if walk % 100 == 99:
            line.clock.now += 2 * DAY  # what was kept of the calls before is dropped


@pytest.mark.parametrize("lang", LANGUAGES)
def test_R09_who_answers_on_the_third_pass_of_each_gather_reaches_every_topic(line: Carrier, lang: str) -> None:
    assert topics(line) <= Patient(line, lang).reaches()


@pytest.mark.parametrize("slow", [False, True])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_R09_a_silent_phone_is_let_go_within_5_minutes_from_every_place(line: Carrier, lang: str, slow: bool) -> None:
    for place in every_place(line):
        if place.lang != lang:
            continue
        call = place.comes()
        if slow:
            call.presses("7")
        spent = seconds(call)
        while not call.over:
            call.waits()
            spent += seconds(call)
            assert spent <= LET_GO, (place.number, spent)
        assert spent >= 239, (place.number, spent)


@pytest.mark.parametrize("part", range(4))
def test_R11_every_key_and_its_words_at_every_place_and_moment(line: Carrier, part: int) -> None:
    for position, place in enumerate(every_place(line)):
        if position % 4 == part:
            place.holds()
            nine_one_one(place)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_R12_every_label_keyword_and_question_said_leads_to_its_place(line: Carrier, lang: str) -> None:
    main = line.caller("")
    while main.state["lang"] != lang:
        main.presses("8")
    action = main.gather.get("action", "") if main.gather is not None else ""
    served, wrong = line.served, []
    for number, words in served.line.languages[lang].words.items():
        for position, said in enumerate((words.label, *words.keywords, *words.asks)):
            call = Call(line, "", f"CA{number}x{position}").listen(action, {"SpeechResult": said, "Confidence": "0.9"})
            level = served.index.meaning(said).level
            if level in ("crisis", "emergency"):
                call.hears_sentence(level, call.state["lang"])
            elif level is None and isinstance(served.line.places[number], Handoff):
                assert call.dialled is not None or call.place == served.line.at(number).id, said  # open or closed
            elif level is None and (call.state["at"] != str(number) or "asked" in call.state):
                wrong.append((said, call.place))
        line.clock.now += DAY  # what was kept of the calls before is dropped
    assert wrong == []
