"""Broken files under a line that serves, and files that try to write TwiML of their own. Tests carry their fault."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from hotline.channels import builtin
from hotline.loader import recall
from tests.driver import OURS, Carrier
from tests.loader.broken import BOMB, GOOD
from tests.loader.sink import AREA, WORDS, copy_sink, edit, replace
from tests.twiml import assert_portable

TEXTS = 72  # after each break: 1,000 in all
ASKED = ("hi", "leak", "310", "español", "oven", "i want to die", "kettle", "what", "2")


def write(data: bytes | str) -> Callable[[Path], None]:
    return lambda file: file.write_bytes(data.encode() if isinstance(data, str) else data)  # type: ignore[return-value]


def cut(file: Path) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2 + 3])


def in_place(by: Callable[[Path], None]) -> Callable[[Path], None]:
    """Something else than a file."""

    def put(file: Path) -> None:
        file.unlink()
        by(file)

    return put


def other_target(file: Path) -> None:
    file.write_text(file.read_text().replace("next: [leak]", "next: [leek]"))


def twice(file: Path) -> None:
    file.write_text(file.read_text() + "\nleak: {number: 211, sources: [plumbing-board]}\n")


def half_swapped(file: Path) -> None:
    file.symlink_to(file.parent / "of-the-next-version" / file.name)


def of_another_version(file: Path) -> None:
    file.write_text(f"schema: 99\n{file.read_text()}")


BREAKS = {
    "cut in half": cut,
    "tab": write("leak:\n\tnumber: 210\n"),
    "duplicate key": twice,
    "unknown target": other_target,
    "alias bomb": write(BOMB),
    "200,000 brackets": write("a: " + "[" * 200_000),
    "10 MB": write("# " + "x" * 10_000_000),
    "UTF-16": write(GOOD.encode("utf-16")),
    "NUL": write("a: b\x00c\n"),
    "missing": Path.unlink,
    "unreadable": in_place(Path.mkdir),
    "half-swapped link": in_place(half_swapped),
    "empty": write(""),
    "wrong version": of_another_version,
}


@pytest.fixture
def carrier(tmp_path: Path) -> Carrier:
    """The line on files that a test may break."""
    return Carrier(copy_sink(tmp_path / "line"), tmp_path / "state")


@pytest.fixture(scope="module")
def well(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What a stranger reads whose line nobody touched."""
    whole = Carrier(copy_sink(tmp_path_factory.mktemp("well") / "line"), tmp_path_factory.mktemp("state"))
    return {words: whole.stranger().sends(words).text for words in ASKED}


@pytest.mark.parametrize("why", BREAKS)
def test_F13_a_broken_file_changes_no_answer_and_is_told(
    carrier: Carrier, well: dict[str, str], tmp_path: Path, caplog: pytest.LogCaptureFixture, why: str
) -> None:
    current, version = carrier.app.extensions["hotline"]["current"], carrier.served.version
    BREAKS[why](tmp_path / "line" / AREA)
    current.refresh()
    for n in range(TEXTS):
        words = ASKED[n % len(ASKED)]
        assert carrier.stranger().sends(words).text == well[words]
    ready = carrier.web.get("/readyz").json
    assert ready is not None
    assert (ready["status"], ready["line"]) == ("degraded", {"version": version, "from": "files"})
    told = next(problem for problem in ready["problems"] if "kitchen.yaml" in problem)
    assert told in caplog.text
    again = Carrier(tmp_path / "line", tmp_path / "state")
    assert again.served.origin == "last good"
    assert again.stranger().sends("leak").text == well["leak"]
    assert recall(tmp_path / "state") == tmp_path / "state" / f"line-{version}"


@pytest.mark.parametrize("why", BREAKS)
def test_F13_at_a_first_start_the_built_in_answer_is_given(tmp_path: Path, why: str) -> None:
    BREAKS[why](copy_sink(tmp_path / "line") / AREA)
    carrier = Carrier(tmp_path / "line", tmp_path / "state")
    assert carrier.app.extensions["hotline"]["current"].served is None
    assert carrier.stranger().sends("i want to die").text == builtin.SMS
    assert carrier.caller().over


def test_F13_a_file_that_is_mended_is_on_the_air(carrier: Carrier, tmp_path: Path) -> None:
    current, file = carrier.app.extensions["hotline"]["current"], tmp_path / "line" / AREA
    good = file.read_bytes()
    for broken in (cut, Path.unlink, half_swapped):
        if broken is half_swapped:
            file.unlink()
        broken(file)
        current.refresh()
        assert current.problems
        file.unlink(missing_ok=True)
        file.write_bytes(good)
        edit(tmp_path / "line", good=True, mark=str(len(broken.__name__) % 10))
        current.refresh()
        assert current.problems == ()
        carrier.stranger().sends("kettle").gets(f"Boil {len(broken.__name__) % 10}.")


HOSTILE = [
    "<Dial>+19005550100</Dial>",
    "]]></Message><Dial>+19005550100</Dial>",
    "&lt;Dial&gt; &#60;Dial&#62; &amp;amp;",
    "--><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>&b;",
    '"><Redirect>https://evil.example</Redirect>',
    "<?xml version='1.0'?>",
    "\ufffd \u2028 \u202e",
]
ABOUT = ("FromCity", "FromState", "CallerName", "CallerCity", "ToCity", "ProfileName", "AddOns", "ForwardedFrom")


@pytest.mark.parametrize("said", HOSTILE)
def test_F19_an_author_s_words_are_words(tmp_path: Path, said: str) -> None:
    root = copy_sink(tmp_path / "line")
    quoted = said.replace("'", "''")
    for form in ("sms", "voice"):
        replace(root, WORDS, f"{form}: Fill it halfway.", f"{form}: 'Fill it {quoted} halfway.'")
    carrier = Carrier(root, tmp_path / "state")
    if carrier.app.extensions["hotline"]["current"].served is None:
        assert WORDS in carrier.app.extensions["hotline"]["current"].problems[0], "refused, and told where"
    data = carrier.post("/sms", {"MessageSid": "SM1", "From": "+15005550301", "To": OURS, "Body": "kettle"}).data
    call = carrier.caller()
    for document in (data, call.data, call.says("kettle").data if call.gather is not None else b"<Response/>"):
        assert_portable(document)
        assert b"<Dial" not in document


@pytest.mark.parametrize("said", [*HOSTILE, "\x00\x0b\x1f", "\ufffe\uffff"])
def test_F19_what_is_known_of_a_caller_is_never_said(sink: Carrier, said: str) -> None:
    about = dict.fromkeys(ABOUT, f"quackenbush {said}")
    form = {"From": "+15005550302", "To": OURS, **about}
    for sent in ({"MessageSid": f"SM{said}", "Body": said}, {"MessageSid": f"SM{said}1", "Body": f"oven {said}"}):
        data = sink.post("/sms", {**form, **sent}).data
        assert_portable(data)
        assert b"quackenbush" not in data
        assert b"Dial" not in data
    for heard in ({}, {"SpeechResult": said, "Confidence": "0.9"}, {"Digits": said}):
        data = sink.post("/voice?at=100&turn=1&lang=en", {**form, "CallSid": f"CA{said}", **heard}).data
        assert_portable(data)
        assert b"quackenbush" not in data
