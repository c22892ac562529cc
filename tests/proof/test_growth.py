"""Day after day of 10,000 turns: what a worker holds and what the store has grow with people, and not with turns.

Run as a program it takes the turns that it is told to, in a process of its own; `HOTLINE_PROOF_TURNS=1000000` has the
proof take a million of 100,000 people, which is some ten minutes.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from time import perf_counter, process_time
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from twilio.request_validator import RequestValidator

from hotline.app import create_app
from hotline.settings import Settings
from tests.driver import OURS, PUBLIC, SECRET, SHIPPED, TOKEN, Clock

TURNS = int(os.environ.get("HOTLINE_PROOF_TURNS", "30000"))
EACH, STEP = 10, 8.64  # turns of a person, and the seconds from one turn to the next: 10,000 a day
PARTS = 10
BODIES = ("hi", "1", "2", "hair", "wat helps wit nausia", "money", "more", "is there a cure", "asdf", "0")


def take(turns: int, state: Path) -> list[dict[str, float]]:
    """After each tenth of the turns: resident MB, files open, MB of the database, milliseconds of a turn."""
    clock = Clock()
    settings = Settings(
        public_url=PUBLIC, tokens=(TOKEN,), secrets=(SECRET,), allow_drafts=True, state=state, line=SHIPPED
    )
    web, validator = create_app(settings, clock=clock), RequestValidator(TOKEN)
    begin, people, parts = clock.now, turns // EACH, []
    for part in range(PARTS):
        spent = 0.0
        for n in range(part * turns // PARTS, (part + 1) * turns // PARTS):
            clock.now = begin + int(n * STEP)
            form = {
                "MessageSid": f"SM{n:032d}",
                "From": f"+1513{n % people:07d}",
                "To": OURS,
                "Body": BODIES[(n // people + n) % len(BODIES)],
            }
            environ = sent(form, validator.compute_signature(f"{PUBLIC}/sms", form))
            began = process_time()
            answered(web, environ)
            spent += process_time() - began
        parts.append({**held(state), "ms": 1000 * spent * PARTS / turns})
    return parts


def sent(form: dict[str, str], signature: str) -> dict[str, Any]:
    body = urlencode(form).encode()
    return {
        "REQUEST_METHOD": "POST",
        "SCRIPT_NAME": "",
        "PATH_INFO": "/sms",
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_X_TWILIO_SIGNATURE": signature,
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(body),
        "wsgi.errors": sys.stderr,
    }


def answered(web: Flask, environ: dict[str, Any]) -> None:
    status = []
    body = b"".join(web(environ, lambda line, headers: status.append(line)))
    assert status == ["200 OK"], status
    assert b"<Message>" in body, body


def held(state: Path) -> dict[str, float]:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    files = sum(path.stat().st_size for path in state.glob("hotline.db*"))
    return {
        "resident": pages * os.sysconf("SC_PAGE_SIZE") / 1e6,
        "files": len(os.listdir("/proc/self/fd")),
        "store": files / 1e6,
    }


def test_F21_what_is_held_grows_with_people_and_not_with_turns(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if not Path("/proc/self/statm").exists():
        pytest.skip("this system does not tell what a process holds in /proc")
    began = perf_counter()
    command = [sys.executable, "-m", "tests.proof.test_growth", str(TURNS), str(tmp_path)]
    parts = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    with capsys.disabled():
        print(f"\n{TURNS} turns of {TURNS // EACH} people in {perf_counter() - began:.0f} s")  # noqa: T201
        for part in parts:
            print("  ".join(f"{name} {value:.2f}" for name, value in part.items()))  # noqa: T201
    half, end = parts[PARTS // 2 - 1], parts[-1]
    assert end["resident"] < 1.05 * half["resident"]
    assert end["store"] < 1.1 * half["store"]
    assert end["files"] <= half["files"] + 2
    assert end["ms"] < 1.5 * half["ms"]


if __name__ == "__main__":
    logging.disable()
    sys.stdout.write(json.dumps(take(int(sys.argv[1]), Path(sys.argv[2]))))
