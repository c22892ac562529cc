"""The store is away: people are answered all the same, nobody who said STOP is texted, and no STOP or START is lost."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from hotline.errors import StoreError
from hotline.store import Consents, Journal, Person, Store, identify
from tests.driver import LINES, NOON, SECRET, Carrier, Texter

NUMBER = "+15005550881"
KEYS = ("0d1f:aa",)


class Away:
    """A switch in front of a line's store."""

    def __init__(self, carrier: Carrier, monkeypatch: pytest.MonkeyPatch) -> None:
        self.store: Store = carrier.app.extensions["hotline"]["store"]
        self.gone = False
        for name in ("transaction", "purge", "ping", "opt_outs"):
            monkeypatch.setattr(self.store, name, self._switched(getattr(self.store, name)))

    def _switched(self, real: Callable[..., object]) -> Callable[..., object]:
        def asked(*given: object, **more: object) -> object:
            if self.gone:
                raise StoreError("the store is gone")
            return real(*given, **more)

        return asked


def line(state: Path) -> Carrier:
    """A process that answers for the kitchen-sink line, with its store and journal in a folder."""
    return Carrier(LINES / "kitchen-sink", state, store=f"sqlite:///{state}/hotline.db")


def stored_out(carrier: Carrier, number: str = NUMBER) -> bool:
    with carrier.app.extensions["hotline"]["store"].transaction(identify(number, (SECRET,)), "look", NOON) as kept:
        session = kept.session()
    return session is not None and session.opted_out


def ana(carrier: Carrier) -> Texter:
    return carrier.texter(NUMBER)


def test_a_STOP_holds_at_once_and_is_written_when_the_store_is_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    carrier = line(tmp_path)
    away = Away(carrier, monkeypatch)
    ana(carrier).sends("hi").gets_place("main")
    away.gone = True
    ana(carrier).sends("STOP").gets_sentence("stopped")
    ana(carrier).sends("leak").gets_nothing()
    away.gone = False
    carrier.texter("+15005550882").sends("hi")
    assert stored_out(carrier), "anybody's turn writes it"
    ana(carrier).sends("leak").gets_nothing()


def test_a_START_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    carrier = line(tmp_path)
    away = Away(carrier, monkeypatch)
    ana(carrier).sends("STOP")
    carrier.clock.now += 60
    away.gone = True
    ana(carrier).sends("leak").gets_nothing()
    ana(carrier).sends("START").gets_sentence("started")
    ana(carrier).sends("leak").gets_place("leak")
    away.gone = False
    carrier.texter("+15005550882").sends("hi")
    assert not stored_out(carrier)


def test_the_last_word_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    carrier = line(tmp_path)
    away = Away(carrier, monkeypatch)
    away.gone = True
    for word in ("STOP", "START", "STOP"):
        ana(carrier).sends(word)
    away.gone = False
    ana(carrier).sends("leak").gets_nothing()
    assert stored_out(carrier)
    ana(carrier).sends("START").gets_sentence("started")
    carrier.texter("+15005550882").sends("hi")
    assert not stored_out(carrier), "what was written once is not written again"


def test_a_STOP_outlives_its_process_and_is_written_by_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = line(tmp_path), line(tmp_path)
    gone, also = Away(first, monkeypatch), Away(second, monkeypatch)
    gone.gone = also.gone = True
    ana(first).sends("STOP").gets_sentence("stopped")
    ana(second).sends("leak").gets_nothing()
    third = line(tmp_path)
    third.texter("+15005550882").sends("hi")
    assert stored_out(third)


def test_a_STOP_before_the_store_went_is_known_to_every_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = line(tmp_path), line(tmp_path)
    ana(first).sends("STOP").gets_sentence("stopped")
    away = Away(second, monkeypatch)
    away.gone = True
    ana(second).sends("leak").gets_nothing()


def test_an_old_opt_out_is_known_to_a_process_that_began_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ana(line(tmp_path)).sends("STOP")
    for file in tmp_path.glob("consent.*"):
        file.unlink()
    later = line(tmp_path)
    away = Away(later, monkeypatch)
    later.texter("+15005550882").sends("hi")
    away.gone = True
    ana(later).sends("leak").gets_nothing()
    ana(later).sends("i want to die").gets_sentence("crisis")


def test_an_old_opt_out_is_known_to_a_process_that_begins_while_the_store_is_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = line(tmp_path)
    ana(first).sends("STOP")
    first.app.extensions["hotline"]["board"].consents.catch_up(NOON + 61, every=0)
    assert (tmp_path / "consent.journal").stat().st_size == 0
    later = line(tmp_path)
    Away(later, monkeypatch).gone = True
    ana(later).sends("leak").gets_nothing()
    ana(later).sends("START").gets_sentence("started")


