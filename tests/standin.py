"""Twilio's REST API on loopback: tells who called, takes texts, and fails in every way that it is told to."""

from __future__ import annotations

import json
import re
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote, urlsplit

from hotline.outbox.rest import Rest
from tests.driver import OURS

ACCOUNT = "AC" + "0" * 32
TOKEN = "token-of-a-test"

# What befalls a request, and whether the carrier has taken it nevertheless.
FAULTS = ("timeout", "429", "500", "503", "reset", "malformed", "slow", "redirect", "401", "empty")
LOST_ANSWERS = ("taken-timeout", "taken-reset", "taken-malformed", "taken-empty")


class StandIn:
    """The carrier. ``fails`` is what befalls the next requests, in order; "" is a good answer. ``down`` befalls all."""

    def __init__(self) -> None:
        self.calls: dict[str, tuple[str, str]] = {}
        self.sent: list[dict[str, str]] = []
        self.asked: list[str] = []
        self.fails: list[str] = []
        self.down = ""
        self.codes: dict[str, int] = {}  # numbers that are refused, and the error code
        self.retry_after = ""
        self.slowness = 0.1  # seconds
        self.let_go = threading.Event()
        self.heard = threading.Condition()
        self.address = ""
        self.numbers: dict[str, dict[str, object]] = {}  # by SID, as Twilio tells of them
        self.services: list[tuple[dict[str, object], tuple[str, ...]]] = []  # messaging services, SIDs of their numbers
        self.standing: dict[str, str] = {"status": "active", "type": "Full"}
        self.date = ""  # what the answer says the time is; "" for the real one

    def owns(self, phone: str = OURS, **fields: object) -> StandIn:
        """A number of the account."""
        sid = f"PN{len(self.numbers):032d}"
        able = {"voice": True, "sms": True, "mms": False, "fax": False}
        named = ("voice", "sms")
        unset = {f"{channel}_{name}": "" for channel in named for name in ("url", "fallback_url")}
        usual = {f"{channel}_{name}": "POST" for channel in named for name in ("method", "fallback_method")}
        none = dict.fromkeys(("voice_application_sid", "sms_application_sid", "trunk_sid"), None)
        self.numbers[sid] = {"sid": sid, "phone_number": phone, "capabilities": able, "status_callback": ""}
        self.numbers[sid] |= {**unset, **usual, **none, "status_callback_method": "POST", **fields}
        return self

    def serves(self, name: str, *, url: str | None = None, defers: bool = False) -> StandIn:
        """A messaging service with every number that there is so far."""
        sid = f"MG{len(self.services):032d}"
        told = {"sid": sid, "friendly_name": name, "inbound_request_url": url}
        self.services.append(({**told, "use_inbound_webhook_on_number": defers}, tuple(self.numbers)))
        return self

    def knows(self, call: str, number: str, line: str = OURS) -> StandIn:
        """A call that there was."""
        self.calls[call] = (number, line)
        return self

    def rest(self, timeout: float = 0.3) -> Rest:
        """The line's client of this carrier."""
        return Rest(ACCOUNT, [TOKEN], self.address, timeout=timeout)

    def texts(self, number: str) -> list[str]:
        """The bodies that a number was sent."""
        return [text["Body"] for text in self.sent if text["To"] == number]

    def befalls(self) -> str:
        """What befalls this request."""
        if self.down:
            return self.down
        return self.fails.pop(0) if self.fails else ""


