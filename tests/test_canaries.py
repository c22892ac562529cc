"""Numbers, names, texts and speech are pushed through every path there is, and then searched for everywhere.

A trial text in the console's phone is no person's, so the page that asked for it may show it; nothing else may.
"""

from __future__ import annotations

import hashlib
import logging
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from twilio.request_validator import RequestValidator

from hotline.app import create_app
from hotline.cli import hotline
from hotline.errors import StoreError
from hotline.model import DAY
from hotline.outbox import Sender
from hotline.outbox.sender import IDLE
from hotline.settings import Settings
from hotline.store import identify
from tests.console.visitor import HASHES, Visitor
from tests.driver import LINES, OURS, PUBLIC, SECRET, TOKEN, Clock
from tests.standin import StandIn, standing_in

NUMBERS = [f"+1501777{n:04d}" for n in (123, 4567, 8901)]
TEXTER, CALLER, STOPPED = NUMBERS
WORDS = ["quackenbush", "blubberfisch", "zebulonia", "murmeltier"]
TEXT = "Zebulonia Quackenbush has a blubberfisch in the oven"
SPEECH = "murmeltier quackenbush drip"
ABOUT = {
    "CallerName": "Zebulonia Quackenbush",
    "ProfileName": "Zebulonia",
    "FromCity": "MURMELTIER",
    "AddOns": "blubberfisch",
}
CRIES = "i want to die zebulonia"


def spellings(number: str) -> list[str]:
    """What a number looks like in a log, an address or a table, and what undoes a hash without a secret."""
    bare = number[2:]
    parts = bare[:3], bare[3:6], bare[6:]
    hashes = [
        hashlib.new(name, form.encode()).hexdigest() for name in ("md5", "sha1", "sha256") for form in (number, bare)
    ]
    return [bare, "-".join(parts), " ".join(parts), ".".join(parts), f"({parts[0]}) {parts[1]}-{parts[2]}", *hashes]


CANARIES = [*WORDS, *(spelling for number in NUMBERS for spelling in spellings(number))]


def hits(found: bytes | str) -> list[str]:
    """The canaries in something."""
    data = found.encode("utf-8", "surrogatepass") if isinstance(found, str) else found
    low = data.lower()
    wide = low.replace(b"\0", b"")  # two bytes a letter
    return [canary for canary in CANARIES if canary.encode() in low or canary.encode() in wide]


