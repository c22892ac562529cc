"""What an operator may write in ``menus/tests``, and what they are told where it does not fit."""

from __future__ import annotations

from pathlib import Path

import pytest

from hotline.rehearsal.conversation import ID
from tests.rehearsal.sink import written

ONE = "a cold oven:\n  steps:\n    - {%s}\n"
WRONG = [
    ("a step is what somebody does", ONE % "expect: oven", "3:7", "wrong-kind", "it has none of them"),
    ("one thing a step", ONE % "says: oven, key: 1, expect: oven", "3:7", "wrong-kind", "it has says and key"),
    ("a step is no plain text", "x:\n  steps: [oven]\n", "2:11", "wrong-kind", 'here is the text "oven"'),
    ("steps are a list", "x:\n  steps: {says: oven, expect: oven}\n", "2:10", "wrong-kind", "one step a line"),
    ("no steps at all", "x:\n  lang: es\n", "1:1", "missing-key", '"steps" of "x" is missing or empty'),
    ("no steps in the list", "x:\n  steps: []\n", "1:1", "missing-key", '"steps" of "x" is missing or empty'),
    ("a conversation is entries", "x: oven\n", "1:4", "wrong-kind", 'conversation "x" should be entries'),
    ("a slip in a key", ONE % "sais: oven, says: oven, expect: oven", "3:8", "unknown-key", 'did you mean "says"?'),
    ("a slip beside steps", "x:\n  step: []\n  steps: [{says: hi, expect: main}]\n", "2:3", "unknown-key", '"steps"?'),
    ("a place that is not there", ONE % "says: oven, expect: ovn", "3:28", "unknown-place", 'did you mean "oven"?'),
    ("one of several", ONE % "says: oven, expect: [oven, HEPL]", "3:35", "wrong-value", 'did you mean "HELP"?'),
    ("a reply in small letters", ONE % "says: asdf, expect: miss", "3:28", "unknown-place", 'in capitals: "MISS"'),
    ("offers are places", ONE % "says: oven, offers: [toster]", "3:29", "unknown-place", 'did you mean "toaster"?'),
    ("offers are a list", ONE % "says: oven, offers: toaster", "3:28", "wrong-kind", '"offers" should be a list'),
    ("a language there is", ONE % "says: horno, speaks: sp", "3:29", "unknown-language", "no language of this line"),
    ("the person's language", "x:\n  lang: sp\n  steps: [{says: hi, expect: main}]\n", "2:9", "unknown-language", "sp"),
    ("keys of a telephone", ONE % "key: one, expect: water", "3:13", "wrong-value", "digits, * and #"),
    ("not too many keys", ONE % 'key: "123456789", expect: water', "3:13", "wrong-value", "1 to 8 telephone keys"),
    ("how many silences", ONE % "silence: long, expect: MISS", "3:17", "wrong-value", "1 to 20"),
    ("not for ever silent", ONE % "silence: 21, expect: MISS", "3:17", "wrong-value", "1 to 20"),
    ("a number that is too long to be one", ONE % "silence: 0100, expect: MISS", "3:17", "wrong-value", "1 to 20"),
    ("never silent", ONE % "silence: 0, expect: MISS", "3:17", "wrong-value", "1 to 20"),
    ("nothing said", ONE % 'says: "", expect: oven', "3:14", "missing-key", '"says" of a step is empty'),
    ("nothing expected", ONE % "says: oven", "3:7", "missing-key", 'the last step of "a cold oven" expects nothing'),
    (
        "texts or a call",
        'x:\n  steps:\n    - {text: oven}\n    - {key: "1", expect: toaster}\n    - {silence: 1, expect: MISS}\n',
        "4:7",
        "wrong-kind",
        '"x" has both text and key; a conversation is texts or a call',
    ),
]


@pytest.mark.parametrize(
    ("text", "where", "rule", "message"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG]
)
def test_what_does_not_fit_is_told_where_it_stands(
    text: str, where: str, rule: str, message: str, tmp_path: Path
) -> None:
    problems = written(text, tmp_path)[1]
    assert [(f"{found.mark.line}:{found.mark.column}", found.rule) for found in problems] == [(where, rule)]
    assert message in problems[0].message


def test_a_conversation_as_it_is_read(tmp_path: Path) -> None:
    text = """\
somebody asks about the oven:
  lang: es
  steps:
    - says: 'my oven: is it cold?'
    - {says: more, expect: [oven, MORE], offers: [toaster, smoke], speaks: en}
by keys:
  steps: [{key: "#310"}, {silence: 2, expect: MISS}]
by texts:
  steps: [{text: STOP, expect: STOP}]
"""
    (asks, keys, texts), problems = written(text, tmp_path)
    assert not problems
    assert (asks.name, asks.lang, asks.media) == ("somebody asks about the oven", "es", ("sms", "voice"))
    first, second = asks.steps
    assert (first.act, first.words, first.expects) == ("says", "my oven: is it cold?", False)
    assert (second.expect, second.offers, second.speaks) == (["oven", "MORE"], ["toaster", "smoke"], "en")
    assert (second.mark.line, second.expect[1].mark) == (5, ("menus/tests/a.yaml", 5, 35))
    assert [(step.act, step.words) for step in keys.steps] == [("key", "#310"), ("silence", "2")]
    assert (keys.media, texts.media) == (("voice",), ("sms",))


def test_the_rule_has_the_name_of_its_page() -> None:
    assert ID == "conversation"
