"""A topic as a text, through the real web application: who is offered it, what arrives, what goes on from there."""

from __future__ import annotations

from pathlib import Path

import pytest

from hotline.channels.sms import count
from hotline.engine.moment import MOST_TEXTS
from hotline.errors import StoreError
from hotline.model import KEYS
from tests.driver import LINES, OURS, SHIPPED, Call, Carrier
from tests.outbox.post import Post
from tests.standin import StandIn
from tests.twilio_takes import assert_taken
from tests.twiml import WITHHELD


def offered(call: Call) -> bool:
    return call.carrier.served.line.language("en").sentences["text-this"].voice.split("{")[0] in call.said


def at_leak(post: Post, number: str | None = None) -> Call:
    return post.caller(number).presses("1").presses("1").is_at("leak").hears_out()


def test_it_is_the_last_spoken_choice_after_a_topic(post: Post) -> None:
    call = at_leak(post)
    assert call.offered == ["drip", "plumber"]
    call.hears("To get this as a text, press 3. Message and data rates may apply.")
    assert call.said.index("press 2") < call.said.index("press 3")
    assert call.state["send"] == "210"


@pytest.mark.parametrize("lang", ["en", "es"])
def test_by_key_it_is_confirmed_and_arrives_from_the_number_that_was_called(post: Post, lang: str) -> None:
    call = post.caller()
    if lang == "es":
        call.presses("8")
    call.presses("1").presses("1").hears_out().presses("3").hears_sentence("text-sent", lang)
    assert call.offered == ["drip", "plumber"], "the call goes on where it was"
    assert_taken(call.data)
    post.sends()
    (text,) = post.standin.sent
    assert (text["To"], text["From"]) == (call.number, OURS)
    assert count(text["Body"]).segments <= 3
    assert post.waiting == 0
    assert post.ends == {"sent": 1}


def test_it_is_offered_behind_the_last_stretch_and_not_before(post: Post) -> None:
    call = post.caller().presses("1").presses("1").is_at("leak")
    assert call.gather is not None
    assert "speech" not in call.gather.get("input", ""), "a topic of one stretch proves nothing"
    while "speech" not in (call.gather.get("input", "") if call.gather is not None else "speech"):
        assert not offered(call)
        assert "send" not in call.state
        call.waits()
    assert offered(call)


@pytest.mark.parametrize("key", ["7", "#"])
def test_it_is_offered_again_with_what_comes_after_the_topic(post: Post, key: str) -> None:
    call = at_leak(post).presses(key)
    if key == "#":
        call.waits().waits()
    call.hears("press 3").presses("3").hears_sentence("text-sent")
    assert post.waiting == 1


@pytest.mark.parametrize("said", ["the third one", "third please"])
def test_the_one_that_was_offered_third_is_the_text(post: Post, said: str) -> None:
    at_leak(post).says(said).hears_sentence("text-sent")
    assert post.waiting == 1


@pytest.mark.parametrize("confidence", ["0.9", "0.1"])
@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize(
    "said", ["yes", "yeah", "sí", "claro", "ok", "no", "the last one", "last", "la última", "the first one", "second"]
)
def test_yes_and_another_ordinal_send_nothing(post: Post, said: str, lang: str, confidence: str) -> None:
    call = post.caller()
    if lang == "es":
        call.presses("8")
    call = call.presses("1").presses("1").hears_out()
    assert call.state["send"] == "210"
    call.says(said, confidence=confidence)
    assert post.waiting == 0


def test_an_ordinal_that_was_not_heard_well_sends_nothing_and_a_yes_after_it_neither(post: Post) -> None:
    call = at_leak(post).says("the third one", confidence="0.1").hears("press 3").says("yes")
    assert post.waiting == 0
    call.hears("press 3").presses("3").hears_sentence("text-sent")


def test_where_two_things_are_offered_the_third_one_is_no_text(post: Post) -> None:
    call = at_leak(post).presses("3").hears_sentence("text-sent")
    call.says("the third one")
    assert post.waiting == 1
    assert not offered(call)


def test_a_call_may_ask_for_so_many_texts_and_then_hears_how_to_get_more(post: Post) -> None:
    call = at_leak(post)
    for asked in range(1, MOST_TEXTS + 1):
        call.hears("press 3").presses("3").hears_sentence("text-sent")
        assert post.waiting == asked
        if asked == 3:
            call.says("delete")
        call.says("leak").is_at("leak").hears_out()
    assert not offered(call)
    call.says("text me this").hears_sentence("text-enough")
    assert call.is_at("leak").offered == ["drip", "plumber"], "the call goes on where it was"
    call.presses("3").hears_sentence("nomatch-1")
    assert post.sends().ends == {"sent": MOST_TEXTS}
    assert offered(at_leak(post, call.number)), "another call may"


