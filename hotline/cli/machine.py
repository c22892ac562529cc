"""What ``hotline doctor`` sees on this machine: what cannot be written to, what others may read, what is guessed."""

from __future__ import annotations

import stat
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from hotline.settings import Settings

Finding = tuple[bool, str]  # whether it is well, and what was found

MADE = 1_790_000_000  # seconds since 1970, September 2026: no clock that is right is behind this
FEWEST = 10  # different characters of a secret that was drawn: of 64 hex digits 15 or 16
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def machine(settings: Settings) -> Iterator[Finding]:
    """All of it."""
    yield _state(settings.state)
    yield from _readable(settings)
    yield from _guessed(settings)
    if time.time() < MADE:
        yield False, "this machine's clock is years behind; have it set by NTP"
    if settings.store_url.startswith("memory:"):
        yield False, "HOTLINE_STORE is memory: who stopped texts is forgotten when the service starts again"
    if settings.metrics_address:
        yield _metrics(*settings.metrics_address)


def _state(state: Path) -> Finding:
    try:
        state.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=state):
            return True, f"the state directory {state} can be written to"
    except OSError as error:
        return False, f"the state directory {state} cannot be written to ({error.strerror}); see HOTLINE_STATE"


def _readable(settings: Settings) -> Iterator[Finding]:
    """Whether somebody else on this machine may read the store."""
    path = Path(settings.store_url.removeprefix("sqlite:///"))
    there = settings.store_url.startswith("sqlite:") and path.is_file()
    if there and path.stat().st_mode & path.parent.stat().st_mode & OTHERS:
        yield False, f"others on this machine may read the store: chmod 600 {path}"


def _guessed(settings: Settings) -> Iterator[Finding]:
    if any(len(set(secret)) < FEWEST for secret in settings.secrets):
        yield False, "HOTLINE_SECRET is easily guessed: make one with `openssl rand -hex 32`"
    if set(settings.secrets) & {*settings.tokens, *settings.signing_keys}:
        yield False, "HOTLINE_SECRET is a token of the carrier's: who knows the one knows the other"


def _metrics(host: str, port: int) -> Finding:
    if find_spec("prometheus_client") is None:
        return False, 'HOTLINE_METRICS is set and its library is not installed; install "hotline[metrics]"'
    if host in ("0.0.0.0", "::"):
        return False, "HOTLINE_METRICS tells figures to everybody who can reach this machine; name one address"
    return True, f"figures are told at http://{host}:{port}/metrics"
