"""A backup is the store at one moment, whoever writes meanwhile, and is a store itself."""

from __future__ import annotations

import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from store_turns import ANA, STOPPED, TOPIC, add_one, keep, kept, patient, ready, turns
from working import begin, work

from hotline.cli import hotline
from hotline.store import SqliteStore
from hotline.store.backup import dump_command
from tests.postgres import Server, binaries


def back_up(to: Path, store: str) -> str:
    told = CliRunner().invoke(hotline, ["backup", str(to)], env={"HOTLINE_STORE": store})
    return told.output if told.exit_code == 0 else f"{told.exit_code}: {told.output}{told.exception}"


def test_a_backup_taken_while_turns_go_on_is_whole(tmp_path: Path) -> None:
    path, to = tmp_path / "store.db", tmp_path / "backup.db"
    process = work("for_ever", path)
    begin(process)
    assert process.stdout
    said = [process.stdout.readline() for _ in range(200)]
    assert "sound" in back_up(to, f"sqlite:///{path}")
    process.kill()
    process.communicate()
    with closing(SqliteStore(to)) as copy:
        number = turns(copy)
        assert number >= int(said[-1])
        assert copy.counts("") == [(TOPIC, number)]
    assert to.stat().st_mode & 0o777 == 0o600
    assert not to.with_name("backup.db.part").exists()


def test_an_opt_out_is_in_the_backup_and_nothing_is_written_over(tmp_path: Path) -> None:
    path, to = tmp_path / "store.db", tmp_path / "backup.db"
    with closing(SqliteStore(path)) as store:
        keep(store, ANA, STOPPED)
        back_up(to, f"sqlite:///{path}")
        add_one(store)
    with closing(SqliteStore(to)) as copy:
        assert kept(copy, ANA) == STOPPED
    assert "is there already" in back_up(to, f"sqlite:///{path}")
    assert "there is no store" in back_up(tmp_path / "b.db", f"sqlite:///{tmp_path}/none.db")
    assert "memory" in back_up(tmp_path / "b.db", "memory:")
    path.write_bytes(b"no database, but long enough for one. " * 100)
    assert "cannot be copied" in back_up(tmp_path / "b.db", f"sqlite:///{path}")
    assert sorted(entry.name for entry in tmp_path.iterdir() if entry.name.startswith("b.")) == []


def test_postgresql_is_dumped_and_comes_back(tmp_path: Path, postgres: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(binaries()), prepend=":")
    url, other, to = postgres.database(), postgres.database(), tmp_path / "line.dump"
    with closing(patient(url)) as store:
        keep(ready(store), ANA, STOPPED)
    assert "pg_restore" in back_up(to, url)
    subprocess.run([binaries() / "pg_restore", "--dbname", other, to], check=True)
    with closing(patient(other)) as copy:
        assert kept(ready(copy), ANA) == STOPPED
    monkeypatch.setenv("PATH", "/nowhere")
    assert "apt-get install postgresql-client" in back_up(tmp_path / "b.dump", url)


def test_no_password_is_among_the_arguments() -> None:
    command, secret = dump_command("postgresql://ana:hunter2@db.example:5433/line?sslmode=require", Path("x"))
    assert "hunter2" not in " ".join(command)
    assert "sslmode=require" in " ".join(command)
    assert secret == {"PGPASSWORD": "hunter2"}
