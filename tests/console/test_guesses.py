"""Whoever guesses passwords is slowed down; nobody else is, and no text or call waits for them."""

from __future__ import annotations

from pathlib import Path
from threading import Event, Thread

import pytest
from flask import Flask

from hotline.console import passwords as passwords_module
from hotline.console.passwords import WAITING, Outcome, Passwords
from hotline.console.tries import FREE, ORIGINS, Tries
from tests.console.visitor import HASHES, PASSWORDS, Visitor, deployed
from tests.driver import LINES, Carrier, Clock

PROXY = "192.0.2.10"


def test_a_thousand_wrong_passwords_are_slowed_down_and_nobody_else_is(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    real = passwords_module.check_password_hash
    monkeypatch.setattr(
        passwords_module, "check_password_hash", lambda known, guess: (looked.append(guess), real(known, guess))[1]
    )
    clock = Clock()
    tried = Passwords(dict(HASHES), clock)
    found = [tried.attempt("guesser", "ana", f"guess {number}") for number in range(1000)]
    assert found == [Outcome()] * FREE + [Outcome(wait=1)] * (1000 - FREE)
    assert len(looked) == FREE
    assert tried.attempt("somebody else", "ana", PASSWORDS["ana"]).right
    for _ in range(3600):
        clock.now += 1
        tried.attempt("guesser", "ana", "guess again")
    assert len(looked) < FREE + 20, "so few in an hour"


def test_who_guessed_wrong_waits_before_the_right_one_counts(app: Flask, clock: Clock) -> None:
    visitor = Visitor(app)
    assert {visitor.signs_in("ana", "a wrong guess").status_code for _ in range(FREE)} == {403}
    answer = visitor.signs_in()
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "1")
    assert "There were too many wrong tries. Seconds until the next one: 1." in answer.text
    assert Visitor(app).signs_in().status_code == 302, "nobody else waits"
    clock.now += 1
    assert visitor.signs_in("ana", "a wrong guess").status_code == 403
    assert visitor.signs_in().headers["Retry-After"] == "2"
    clock.now += 2
    assert visitor.signs_in().status_code == 302
    assert Visitor(app, visitor.address).signs_in("ana", "a wrong guess").status_code == 403, "and begins anew"


def test_waits_double_up_to_a_quarter_of_an_hour_and_are_forgotten_after_an_hour() -> None:
    clock = Clock()
    tries, waits = Tries(clock), []
    for _ in range(40):
        tries.failed("a")
        waits.append(tries.wait("a"))
        clock.now += waits[-1]
    assert waits[:9] == [0, 0, 0, 0, 1, 2, 4, 8, 16]
    assert waits[14:] == [900] * 26
    clock.now += 3600
    tries.failed("a")
    assert tries.wait("a") == 0


def test_tries_from_everywhere_fill_no_memory_and_lock_nobody_out() -> None:
    tries = Tries(Clock())
    for number in range(3 * ORIGINS):
        tries.failed(f"botnet {number}")
    assert len(tries) == ORIGINS
    assert tries.wait("somebody else") == 0


@pytest.mark.parametrize(
    ("told", "waits"),
    [
        ("203.0.113.9", True),
        ("1.2.3.4, 203.0.113.9", True),  # the visitor made the first one up
        ("203.0.113.9, 10.9.9.9", True),  # through two proxies
        ("203.0.113.10", False),
        ("", False),
    ],
)
def test_behind_a_proxy_each_visitor_waits_alone(tmp_path: Path, clock: Clock, told: str, waits: bool) -> None:
    app = deployed(tmp_path, clock, proxies=(PROXY, "10.0.0.0/8"))
    for _ in range(FREE):
        form = {"name": "ana", "password": "wrong"}
        Visitor(app, PROXY).post("/console/signin", form, X_Forwarded_For="203.0.113.9")
    form = {"name": "ana", "password": PASSWORDS["ana"]}
    answer = Visitor(app, PROXY).post("/console/signin", form, X_Forwarded_For=told)
    assert answer.status_code == (429 if waits else 302)


def test_a_network_of_new_addresses_is_one_visitor(app: Flask) -> None:
    for number in range(FREE):
        Visitor(app, f"2001:db8:1:2::{number}").signs_in("ana", "wrong")
    assert Visitor(app, "2001:db8:1:2:ffff::1").signs_in().status_code == 429
    assert Visitor(app, "2001:db8:1:3::1").signs_in().status_code == 302


def test_many_sign_ins_at_once_wait_their_turn_and_the_rest_are_sent_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts and calls have the processor meanwhile: one password is hashed at a time."""
    hashing, go_on, at_once, most = Event(), Event(), 0, 0

    def slow(known: str, guess: str) -> bool:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        hashing.set()
        assert go_on.wait(30)
        at_once -= 1
        return False

    monkeypatch.setattr(passwords_module, "check_password_hash", slow)
    tried = Passwords(dict(HASHES), Clock())
    found = []
    crowd = [Thread(target=lambda n=n: found.append(tried.attempt(f"{n}", "ana", "x"))) for n in range(50)]
    crowd[0].start()
    assert hashing.wait(30)
    for thread in crowd[1:]:
        thread.start()
    while len(found) < len(crowd) - WAITING - 1:
        crowd[-1].join(0.01)
    assert all(outcome.busy for outcome in found)
    go_on.set()
    for thread in crowd:
        thread.join(30)
    assert most == 1
    assert sum(not outcome.busy for outcome in found) == WAITING + 1


def test_a_text_is_answered_while_a_password_is_looked_at(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    carrier = Carrier(LINES / "kitchen-sink", tmp_path)
    carrier.app = deployed(tmp_path, clock)
    carrier.web = carrier.app.test_client()
    hashing, go_on = Event(), Event()
    monkeypatch.setattr(passwords_module, "check_password_hash", lambda *_: (hashing.set(), go_on.wait(30), False)[-1])
    thread = Thread(target=Visitor(carrier.app).signs_in)
    thread.start()
    assert hashing.wait(30)
    carrier.texter().sends("oven").gets_place("oven")
    go_on.set()
    thread.join(30)