@pytest.mark.parametrize("said", ["text me this", "three", "text me", "send it to my phone"])
def test_by_saying_it(post: Post, said: str) -> None:
    call = at_leak(post).says(said)
    call.hears_sentence("text-sent")
    assert post.sends().ends == {"sent": 1}


def test_saying_it_in_the_other_language_sends_it_in_that_one(post: Post) -> None:
    at_leak(post).says("mándamelo por texto").hears_sentence("text-sent", "es")
    post.sends()
    assert post.standin.sent[0]["Body"] == post.line.served.book.pages(210, "es", "welcome").texts[0]


def test_words_that_were_not_heard_well_send_nothing_and_hear_the_key_again(post: Post) -> None:
    call = at_leak(post).says("text me this", confidence="0.1")
    assert post.waiting == 0
    call.hears("press 3").presses("3").hears_sentence("text-sent")
    assert post.waiting == 1


def test_the_menu_can_be_asked_for_by_words_and_a_number_goes_on_from_it(post: Post) -> None:
    call = post.caller().says("text me this").hears_sentence("text-sent")
    post.sends()
    post.line.texter(call.number).sends("1").gets_place("water")


def test_the_first_text_to_somebody_new_says_who_sends_it_and_how_to_stop(post: Post) -> None:
    call = post.asks()
    (body,) = post.sends().standin.texts(call.number)
    first, *_ = body.split("\n")
    assert first.startswith("Sink 1/")
    assert first.endswith("Call 911."), "the welcome, nothing of the topic: a lock screen shows it"
    assert "STOP to end, HELP for help." in body


def test_the_first_line_to_somebody_known_says_who_sends_it_and_nothing_of_the_topic(post: Post) -> None:
    texter = post.line.stranger().sends("hi")
    (body,) = post.asks(texter.number) and post.sends().standin.texts(texter.number)
    first, second, *_ = body.split("\n")
    assert first.endswith(": You asked for this in a call.")
    assert first.startswith("Sink 1/")
    assert second.startswith("Turn the water off")


def test_more_goes_on_from_the_text_to_the_last_page_and_a_number_from_there(post: Post) -> None:
    texter = post.line.stranger().sends("hi").sends("oven")
    post.asks(texter.number)
    post.sends()
    texter.sends("more").gets_place("leak", page=1)
    while "MORE" in texter.text:
        texter.sends("more")
    texter.sends("1").gets_place("drip")
    texter.sends("back").gets_place("leak")


def test_more_goes_on_for_somebody_new_and_no_sentence_is_lost(post: Post) -> None:
    call = post.asks()
    texts = post.sends().standin.texts(call.number)
    texter = post.line.texter(call.number)
    while "MORE" in texts[-1]:
        texts.append(texter.sends("more").text)
    read = " ".join(" ".join(texts).split())
    words = post.line.served.line.language("en").words[210].sms
    for sentence in ("Put a bucket below the leak.", "A pipe joint can often be tightened by hand.", "when they come."):
        assert sentence in words
        assert sentence in read


def test_the_session_of_texts_is_left_alone_until_the_text_is_sent(post: Post) -> None:
    texter = post.line.stranger().sends("hi").sends("leak")
    call = post.caller(texter.number).presses("2").presses("1").is_at("oven").hears_out()
    call.presses("3").hears_sentence("text-sent")
    texter.sends("more").gets_place("leak", page=1)
    post.sends()
    texter.sends("1").gets_place("toaster")


def test_a_repeated_webhook_writes_one_row(post: Post) -> None:
    call = post.asks()
    for _ in range(3):
        call.listen(call.address, {"Digits": "3"}).hears_sentence("text-sent")
    assert post.waiting == 1


def test_a_row_names_a_call_and_nobody(post: Post, tmp_path: Path) -> None:
    call = post.asks()
    (row,) = post.store.outgoing(int(post.clock()), 9)
    assert (row.call, row.place, row.lang, row.made) == (call.sid, 210, "en", int(post.clock()))
    post.sends()
    for path in tmp_path.glob("store.db*"):
        assert call.number.encode() not in path.read_bytes()
        assert call.number[2:].encode() not in path.read_bytes()