@contextmanager
def standing_in(port: int = 0) -> Iterator[StandIn]:
    """A carrier that listens; at the end it lets go of whoever hangs."""
    carrier = StandIn()
    server = _Server(("127.0.0.1", port), carrier)
    carrier.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield carrier
    finally:
        carrier.let_go.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    allow_reuse_address = True

    def __init__(self, address: tuple[str, int], carrier: StandIn) -> None:
        super().__init__(address, _Handler)
        self.carrier = carrier

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that went away are what these tests are about."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self._answer("")

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode())

    def _answer(self, body: str) -> None:
        carrier = self.server.carrier
        with carrier.heard:
            carrier.asked.append(f"{self.command} {self.path}")
            carrier.heard.notify_all()
        fault = carrier.befalls()
        taken = not fault or fault in ("slow", *LOST_ANSWERS)
        status, answer = self._told(dict(parse_qsl(body, keep_blank_values=True)), taken=taken)
        match fault.removeprefix("taken-"):
            case "":
                self._reply(status, answer)
            case "slow":
                carrier.let_go.wait(carrier.slowness)
                self._reply(status, answer)
            case "timeout":
                carrier.let_go.wait(10)
            case "reset":
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.connection.close()
            case "malformed":
                self._reply(status, b'{"sid": "SM')
            case "empty":
                self._reply(status, b"")
            case "redirect":
                self._reply(307, b"", Location=f"{carrier.address}/elsewhere")
            case number:
                self._reply(int(number), b'{"code": 20000, "status": ' + number.encode() + b"}")

    def _told(self, form: dict[str, str], *, taken: bool) -> tuple[int, bytes]:
        """What Twilio answers, and does where the request is ``taken``."""
        carrier = self.server.carrier
        path = unquote(self.path).removeprefix(f"/2010-04-01/Accounts/{ACCOUNT}/")
        if (told := self._configured(path.partition("?")[0], form)) is not None:
            return told
        if self.command == "GET":
            found = carrier.calls.get(path.removeprefix("Calls/").removesuffix(".json"))
            if found is None:
                return 404, b'{"code": 20404, "message": "not found", "status": 404}'
            return 200, json.dumps({"from": found[0], "to": found[1]}).encode()
        code = carrier.codes.get(form["To"])
        if code is not None:
            # the real ones quote the number
            return 400, json.dumps({"code": code, "message": f"refused for {form['To']}", "status": 400}).encode()
        if taken:
            carrier.sent.append(form)
        return 201, json.dumps({"sid": f"SM{len(carrier.sent):032d}", "status": "queued"}).encode()

    def _configured(self, path: str, form: dict[str, str]) -> tuple[int, bytes] | None:
        """What Twilio tells of the account, its numbers and its messaging services; None of all else."""
        carrier, name = self.server.carrier, path.rpartition("/")[2].removesuffix(".json")
        if path == f"/2010-04-01/Accounts/{ACCOUNT}.json":
            return 200, json.dumps(carrier.standing).encode()
        if path == "IncomingPhoneNumbers.json":
            asked = dict(parse_qsl(urlsplit(self.path).query)).get("PhoneNumber", "")
            found = [one for one in carrier.numbers.values() if asked in str(one["phone_number"])]
            return 200, json.dumps({"incoming_phone_numbers": found}).encode()
        if path.startswith("IncomingPhoneNumbers/"):
            snake = {re.sub(r"(?<=[a-z])(?=[A-Z])", "_", key).lower(): value for key, value in form.items()}
            carrier.numbers[name] |= {
                key: value or None if key.endswith("_sid") else value for key, value in snake.items()
            }
            return 200, json.dumps(carrier.numbers[name]).encode()
        if path == "/v1/Services":
            services = [told for told, _ in carrier.services]
            return 200, json.dumps({"services": services, "meta": {"next_page_url": None}}).encode()
        if path.startswith("/v1/Services/"):
            holds = any(told["sid"] in path and name in numbers for told, numbers in carrier.services)
            return (200, json.dumps({"sid": name}).encode()) if holds else (404, b'{"code": 20404}')
        return None

    def _reply(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response_only(status)
        self.send_header("Date", self.server.carrier.date or self.date_time_string())
        if self.server.carrier.retry_after and status in (429, 503):
            headers["Retry-After"] = self.server.carrier.retry_after
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
