"""Conversations that go as they are written, and how it is told where one does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from hotline.loader import Problem
from hotline.rehearsal import rehearse
from tests.rehearsal.sink import served, written

SERVED = served()
GOOD = {
    "a question, texted and said": "{says: my oven is cold, expect: oven}",
    "a place and what came before it": "{says: i have a fever, expect: [leak, CALL-TEAM]}",
    "a doubtful sign": "{says: no fever but a cold oven, expect: [oven, NOTICE]}",
    "a cry for help is no place": "{says: i want to die, expect: CRISIS}, {says: chest pain, expect: EMERGENCY}",
    "not understood": "{says: asdf, expect: MISS, offers: [water, heat, help]}",
    "did you mean": "{says: kettle or pan, expect: SUGGEST, offers: [pan, kettle]}, {says: two, expect: pan}",
    "another language": "{says: español, expect: [main, LANGUAGE], speaks: es}, {says: horno, expect: oven}",
    "a word of another language": "{says: horno, expect: oven, speaks: es}",
    "the next page": "{text: leak, expect: leak}, {text: more, expect: [leak, MORE]}",
    "a number that was shown": '{text: hi}, {text: "2", expect: heat}, {text: "3", expect: kettle}',
    "the carrier's words": "{text: stop, expect: STOP}, {text: leak, expect: NOTHING}, {text: start, expect: START}",
    "a wish that may be STOP": "{says: stop sending those, expect: STOP-LIKE}",
    "help, asked for": "{says: help, expect: HELP}",
    "where it comes from": "{says: drip}, {says: source, expect: SOURCE}, {says: thank you, expect: THANKS}",
    "keys": '{key: "2", expect: heat}, {key: "1", expect: oven}, {key: "*", expect: [heat, BACK]}',
    "keys at once": '{key: "#310", expect: oven}, {key: "0", expect: [plumber, TRANSFER]}',
    "9-1-1 at once": '{key: "911", expect: EMERGENCY}',
    "9, 1, 1 taking one's time": '{key: "9", expect: main}, {key: "1", expect: water}, {key: "1", expect: leak}',
    "silence": "{silence: 1, expect: MISS}, {silence: 2, expect: MISS, offers: [water, heat, help]}",
    "nobody is there": "{silence: 10, expect: END}",
    "a topic heard out": '{key: "21"}, {silence: 1, offers: [toaster, smoke]}, {key: "2", expect: smoke}',
    "words after a topic": '{key: "21"}, {says: the toaster, expect: toaster}, {says: back, expect: oven}',
    "nobody answers": '{key: "0", expect: TRANSFER}, {silence: 1, expect: plumber}',
    "a person, then the keys again": '{key: "0"}, {key: "2", expect: main}',
    "a number without keys": '{key: "#", expect: NUMBER}, {says: the oven, expect: oven}',
}


def rehearsed(steps: str, folder: Path, head: str = "") -> list[Problem]:
    """What is told of a conversation with these steps."""
    conversations, problems = written(f"x:\n{head}  steps: [{steps}]\n", folder)
    assert not problems
    return list(rehearse(SERVED, conversations))


@pytest.mark.parametrize("steps", GOOD.values(), ids=GOOD)
def test_a_conversation_that_goes_as_it_is_written(steps: str, tmp_path: Path) -> None:
    assert rehearsed(steps, tmp_path) == []


BAD = {
    "another place": ("{text: my oven is cold, expect: toaster}", '"oven"; expected "toaster"'),
    "not all of it": ("{text: leak, expect: [leak, CALL-TEAM]}", '"leak"; expected "leak", "CALL-TEAM"'),
    "a topic in place of a cry": ("{text: lonely, expect: CRISIS}", '"alone"; expected "CRISIS"'),
    "a cry in place of a topic": ("{text: i want to die, expect: alone}", '"CRISIS"; expected "alone"'),
    "a spoken stop stops no texts": ('{key: "1"}, {says: stop, expect: STOP}', '"STOP-LIKE"; expected "STOP"'),
    "fewer on offer": ("{text: oven, offers: [toaster]}", 'offers "toaster", "smoke"; expected "toaster"'),
    "nothing on offer yet": ("{text: stop, offers: [water]}", 'offers nothing; expected "water"'),
    "another language": ("{text: horno, speaks: en}", 'is answered in "es"; expected "en"'),
    "a text calls nobody": ("{text: person, expect: TRANSFER}", '"plumber", "PERSON"; expected "TRANSFER"'),
    "after the end": ('{silence: 11}, {key: "1", expect: water}', "comes after the line has hung up"),
    "silence after the end": ("{silence: 10}, {silence: 1, expect: END}", "comes after the line has hung up"),
}


@pytest.mark.parametrize(("steps", "told"), BAD.values(), ids=BAD)
def test_a_conversation_that_goes_another_way(steps: str, told: str, tmp_path: Path) -> None:
    (problem,) = rehearsed(steps, tmp_path)
    assert (problem.rule, problem.severity) == ("conversation", "error")
    assert problem.message.endswith((told, f"{told}; take the step out"))
    assert "\n" not in str(problem)


def test_it_is_told_with_the_transcript_up_to_there(tmp_path: Path) -> None:
    steps = "{says: oven, expect: oven}, {says: the kettle, expect: pan}, {says: asdf, expect: main}"
    text, call = rehearsed(steps, tmp_path)
    assert str(text) == (
        'menus/tests/a.yaml:2:39: "x" goes another way: "the kettle" as a text is answered by "kettle"; expected "pan" '
        "(conversation)"
    )
    assert text.more[0] == "you> oven"
    assert text.more[1].startswith("line> Sink: Kitchen facts by text")
    assert "you> the kettle" in text.more
    assert "you> asdf" not in text.more
    assert '"the kettle" in a call is answered by "kettle"' in call.message
    assert call.more[0] == "line> Emergency? Hang up, call 9 1 1."
    assert call.more.index("you> oven") < call.more.index("line> Clean the oven when it is cold.")
    silence = call.more.index("you> (silence)")
    assert call.more[silence + 1] == "line> What next?"  # said when the topic was heard out
    assert call.more[silence:].index("you> the kettle") > 1


def test_the_transcript_of_keys_and_of_a_call_passed_on(tmp_path: Path) -> None:
    (problem,) = rehearsed('{key: "0"}, {key: "2", expect: help}', tmp_path)
    keys = [line for line in problem.more if not line.startswith("line> ")]
    assert keys == ["you> (0)", "(dialling +18005550199)", "you> (nobody answers)", "you> (2)"]
    (ended,) = rehearsed("{silence: 10, expect: MISS}", tmp_path)
    assert ended.more[-1] == "(the line hangs up)"
    (quiet,) = rehearsed("{text: stop}, {text: oven, expect: oven}", tmp_path)
    assert quiet.more[-2:] == ("you> oven", "(no text comes back)")


def test_somebody_who_is_known_to_speak_spanish(tmp_path: Path) -> None:
    assert rehearsed("{says: asdf, expect: MISS, speaks: es}", tmp_path, head="  lang: es\n") == []
    assert rehearsed('{key: "8", speaks: en}', tmp_path, head="  lang: es\n") == []


def test_each_conversation_is_held_by_somebody_new(tmp_path: Path) -> None:
    text = "a:\n  steps: [{text: stop, expect: STOP}]\nb:\n  steps: [{text: oven, expect: oven}]\n"
    assert list(rehearse(SERVED, written(text, tmp_path)[0])) == []
