"""What the phone answers, asked as its scripts ask and as a browser without scripts does."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from hotline.app import create_app
from hotline.console.words import LANGUAGES, words_in
from hotline.model import DAY
from hotline.rehearsal import rehearse
from hotline.settings import Settings
from hotline.understand import guess, misspelt
from tests.driver import LINES, SECRET, Clock
from tests.rehearsal.sink import served, written


class Trial:
    """The phone in one browser."""

    def __init__(self, app: Flask, clock: Clock) -> None:
        self.clock, self.web = clock, app.test_client()
        self.texts = self.call = ""
        self.csrf = self._csrf(self.page())

    def page(self, **form: str) -> str:
        """The page; with a form as a browser without scripts sends it."""
        sent = {"csrf_token": self.csrf, **form} if form else {}
        answer = self.web.post("/console/phone", data=sent) if sent else self.web.get("/console/phone")
        assert answer.status_code == 200
        return answer.text

    def posts(self, name: str, body: object) -> TestResponse:
        """What a script posts."""
        return self.web.post(f"/console/phone/{name}", json=body, headers={"X-CSRFToken": self.csrf})

    def asks(self, name: str, body: object) -> dict[str, Any]:
        """What a script is told."""
        answer = self.posts(name, body)
        assert answer.status_code == 200
        told = json.loads(answer.data)
        self.texts, self.call = told.get("trial", self.texts), told.get("call", self.call)
        return told

    def sends(self, text: str) -> dict[str, Any]:
        """A text in the thread."""
        return self.asks("text", {"trial": self.texts, "text": text})

    def does(self, name: str, **body: object) -> dict[str, Any]:
        """Something in the call."""
        return self.asks(name, {"call": self.call, "trial": self.texts, **body})

    @staticmethod
    def _csrf(page: str) -> str:
        found = re.search(r'<meta name="csrf-token" content="([^"]+)"', page)
        assert found is not None
        return found[1]


def application(state: Path, clock: Clock, line: Path = LINES / "kitchen-sink", **more: Any) -> Flask:
    """The application with a console of this line."""
    given = {"dev": True, "allow_drafts": True, "secrets": (SECRET,), "store": "memory:", **more}
    return create_app(Settings(state=state, line=line, **given), clock=clock)


@pytest.fixture(scope="module")
def sink_app(tmp_path_factory: pytest.TempPathFactory) -> tuple[Flask, Clock]:
    """The kitchen-sink line, as a trial."""
    clock = Clock()
    return application(tmp_path_factory.mktemp("state"), clock), clock


@pytest.fixture
def trial(sink_app: tuple[Flask, Clock]) -> Iterator[Trial]:
    """A trial that leaves no count behind."""
    yield Trial(*sink_app)
    assert list(sink_app[0].extensions["hotline"]["store"].counts("2000-01-01")) == []


def names(told: dict[str, Any]) -> list[str]:
    return told["step"]["expect"]


def said(told: dict[str, Any]) -> str:
    return " ".join(sound["text"] for sound in told["sounds"])


def hidden(page: str, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


def test_a_thread_goes_on_from_text_to_text(trial: Trial) -> None:
    told = trial.sends("my oven is cold")
    assert names(told) == ["oven"]
    assert told["begun"] == "en"
    assert "when it is cold" in told["html"]
    assert names(trial.sends("1")) == ["toaster"]
    back = trial.sends("back")
    assert names(back) == ["oven", "BACK"]
    assert not back["anew"]


def test_each_text_is_shown_with_why_its_size_and_its_price(trial: Trial) -> None:
    html = unescape(trial.sends("kettle or pan")["html"])
    for piece in ("Asked which one is meant", "a keyword in the sentence", "segment", "GSM-7", "characters", "USD"):
        assert piece in html
    assert '<span lang="en">English</span>' in html
    assert "Crisis answer" in trial.sends("i want to die")["html"]
    assert "Call the care team" in trial.sends("i have a fever")["html"]


def test_a_price_is_that_of_the_text_and_of_its_answer(trial: Trial) -> None:
    """0.01 for the text that came and 0.01 for each segment that is sent."""
    html = trial.sends("oven")["html"]
    segments = int(re.search(r"(\d+) segment", html)[1])
    assert f"{0.01 + 0.01 * segments:.4f} USD" in html


def test_no_answer_is_shown_as_none(trial: Trial) -> None:
    trial.sends("stop")
    told = trial.sends("oven")
    assert names(told) == ["NOTHING"]
    assert "No text comes back." in told["html"]


def test_markup_is_shown_as_it_was_sent(trial: Trial) -> None:
    html = trial.sends('<script>alert("x")</script>')["html"]
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize("token", ["", "x", "é", 7, None, "eyJhdCI6MH0.abc", ["a"]])
def test_a_token_that_says_nothing_begins_anew(trial: Trial, token: object) -> None:
    trial.sends("oven")
    told = trial.asks("text", {"trial": token, "text": "1"})
    assert told["anew"]
    assert names(told) != ["toaster"]
    assert trial.asks("press", {"call": token, "keys": "1"})["anew"]


def test_a_token_is_good_for_a_day_and_for_its_own_kind(trial: Trial) -> None:
    trial.sends("oven")
    trial.does("call")
    trial.clock.now += DAY - 1
    assert not trial.sends("hi")["anew"]
    assert trial.asks("wait", {"call": trial.texts})["anew"]
    trial.clock.now += DAY + 1
    assert trial.sends("1")["anew"]


@pytest.mark.parametrize("name", ["text", "call", "press", "say", "wait", "copy"])
def test_no_body_is_an_error(trial: Trial, name: str) -> None:
    for body in (None, [], "x", {"text": 7}, {"text": {"a": 1}, "trial": {}}, {"done": [1, {}]}):
        trial.asks(name, body)


def test_half_a_character_and_a_text_without_end(trial: Trial) -> None:
    assert trial.sends("oven \ud83d")["step"]["words"] == "oven "
    assert len(trial.sends("a" * 5_000)["step"]["words"]) == 1_600
    assert trial.posts("text", {"text": "a" * 100_000}).status_code == 413


def test_nothing_is_asked_without_a_token_of_the_page(trial: Trial) -> None:
    assert trial.web.post("/console/phone/text", json={"text": "oven"}).status_code == 400
    assert trial.web.get("/console/phone/text").status_code == 404


def test_a_call_by_keys(trial: Trial) -> None:
    greeting = trial.does("call")
    assert greeting["state"] == "choice"
    assert [sound["uncut"] for sound in greeting["sounds"]][:1] == [True]
    assert not greeting["sounds"][-1]["uncut"]
    assert said(greeting).startswith("Emergency? Hang up, call 9 1 1.")
    assert names(trial.does("press", keys="2")) == ["heat"]
    topic = trial.does("press", keys="1")
    assert (names(topic), topic["state"], topic["speech"]) == (["oven"], "listen", False)
    after = trial.does("wait", why="listened")
    assert (after["state"], after["speech"]) == ("choice", True)
    assert names(trial.does("press", keys="2")) == ["smoke"]


def test_a_call_by_words_silence_and_to_its_end(trial: Trial) -> None:
    trial.does("call")
    html = trial.does("say", words="my oven is cold")["html"]
    assert "You said: my oven is cold" in html
    assert "a question of the topic" in html
    assert "seconds so far, billed as 1 min" in html
    assert "0.0200 USD" in html
    trial.does("call")
    states = [trial.does("wait", why="silence") for _ in range(10)]
    ended = next(told for told in states if told["state"] == "end")
    assert "END" in names(ended)
    assert states[states.index(ended) + 1]["anew"]


def test_each_sentence_has_its_language_rate_time_and_quiet(trial: Trial) -> None:
    trial.does("call")
    slow = trial.does("press", keys="7")
    assert {sound["rate"] for sound in slow["sounds"]} == {0.8}
    assert {sound["lang"] for sound in slow["sounds"]} == {"en-US", "es-US"}  # the way to Spanish
    spoken = [sound for sound in slow["sounds"] if sound["text"]]
    assert all(sound["seconds"] == pytest.approx(len(sound["text"].split()) * 0.4 / 0.8, abs=0.01) for sound in spoken)
    assert any(sound["pause"] for sound in trial.does("press", keys="2")["sounds"])
    assert {sound["lang"] for sound in trial.does("press", keys="8")["sounds"]} >= {"es-US"}


def test_somebody_and_nobody_answers(trial: Trial) -> None:
    trial.does("call")
    told = trial.does("press", keys="0")
    assert (told["state"], told["person"]) == ("transfer", "the plumber, 1-800-555-0199")
    passed_on = trial.call
    nobody = trial.does("wait", why="nobody")
    trial.call = passed_on
    somebody = trial.does("wait", why="somebody")
    assert said(nobody) != said(somebody)
    trial.call = passed_on
    assert trial.does("press", keys="1")["state"] == nobody["state"]  # no keys are heard while it rings


def test_911_on_the_keys(trial: Trial) -> None:
    trial.does("call")
    for key in "91":
        trial.does("press", keys=key)
    assert "EMERGENCY" in names(trial.does("press", keys="1"))


def test_a_call_speaks_the_language_that_the_texts_came_to(trial: Trial) -> None:
    trial.sends("horno")
    assert trial.does("call")["begun"] == "es"
    assert trial.asks("call", {"begin": "es"})["begun"] == "es"
    assert trial.asks("call", {"begin": "xx"})["begun"] == "en"


def holds(text: str, folder: Path) -> None:
    conversations, problems = written(text, folder)
    assert problems == []
    assert list(rehearse(served(), conversations)) == []


def test_what_is_copied_is_a_conversation_test_that_passes(trial: Trial, tmp_path: Path) -> None:
    texts = [trial.sends(body)["step"] for body in ("oven", "1", "español", "no: {a} # b", "i want to die")]
    told = trial.asks("copy", {"done": texts, "begun": "en"})
    assert told["problem"] == ""
    assert told["text"].startswith('"oven, by text":\n')
    holds(told["text"], tmp_path)
    trial.asks("call", {"begin": "en"})
    acts = [("press", {"keys": "2"}), ("press", {"keys": "1"}), ("wait", {"why": "listened"}), ("press", {"keys": "2"})]
    call = [trial.does(name, **body)["step"] for name, body in acts]
    told = trial.asks("copy", {"done": call, "begun": "en"})
    assert told["problem"] == ""
    assert told["text"].startswith('"2, in a call":\n')
    holds(told["text"], tmp_path)


def test_a_copy_of_nothing_or_nonsense_is_empty(trial: Trial) -> None:
    assert trial.asks("copy", {"done": []})["text"] == ""
    assert trial.asks("copy", {"done": [{"act": "jump", "words": "x", "expect": ["oven"]}]})["text"] == ""
    assert trial.asks("copy", {"done": [{"act": "text", "words": "x", "expect": ["nowhere"]}]})["text"] == ""


def test_texting_without_scripts(trial: Trial) -> None:
    first = trial.page()
    assert "Calls need JavaScript" in first
    assert 'value="oven"' in first  # suggested
    one = trial.page(text="my oven is cold", trial=hidden(first, "trial"))
    two = trial.page(text="1", trial=hidden(one, "trial"))
    assert "<code>oven</code>" in one
    assert "<code>toaster</code>" in two
    assert "my oven is cold" in two
    assert '<p class="notice warn">' not in two
    assert '<p class="notice warn">This trial was too old' in trial.page(text="1", trial="x")


def test_the_page_without_a_line(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    trial = Trial(application(tmp_path, Clock(), tmp_path / "empty"), Clock())
    assert "nothing to try" in trial.page()
    assert "built-in" in trial.asks("text", {"text": "hi"})["off"]


def test_who_is_not_signed_in_gets_nothing(tmp_path: Path) -> None:
    given = {"dev": False, "public_url": "https://line.example", "users": (("ana", "scrypt:x"),), "tokens": ("t",)}
    web = application(tmp_path, Clock(), **given).test_client()
    for name in ("text", "call", "press", "say", "wait", "copy"):
        assert web.post(f"/console/phone/{name}", json={"text": "oven"}).status_code == 403
    assert web.get("/console/phone").status_code == 302


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_reason_and_outcome_has_words(lang: str) -> None:
    reasons = ["keyword", "question", "keyword in the sentence", guess.WHY, misspelt.WHY]
    names = [f"by-{reason.replace(',', '').replace(' ', '-')}" for reason in reasons]
    names += [f"outcome-{one}" for one in ("topic", "menu", "command", "consent", "crisis", "emergency")]
    names += [f"outcome-{one}" for one in ("suggest", "miss")]
    names += [f"safety-{one}" for one in ("notice", "call-team", "emergency", "crisis")]
    names += [f"js-{state}" for state in ("choice", "listen", "digits", "transfer", "end")]
    assert {f"phone.{name}" for name in names} <= set(words_in(lang).sentences)
