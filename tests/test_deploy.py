"""What is in `deploy/` fits what the service is: names, settings, commands. None of it is built here."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from prometheus_client import CollectorRegistry, generate_latest

from hotline.cli import hotline
from hotline.cli.serve import GRACE
from hotline.metrics.meters import Meters
from hotline.metrics.teller import Kept
from hotline.store import MemoryStore
from tests.driver import NOON, SHIPPED

DEPLOY = SHIPPED / "deploy"
MONITORING = (SHIPPED / "docs" / "monitoring.md").read_text("utf-8")


def alerts() -> list[dict[str, Any]]:
    (group,) = yaml.safe_load((DEPLOY / "prometheus" / "alerts.yml").read_text("utf-8"))["groups"]
    rules: list[dict[str, Any]] = group["rules"]
    return rules


def figures() -> set[str]:
    """The names of all figures that the service tells."""
    registry = CollectorRegistry()
    Meters(registry)
    registry.register(Kept(MemoryStore(), lambda: NOON))
    names = re.findall(r"^# TYPE (\S+) (\S+)$", generate_latest(registry).decode(), re.MULTILINE)
    suffixes = {"histogram": ["_bucket", "_count", "_sum"]}
    return {
        name + suffix for name, kind in names for suffix in suffixes.get(kind, [""]) if not name.endswith("_created")
    }


def test_alerts_ask_for_figures_that_there_are() -> None:
    asked = {name for rule in alerts() for name in re.findall(r"\bhotline_\w+", rule["expr"])}
    assert asked <= figures()
    assert len(asked) >= 8


def test_every_alert_says_what_it_is_how_urgent_and_what_to_do() -> None:
    for rule in alerts():
        assert rule["labels"]["severity"] in ("page", "ticket")
        assert set(rule["annotations"]) == {"summary", "description"}
    assert re.findall(r"^### (\w+)$", MONITORING, re.MULTILINE) == [rule["alert"] for rule in alerts()]


def test_every_figure_is_documented() -> None:
    documented = set(re.findall(r"`(hotline_\w+)", MONITORING))
    assert {re.sub(r"_(bucket|count|sum)$", "", name) for name in figures()} == documented


def unit() -> dict[str, list[str]]:
    """What the unit says, by key."""
    found: dict[str, list[str]] = {}
    for row in (DEPLOY / "hotline@.service").read_text("utf-8").splitlines():
        if "=" in row and not row.startswith("#"):
            key, _, value = row.partition("=")
            found.setdefault(key, []).append(value)
    return found


def is_understood(command: str) -> dict[str, Any]:
    """The options of a `hotline serve` that stands in a file."""
    program, name, *options = shlex.split(command)
    assert program.rpartition("/")[2] == "hotline"
    found = hotline.get_command(click.Context(hotline), name)
    assert found is not None
    return found.make_context(name, options).params


def test_every_way_to_start_it_is_a_command_that_there_is() -> None:
    (started,) = unit()["ExecStart"]
    assert is_understood(started.replace("%i", "8080"))["host"] == "127.0.0.1"
    (web,) = (SHIPPED / "Procfile").read_text("utf-8").splitlines()
    assert is_understood(web.removeprefix("web: ").replace("$PORT", "8080"))["host"] == "0.0.0.0"
    image = (SHIPPED / "Dockerfile").read_text("utf-8")
    (options,) = re.findall(r"^CMD (\[.*\])$", image, re.MULTILINE)
    assert is_understood(shlex.join(["hotline", *json.loads(options)]))["port"] == 8080


def test_every_setting_in_the_files_is_one_that_there_is() -> None:
    known = set(re.findall(r"^\| `(\w+)` \|", (SHIPPED / "docs" / "settings.md").read_text("utf-8"), re.MULTILINE))
    files = [*DEPLOY.glob("hotline*"), SHIPPED / "Dockerfile", SHIPPED / "compose.yaml"]
    text = "".join(path.read_text("utf-8") for path in files)
    used = set(re.findall(r"\b(?:HOTLINE|TWILIO)_[A-Z_]+\b", text))
    assert used - known == {"HOTLINE_HOST", "HOTLINE_UPSTREAMS"}, "those two are Caddy's"
    assert {"HOTLINE_PUBLIC_URL", "HOTLINE_SECRET", "HOTLINE_STATE", "TWILIO_AUTH_TOKEN"} <= used


def test_a_stop_gives_turns_under_way_their_time() -> None:
    (seconds,) = unit()["TimeoutStopSec"]
    compose = yaml.safe_load((SHIPPED / "compose.yaml").read_text("utf-8"))
    assert int(seconds) > GRACE
    assert int(compose["services"]["app"]["stop_grace_period"].removesuffix("s")) > GRACE


def test_the_container_runs_without_root_and_cannot_write_to_its_root() -> None:
    app = yaml.safe_load((SHIPPED / "compose.yaml").read_text("utf-8"))["services"]["app"]
    assert app["read_only"] is True
    assert app["cap_drop"] == ["ALL"]
    image = (SHIPPED / "Dockerfile").read_text("utf-8")
    assert re.findall(r"^USER (.*)$", image, re.MULTILINE) == [app["user"]]
    assert "ports" not in app, "only the proxy is seen from outside"


def test_the_image_has_what_the_package_is_built_from() -> None:
    taken = re.findall(r"^!(.*)$", (SHIPPED / ".dockerignore").read_text("utf-8"), re.MULTILINE)
    built = tomllib.loads((SHIPPED / "pyproject.toml").read_text("utf-8"))
    wheel = built["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = {
        *wheel["packages"],
        *wheel["force-include"],
        built["project"]["readme"],
        *built["project"]["license-files"],
    }
    assert needed | {"pyproject.toml", "requirements/run.txt"} <= set(taken)


def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd-analyze is missing")
    text = (DEPLOY / "hotline@.service").read_text("utf-8")
    there = re.sub(r"^ExecStart=\S+", f"ExecStart={sys.executable}", text, flags=re.MULTILINE)
    (tmp_path / "hotline@.service").write_text(re.sub(r"^Documentation=.*\n", "", there, flags=re.MULTILINE), "utf-8")
    command = [analyze, "verify", "--man=no", str(tmp_path / "hotline@8080.service")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (done.returncode, [row for row in done.stderr.splitlines() if "hotline@" in row]) == (0, [])