class Everything:
    """A deployment with a console, an outbox and texts kept that are not understood; and all that it ever said."""

    def __init__(self, state: Path, standin: StandIn) -> None:
        self.state, self.standin, self.clock = state, standin, Clock()
        self.line = state.parent / "line"
        shutil.copytree(LINES / "kitchen-sink", self.line)
        told = self.line / "menus" / "line.yaml"
        told.write_text(told.read_text("utf-8").replace("allow_drafts: true", "allow_drafts: true\nkeep_unmet: yes"))
        settings = Settings(
            public_url=PUBLIC,
            tokens=(TOKEN,),
            secrets=(SECRET,),
            state=state,
            line=self.line,
            allow_drafts=True,
            users=HASHES,
        )
        self.app: Flask = create_app(settings, clock=self.clock, sends=True)
        self.store = self.app.extensions["hotline"]["store"]
        self.said: list[bytes] = []
        self.turns = 0

    def post(self, address: str, form: dict[str, str], *, signed: bool = True) -> int:
        """A webhook; its answer and its headers are kept to be searched."""
        signature = RequestValidator(TOKEN).compute_signature(PUBLIC + address, form)
        path, _, query = address.partition("?")
        answer = self.app.test_client().post(
            path, data=form, query_string=query, headers={"X-Twilio-Signature": signature if signed else "bad"}
        )
        self.said += [answer.data, str(answer.headers).encode()]
        return answer.status_code

    def text(self, body: str, sender: str = TEXTER, **more: str) -> None:
        """A text, by somebody whom the carrier knows a lot about."""
        self.turns += 1
        self.clock.now += 7
        self.post("/sms", {"MessageSid": f"SM{self.turns}", "From": sender, "To": OURS, "Body": body, **ABOUT, **more})

    def call(self, address: str = "/voice", sid: str = "CA1", sender: str = CALLER, **more: str) -> None:
        """A turn of a call."""
        self.post(address, {"CallSid": sid, "From": sender, "To": OURS, **ABOUT, **more})

    def everything(self) -> None:
        """Texts, speech, keys, reports, refusals and what is too large."""
        for body in (
            TEXT,
            "oven",
            "blubberfisch?",
            CRIES,
            "chest pain quackenbush",
            "SOURCE",
            "help",
            TEXTER,
            "more",
            TEXT * 40,
        ):
            self.text(body)
        self.text("", NumMedia="1", MediaUrl0=f"https://x.example/{TEXTER}")
        self.text("quackenbush stop texting", STOPPED)
        self.text("STOP", STOPPED)
        self.text(TEXT, STOPPED)
        self.text("hi", f"sip:{TEXTER}@zebulonia.example")
        self.call(SpeechResult=SPEECH)
        for turn, query in enumerate(
            ("at=100&lang=en", f"at=210&lang=zebulonia&keys={CALLER}", "at=100&after=zebulonia", "at=1"), 1
        ):
            self.call(f"/voice?turn={turn}&{query}", SpeechResult=SPEECH, Confidence="0.1")
            self.call(f"/voice?turn={turn + 10}&{query}", Digits="0")
        self.call("/voice?turn=30&at=100&lang=en", SpeechResult=CRIES, Confidence="0.9")
        self.post(
            "/voice/status", {"CallSid": "CA1", "CallStatus": "completed", "From": CALLER, "CallDuration": "9", **ABOUT}
        )
        for code in ("21610", TEXTER, "zebulonia"):
            self.post(
                "/sms/status",
                {"MessageSid": "SM1", "MessageStatus": "failed", "ErrorCode": code, "To": TEXTER, "Body": TEXT},
            )
        for address in ("/sms", "/voice?zebulonia=1", "/sms/status", "/voice/status"):
            assert self.post(address, {"From": TEXTER, "Body": TEXT, "SpeechResult": SPEECH}, signed=False) == 403
        assert self.post("/sms", {"From": TEXTER, "Body": TEXT * 4000}) == 413
        self.post("/sms", {"MessageSid": "SM1", "From": TEXTER, "Body": f"another body {TEXT}"})

    def asks_for_a_text(self) -> None:
        """A caller asks for a topic as a text; the carrier is down first, then refuses, then takes it."""
        self.standin.knows("CA9", CALLER)
        sender = Sender(
            self.store,
            lambda: self.app.extensions["hotline"]["current"].served,
            self.standin.rest(),
            (SECRET,),
            clock=self.clock,
            status_url=f"{PUBLIC}/sms/status",
        )
        self.call("/voice?turn=1&at=210&lang=en&offered=211.212&send=210", sid="CA9", Digits="3")
        assert self.store.waiting()[0] == 1
        for fault in ("500", "malformed", "reset", ""):
            self.standin.fails = [fault]
            for _ in range(200):
                self.clock.now += 1
                while sender.step() != IDLE:
                    continue
        assert self.standin.texts(CALLER)

    def looks(self, *pages: str) -> None:
        """These pages of the console, and every answer about the service."""
        web = self.app.test_client()
        for path in ("/readyz", "/healthz", "/metrics", "/nothing", "/sms", "/audio/nothing", "/console/"):
            self.said.append(web.get(path).data)
        ana = Visitor(self.app)
        ana.signs_in()
        self.said += [ana.get(f"/console/{page}").data for page in pages]

    def tries(self) -> None:
        """A trial text on the console's phone."""
        ana = Visitor(self.app)
        ana.signs_in()
        assert TEXT.split()[1] in ana.post("/console/phone", {"text": TEXT}).text

    def files(self) -> dict[str, bytes]:
        """Everything in the state directory: the database, its -wal and -shm, the journal, what the console noted."""
        return {str(path): path.read_bytes() for path in self.state.rglob("*") if path.is_file()}


@pytest.fixture
def all_of_it(tmp_path: Path) -> Iterator[Everything]:
    """The deployment."""
    with standing_in() as standin:
        yield Everything(tmp_path / "state", standin)


def assert_nothing_is_told(it: Everything, logs: str, printed: str = "") -> None:
    """No canary is in what was kept, logged, printed or answered."""
    assert hits(logs) == []
    assert hits(printed) == []
    for name, data in it.files().items():
        assert hits(data) == [], name
    for answer in it.said:
        assert hits(answer) == [], answer[:2000]


def test_the_search_finds_what_is_there(all_of_it: Everything) -> None:
    (all_of_it.state / "journal").write_text(f"a {NUMBERS[0][2:5]}-{NUMBERS[0][5:8]}-{NUMBERS[0][8:]} b")
    with closing(sqlite3.connect(all_of_it.state / "x.db")) as db:
        db.execute("CREATE TABLE x (y)")
        db.execute("INSERT INTO x VALUES (?)", (TEXT,))
        db.commit()
    assert {canary for data in all_of_it.files().values() for canary in hits(data)} >= {
        *WORDS[:3],
        spellings(TEXTER)[1],
    }


