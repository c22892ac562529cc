"""No session, no turns before it and no address of a call keep a cry for help from its action, whole and alone."""

from __future__ import annotations

from typing import get_args
from xml.etree.ElementTree import fromstring

from hypothesis import given
from hypothesis import strategies as st

from hotline.channels.registry import CHANNELS
from hotline.channels.voice.address import from_query, to_query
from hotline.check import load_line
from hotline.engine import Texter
from hotline.engine.safety import KEYED_WITHIN
from hotline.model import Arrived, Heard, HungUp, Listened, Pressed, Session, Silence, Spoke, Turn, Typed
from hotline.served import Served, prepare
from tests.driver import LINES, NOON

APP, CARRIER = (prepare(load_line(LINES / name), "test") for name in ("kitchen-sink", "food-bank"))
CRIES = [("i want to die", "crisis"), ("kill myself", "crisis"), ("chest pain", "emergency"), ("911", "emergency"),
         ("988", "crisis"), ("9-1-1!", "emergency")]  # fmt: skip
SPANISH = [("quiero morir", "crisis"), ("dolor de pecho", "emergency")]
WHOLE = st.one_of(st.sampled_from([-1, 0, 1, 10**12]), st.integers(-(10**6), 10**6))
PLACES = st.one_of(st.sampled_from(sorted({*APP.line.places, *CARRIER.line.places, 911, 988})), WHOLE)
SESSIONS = st.builds(
    Session,
    lang=st.one_of(st.sampled_from(["en", "es", "", "xx"]), st.text(max_size=5)),
    at=PLACES,
    page=WHOLE,
    welcomed=st.booleans(),
    lead=st.sampled_from(["", "welcome", "welcome-notice", "call-team", "notice"]),
    trail=st.lists(PLACES, max_size=12).map(tuple),
    offered=st.lists(PLACES, max_size=12).map(tuple),
    asked=st.booleans(),
    misses=WHOLE,
    slow=st.booleans(),
    keys=st.one_of(st.sampled_from(["", "9", "91", "911", "988"]), st.text(max_size=4)),
    keyed_at=st.one_of(WHOLE, st.integers(NOON - 9, NOON + 9)),
    entering=st.booleans(),
    opted_out=st.booleans(),
    answered_after_stop=st.booleans(),
    minute=st.one_of(WHOLE, st.integers(NOON - 90, NOON + 9)),
    in_minute=WHOLE,
    hour=st.one_of(WHOLE, st.integers(NOON - 4000, NOON + 9)),
    in_hour=WHOLE,
    given=st.lists(WHOLE, max_size=4).map(tuple),
    rounds=WHOLE,
    told=st.booleans(),
    turn=WHOLE,
    seen=st.one_of(WHOLE, st.sampled_from([0, NOON - 60, NOON - 2 * 86400, NOON - 40 * 86400, NOON + 60])),
)
WORDS = st.one_of(
    st.sampled_from(["hi", "1", "2", "310", "menu", "more", "back", "stop", "start", "help", "delete", "#", "0", "slow",
                     "kettle", "español", "no fever", "fever", "chest pain", "qwerty", "cancer", ""]),
    st.text(max_size=12),
)  # fmt: skip
BEFORE: st.SearchStrategy[Heard] = st.one_of(
    st.builds(Typed, WORDS, st.booleans(), st.sampled_from(["", "", "STOP", "START", "HELP"])),
    st.builds(Spoke, WORDS),
    st.builds(Pressed, st.text("0123456789*#", min_size=1, max_size=3)),
    st.sampled_from([Arrived(), Silence(), Listened(), HungUp(True), HungUp(False)]),
)


def channel_of(heard: Heard) -> str:
    return "sms" if isinstance(heard, Typed) else "voice"


TEXTERS = st.sampled_from(get_args(Texter))


def take(served: Served, session: Session, heard: Heard, now: int = NOON, texter: Texter = "person") -> Turn:
    return served.answer(CHANNELS[channel_of(heard)], session, heard, served.meaning(heard), now, texter=texter)


def bare(served: Served, heard: Heard, lang: str, *, slow: bool = False) -> Turn:
    """The answer of a line that knows nothing of the person and can do nothing but this."""
    turn = served.act(Session(lang, slow=slow), heard, NOON)
    assert turn is not None
    return turn


def is_answered(served: Served, turn: Turn, heard: Heard, level: str) -> None:
    """It is the action alone, and every word of it gets out."""
    assert (turn.outcome, turn.safety) == (level, level)
    alone = bare(served, heard, turn.session.lang, slow=turn.session.slow)
    assert words_of(served, turn, heard) == words_of(served, alone, heard) != []


