"""No fault of ours keeps a cry for help from its answer: the store's, the engine's, the words', the line's own."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import replace
from importlib import import_module
from itertools import count
from pathlib import Path

import pytest

import hotline.store
from hotline.channels import builtin
from hotline.channels.sms import Book
from hotline.engine.guard import A_MINUTE
from hotline.errors import StoreError
from hotline.model import Session
from hotline.served import Served, prepare
from hotline.store import SqliteStore, Transaction, identify
from hotline.understand import Index
from tests.driver import LINES, NOON, OURS, SECRET, Call, Carrier, action
from tests.twiml import WITHHELD

CRIES = [
    ("i want to die", "crisis", "en"),
    ("quiero morir", "crisis", "es"),
    ("chest pain", "emergency", "en"),
    ("911", "emergency", "en"),
]
FAULTS = [StoreError("gone"), RuntimeError("canary")]  # the store's own, which it promises, and any other
POINTS = ["open", "reply", "session", "keep_session", "keep_reply", "count", "commit", "purge"]
_calls = count(1)


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Carrier:
    """The kitchen-sink line, for tests that leave it as it was."""
    return Carrier(LINES / "kitchen-sink", tmp_path_factory.mktemp("state"))


def raising(error: Exception) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


def gets_help(carrier: Carrier) -> None:
    """Every cry is answered with its action, whole and alone: by text, and spoken and keyed in a call."""
    for words, level, lang in CRIES:
        ana = carrier.stranger().sends(words)
        assert ana.text == action(carrier.served, level, lang)
        call = Asked(carrier).says(words)
        assert call.said == action(carrier.served, level, lang, "voice")
        assert call.gather is not None, "the call goes on"
    call = Asked(carrier).presses("911")
    assert call.said == action(carrier.served, "emergency", form="voice")


def break_at(monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    """From now on what stands at "module:name" fails."""
    module, _, names = where.partition(":")
    *owners, name = names.split(".")
    owner: object = import_module(module)
    for step in owners:
        owner = getattr(owner, step)
    monkeypatch.setattr(owner, name, raising(RecursionError("canary")))


class Asked:
    """A call that is at the main menu, as its address says; what it heard before is of no matter."""

    def __init__(self, carrier: Carrier) -> None:
        self._call = Call(carrier, carrier.stranger().number, f"CA-asked-{next(_calls)}")

    def says(self, words: str) -> Call:
        """Say something."""
        return self._call.listen("/voice?at=100&turn=1&lang=en", {"SpeechResult": words, "Confidence": "0.9"})

    def presses(self, keys: str) -> Call:
        """Press a key, or the digits of a topic number."""
        return self._call.listen("/voice?at=100&turn=1&lang=en", {"Digits": keys})


# the store


class Faulty:
    """A transaction in which one thing fails."""

    def __init__(self, kept: Transaction, point: str, error: Exception) -> None:
        self._kept, self._point, self._error = kept, point, error

    def __getattr__(self, name: str) -> object:
        return raising(self._error) if name == self._point else getattr(self._kept, name)


def break_store(carrier: Carrier, monkeypatch: pytest.MonkeyPatch, point: str, error: Exception) -> None:
    """From now on the store fails at this point of every turn."""
    store = carrier.app.extensions["hotline"]["store"]
    real: Callable[..., AbstractContextManager[Transaction]] = store.transaction

    @contextmanager
    def transaction(*args: object, **more: object) -> Iterator[Faulty]:
        if point == "open":
            raise error
        with real(*args, **more) as kept:
            yield Faulty(kept, point, error)
            if point == "commit":
                raise error

    monkeypatch.setattr(store, "transaction", transaction)
    if point == "purge":
        carrier.clock.now += 24 * 60 * 60  # so that it is time for one
        monkeypatch.setattr(store, "purge", raising(error))


@pytest.mark.parametrize("error", FAULTS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("point", POINTS)
def test_a_store_that_fails(line: Carrier, monkeypatch: pytest.MonkeyPatch, point: str, error: Exception) -> None:
    break_store(line, monkeypatch, point, error)
    gets_help(line)


@pytest.mark.parametrize("error", FAULTS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("point", POINTS)
def test_R28_a_store_that_fails_somebody_who_is_held_back(
    line: Carrier, monkeypatch: pytest.MonkeyPatch, point: str, error: Exception
) -> None:
    ana = line.stranger()
    for _ in range(A_MINUTE + 2):
        ana.sends("kettle")
    ana.gets_nothing()
    break_store(line, monkeypatch, point, error)
    for words, level, lang in CRIES:
        assert ana.sends(words).text == action(line.served, level, lang)


def test_a_store_that_hangs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "hotline.db"
    monkeypatch.setitem(hotline.store.SCHEMES, "sqlite", lambda rest: SqliteStore(path, limit=0.001))
    carrier = Carrier(LINES / "kitchen-sink", tmp_path, store="sqlite:///of-this-test")
    gets_help(carrier)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        gets_help(carrier)


@pytest.mark.parametrize("damage", ["garbage", "directory", "other tables"])
def test_a_store_file_that_is_none(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "hotline.db"
    carrier = Carrier(LINES / "kitchen-sink", tmp_path, store=f"sqlite:///{path}")
    match damage:
        case "garbage":
            path.write_bytes(b"no database, but long enough for one. " * 100)
        case "directory":
            path.mkdir()
        case _:
            with closing(sqlite3.connect(path)) as other:
                other.execute("CREATE TABLE session (something TEXT)")
                other.commit()
    gets_help(carrier)


def test_a_row_that_no_release_wrote(tmp_path: Path) -> None:
    path = tmp_path / "hotline.db"
    carrier = Carrier(LINES / "kitchen-sink", tmp_path, store=f"sqlite:///{path}")
    ana = carrier.stranger()
    ana.sends("hi", MessageSid="SM-odd-row")
    for body in ("", "null", "[]", '{"lang": 7, "at": "x"}', '{"lang": "xx", "at": -1, "trail": null}', "\x00"):
        with closing(sqlite3.connect(path)) as other:
            other.execute("UPDATE session SET body = ?", (body,))
            other.execute("UPDATE reply SET turn = ?", (body,))
            other.commit()
        assert ana.sends("i want to die").text == action(carrier.served, "crisis")
        ana.sends("hi", MessageSid="SM-odd-row").gets("911")


def test_who_opted_out_gets_help_from_a_broken_store(
    sink: Carrier, food: Carrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    for carrier in (sink, food):  # the line answers STOP itself; the carrier does
        ana = carrier.stranger()
        ana.sends("STOP")
        break_store(carrier, monkeypatch, "keep_session", RuntimeError("canary"))
        assert ana.sends("i want to die").text == action(carrier.served, "crisis")


# everything else on the way of a turn

ON_THE_WAY = [
    "hotline.understand.guess:Guesses.guess",
    "hotline.understand.index:Index.meaning",
    "hotline.understand.index:Index._inside",
    "hotline.understand.index:squeeze",
    "hotline.served:answer",
    "hotline.engine.answer:carry_on",
    "hotline.engine.answer:replace",
    "hotline.engine.answer:begin",
    "hotline.engine.answer:counted",
    "hotline.engine.answer:in_bounds",
    "hotline.engine.guard:replace",
    "hotline.switchboard:identify",
    "hotline.switchboard:digest",
    "hotline.switchboard:counts_of",
    "hotline.switchboard:count_of_sender",
    "hotline.switchboard:unusual",
    "hotline.switchboard:Switchboard._kept",
    "hotline.switchboard:Switchboard._purge",
    "hotline.switchboard:log.info",
    "hotline.channels.sms.render:Book.pages",
    "hotline.channels.voice.speech:_given",
]


@pytest.mark.parametrize("where", ON_THE_WAY)
def test_a_fault_on_the_way(line: Carrier, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    break_at(monkeypatch, where)
    gets_help(line)


@pytest.mark.parametrize("where", ["hotline.channels.sms.render:Book.pages", "hotline.channels.voice.speech:_given"])
def test_the_care_teams_action_is_given_without_a_topic_that_cannot_be(
    line: Carrier, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    break_at(monkeypatch, where)
    texted, spoken = line.stranger().sends("i have a fever"), Asked(line).says("i have a fever")
    assert action(line.served, "call-team") in texted.text
    assert action(line.served, "call-team", form="voice") in spoken.said


def test_a_call_goes_on_after_an_action_that_a_fault_left_alone(line: Carrier, monkeypatch: pytest.MonkeyPatch) -> None:
    call = line.caller().presses("7").presses("8")  # slow, and in the other language
    with monkeypatch.context() as broken:
        break_at(broken, "hotline.served:answer")
        call.says("quiero morir")
        assert call.said == action(line.served, "crisis", "es", "voice")
        assert call.state["slow"] == "1"
    call.waits().hears_sentence("what-next", "es")


@pytest.mark.parametrize("where", ["hotline.understand.index:Index.alarm", "hotline.understand.danger:Danger.look"])
def test_where_even_the_look_for_danger_fails_everybody_is_told_whom_to_call(
    line: Carrier, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    break_at(monkeypatch, where)
    assert line.stranger().sends("i want to die").text.endswith(action(line.served, "trouble"))
    Asked(line).says("i want to die").hears(action(line.served, "trouble", form="voice"))


def test_where_no_word_of_the_line_can_be_given_the_built_in_ones_are(
    line: Carrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        line.app.extensions["hotline"]["current"], "served", replace(line.served, book=Book(line.served.line))
    )  # it remembers no text
    for where in ("hotline.channels.sms.render:sentence", "hotline.channels.voice.speech:fill"):
        break_at(monkeypatch, where)
    assert line.stranger().sends("i want to die").text == builtin.SMS
    assert Asked(line).says("i want to die").said == " ".join(text for _, text in builtin.VOICE)


# the line


def test_a_line_of_drafts_that_may_not_be_served(tmp_path: Path) -> None:
    files = tmp_path / "line"
    shutil.copytree(LINES / "kitchen-sink", files)
    told = files / "menus" / "line.yaml"
    told.write_text(told.read_text().replace("allow_drafts: true", "allow_drafts: false"))
    carrier = Carrier(files, tmp_path / "state", allow_drafts=False)
    assert carrier.app.extensions["hotline"]["current"].served is None
    for words, *_ in CRIES:
        assert carrier.stranger().sends(words).text == builtin.SMS
    assert carrier.caller().said == " ".join(text for _, text in builtin.VOICE)


def without_places(served: Served) -> Served:
    """The line after all but its main menu was taken out, the places of the actions too."""
    line = served.line
    start = replace(line.places[line.start], choices=())
    return prepare(replace(line, places={line.start: start}, safety_places={}), "later")


def test_a_line_that_is_loaded_in_the_middle_of_a_turn(sink: Carrier, monkeypatch: pytest.MonkeyPatch) -> None:
    current = sink.app.extensions["hotline"]["current"]
    ana = sink.stranger()
    for words in ("hi", "2", "kettle"):
        ana.sends(words)
    before, after, real = current.served, without_places(current.served), Index.meaning

    def swapping(index: Index, text: str):
        current.served = after if current.served is before else before
        return real(index, text)

    monkeypatch.setattr(Index, "meaning", swapping)
    gets_help(sink)
    for _ in range(3):
        assert ana.sends("i want to die").text == action(before, "crisis")
        ana.sends("kettle")


# who it comes from, and how often


@pytest.mark.parametrize("sender", [*WITHHELD, "+1", "client:ana", "sip:ana@example.com", "\u202e", "0" * 400, "\x00"])
def test_a_sender_of_any_kind(line: Carrier, sender: str) -> None:
    if sender != OURS:  # our own number is us, and two of us would talk for ever
        assert line.texter(sender).sends("i want to die").text == action(line.served, "crisis")
    call = line.caller(sender).says("chest pain")
    assert call.said == action(line.served, "emergency", form="voice")


def test_our_own_number_gets_nothing_whatever_fails(line: Carrier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hotline.switchboard.identify", raising(RuntimeError("canary")))
    monkeypatch.setattr(Index, "meaning", raising(RuntimeError("canary")))
    line.texter(OURS).sends("i want to die").gets_nothing()


@pytest.mark.parametrize(("words", "level", "lang"), CRIES)
def test_R05_a_cry_that_the_carrier_sends_again_and_one_that_the_person_does(
    sink: Carrier, words: str, level: str, lang: str
) -> None:
    said = action(sink.served, level, lang)
    store = sink.app.extensions["hotline"]["store"]
    ana = sink.stranger()
    for _ in range(3):
        assert ana.sends(words, MessageSid=f"SM-again-{words}").text == said
    assert [number for count, number in store.counts("") if count.channel == "sms"] == [1]
    for _ in range(20):
        assert ana.sends(words).text == said
    assert sum(number for count, number in store.counts("") if count.channel == "sms") == 21


def test_R05_a_cry_under_a_sid_that_was_another_text_is_answered(line: Carrier) -> None:
    ana = line.stranger()
    ana.sends("hi", MessageSid="SM-twice")
    assert ana.sends("i want to die", MessageSid="SM-twice").text == action(line.served, "crisis")
    form = {"MessageSid": "SM-twice", "From": ana.number, "To": OURS, "Body": "leak"}
    assert line.post("/sms", form).status_code == 403


def test_a_repeated_cry_is_answered_again_from_any_session(line: Carrier) -> None:
    ana = line.stranger()
    person = identify(ana.number, (SECRET,))
    store = line.app.extensions["hotline"]["store"]
    for session in (
        Session("en", at=999, offered=(998,), asked=True, entering=True, misses=99),
        Session("xx", at=-5, page=10**9, trail=(999,) * 8, keys="91", keyed_at=NOON + 10**9, turn=10**6),
        Session("", lead="welcome-notice", seen=NOON + 10**9),
    ):
        with store.transaction(person, "here", NOON) as kept:
            kept.keep_session(session)
        assert ana.sends("i want to die").text == action(line.served, "crisis")