def test_R30_nothing_is_told_of_anybody(
    all_of_it: Everything, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        all_of_it.everything()
        all_of_it.asks_for_a_text()
        all_of_it.tries()
        all_of_it.looks(*PAGES)
        learned = CliRunner().invoke(hotline, ["learn", str(all_of_it.line)], env=environment(all_of_it))
        looked = CliRunner().invoke(hotline, ["doctor", str(all_of_it.line)], env=environment(all_of_it))
    assert any(b"SQLite format 3" in data for data in all_of_it.files().values())
    assert any(getattr(record, "channel", "") == "sms" for record in caplog.records)
    printed = "".join(capfd.readouterr())
    rows = "".join(str(vars(record)) for record in caplog.records)
    assert_nothing_is_told(all_of_it, caplog.text + rows, printed + learned.output + looked.output)


def environment(it: Everything) -> dict[str, str]:
    return {
        "HOTLINE_STATE": str(it.state),
        "HOTLINE_SECRET": SECRET,
        "HOTLINE_PUBLIC_URL": PUBLIC,
        "TWILIO_AUTH_TOKEN": TOKEN,
    }


PAGES = ["", "stats", "stats.csv", "desk", "desk/outbox", "desk/questions", "desk/problems", "map", "answers", "phone"]
BROKEN = [
    "hotline.served.answer",
    "hotline.switchboard.identify",
    "hotline.switchboard.counts_of",
    "hotline.switchboard.Switchboard._keep",
    "hotline.switchboard.Switchboard._purge",
    "hotline.switchboard.unusual",
    "hotline.understand.index.Index.meaning",
    "hotline.understand.index.Index.alarm",
    "hotline.channels.fill.fill",
    "hotline.channels.incoming.plain_id",
    "hotline.console.stats.summarise",
    "hotline.store.sqlite_rows.session_to_text",
    "hotline.store.connection.Connection.ask",
    "hotline.web.door.refuse_too_much",
    "hotline.web.signature.Signatures.good",
    "hotline.outbox.status._read",
]


def breaking(error: type[Exception]) -> Callable[..., None]:
    def broken(*said: object, **more: object) -> None:
        raise error(f"{said!r} {more!r} {TEXT} {SPEECH} {TEXTER} {CALLER}") from ValueError(TEXT)

    return broken


@pytest.mark.parametrize("error", [RuntimeError, StoreError], ids=lambda error: error.__name__)
@pytest.mark.parametrize("where", BROKEN)
def test_R30_no_fault_tells_it(
    all_of_it: Everything,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    where: str,
    error: type[Exception],
) -> None:
    with caplog.at_level(logging.DEBUG):
        all_of_it.text("oven")
        with monkeypatch.context() as broken:
            broken.setattr(where, breaking(error))
            for body in (TEXT, CRIES):
                all_of_it.text(body)
            all_of_it.call(SpeechResult=SPEECH)
            all_of_it.call("/voice?turn=1&at=100&lang=en", SpeechResult=SPEECH)
            all_of_it.post("/sms/status", {"MessageSid": "SM1", "MessageStatus": "failed", "To": TEXTER, "Body": TEXT})
            all_of_it.post("/voice/status", {"CallSid": "CA1", "CallStatus": "completed", "From": CALLER, **ABOUT})
            all_of_it.looks("stats", "desk/outbox")
        all_of_it.text("kettle")
    assert_nothing_is_told(all_of_it, caplog.text, "".join(capfd.readouterr()))


# what is kept goes


def test_R30_delete_removes_what_is_kept_and_says_so(all_of_it: Everything) -> None:
    person = identify(TEXTER, (SECRET,))
    assert person is not None
    all_of_it.text("where is the oven light bulb sold")
    all_of_it.text("oven")
    all_of_it.text("delete")
    assert b"Gone. A STOP still counts." in all_of_it.said[-2]
    with all_of_it.store.transaction(person, "look", all_of_it.clock.now) as kept:
        assert kept.session() is None
        assert kept.unmet() == ()
    all_of_it.store.purge(all_of_it.clock.now)
    assert not any(person.keys[0].encode() in data for data in all_of_it.files().values()), (
        "not in free pages or the log either"
    )


def test_R30_delete_leaves_an_opt_out_and_nothing_else(all_of_it: Everything) -> None:
    person = identify(STOPPED, (SECRET,))
    for body in ("oven", "STOP", "START", "oven", "STOP", "delete"):
        all_of_it.text(body, STOPPED)
    with all_of_it.store.transaction(person, "look", all_of_it.clock.now) as kept:
        session = kept.session()
    assert session is not None
    assert session.opted_out


@pytest.mark.parametrize(("days", "there"), [(29, True), (31, False)])
def test_F23_what_is_old_goes_from_the_files_too(all_of_it: Everything, days: int, there: bool) -> None:
    person = identify(TEXTER, (SECRET,))
    assert person is not None
    all_of_it.text("oven")
    sid = f"sms:SM{all_of_it.turns}"
    all_of_it.clock.now += days * DAY
    all_of_it.text("oven", CALLER)  # anybody's turn sees to it, every ten minutes
    files = all_of_it.files().values()
    assert any(person.keys[0].encode() in data for data in files) is there
    assert not any(sid.encode() in data for data in files), "replies are kept for a day"
