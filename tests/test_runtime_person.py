"""Calls to a person: who answers, when, whose number they see, and the way back. Named after the service's rules."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.driver import OURS, Call, Carrier
from tests.twiml import assert_portable, assert_silence_leads_on

PLUMBER, ELECTRICIAN = "+18005550199", "+18005550177"


def moment(text: str) -> int:
    """Seconds since 1970 of a time in New York."""
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("America/New_York")).timestamp())


def hang_up(call: Call, status: str) -> Call:
    """The call to the person is over; ``status`` is what the carrier tells of it."""
    dial = call.root.find("Dial")
    assert dial is not None
    return call.listen(dial.get("action", ""), {"DialCallStatus": status})


@pytest.fixture
def open_sink(sink: Carrier) -> Carrier:
    """A Monday at nine."""
    sink.clock.now = moment("2026-11-23 09:00")
    return sink


def test_R34_who_answers_and_whose_number_they_see_is_said_before_dialling(open_sink: Carrier) -> None:
    call = open_sink.caller().presses("0").hears("the plumber", "1, 8 0 0").hears_sentence("shows-line")
    assert [child.tag for child in call.root][-1] == "Dial"
    dial = call.root.find("Dial")
    assert dial is not None
    assert (dial.text, dial.get("callerId"), dial.get("timeout")) == (PLUMBER, OURS, "30")
    call = open_sink.caller().says("electrician").hears("the electrician").hears_sentence("shows-caller")
    dial = call.root.find("Dial")
    assert dial is not None
    assert (dial.text, dial.get("callerId")) == (ELECTRICIAN, None)  # then carriers show the caller's number


def test_R34_a_number_of_ours_that_is_none_is_not_shown(sink: Carrier) -> None:
    form = {"CallSid": "CA-odd", "From": "+15015550199", "To": "client:reception", "Digits": "0"}
    document = sink.post("/voice?at=100&turn=1&offered=200.300.400", form).data.decode()
    assert 'callerId="+15005550000"' in document  # the line's own phone stands in for it
    assert "client:" not in document


@pytest.mark.parametrize("status", ["no-answer", "busy", "failed", "canceled", "", "nonsense"])
@pytest.mark.parametrize("lang", ["en", "es"])
def test_R34_no_answer_leads_to_another_person_and_never_to_silence(open_sink: Carrier, status: str, lang: str) -> None:
    call = open_sink.caller()
    if lang == "es":
        call.presses("8")
    call.says("electrician" if lang == "en" else "electricista")
    hang_up(call, status).hears_sentence("not-answered", lang)
    assert call.offered == ["plumber", "main"]
    assert_silence_leads_on(call)
    assert call.presses("1").dialled == PLUMBER
    hang_up(call, "busy").hears_sentence("not-answered", lang)
    assert call.offered == ["plumber", "main"]
    call.presses("2").is_at("main")


@pytest.mark.parametrize("lang", ["en", "es"])
def test_R34_closed_hours_are_said_and_another_person_is_offered(sink: Carrier, lang: str) -> None:
    sink.clock.now = moment("2026-11-23 17:00")
    call = sink.caller()
    if lang == "es":
        call.presses("8")
    call.says("electrician" if lang == "en" else "electricista").is_at("electrician")
    assert call.dialled is None
    when = (
        "tomorrow, Tuesday, at 8 in the morning, Eastern time" if lang == "en" else "mañana martes a las 8 de la mañana"
    )
    call.hears(when)
    assert call.said.count("1, 8 0 0, 5 5 5, 0 1 9 9") == 2  # to be written down
    assert any("1, 8 0 0" in (slow.text or "") for slow in call.root.iter("prosody"))
    assert_silence_leads_on(call)
    assert call.presses("1").dialled == PLUMBER


@pytest.mark.parametrize(
    ("now", "when"),
    [
        ("2026-11-23 07:00", "today at 8 in the morning"),
        ("2026-11-23 12:10", "today at 1 in the afternoon"),
        ("2026-11-25 18:00", "on Friday at 8 in the morning"),  # Thanksgiving Day is between
        ("2026-11-28 02:00", "today at 10 in the evening"),
        ("2026-11-29 02:00", "tomorrow, Monday, at 8 in the morning"),
        ("2026-03-07 12:00", "on Monday at 8 in the morning"),  # the seventh of March is closed, the clocks change
    ],
)
def test_R34_when_they_open_again(sink: Carrier, now: str, when: str) -> None:
    sink.clock.now = moment(now)
    call = sink.caller().says("electrician").hears(f"The electrician opens {when}, Eastern time.")
    assert call.dialled is None


def test_R34_a_holiday_is_closed_and_the_night_of_a_saturday_open(sink: Carrier) -> None:
    sink.clock.now = moment("2026-11-26 09:00")
    assert sink.caller().says("electrician").dialled is None
    sink.clock.now = moment("2026-11-29 01:59")
    assert sink.caller().says("electrician").dialled == ELECTRICIAN
    sink.clock.now = moment("2026-11-29 02:00")
    assert sink.caller().says("electrician").dialled is None


def test_R11_every_key_works_at_a_closed_door_and_none_dials_unasked(sink: Carrier) -> None:
    door = sink.caller().presses("1").says("electrician").is_at("electrician")
    action = door.gather.get("action", "") if door.gather is not None else ""

    def key(digits: str) -> Call:
        return Call(sink, "", f"CA-door-{digits}").listen(action, {"Digits": digits})

    assert key("9").is_at("electrician").said == door.said
    assert key("*").is_at("water")
    assert key("8").is_at("electrician").state["lang"] == "es"
    assert key("7").is_at("electrician").state["slow"] == "1"
    assert key("0").dialled == PLUMBER
    assert key("2").is_at("water")
    assert key("5").is_at("electrician").offered == ["plumber", "water"]
    assert key("#").presses("210").is_at("leak")


def test_R11_nobody_is_called_again_unasked(open_sink: Carrier) -> None:
    door = hang_up(open_sink.caller().presses("1").presses("0"), "no-answer").is_at("plumber")
    action = door.gather.get("action", "") if door.gather is not None else ""
    for digits in ("9", "8", "7", "5"):
        call = Call(open_sink, "", f"CA-again-{digits}").listen(action, {"Digits": digits})
        assert call.dialled is None
        call.is_at("plumber")
    back = Call(open_sink, "", "CA-again-star").listen(action, {"Digits": "*"}).is_at("water")
    assert back.presses("*").is_at("main")
    assert Call(open_sink, "", "CA-again-0").listen(action, {"Digits": "0"}).dialled == PLUMBER


def test_R11_the_place_of_a_caller_is_kept_while_they_talk_to_a_person(open_sink: Carrier) -> None:
    call = open_sink.caller().presses("1").presses("1").is_at("leak").presses("0")
    hang_up(call, "completed").hears_sentence("after-person").hears_sentence("what-next").is_at("leak")
    assert call.offered == ["drip", "plumber"]
    assert call.presses("*").is_at("water")
    menu = open_sink.caller().presses("2").is_at("heat").presses("0")
    hang_up(menu, "completed").hears_sentence("after-person").is_at("heat").presses("*").is_at("main")


def test_R11_the_place_is_kept_over_two_persons(sink: Carrier) -> None:
    call = sink.caller().presses("2").presses("4").is_at("pan").hears_out().says("electrician").presses("1")
    assert call.dialled == PLUMBER
    hang_up(call, "completed").is_at("pan").presses("*").is_at("heat")


def test_R12_key_label_and_keyword_lead_to_the_same_person(open_sink: Carrier) -> None:
    words = open_sink.served.line.language("en").words
    number = next(n for n, place in open_sink.served.line.places.items() if place.id == "electrician")
    for said in (words[number].label, *words[number].keywords):
        assert open_sink.caller().says("fuse").hears_out().says(said).dialled == ELECTRICIAN
    assert open_sink.caller().says("fuse").hears_out().presses("1").dialled == ELECTRICIAN


def test_R12_a_topic_offers_to_connect_now_while_somebody_is_there(sink: Carrier) -> None:
    sink.clock.now = moment("2026-11-23 09:00")
    call = sink.caller().says("fuse").hears_out().hears("To talk with the electrician now, press 1.")
    assert call.offered == ["electrician", "smoke"]
    sink.clock.now = moment("2026-11-23 18:00")
    late = sink.caller().says("fuse").hears_out().hears("For an electrician, press 1.")
    assert "now, press 1" not in late.said
    assert late.presses("1").is_at("electrician").dialled is None


def test_R13_a_person_that_was_not_heard_well_is_asked_about(open_sink: Carrier) -> None:
    call = open_sink.caller().says("electrician", confidence="0.1").hears("an electrician")
    assert call.dialled is None
    assert call.presses("1").dialled == ELECTRICIAN


def test_R14_R15_language_and_slow_speech_hold_through_a_call_to_a_person(open_sink: Carrier) -> None:
    call = open_sink.caller("+15015550178").presses("8").presses("7").presses("0")
    hang_up(call, "no-answer").hears_sentence("not-answered", "es")
    assert (call.state["lang"], call.state["slow"]) == ("es", "1")
    assert call.gather is not None
    assert call.gather.get("timeout") == "10"
    back = open_sink.caller("+15015550179").presses("8").presses("7").presses("0")
    hang_up(back, "completed").hears_sentence("after-person", "es")
    assert (back.state["lang"], back.state["slow"]) == ("es", "1")


def test_R09_silence_at_a_closed_door_ends_with_a_number(sink: Carrier) -> None:
    call = sink.caller().says("electrician")
    for _ in range(12):
        assert_silence_leads_on(call)
        if call.over:
            break
        call.waits()
    assert call.over
    call.hears("1, 8 0 0, 5 5 5, 0 1 9 9")


@pytest.mark.parametrize("status", ["completed", "busy"])
@pytest.mark.parametrize("at", ["190", "191", "210", "100", "999", "0", "x"])
def test_R08_back_from_a_person_is_a_portable_document_wherever_an_address_says(
    sink: Carrier, status: str, at: str
) -> None:
    for trail in ("", "190", "100.190", "210.191.190", "999"):
        address = f"/voice?at={at}&turn=3&lang=en&trail={trail}&after=dialled"
        call = Call(sink, "", f"CA-{at}-{trail}-{status}").listen(address, {"DialCallStatus": status})
        assert_silence_leads_on(call)
        assert call.gather is not None
        assert_portable(sink.post(address, {"DialCallStatus": status}).data)


def test_a_text_for_a_person_tells_the_number_the_hours_and_whether_it_is_open(sink: Carrier) -> None:
    texter = sink.stranger()
    texter.sends("hi")
    sink.clock.now = moment("2026-11-23 09:00")
    texter.sends("electrician").gets("1-800-555-0177", "on weekdays", "The electrician is there now.")
    sink.clock.now = moment("2026-11-23 18:00")
    texter.sends("electrician").gets("1-800-555-0177", "on weekdays", "The electrician is closed now.")
    texter.gets("Day and night: the plumber, 1-800-555-0199.")
    sink.clock.now = moment("2026-11-24 09:00")
    texter.sends("again").gets("is there now")
    sink.stranger().sends("electricista").gets_sentence("welcome", "es").gets("El electricista atiende ahora.")


def test_a_text_for_who_never_closes_says_nothing_of_hours(sink: Carrier) -> None:
    texter = sink.stranger()
    texter.sends("hi")
    texter.sends("person").gets_place("plumber")
    assert "now" not in texter.text


def test_R34_the_shipped_person_is_there_day_and_night(shipped: Carrier) -> None:
    call = shipped.caller("+15015550177").presses("0").hears_sentence("shows-line")
    assert call.dialled == "+18002272345"
    hang_up(call, "no-answer").hears_sentence("not-answered")
    assert call.said.count("1, 8 0 0, 2 2 7, 2 3 4 5") == 2
    assert call.offered == ["person", "main"]
    call.hears("American Cancer Society now, press 1.")
