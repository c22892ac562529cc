"""What is in `deploy/` fits what the service is: names, settings, commands. None of it is built here."""

from __future__ import annotations

import re
from typing import Any

import yaml
from prometheus_client import CollectorRegistry, generate_latest

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
