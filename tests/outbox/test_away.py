"""F26: the carrier hangs or its name is not found while callers ask for texts. No call waits for it; none is lost."""

from __future__ import annotations

import socket
from statistics import median
from time import perf_counter

import pytest

from hotline.outbox import Later, Outbox, Parties
from hotline.outbox.rest import Rest
from tests.outbox.post import Post
from tests.standin import ACCOUNT, TOKEN

ANSWERED = 0.3  # seconds


@pytest.mark.parametrize("fault", ["timeout", "429", "500", "reset"])
def test_F26_a_call_goes_on_while_the_carrier_is_away(post: Post, fault: str) -> None:
    post.standin.down = fault
    outbox = Outbox(post.sender)
    post.line.app.extensions["hotline"]["board"].on_send = outbox.wake
    outbox.start()
    took = []
    try:
        for _ in range(8):
            call = post.caller().presses("1").presses("1").is_at("leak").hears_out()
            began = perf_counter()
            call.presses("3").hears_sentence("text-sent")
            took.append(perf_counter() - began)
    finally:
        outbox.stop()
    assert median(took) < ANSWERED
    assert post.waiting == 8


def test_F26_the_carriers_name_is_not_found(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    def not_found(host: object, *said: object, **more: object) -> object:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    call = post.asks()
    rest = Rest(ACCOUNT, [TOKEN], "http://carrier.invalid", timeout=1)
    with monkeypatch.context() as without:
        without.setattr(socket, "getaddrinfo", not_found)
        answer = rest.send(Parties("+15005550003", "+15005550000"), "hello", "")
        assert isinstance(answer, Later)
        assert not answer.doubtful, "nothing can have been sent"
        post.later(5)
    assert post.waiting == 1
    post.later(60)
    assert len(post.standin.texts(call.number)) == 1
    assert post.ends == {"sent": 1}