def test_DELETE_right_after_does_not_lose_a_STOP(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    carrier = line(tmp_path)
    away = Away(carrier, monkeypatch)
    away.gone = True
    ana(carrier).sends("STOP")
    away.gone = False
    ana(carrier).sends("delete")
    assert stored_out(carrier)


def test_of_whom_only_a_STOP_was_kept_nothing_else_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    carrier = line(tmp_path)
    away = Away(carrier, monkeypatch)
    away.gone = True
    ana(carrier).sends("STOP")
    away.gone = False
    carrier.app.extensions["hotline"]["board"].consents.catch_up(NOON)
    with sqlite3.connect(tmp_path / "hotline.db") as db:
        assert db.execute("SELECT count(*) FROM session").fetchone() == (0,)
        assert db.execute("SELECT count(*) FROM opt_out").fetchone() == (1,)
    db.close()


def test_the_journal_holds_no_number_and_no_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    carrier = line(tmp_path)
    away = Away(carrier, monkeypatch)
    away.gone = True
    ana(carrier).sends("please stop")
    ana(carrier).sends("STOP")
    text = (tmp_path / "consent.journal").read_text()
    assert (tmp_path / "consent.journal").stat().st_mode & 0o777 == 0o600
    (row,) = [json.loads(line) for line in text.splitlines() if line]
    person = identify(NUMBER, (SECRET,))
    assert person is not None
    assert row == {"keys": list(person.keys), "out": True, "at": NOON, "kept": False}


def test_a_callers_texts_wait_for_a_STOP_that_the_store_has_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    carrier = Carrier(LINES / "kitchen-sink", tmp_path, store=f"sqlite:///{tmp_path}/hotline.db", sends=True)
    away = Away(carrier, monkeypatch)
    away.gone = True
    ana(carrier).sends("STOP")
    away.gone = False
    call = carrier.caller(NUMBER)
    assert stored_out(carrier)
    assert "send" not in call.state


def test_a_disk_that_takes_nothing_is_told_and_the_STOP_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    carrier = line(tmp_path)
    away = Away(carrier, monkeypatch)
    (tmp_path / "consent.journal").mkdir()
    (tmp_path / "consent.lock").mkdir()
    away.gone = True
    with caplog.at_level(logging.ERROR):
        ana(carrier).sends("STOP").gets_sentence("trouble")
    assert "in memory only" in caplog.text
    ana(carrier).sends("leak").gets_nothing()
    away.gone = False
    carrier.texter("+15005550882").sends("hi")
    assert stored_out(carrier)


# the journal itself


def consents(path: Path, store: Store) -> Consents:
    return Consents(store, Journal(path))


def test_what_a_crash_cut_off_spoils_no_row(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    store = line(tmp_path).app.extensions["hotline"]["store"]
    consents(path, store).note(Person(("a:1",)), out=True, now=NOON, kept=False)
    whole = path.read_bytes()
    path.write_bytes(whole + whole[: len(whole) // 2])
    consents(path, store).note(Person(("a:2",)), out=True, now=NOON, kept=False)
    later = consents(path, store)
    assert all(later.is_out(Person((key,))) for key in ("a:1", "a:2"))


@pytest.mark.parametrize("garbage", [b"", b"[]\n7\nnull\n{}\n", b'{"keys": 7, "out": 1, "at": "x"}', b"\xff\x00" * 99])
def test_garbage_is_nobodys_wish(tmp_path: Path, garbage: bytes) -> None:
    path = tmp_path / "journal"
    path.write_bytes(garbage)
    store = line(tmp_path).app.extensions["hotline"]["store"]
    found = consents(path, store)
    assert not found.is_out(Person(KEYS))
    found.catch_up(NOON)


def test_the_journal_is_emptied_once_everybody_has_learned_it(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    store = line(tmp_path).app.extensions["hotline"]["store"]
    found = consents(path, store)
    found.note(Person(KEYS), out=True, now=NOON, kept=False)
    found.catch_up(NOON)
    assert path.stat().st_size > 0
    found.catch_up(NOON + 61, every=0)
    assert path.stat().st_size == 0
    assert consents_after(path, store).is_out(Person(KEYS))


def consents_after(path: Path, store: Store) -> Consents:
    found = consents(path, store)
    found.catch_up(NOON)
    return found


def test_a_START_does_not_lift_a_STOP_that_came_to_the_store_after_it(tmp_path: Path) -> None:
    store = line(tmp_path).app.extensions["hotline"]["store"]
    person, here = Person(KEYS), consents(tmp_path / "here", store)
    here.note(person, out=False, now=NOON, kept=False)
    consents(tmp_path / "there", store).note(person, out=True, now=NOON + 5, kept=False)
    consents(tmp_path / "there", store).catch_up(NOON + 5)
    here.catch_up(NOON + 9)
    assert [key for key, _ in store.opt_outs(0)] == list(KEYS)