def words_of(served: Served, turn: Turn, heard: Heard) -> list[str]:
    """Every text that is sent, or spoken, in the document that answers."""
    document = fromstring(CHANNELS[channel_of(heard)].answer(turn, served.book, "/x", ""))
    return ["".join(part.itertext()) for name in ("Message", "Say") for part in document.iter(name)]


@given(SESSIONS, st.sampled_from(CRIES), st.sampled_from([APP, CARRIER]), TEXTERS)
def test_no_session_keeps_it(session: Session, cry: tuple[str, str], served: Served, texter: Texter) -> None:
    words, level = cry
    for heard in (Typed(words), Spoke(words)):
        turn = take(served, session, heard, texter=texter)
        said_once = served.line.opt_out_handled_by == "app" and session.opted_out and session.answered_after_stop
        if isinstance(heard, Typed) and said_once:
            assert turn.say == ()
        else:
            is_answered(served, turn, heard, level)


@given(SESSIONS, st.sampled_from(SPANISH))
def test_no_session_keeps_it_from_its_own_language(session: Session, cry: tuple[str, str]) -> None:
    turn = take(APP, session, Spoke(cry[0]))
    is_answered(APP, turn, Spoke(cry[0]), cry[1])
    assert turn.session.lang == "es"


@given(st.lists(BEFORE, max_size=12), st.sampled_from(CRIES), st.sampled_from([APP, CARRIER]))
def test_no_turns_before_keep_it(before: list[Heard], cry: tuple[str, str], served: Served) -> None:
    session, cried = Session("en"), False
    for heard in before:
        session = take(served, session, heard).session
        cried = session.answered_after_stop
    words, level = cry
    is_answered(served, take(served, session, Spoke(words)), Spoke(words), level)
    if not (cried and session.opted_out and served is APP):
        is_answered(served, take(served, session, Typed(words)), Typed(words), level)


@given(SESSIONS, TEXTERS)
def test_no_session_keeps_a_doubtful_sign_from_911_and_988(session: Session, texter: Texter) -> None:
    heard = Typed("what are the signs of chest pain")
    assert APP.meaning(heard).safety == "notice"
    texts = words_of(APP, take(APP, session, heard, texter=texter), heard)
    assert texts == [] if session.opted_out else "911" in texts[0] and "988" in texts[0]


@given(SESSIONS, st.integers(1, 90), st.integers(0, 90))
def test_no_number_of_texts_before_keeps_it(session: Session, texts: int, seconds: int) -> None:
    now = NOON
    for _ in range(texts):
        session, now = take(APP, session, Typed("kettle"), now).session, now + seconds
    heard = Typed("chest pain")
    if not (session.opted_out and session.answered_after_stop):
        is_answered(APP, take(APP, session, heard, now), heard, "emergency")


@given(SESSIONS, st.integers(0, KEYED_WITHIN), st.sampled_from([APP, CARRIER]))
def test_no_session_keeps_the_keys_911_from_their_meaning(session: Session, pause: int, served: Served) -> None:
    now, turn = NOON, None
    for key in "911":
        turn = take(served, session, Pressed(key), now)
        session = from_query(_fields(to_query(turn.session)), now) or session  # as it travels between two keys
        now += pause
    assert turn is not None
    is_answered(served, turn, Pressed("911"), "emergency")
    is_answered(served, take(served, session, Pressed("911"), now + 60), Pressed("911"), "emergency")


def _fields(query: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in query.split("&"))


ADDRESS = ["at", "turn", "lang", "offered", "trail", "misses", "slow", "asked", "entering", "keys", "keyed", "fault"]


@given(
    st.dictionaries(st.sampled_from(ADDRESS), st.one_of(st.text(max_size=9), WHOLE.map(str)), max_size=12),
    st.sampled_from(CRIES),
)
def test_no_address_of_a_call_keeps_it(query: dict[str, str], cry: tuple[str, str]) -> None:
    words, level = cry
    incoming = CHANNELS["voice"].hear({"SpeechResult": words}, {"turn": "1", **query}, NOON)
    assert incoming.session is not None
    is_answered(APP, take(APP, incoming.session, incoming.heard), incoming.heard, level)


@given(SESSIONS, BEFORE)
def test_the_answer_of_a_turn_that_failed_is_the_one_it_would_have_had(session: Session, heard: Heard) -> None:
    turn, alone = take(APP, session, heard), APP.act(session, heard, NOON)
    urgent = turn.safety in ("crisis", "emergency")
    if urgent:
        assert alone is not None
        assert alone.say == turn.say
    elif alone is not None:
        silent = isinstance(heard, Typed) and (session.opted_out or heard.carrier_did)
        assert alone.safety == turn.safety == "call-team" or silent
