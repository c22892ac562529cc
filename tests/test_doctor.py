"""`hotline doctor` finds the usual mistakes of a deployment: at the public address, at Twilio, on the machine."""

from __future__ import annotations

import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from click.testing import CliRunner

from hotline.app import create_app
from hotline.check import load_served
from hotline.cli import hotline
from hotline.cli.machine import machine
from hotline.cli.outside import carrier, public
from hotline.settings import Settings
from tests.driver import LINES, OURS, TOKEN
from tests.needs import program
from tests.standin import ACCOUNT, StandIn, standing_in
from tests.standin import TOKEN as REST_TOKEN
from tests.test_connect import FALLBACKS

SINK = LINES / "kitchen-sink"
DRAWN = "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0"
GOOD = Settings(public_url="https://line.example", tokens=(TOKEN,), secrets=(DRAWN,), line=SINK, allow_drafts=True)
LINE = replace(load_served(SINK).line, phone=OURS, opt_out_handled_by="carrier")
HERE = {
    "voice_url": "https://line.example/voice#rc=2&rp=all",
    "status_callback": "https://line.example/voice/status#rc=2&rp=all",
    "sms_url": "https://line.example/sms#rc=2&rp=all",
}


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def at(app: object, tls: Path | None = None) -> Iterator[str]:
    """An application that listens, by TLS where there is a key with its certificate; its address."""
    server = make_server("127.0.0.1", 0, app, handler_class=_Quiet)  # type: ignore[arg-type]
    if tls is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(tls)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"{'https' if tls else 'http'}://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Proxied:
    """What stands in front of the service and can be told to do something else."""

    def __init__(self) -> None:
        self.app: object = None
        self.says: tuple[str, list[tuple[str, str]]] | None = None

    def __call__(self, environ: object, start_response: object) -> object:
        if self.says is None:
            return self.app(environ, start_response)  # type: ignore[operator]
        start_response(*self.says)  # type: ignore[operator]
        return [b""]


@pytest.fixture
def standin() -> Iterator[StandIn]:
    with standing_in() as found:
        yield found


def wrong(found: Iterator[tuple[bool, str]]) -> list[str]:
    return [text for good, text in found if not good]


def at_twilio(standin: StandIn, **given: object) -> list[str]:
    """What is wrong as Twilio tells."""
    settings = replace(GOOD, account=ACCOUNT, tokens=(REST_TOKEN,), api=standin.address)
    line = replace(LINE, **given) if given else LINE  # type: ignore[arg-type]
    return wrong(carrier(settings, line))


def test_the_public_address_answers_and_believes_what_is_signed(tmp_path: Path) -> None:
    proxy = Proxied()
    with at(proxy) as address:
        right = replace(GOOD, public_url=address, state=tmp_path)
        proxy.app = create_app(right)
        assert [good for good, _ in public(right)] == [True, True]
        assert "another address or token" in str(wrong(public(replace(right, tokens=("old",)))))
        proxy.app = create_app(replace(right, public_url="https://line.example"))
        assert "another address or token" in str(wrong(public(right)))
        proxy.says = "301 Moved", [("Location", "https://www.line.example/healthz")]
        assert "leads on to https://www.line.example/healthz" in str(wrong(public(right)))
        proxy.says = "502 Bad Gateway", []
        assert "something else answers (HTTP 502)" in str(wrong(public(right)))
    assert "cannot be reached from here" in str(wrong(public(right)))


