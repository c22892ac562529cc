"""A PostgreSQL server of a test's own: loopback and a socket, a temporary folder, nothing waits for the disk."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

import psycopg

from tests.needs import program

USERS = ("postgres", "nobody")  # as whom the server runs where we are root, which it refuses
CONF = """
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = '{folder}'
fsync = off
max_connections = 100
shared_buffers = 32MB
"""
HBA = """
host  all  guarded  127.0.0.1/32  scram-sha-256
local all  all                    trust
host  all  all      127.0.0.1/32  trust
"""
PATIENCE = 30  # seconds


class Server:
    """A running server. It can be stopped, killed, frozen and started again; its data stay."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = _free_port()
        self._binaries = binaries()
        self._popen: subprocess.Popen[bytes] | None = None
        self._databases = count(1)
        self._command("initdb", "--no-sync", "-A", "trust", "-U", "postgres", "-E", "UTF8", "-D", str(folder / "data"))
        (folder / "data/postgresql.conf").write_text(CONF.format(port=self.port, folder=folder))
        (folder / "data/pg_hba.conf").write_text(HBA)

    def url(self, database: str = "postgres", user: str = "postgres") -> str:
        """The address of a database."""
        return f"postgresql://{user}@127.0.0.1:{self.port}/{database}"

    def database(self) -> str:
        """The address of a new empty database."""
        name = f"line{next(self._databases)}"
        self.ask("postgres", f"CREATE DATABASE {name}")
        return self.url(name)

    def ask(self, database: str, statement: str) -> list[tuple[object, ...]]:
        """What a statement gives."""
        with psycopg.connect(self.url(database.rpartition("/")[2]), autocommit=True) as link:
            found = link.execute(statement)
            return found.fetchall() if found.description else []

    def start(self) -> None:
        """Start, and return when it lets people in."""
        log = (self.folder / "log").open("ab")
        command = [str(self._binaries / "postgres"), "-D", str(self.folder / "data")]
        self._popen = subprocess.Popen(command, stdout=log, stderr=log, **_somebody())
        log.close()
        until = time.monotonic() + PATIENCE
        while not self.is_up():
            assert self._popen.poll() is None, (self.folder / "log").read_text()
            assert time.monotonic() < until
            time.sleep(0.02)

    def is_up(self) -> bool:
        with suppress(psycopg.OperationalError), psycopg.connect(self.url(), connect_timeout=2):
            return True
        return False

    def stop(self) -> None:
        """Stop as an administrator does who does not wait for people."""
        self._signal(signal.SIGINT)

    def kill(self) -> None:
        """Pull the plug of all its processes."""
        for process in self.processes():
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self._ended()

    def freeze(self) -> None:
        """Have it hang: it takes connections, and answers nobody."""
        for process in self.processes():
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGSTOP)

    def thaw(self) -> None:
        """Have it go on."""
        for process in self.processes():
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGCONT)

    def processes(self) -> list[int]:
        """The server's process and those that it started."""
        if self._popen is None:
            return []
        children = f"/proc/{self._popen.pid}/task/{self._popen.pid}/children"
        return [self._popen.pid, *map(int, Path(children).read_text().split())]

    def _signal(self, number: int) -> None:
        if self._popen is not None:
            self._popen.send_signal(number)
            self._ended()

    def _ended(self) -> None:
        assert self._popen is not None
        self._popen.wait(timeout=PATIENCE)
        self._popen = None

    def _command(self, name: str, *options: str) -> None:
        done = subprocess.run([str(self._binaries / name), *options], capture_output=True, **_somebody())
        assert done.returncode == 0, done.stderr


@contextmanager
def serving() -> Iterator[Server]:
    """A server for as long as it is used."""
    binaries()
    folder = Path(tempfile.mkdtemp(prefix="hotline-postgres-"))
    try:
        if "user" in _somebody():
            shutil.chown(folder, _somebody()["user"])
        server = Server(folder)
        server.start()
        try:
            yield server
        finally:
            server.kill()
    finally:
        shutil.rmtree(folder)


def binaries() -> Path:
    """The folder of the newest server that is installed. Debian has it on no path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return (found[-1] if found else Path(program("initdb", "postgresql")).resolve()).parent


def _somebody() -> dict[str, str]:
    """What a process needs so that it is not root's."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name for entry in pwd.getpwall()}
    user = next(name for name in USERS if name in known)
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": [], "cwd": "/"}  # type: ignore[dict-item]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