@pytest.mark.parametrize("number", WITHHELD)
def test_R27_withheld_callers_are_never_offered_a_text_and_never_sent_one(post: Post, number: str) -> None:
    call = post.caller(number).presses("1").presses("1").hears_out()
    assert not offered(call)
    call.says("text me this").hears_sentence("text-not-sent")
    assert post.waiting == 0
    query = call.address.partition("?")[2]
    bent = Call(post.line, number, call.sid).listen(f"/voice?{query}&send=210", {"Digits": "3"})
    bent.hears_sentence("text-not-sent")
    assert post.sends().standin.sent == []


def test_whoever_stopped_texts_is_not_offered_one_and_hears_the_way_back(post: Post) -> None:
    texter = post.line.stranger().sends("hi").sends("STOP")
    call = at_leak(post, texter.number)
    assert not offered(call)
    call.presses("3").hears_sentence("nomatch-1")
    call.says("text me this").hears("the word start")
    assert post.waiting == 0
    texter.sends("START")
    assert offered(at_leak(post, texter.number))


def test_a_stop_between_the_key_and_the_sending_is_obeyed(post: Post) -> None:
    call = post.asks()
    post.line.texter(call.number).sends("STOP")
    post.sends()
    assert post.standin.sent == []
    assert post.ends == {"opted-out": 1}


def test_a_stop_between_the_offer_and_the_key_is_obeyed(post: Post) -> None:
    call = at_leak(post)
    post.line.texter(call.number).sends("STOP")
    call.presses("3").hears_sentence("text-not-sent")
    assert post.waiting == 0


def test_a_line_without_an_account_offers_none(tmp_path: Path) -> None:
    line = Carrier(LINES / "kitchen-sink", tmp_path)
    call = line.caller(line.stranger().number).presses("1").presses("1").hears_out()
    assert not offered(call)
    call.says("text me this").hears_sentence("text-not-sent")


def test_without_a_store_none_is_offered_and_the_call_goes_on(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    call = at_leak(post)
    assert offered(call)

    def gone(*_: object, **__: object) -> None:
        raise StoreError("gone")

    with monkeypatch.context() as without:
        without.setattr(post.store, "transaction", gone)
        call.presses("3").hears_sentence("text-not-sent")
        assert call.offered == ["drip", "plumber"]
    assert post.waiting == 0


def test_a_text_is_not_offered_after_the_action_of_a_cry_for_help(post: Post) -> None:
    for cry in ("i want to die", "call 911"):
        call = post.caller().says(cry).hears_out()
        assert not offered(call), cry


def test_the_key_is_that_of_what_was_heard_last(post: Post) -> None:
    """While the next topic is spoken the key of the one before sends nothing."""
    call = at_leak(post).presses("1").is_at("drip")
    call.presses("3")
    assert post.waiting == 0
    at_leak(post).waits().hears_sentence("noinput-1").presses("3").hears_sentence("text-sent")
    assert post.waiting == 1
    at_leak(post).waits().waits().hears("press 3").presses("3").hears_sentence("text-sent")
    assert post.waiting == 2


def test_in_a_text_nothing_is_offered_and_the_words_give_the_place_again(post: Post) -> None:
    texter = post.line.stranger().sends("hi").sends("leak")
    texter.sends("text me this").gets_place("leak")
    assert "rates" not in texter.text
    assert post.waiting == 0
    post.line.stranger().sends("text me this").gets_place("main")


@pytest.mark.proof
@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_topic_of_the_shipped_line_can_be_sent(standin: StandIn, tmp_path: Path, lang: str) -> None:
    post = Post(standin, tmp_path, line=SHIPPED)
    urgent = {post.line.served.line.safety_places[level] for level in ("crisis", "emergency")}
    for number, place in post.line.served.line.places.items():
        offers = post.line.served.line.offers(number)
        call = Call(post.line, post.line.stranger().number, f"CA{number:032d}")
        call.listen(f"/voice?at={number}&turn=3&lang={lang}&page=9&after=listened", {})
        if hasattr(place, "next") and number not in urgent:
            assert len(offers) < KEYS, f"{place.id} has no key left for its text"
            assert call.state["send"] == str(number), place.id


def test_R34_at_a_closed_door_the_other_number_comes_as_a_text(post: Post) -> None:
    call = post.caller().says("electrician")
    assert call.dialled is None, "a test's clock stands at a time when the electrician is closed"
    assert call.offered == ["plumber", "main"]
    assert offered(call)
    call.presses("3").hears_sentence("text-sent")
    assert call.presses("2").is_at("main").dialled is None
    post.sends()
    (text,) = post.standin.sent
    assert "1-800-555-0199" in text["Body"], "the number of the plumber, who answers day and night"
