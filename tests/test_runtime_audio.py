"""Recordings as callers hear them and as the carrier fetches them."""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from hotline.cli import hotline
from hotline.rehearsal.phone import Phone
from tests.driver import LINES, PUBLIC, Call, Carrier
from tests.loader.sink import copy_sink, replace
from tests.sounds import mp3, record, wav

OVEN = wav(3)


def stamp(root: Path, *more: str) -> None:
    told = CliRunner().invoke(hotline, ["audio", str(root), "--stamp", *more])
    assert told.exit_code == 0, told.output


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The kitchen-sink line with a recording of the oven too."""
    root = copy_sink(tmp_path / "line")
    record(root, "oven", OVEN)
    stamp(root)
    return root


@pytest.fixture
def carrier(root: Path, tmp_path: Path) -> Carrier:
    return Carrier(root, tmp_path / "state")


def played(call: Call) -> list[str]:
    return [play.text or "" for play in call.root.iter("Play")]


def at(carrier: Carrier, key: str, **more: str) -> Call:
    """A caller who presses a key at "heat": 1 the oven, 2 the toaster, 4 the pan."""
    query = "&".join(f"{name}={value}" for name, value in {"lang": "en", **more}.items())
    address = f"/voice?at=300&turn=2&offered=310.320.330.340.350&trail=100&{query}"
    return Call(carrier, "+15005550002", f"CA{key}{query}").listen(address, {"Digits": key})


def get(carrier: Carrier, address: str, **headers: str):
    path = address.removeprefix(carrier.public)
    return carrier.web.get(path.lstrip("/"), headers=headers)


def test_a_recording_is_played_and_all_else_is_said(carrier: Carrier) -> None:
    call = at(carrier, "1").is_at("oven").hears("The oven.")
    (address,) = played(call)
    assert address.startswith(f"{PUBLIC}/audio/310.en.")
    assert "Clean the oven" not in call.said
    call.waits().hears("the toaster")
    assert played(call) == []


def test_what_the_carrier_fetches_are_the_bytes_of_the_file(carrier: Carrier) -> None:
    (address,) = played(at(carrier, "1"))
    response = get(carrier, address)
    assert (response.status_code, response.mimetype, response.data) == (200, "audio/wav", OVEN)
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.last_modified is not None
    etag = response.headers["ETag"]
    again = get(carrier, address, **{"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")
    assert get(carrier, address, **{"If-None-Match": '"another"'}).data == OVEN
    head = carrier.web.head(address.removeprefix(f"{PUBLIC}/"))
    assert (head.status_code, head.content_length, head.data) == (200, len(OVEN), b"")
    assert hashlib.sha256(OVEN).hexdigest()[:16] in address


def test_an_mp3_is_called_one(root: Path, tmp_path: Path) -> None:
    record(root, "toaster", mp3(150), kind="mp3")
    stamp(root)
    (address,) = played(at(Carrier(root, tmp_path / "mp3"), "2"))
    assert address.endswith(".mp3")
    assert get(Carrier(root, tmp_path / "mp3"), address).mimetype == "audio/mpeg"


def test_no_address_tells_of_a_person_or_names_a_place(carrier: Carrier) -> None:
    (address,) = played(at(carrier, "1"))
    assert "?" not in address
    assert "oven" not in address


@pytest.mark.parametrize(
    "path",
    [
        "audio/", "audio", "audio/../menus/line.yaml", "audio/%2e%2e/menus/line.yaml", "audio/..%2fmenus%2fline.yaml",
        "audio/%2fetc%2fpasswd", "audio/310.en.0000000000000000.wav/..", "audio/en/oven.wav", "audio/oven.wav",
        "audio/310.en...%2f..%2fline.yaml", "audio/310.EN.0000000000000000.wav", "audio/999.en.0000000000000000.wav",
        "audio/320.en.0000000000000000.wav", "audio/310.fr.0000000000000000.wav", "audio/310.en.0000000000000000.yaml",
        "audio/310.en.0000000000000000.wav%00", "audio/310.en.0000000000000000.wav%0a", "audio/recorded.yaml",
    ],
)  # fmt: skip
def test_nothing_else_is_given_out(carrier: Carrier, path: str) -> None:
    response = carrier.web.get(path)
    assert (response.status_code, response.data) == (404, b""), path


def test_only_to_read(carrier: Carrier) -> None:
    assert carrier.web.post("audio/310.en.0000000000000000.wav").status_code == 405


def test_slow_speech_is_said_because_a_recording_cannot_be_slowed(carrier: Carrier) -> None:
    call = at(carrier, "1", slow="1").is_at("oven").hears("Clean the oven when it is cold.")
    assert played(call) == []
    assert call.root.find(".//prosody") is not None
    quick = at(carrier, "1").presses("7").presses("9")
    assert played(quick) == []
    assert played(quick.presses("7").presses("9")) != []


def test_another_language_without_a_recording_is_said(carrier: Carrier) -> None:
    call = at(carrier, "1", lang="es").is_at("oven")
    assert played(call) == []
    assert call.said


def test_a_menu_is_played_and_its_choices_are_said(root: Path, tmp_path: Path) -> None:
    record(root, "heat", wav(1))
    stamp(root)
    carrier = Carrier(root, tmp_path / "menu")
    call = carrier.caller().presses("2").is_at("heat").hears("the oven", "the kettle")
    assert len(played(call)) == 1
    assert "speech" in (call.gather.get("input", "") if call.gather is not None else "")


def test_the_person_s_words_are_played_before_dialling(root: Path, tmp_path: Path) -> None:
    record(root, "plumber", wav(8))
    stamp(root)
    call = Carrier(root, tmp_path / "person").caller().presses("0")
    assert call.dialled is not None
    assert [child.tag for child in call.root][-3:] == ["Play", "Say", "Dial"]  # and who sees which number


@pytest.fixture
def long(root: Path, tmp_path: Path) -> Carrier:
    """A recording of half a minute for a topic that has two stretches of words."""
    record(root, "leak", wav(30))
    stamp(root)
    return Carrier(root, tmp_path / "long")


def test_a_recording_is_one_stretch_however_long_it_is(long: Carrier) -> None:
    call = long.caller().says("leak").hears("A leak.")
    assert len(played(call)) == 1
    assert int(call.state["quiet"]) > 30
    assert played(call.waits().hears_sentence("what-next")) == []
    assert len(played(call.presses("9").hears("A leak."))) == 1


def test_keys_in_a_recording_begin_it_again(long: Carrier) -> None:
    for key in ("9", "5"):
        call = long.caller().says("leak").presses(key)
        assert len(played(call)) == 1
        call.waits().hears_sentence("what-next")
    call = long.caller().says("leak").presses("#").presses("*")
    assert len(played(call)) == 1


def test_slower_in_a_recording_says_the_words_from_the_start_in_stretches(long: Carrier) -> None:
    call = long.caller().says("leak").presses("7").hears_sentence("slow-on").hears("A leak.", "Turn the water off")
    assert played(call) == []
    call.waits().hears("A pipe joint").waits().hears_sentence("what-next")


def test_who_turns_slow_speech_off_goes_on_where_they_were(long: Carrier) -> None:
    call = long.caller().says("leak").presses("7").waits().hears("A pipe joint")
    call.presses("7").hears_sentence("slow-off").hears("A pipe joint")
    assert played(call) == []
    call.waits().hears_sentence("what-next").presses("9")
    assert len(played(call)) == 1


def test_a_recording_taken_away_while_it_is_heard_ends_in_its_words(long: Carrier, root: Path) -> None:
    call = long.caller().says("leak")
    (root / "menus/audio/en/leak.wav").unlink()
    long.app.extensions["hotline"]["current"].refresh()
    call.waits().hears("A pipe joint").waits().hears_sentence("what-next")


def test_the_emergency_notice_is_never_a_recording_s(carrier: Carrier) -> None:
    assert played(carrier.caller()) == []
    assert played(Call(carrier, "+15005550002", "CAcry").listen(
        "/voice?at=310&turn=2&lang=en", {"SpeechResult": "he is not breathing"})) == []  # fmt: skip


def test_changed_words_are_said_until_they_are_recorded(root: Path, carrier: Carrier) -> None:
    replace(root, "content/en/kitchen.yaml", "voice: Clean the oven when it is cold.", "voice: Leave the oven alone.")
    carrier.app.extensions["hotline"]["current"].refresh()
    call = at(carrier, "1").hears("Leave the oven alone.")
    assert played(call) == []
    record(root, "oven", wav(2))
    stamp(root)
    carrier.app.extensions["hotline"]["current"].refresh()
    assert len(played(at(carrier, "1", misses="1"))) == 1


def test_a_phone_number_that_changed_makes_a_recording_old(root: Path, tmp_path: Path) -> None:
    record(root, "plumber", wav(8))
    stamp(root)
    replace(root, "menus/line.yaml", "+18005550199", "+18005550198")
    assert played(Carrier(root, tmp_path / "number").caller().presses("0")) == []


def test_a_new_file_is_not_played_before_somebody_stamps_it(root: Path, carrier: Carrier) -> None:
    record(root, "oven", wav(4))
    carrier.app.extensions["hotline"]["current"].refresh()
    assert played(at(carrier, "1").hears("Clean the oven")) == []


def test_a_reload_takes_a_new_recording_up_and_calls_that_wait_for_the_old_one_hear_it(
    root: Path, carrier: Carrier
) -> None:
    (before,) = played(at(carrier, "1"))
    record(root, "oven", wav(4))
    stamp(root)
    carrier.app.extensions["hotline"]["current"].refresh()
    (after,) = played(at(carrier, "1", misses="1"))
    assert before != after
    assert get(carrier, after).data == wav(4)
    late = get(carrier, before)
    assert (late.data, late.headers["Cache-Control"]) == (wav(4), "no-store")
    assert "ETag" not in late.headers


def test_a_bad_recording_keeps_the_line_before_it_on_the_air_whole(root: Path, carrier: Carrier) -> None:
    record(root, "oven", b"what is this")
    carrier.app.extensions["hotline"]["current"].refresh()
    (address,) = played(at(carrier, "1"))
    assert get(carrier, address).data == OVEN, "out of the last good copy"
    (root / "menus/audio/en/oven.wav").unlink()
    assert get(carrier, address).data == OVEN


def test_the_last_good_line_has_its_recordings(root: Path, carrier: Carrier, tmp_path: Path) -> None:
    shutil.rmtree(root)
    root.mkdir()
    again = Carrier(root, tmp_path / "state")
    assert again.served.origin == "last good"
    (address,) = played(at(again, "1"))
    assert get(again, address).data == OVEN


def test_a_file_that_was_taken_away_with_its_copy_is_404_and_the_call_goes_on(
    root: Path, carrier: Carrier, tmp_path: Path
) -> None:
    call = at(carrier, "1")
    (root / "menus/audio/en/oven.wav").unlink()
    shutil.rmtree(tmp_path / "state")
    assert get(carrier, played(call)[0]).status_code == 404
    call.waits().hears("the toaster")


@pytest.mark.parametrize("prefix", ["", "/hotline"])
def test_a_path_of_its_own_stays_in_the_address(root: Path, tmp_path: Path, prefix: str) -> None:
    carrier = Carrier(root, tmp_path / "prefix", public=f"{PUBLIC}{prefix}")
    (address,) = played(at(carrier, "1"))
    assert address.startswith(f"{PUBLIC}{prefix}/audio/")
    for path in (address.removeprefix(PUBLIC), address.removeprefix(f"{PUBLIC}{prefix}")):
        assert carrier.web.get(path).data == OVEN, "whether the proxy leaves the path on or takes it off"


def test_what_is_fetched_is_not_logged(carrier: Carrier, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="hotline"):
        caplog.clear()
        get(carrier, played(at(carrier, "1"))[0])
    assert "audio" not in caplog.text


def test_a_phone_in_the_terminal_shows_the_words_of_a_recording(sink: Carrier) -> None:
    phone = Phone(sink.served)
    heard = phone.press(phone.press(phone.call(), "2"), "4")
    assert heard.spoken == ("The pan.", "Turn the handle to the wall.")


def test_a_line_without_recordings_has_none(tmp_path: Path) -> None:
    carrier = Carrier(LINES / "food-bank", tmp_path)
    assert played(carrier.caller()) == []
    assert carrier.web.get("audio/310.en.0000000000000000.wav").status_code == 404


def test_a_pipe_in_the_place_of_a_recording_hangs_nobody(root: Path, carrier: Carrier) -> None:
    (address,) = played(at(carrier, "1"))
    (root / "menus/audio/en/oven.wav").unlink()
    os.mkfifo(root / "menus/audio/en/oven.wav")
    assert get(carrier, address).data == OVEN
