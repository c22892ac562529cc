"""`hotline serve` as a real process: the commands that it prints work, edits are seen, bad files do not stop it."""

from __future__ import annotations

import json
import os
import re
import select
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import Any
from urllib.parse import urlencode
from xml.etree.ElementTree import fromstring

import pytest
from twilio.request_validator import RequestValidator

from tests.driver import LINES, PUBLIC, SECRET, TOKEN
from tests.needs import program

REAL = {
    "HOTLINE_PUBLIC_URL": PUBLIC,
    "TWILIO_AUTH_TOKEN": TOKEN,
    "HOTLINE_SECRET": SECRET,
    "HOTLINE_ALLOW_DRAFTS": "1",
    "HOTLINE_LOG": "plain",
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Process:
    """A serving process and what it printed."""

    def __init__(self, popen: subprocess.Popen[str], port: int) -> None:
        self.popen = popen
        self.address = f"http://127.0.0.1:{port}"
        self.printed = ""
        self.killed = False
        self._reading = Thread(target=self._read, daemon=True)

    def kill(self) -> None:
        """Pull the plug of the process; its workers are left."""
        self.killed = True
        self.popen.kill()
        self.popen.wait(timeout=30)

    def wait_until_up(self, workers: int) -> None:
        """Read what is printed until every worker says that it is there, then ask until one answers."""
        assert self.popen.stdout is not None
        for line in self.popen.stdout:
            self.printed += line
            if self.printed.count("Started worker") == workers:
                break
        self.wait_until_it_answers()

    def wait_until_it_answers(self) -> None:
        """Ask until one worker answers."""
        until = monotonic() + 30
        while not self.answers():
            assert self.popen.poll() is None, self.printed
            assert monotonic() < until, self.printed
            select.select([], [], [], 0.02)  # the server has no better way to tell that it listens

    def read_on(self) -> None:
        """Read what else is printed: a server whose output nobody takes stands still once the pipe is full."""
        self._reading.start()

    def read_out(self) -> None:
        """Wait for the end of the process and of what it prints."""
        if self._reading.ident is None:
            self.read_on()
        self.popen.wait(timeout=30)
        self._reading.join(timeout=30)

    def _read(self) -> None:
        assert self.popen.stdout is not None
        with self.popen.stdout as printed:
            for line in printed:
                self.printed += line

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/healthz", timeout=30) as response:
                return bool(response.read() == b"ok\n")
        except urllib.error.HTTPError:
            raise
        except OSError:
            return False

    def sms(self, body: str, sid: str, *, signed: bool = False) -> str:
        form = {"MessageSid": sid, "From": "+15005550006", "To": "+15005550000", "Body": body}
        headers = {}
        if signed:
            headers["X-Twilio-Signature"] = RequestValidator(TOKEN).compute_signature(f"{PUBLIC}/sms", form)
        request = urllib.request.Request(f"{self.address}/sms", urlencode(form).encode(), headers)
        with urllib.request.urlopen(request, timeout=30) as response:
            message = fromstring(response.read()).find("Message")
        return "" if message is None else message.text or ""

    def ready(self) -> dict[str, Any]:
        with urllib.request.urlopen(f"{self.address}/readyz", timeout=30) as response:
            found: dict[str, Any] = json.load(response)
        return found


@contextmanager
def serving(line: Path, state: Path, *options: str, env: dict[str, str], workers: int = 1) -> Iterator[Process]:
    port = free_port()
    numbers = ["--port", str(port), "--workers", str(workers)]
    command = [sys.executable, "-m", "hotline", "serve", *numbers, *options, str(line)]
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("HOTLINE_", "TWILIO_"))}
    popen = subprocess.Popen(
        command,
        env={**clean, "HOTLINE_STATE": str(state), "PYTHONUNBUFFERED": "1", **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    process = Process(popen, port)
    try:
        process.wait_until_up(workers)
        process.read_on()
        yield process
    finally:
        popen.send_signal(signal.SIGTERM)
        process.read_out()
        assert popen.returncode == (-signal.SIGKILL if process.killed else 0), process.printed


@pytest.fixture
def line(tmp_path: Path) -> Path:
    return Path(shutil.copytree(LINES / "kitchen-sink", tmp_path / "line"))


def test_dev_prints_commands_that_work_and_sees_edits(line: Path, tmp_path: Path) -> None:
    curl = program("curl", "curl")
    with serving(line, tmp_path / "state", "--dev", env={}) as process:
        assert "signatures are off" in process.printed
        commands = [shlex.split(text) for text in re.findall(r"^ +(curl .+)$", process.printed, re.MULTILINE)]
        assert len(commands) == 2
        for _, *options in commands:
            done = subprocess.run([curl, *options, "-sS"], capture_output=True, check=True, timeout=30)
            assert fromstring(done.stdout).tag == "Response"
        assert commands[0][-1].endswith("/sms"), "the first one texts"
        (browser,) = re.findall(r"in a browser: +(http://\S+)$", process.printed, re.MULTILINE)
        assert browser == f"{process.address}/console"
        with urllib.request.urlopen(f"{browser}/static/frame.css", timeout=30) as response:
            assert response.status == 200
        again = [option.replace("Body=hi", "Body=2") for option in commands[0][1:]]
        done = subprocess.run([curl, *again, "-sS"], capture_output=True, check=True, timeout=30)
        assert b"The kettle" in done.stdout, "the second text of the same person is a reply to the first"
        assert process.sms("oven", "SM1").count("Clean the oven") == 1
        words = line / "content" / "en" / "kitchen.yaml"
        words.write_text(words.read_text("utf-8").replace("Clean the oven", "Scrub the oven"), encoding="utf-8")
        assert "Scrub the oven" in process.sms("oven", "SM2")
        words.write_text("oven: [\n", encoding="utf-8")
        assert "Scrub the oven" in process.sms("oven", "SM3")
        ready = process.ready()
        assert ready["status"] == "degraded"
        assert "content/en/kitchen.yaml:2" in str(ready["problems"])
        other = urllib.request.Request(f"{process.address}/sms", b"Body=hi", {"Host": "evil.example"})
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(other, timeout=30)


def test_a_restart_with_bad_files_serves_the_last_good_line(line: Path, tmp_path: Path) -> None:
    state = tmp_path / "state"
    with serving(line, state, env=REAL) as process:
        assert process.ready()["status"] == "ok"
        assert "Clean the oven" in process.sms("oven", "SM1", signed=True)
    (line / "menus" / "line.yaml").write_text("\t", encoding="utf-8")
    with serving(line, state, env=REAL, workers=2) as process:
        assert "Clean the oven" in process.sms("oven", "SM2", signed=True)
        assert process.sms("1", "SM3", signed=True), "the person was remembered across the restart"
        assert "last good" in str(process.ready()["line"])
        with pytest.raises(urllib.error.HTTPError, match="403"):
            process.sms("oven", "SM4")


def test_words_that_lost_their_reviewer_do_not_keep_a_restart_off_the_air(line: Path, tmp_path: Path) -> None:
    state, env = tmp_path / "state", {**REAL, "HOTLINE_ALLOW_DRAFTS": ""}
    with serving(line, state, env=env) as process:
        version = process.ready()["line"]
    strict = line / "menus" / "line.yaml"
    strict.write_text(strict.read_text("utf-8").replace("allow_drafts: true", "allow_drafts: false"), encoding="utf-8")
    with serving(line, state, env=env) as process:
        assert "Clean the oven" in process.sms("oven", "SM1", signed=True)
        ready = process.ready()
        assert ready["line"] == {**version, "from": "last good"}
        assert "no reviewer has signed" in str(ready["problems"])
    assert "The last good line" in process.printed


def test_unsigned_words_are_refused_and_a_taken_port_is_said_plainly(line: Path, tmp_path: Path) -> None:
    strict = line / "menus" / "line.yaml"
    strict.write_text(strict.read_text("utf-8").replace("allow_drafts: true", "allow_drafts: false"), encoding="utf-8")
    command = [sys.executable, "-m", "hotline", "serve", str(line)]
    env = {**os.environ, **REAL, "HOTLINE_ALLOW_DRAFTS": "", "HOTLINE_STATE": str(tmp_path / "state")}
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert "that no reviewer has signed" in done.stderr
    assert "no last good line is kept" in done.stderr
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        dev = [*command[:-1], "--dev", "--port", port, str(line)]
        done = subprocess.run(dev, env=env, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert "try another --port" in done.stderr
    assert "Traceback" not in done.stderr
