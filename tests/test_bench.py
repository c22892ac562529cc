"""The speed bench runs, and its tables have every row. No figure is looked at: those depend on the machine."""

from __future__ import annotations

import hmac
import os
import re
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from twilio.request_validator import RequestValidator

from bench.speed import installed
from bench.speed.__main__ import PARTS, main
from bench.speed.sender import send
from bench.speed.stages import FLASK, SERVING, STAGES, environ
from bench.speed.texts import KEYWORDS, OURS, PUBLIC, SESSION, TOKEN, Crowd, Pattern, Step, Work, misspelt, texts

ROWS = {
    "turns": ["bare Flask route: texts", "bare Flask route: calls", "hotline, SQLite: the session"],
    "peers": [r"\*\*hotline serve\*\*", "bare Flask route"],
    "profile": [SERVING, FLASK, *STAGES, r"\*\*all of it, as served\*\*", "the application alone"],
}

SERVER = """
import http.server

class Answers(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        nth = int(body.partition("MessageSid=SM")[2][:32][:16], 16)
        status, text = KINDS[nth % len(KINDS)]
        self.send_response(status)
        self.send_header("Content-Length", str(len(text)))
        if nth % 10 == 0:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_):
        pass

KINDS = [
    (200, "<Response><Message>hi</Message></Response>"),
    (200, "<Response><Gather/></Response>"),
    (200, "<Response />"),
    (500, "<Response><Message>hi</Message></Response>"),
    (403, ""),
]
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
print(server.server_port, flush=True)
server.serve_forever()
"""


@pytest.fixture
def answering() -> Iterator[int]:
    """A server that answers good, bad and silent, and closes a connection now and then; its port."""
    with subprocess.Popen([sys.executable, "-c", SERVER], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield int(process.stdout.readline())
        process.kill()


@pytest.mark.parametrize("pace", [0, 500], ids=["as fast as it answers", "paced"])
def test_the_load_generator_tells_good_answers_from_others(answering: int, pace: float) -> None:
    requests = Work("hi", texts(("hi",)), Crowd(100, 2_000_000_000)).requests(100, side_by_side=20)
    load = send(answering, requests, 4, apart=20, core=max(os.sched_getaffinity(0)), pace=pace)
    assert (load.sent, load.good, load.silent, load.lost) == (100, 40, 20, 40)
    assert len(load.waits) == 100
    assert len(load.answers) == 4
    assert not pace or load.seconds > 0.1


@pytest.mark.parametrize("step", [Step("/sms", "wat helps wit nausia"), Step("/voice?at=100&turn=1", "2", call=True)])
def test_a_request_of_the_bench_is_one_that_the_carrier_would_sign(step: Step) -> None:
    sender, sid = "+12000000001", f"{7:032x}"
    sent = environ(Pattern(step).request(sender, sid))
    form = {name: value.replace("+12223334444", sender) for name, value in step.form.items()}
    form = {name: re.sub("^(SM|CA).{32}$", rf"\g<1>{sid}", value) for name, value in form.items()}
    assert form["To"] == OURS
    assert RequestValidator(TOKEN).validate(PUBLIC + step.address, form, sent["HTTP_X_TWILIO_SIGNATURE"])
    assert len(sent["wsgi.input"].read()) == int(sent["CONTENT_LENGTH"])
    wrong = b64encode(hmac.digest(TOKEN.encode(), b"", "sha1")).decode()
    assert not RequestValidator(TOKEN).validate(PUBLIC + step.address, form, wrong)


def test_everybody_has_the_whole_conversation_and_every_sid_is_there_once() -> None:
    work = Work("the session", texts(SESSION), Crowd(100, 2_000_000_000))
    sent = [environ(request)["wsgi.input"].read().decode() for request in work.requests(500, side_by_side=20)]
    said = [re.search("From=%2B(.*?)&.*Body=(.*)", form) for form in sent]
    pairs = {found.groups() for found in said if found}
    assert len(sent) == len(pairs) == 100 * len(SESSION)
    assert len({re.findall("MessageSid=(.*?)&", form)[-1] for form in sent}) == len(sent)


def test_misspelt_questions_are_many_and_none_is_a_keyword() -> None:
    some = {misspelt(nth) for nth in range(500)}
    assert len(some) > 400
    assert not some & {*SESSION[:-1], *KEYWORDS}


SHORT = PARTS if os.environ.get("HOTLINE_PROOF_BENCH") else ("turns", "profile")  # the others take minutes


@pytest.mark.proof
@pytest.mark.parametrize("part", SHORT)
def test_every_part_of_the_bench_tells_its_rows(part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``HOTLINE_PROOF_BENCH=1`` runs the long parts too.

    Peers are left out with the reason: a test installs nothing from anywhere.
    """
    monkeypatch.setattr(installed, "CACHE", tmp_path)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PATH", "")
    told = CliRunner().invoke(main, [part, "--quick", "--to", str(tmp_path / "table.md")])
    assert told.exit_code == 0, told.output
    assert (tmp_path / "table.md").read_text("utf-8").strip() in told.output
    for row in ROWS.get(part, []):
        assert re.search(rf"^\| {row} \|", told.output, re.MULTILINE), row
    for table in re.findall(r"(?:^\|.*\n)+", told.output, re.MULTILINE):
        widths = {line.count(" | ") for line in table.replace("  ", " x ").splitlines()}
        assert len(widths) == 1, table
    assert "nan" not in told.output
    assert told.output.count("Skipped: ") == {"peers": 2, "turns": 1}.get(part, 0)