def test_the_whole_command_finds_nothing_wrong_with_a_deployment_that_is_right(
    standin: StandIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = tmp_path / "key.pem"
    asked = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    named = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", "-"]
    made = subprocess.run([program("openssl", "openssl"), *asked, *named], capture_output=True, check=True, timeout=60)
    key.write_bytes(key.read_bytes() + made.stdout)
    monkeypatch.setenv("SSL_CERT_FILE", str(key))
    proxy = Proxied()
    with at(proxy, key) as address:
        state = tmp_path / "state"
        proxy.app = create_app(
            Settings(public_url=address, tokens=(REST_TOKEN,), secrets=(DRAWN,), state=state, line=SINK)
        )
        pointed = {name: url.replace("https://line.example", address) for name, url in HERE.items()}
        standin.owns(**{**pointed, **FALLBACKS, "sms_fallback_url": ""})
        env = {
            "HOTLINE_PUBLIC_URL": address,
            "TWILIO_AUTH_TOKEN": REST_TOKEN,
            "TWILIO_ACCOUNT_SID": ACCOUNT,
            "HOTLINE_TWILIO_API": standin.address,
            "HOTLINE_SECRET": DRAWN,
            "HOTLINE_STATE": str(state),
            "HOTLINE_ALLOW_DRAFTS": "",
            "HOTLINE_DEV": "",
        }
        told = CliRunner().invoke(hotline, ["doctor", str(SINK)], env=env)
    told_wrong = [row for row in told.output.splitlines() if not row.startswith("ok ")]
    assert told_wrong == ["WRONG 31 places are drafts and drafts are allowed: for trials only"], (
        "as the line says itself"
    )
    assert f"ok    {OURS} is pointed here" in told.output


def test_a_number_that_is_pointed_here_with_fallbacks_is_well(standin: StandIn) -> None:
    standin.owns(**HERE, **FALLBACKS).serves("Clinic", defers=True)
    assert at_twilio(standin) == []


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"voice_url": "https://demo.twilio.com/welcome"}, '"A call comes in" is https://demo.twilio.com/welcome, not'),
        ({"sms_url": "https://line.example/sms"}, '"A message comes in" is https://line.example/sms, not'),
        ({"sms_url": ""}, '"A message comes in" is nothing, not'),
        ({"voice_method": "GET"}, '"A call comes in, method" is GET, not POST'),
        ({"trunk_sid": "TK1"}, '"SIP trunk" is TK1, not nothing'),
        ({"voice_fallback_url": ""}, "there is no fallback for calls"),
        ({"sms_fallback_url": ""}, "there is no fallback for texts"),
        ({"voice_fallback_url": "https://line.example/fb"}, "the fallback for calls is on the host of the service"),
    ],
)
def test_a_number_that_does_something_else_is_told(standin: StandIn, fields: dict[str, str], told: str) -> None:
    standin.owns(**{**HERE, **FALLBACKS, **fields})
    assert told in str(at_twilio(standin))


def test_a_messaging_service_that_keeps_texts_and_a_fallback_for_people_who_stopped_are_told(standin: StandIn) -> None:
    standin.owns(**HERE, **FALLBACKS).serves("Clinic", url="https://other.example")
    assert 'the messaging service "Clinic" keeps texts to itself' in str(
        at_twilio(standin, opt_out_handled_by="carrier")
    )
    assert "would answer people who stopped them" in str(at_twilio(standin, opt_out_handled_by="app"))


def test_an_account_that_is_refused_suspended_on_trial_or_without_the_number_is_told(standin: StandIn) -> None:
    assert "is no number of this account" in str(at_twilio(standin))
    standin.owns(**HERE, **FALLBACKS)
    standin.standing = {"status": "suspended", "type": "Trial"}
    told = str(at_twilio(standin))
    assert "it is suspended" in told
    assert "trial account" in told
    standin.down = "401"
    assert "Twilio refuses TWILIO_ACCOUNT_SID with TWILIO_AUTH_TOKEN" in str(at_twilio(standin))
    standin.down = "reset"
    assert "Twilio cannot be asked" in str(at_twilio(standin))


@pytest.mark.parametrize(("minutes", "way"), [(10, "behind"), (-10, "ahead"), (0, "")])
def test_a_clock_that_is_off_is_told_by_how_much(standin: StandIn, minutes: int, way: str) -> None:
    standin.owns(**HERE, **FALLBACKS)
    standin.date = format_datetime(datetime.now(UTC) + timedelta(minutes=minutes), usegmt=True)
    told = str(at_twilio(standin))
    assert ("clock is" in told) == bool(minutes)
    assert f"seconds {way}" in told or not minutes


def test_a_state_directory_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "cannot be written to" in str(wrong(machine(replace(GOOD, state=tmp_path / "file" / "state"))))
    assert wrong(machine(replace(GOOD, state=tmp_path / "state"))) == []


def test_secrets_that_are_guessed_and_what_others_may_read_are_told(tmp_path: Path) -> None:
    weak = replace(GOOD, state=tmp_path, secrets=("a" * 64,))
    assert "easily guessed" in str(wrong(machine(weak)))
    assert "is a token of the carrier's" in str(wrong(machine(replace(weak, tokens=("a" * 64,)))))
    store = tmp_path / "hotline.db"
    store.touch(mode=0o600)
    tmp_path.chmod(0o755)
    assert "others on this machine" not in str(wrong(machine(weak)))
    store.chmod(0o644)
    assert f"chmod 600 {store}" in str(wrong(machine(weak)))


def test_a_store_in_memory_and_figures_for_everybody_are_told(tmp_path: Path) -> None:
    told = str(wrong(machine(replace(GOOD, state=tmp_path, store="memory:", metrics="0.0.0.0:9464"))))
    assert "who stopped texts is forgotten" in told
    assert "name one address" in told
