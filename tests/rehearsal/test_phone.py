"""The phone hears what a person on the air hears: beside it the same is done through the switchboard and its store."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from urllib.parse import parse_qsl, urlsplit
from xml.etree.ElementTree import Element, fromstring

from hypothesis import given
from hypothesis import strategies as st

from hotline.loader.conversation import REPLIES
from hotline.model import DAY
from hotline.rehearsal import Phone, Stretch
from hotline.rehearsal.exchange import onward
from hotline.rehearsal.names import names
from hotline.store import Consents, Journal, open_store
from hotline.switchboard import Switchboard
from tests.driver import NOON, OURS
from tests.rehearsal.sink import LINE, NUMBER, served

SERVED = served()
JOURNAL = Journal(Path(mkdtemp()) / "journal")
TEXTS = """hi|1|2|3|8|310|911|more|back|repeat|slow|source|person|help|thanks|delete|español|inglés|stop|start||leak
oven|kettle or pan|i want to die|chest pain|fever and a leak|no fever but an oven|asdf|stop sending those"""
WORDS = st.sampled_from(TEXTS.replace("\n", "|").split("|"))
KEYS = st.sampled_from(["1", "2", "3", "6", "7", "8", "9", "0", "*", "#", "#310", "911", "5"])
PAUSES = st.sampled_from([1, 60, DAY + 1, 31 * DAY])


class OnTheAir:
    """The same line behind the switchboard, with a store."""

    def __init__(self) -> None:
        store = open_store("memory:")
        self.board = Switchboard(store, ("s" * 32,), Consents(store, JOURNAL))
        self.sids = count(1)

    def text(self, body: str, now: int) -> str:
        message = self._post("sms", {"Body": body, "MessageSid": f"SM{next(self.sids)}"}, "/sms", now).find("Message")
        return "" if message is None else message.text or ""

    def call(self, address: str, form: dict[str, str], now: int) -> Element:
        return self._post("voice", {"CallSid": "CA1", **form}, address, now)

    def _post(self, channel: str, form: dict[str, str], address: str, now: int) -> Element:
        query = dict(parse_qsl(urlsplit(address).query))
        sent = {"From": "+15005550001", "To": OURS, **form}
        return fromstring(self.board.take_turn(SERVED, channel, sent, query, now=now, path=f"/{channel}"))


@given(st.lists(st.tuples(WORDS, PAUSES), max_size=8))
def test_a_texter_gets_the_same_texts(said: list[tuple[str, int]]) -> None:
    phone, air = Phone(SERVED, now=NOON), OnTheAir()
    for words, pause in said:
        phone.now += pause
        assert phone.text(words).text == air.text(words, phone.now)


@given(st.lists(st.one_of(KEYS, WORDS.filter(bool), st.just("(silence)")), max_size=12))
def test_a_caller_hears_the_same_call(done: list[str]) -> None:
    phone, air = Phone(SERVED, now=NOON), OnTheAir()
    heard = phone.call()
    assert spoken(air.call("/voice", {}, NOON)) == heard.spoken
    for act in done:
        phone.now += 10
        if not heard.silence:
            return
        before, form = heard, {}
        if act == "(silence)" or heard.dialled:
            heard, form = phone.wait(heard), {"DialCallStatus": "no-answer"} if heard.dialled else {}
        elif set(act) <= set("0123456789*#"):
            act = act[: heard.digits]
            heard, form = phone.press(heard, act), {"Digits": act}
        elif heard.speech:
            heard, form = phone.say(heard, act), {"SpeechResult": act}
        else:
            continue
        address = before.press if form and not before.dialled else before.silence
        assert spoken(air.call(address, form, phone.now)) == heard.spoken


def spoken(root: Element) -> tuple[str, ...]:
    return tuple("".join(say.itertext()) for say in root.iter("Say"))


@given(st.lists(KEYS, max_size=6))
def test_the_addresses_are_those_that_the_walks_use(keys: list[str]) -> None:
    phone = Phone(SERVED, now=NOON)
    heard = phone.call()
    for key in keys:
        assert_addresses(heard)
        heard = phone.press(heard, key)
    assert_addresses(heard)


def assert_addresses(heard: Stretch) -> None:
    after = "dialled" if heard.dialled else "silence" if heard.speech or heard.digits > 1 else "listened"
    assert heard.silence == f"/voice{onward(heard.turn, after)}"
    assert heard.press == ("" if heard.dialled else f"/voice{onward(heard.turn)}")


def test_keys_pressed_at_once_go_one_after_the_other() -> None:
    phone = Phone(SERVED, now=NOON)
    assert phone.press(phone.call(), "21").turn.place == NUMBER["oven"]
    assert phone.press(phone.call(), "#310").turn.place == NUMBER["oven"]
    assert phone.press(phone.call(), "911").turn.outcome == "emergency"
    assert phone.press(phone.call(), "01").dialled == "+18005550199"  # nobody listens for keys while it rings


def test_a_phone_in_another_language() -> None:
    phone = Phone(SERVED, lang="es")
    assert phone.call().spoken[-1].startswith("Para hablar más despacio")
    assert phone.text("oven").turn.session.lang == "en"  # words count for more than what is remembered


@given(st.lists(WORDS, min_size=1, max_size=6))
def test_every_answer_has_a_name_that_can_be_expected(said: list[str]) -> None:
    phone = Phone(SERVED, now=NOON)
    for words in said:
        found = names(phone.text(words).turn, LINE, call=False)
        assert found
        assert set(found) <= {*REPLIES, *NUMBER}


def test_only_what_comes_before_the_keys_cannot_be_interrupted() -> None:
    phone = Phone(SERVED, now=NOON)
    greeting = phone.call()
    emergency = ("Emergency? Hang up, call 9 1 1.", "¿Emergencia? Cuelgue y llame al 9 1 1.")
    assert greeting.spoken[: greeting.uncut] == emergency
    assert phone.press(greeting, "2").uncut == 0
    person = phone.press(greeting, "0")
    assert person.uncut == len(person.sounds)


def test_after_somebody_answered_the_call_goes_on_otherwise() -> None:
    phone = Phone(SERVED, now=NOON)
    person = phone.press(phone.call(), "0")
    assert phone.wait(person).turn.session.unanswered
    assert not phone.wait(person, answered=True).turn.session.unanswered
