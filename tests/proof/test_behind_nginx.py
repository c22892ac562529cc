"""Two services behind nginx, as deploy/nginx.conf has them, on one PostgreSQL: one goes, and no texter notices."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.driver import LINES
from tests.needs import program
from tests.postgres import Server
from tests.proof.crowd import Crowd, p99
from tests.test_serve import REAL, Process, free_port, serving

CONF = Path(__file__).parents[2] / "deploy" / "nginx.conf"
SINK = LINES / "kitchen-sink"
BODIES = ("hi", "leak", "oven", "i want to die")
AROUND = """
worker_processes 1;
daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ worker_connections 512; }}
http {{
client_body_temp_path {folder}/body;
proxy_temp_path {folder}/proxy;
fastcgi_temp_path {folder}/fastcgi;
uwsgi_temp_path {folder}/uwsgi;
scgi_temp_path {folder}/scgi;
{conf}
}}
"""


@contextmanager
def nginx(folder: Path, services: list[Process]) -> Iterator[str]:
    """The address of nginx in front of these services, with the shipped settings; only ports and TLS differ."""
    folder.mkdir()
    port = free_port()
    conf = CONF.read_text()
    for shipped, service in zip(("127.0.0.1:8080", "127.0.0.1:8081"), services, strict=True):
        assert shipped in conf
        conf = conf.replace(shipped, service.address.removeprefix("http://"))
    conf = re.sub(r"^\s*ssl_certificate.*\n", "", conf, flags=re.MULTILINE)
    conf = conf.replace("listen 443 ssl;", f"listen 127.0.0.1:{port};")
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, conf=conf))
    command = [program("nginx", "nginx-light"), "-p", str(folder), "-c", str(folder / "nginx.conf")]
    popen = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        proxy = Process(popen, port)
        until(lambda: popen.poll() is not None or proxy.answers())
        assert popen.poll() is None, popen.stderr and popen.stderr.read()
        yield proxy.address
    finally:
        popen.terminate()
        popen.communicate(timeout=30)


def until(true: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for something."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < seconds
        time.sleep(0.02)


def stop(process: Process) -> None:
    process.popen.terminate()
    process.popen.wait(timeout=30)


def kill(process: Process) -> None:
    """Pull the plug of the service and all its workers."""
    workers = Path(f"/proc/{process.popen.pid}/task/{process.popen.pid}/children").read_text().split()
    process.kill()
    for worker in workers:
        os.kill(int(worker), signal.SIGKILL)


@pytest.mark.parametrize("end", [stop, kill])
def test_one_of_two_goes_and_no_texter_notices(
    postgres: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str], end: Callable[[Process], None]
) -> None:
    url = postgres.database()
    env = {**REAL, "HOTLINE_STORE": url}
    with (
        serving(SINK, tmp_path / "state1", env=env) as one,
        serving(SINK, tmp_path / "state2", env=env) as two,
        nginx(tmp_path / "nginx", [one, two]) as address,
    ):
        crowd = Crowd(address, BODIES, pace=0.01).start()
        until(lambda: len(crowd.asked) > 500)
        ended = time.monotonic()
        end(one)
        until(lambda: len(crowd.asked) > 1_500)
        asked = crowd.stop()
    ((replies,),) = postgres.ask(url, "SELECT count(*) FROM reply WHERE key LIKE 'sms:%'")
    ((counted,),) = postgres.ask(url, "SELECT sum(n)::int FROM count WHERE channel = 'sms'")
    two_of_them = p99(one for one in asked if one.at < ended)
    other = p99(one for one in asked if one.at >= ended)
    with capsys.disabled():
        print(  # noqa: T201
            f"\n{len(asked)} texts, all answered: p99 {two_of_them * 1000:.0f} ms by two services, "
            f"{other * 1000:.0f} ms from the moment one was told to {end.__name__}"
        )
    assert all(one.text for one in asked)
    without = (one.printed + two.printed).count("a turn was taken without it")
    assert without <= len(asked) / 100, "only a machine with more to do than it can has to take any"
    assert replies == counted
    assert len(asked) - without <= replies <= len(asked)
