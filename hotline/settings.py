"""The settings of a deployment, read from the environment once. Every one stands in docs/settings.md."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit

from hotline.errors import SettingsError
from hotline.logs import FORMS, Form
from hotline.model import Platform

SHORTEST_SECRET = 32  # characters; `openssl rand -hex 32` gives 64
_NO_KEY: dict[Platform, str] = {
    "twilio": "TWILIO_AUTH_TOKEN is missing: it is on the Twilio console's first page",
    "signalwire": "SIGNALWIRE_SIGNING_KEY is missing: it is on SignalWire's page API Credentials",
}
_HASH = re.compile(r"scrypt:\d+:\d+:\d+\$[^$]+\$[0-9a-f]{128}")  # as `hotline password` prints it
_ADDRESS = re.compile(r"([A-Za-z0-9.-]+|\[[0-9a-fA-F:.]+\]):[0-9]{1,5}")
_DEV_SECRET = "for trials on one machine, never for real people"


@dataclass(frozen=True, slots=True)
class Settings:
    """How one deployment runs.

    dev           trials on this machine: loopback only, signatures off, drafts served
    public_url    the address that the carrier posts to; signatures are checked against it
    tokens        Twilio's auth tokens, several while one is being replaced
    signing_keys  the same for SignalWire
    account       the SID of the account at Twilio; without it no texts are sent after calls
    api           another address of Twilio's API than its own: a stand-in for trials
    secrets       keys of the hashes that stand for people, newest first
    store         where sessions are kept: sqlite:///path, postgresql://..., memory:
    state         directory for the last good line and the embedded store
    line          the folder with menus/ and content/; None: see ``hotline.folders.find_line``
    editing       the console may change the line's files
    users         who may sign in to the console, each with the hash of a password
    header        the header in which a proxy names who it let in to the console
    proxies       the addresses or networks of the proxies in front of the service
    metrics       where figures are told: "127.0.0.1:9464"; "" for nowhere
    log           the form of the log's rows, or "": json, and plain in a trial
    """

    dev: bool = False
    public_url: str = ""
    tokens: tuple[str, ...] = ()
    signing_keys: tuple[str, ...] = ()
    account: str = ""
    api: str = ""
    secrets: tuple[str, ...] = ()
    store: str = ""
    state: Path = Path("var")
    line: Path | None = None
    allow_drafts: bool = False
    editing: bool = False
    users: tuple[tuple[str, str], ...] = ()
    header: str = ""
    proxies: tuple[str, ...] = ()
    metrics: str = ""
    log: str = ""

    @property
    def log_form(self) -> Form:
        """The form of the log's rows."""
        return "plain" if self.log == "plain" or (self.dev and not self.log) else "json"

    @property
    def metrics_address(self) -> tuple[str, int] | None:
        """Host and port where figures are told."""
        host, _, port = self.metrics.rpartition(":")
        return (host.strip("[]"), int(port)) if self.metrics else None

    @property
    def sends(self) -> bool:
        """Whether texts can be sent after calls. In a trial only a stand-in is asked to."""
        return bool(self.account and self.tokens and (self.api or not self.dev))

    @property
    def store_url(self) -> str:
        """The store's address; the embedded one where none is set."""
        return self.store or f"sqlite:///{self.state / 'hotline.db'}"


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings in an environment. Raises ``SettingsError`` that names every one that is missing or does not fit."""
    settings = _read(environment)
    problems = _unfit(settings) if settings.dev else (*_missing(settings), *_unfit(settings))
    if problems:
        raise SettingsError(problems)
    return settings


def read_settings_anyhow(environment: Mapping[str, str]) -> Settings:
    """The settings as far as they are there, for looking at; nothing is served with them."""
    lenient = _read({**environment, "HOTLINE_DEV": "1"})
    editing, drafts = environment.get("HOTLINE_EDIT", ""), environment.get("HOTLINE_ALLOW_DRAFTS", "")
    return replace(lenient, dev=False, editing=_yes(editing), allow_drafts=_yes(drafts))


def _read(environment: Mapping[str, str]) -> Settings:
    """The settings as they stand in an environment."""
    get = environment.get
    dev = _yes(get("HOTLINE_DEV", ""))
    return Settings(
        dev=dev,
        public_url=get("HOTLINE_PUBLIC_URL", "").rstrip("/"),
        tokens=_list(get("TWILIO_AUTH_TOKEN", "")),
        signing_keys=_list(get("SIGNALWIRE_SIGNING_KEY", "")),
        account=get("TWILIO_ACCOUNT_SID", "").strip(),
        api=get("HOTLINE_TWILIO_API", "").strip().rstrip("/"),
        secrets=_list(get("HOTLINE_SECRET", "")) or ((_DEV_SECRET,) if dev else ()),
        store=get("HOTLINE_STORE", ""),
        state=Path(get("HOTLINE_STATE", "") or "var"),
        line=Path(found) if (found := get("HOTLINE_LINE", "")) else None,
        allow_drafts=dev or _yes(get("HOTLINE_ALLOW_DRAFTS", "")),
        editing=_yes(get("HOTLINE_EDIT", "1" if dev else "")),
        users=_users(get("HOTLINE_CONSOLE_USERS", "")),
        header=get("HOTLINE_CONSOLE_HEADER", "").strip(),
        proxies=_list(get("HOTLINE_CONSOLE_PROXIES", "")),
        metrics=get("HOTLINE_METRICS", "").strip(),
        log=get("HOTLINE_LOG", "").strip().lower(),
    )


def no_key(settings: Settings, platform: Platform) -> str:
    """What is missing for a platform's webhooks to be believed, though another platform's would be; else nothing."""
    keys = settings.tokens if platform == "twilio" else settings.signing_keys
    needed = not settings.dev and bool(settings.tokens or settings.signing_keys)
    return f"the line's platform is {platform} and {_NO_KEY[platform]}" if needed and not keys else ""


def _missing(settings: Settings) -> list[str]:
    problems = []
    if not settings.public_url.startswith("https://"):
        problems.append("HOTLINE_PUBLIC_URL is missing: the https address that Twilio posts to")
    if not settings.tokens and not settings.signing_keys:
        problems.append(_NO_KEY["twilio"])
    if not settings.secrets:
        problems.append("HOTLINE_SECRET is missing: make one with `openssl rand -hex 32` and keep it")
    elif any(len(secret) < SHORTEST_SECRET for secret in settings.secrets):
        problems.append(f"HOTLINE_SECRET is too short: it needs {SHORTEST_SECRET} characters or more")
    return problems


def _unfit(settings: Settings) -> tuple[str, ...]:
    """What is set and does not fit. The account's token goes to the API's address with every request."""
    problems = []
    parts = urlsplit(settings.api)
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in ("127.0.0.1", "::1", "localhost"))
    if settings.api and not safe:
        problems.append("HOTLINE_TWILIO_API does not fit: it needs https://, or http:// and this machine's own address")
    if settings.metrics and not _ADDRESS.fullmatch(settings.metrics):
        problems.append("HOTLINE_METRICS does not fit: it is an address with a port, like 127.0.0.1:9464")
    if settings.log not in ("", *FORMS):
        problems.append("HOTLINE_LOG does not fit: it is json or plain")
    return (*problems, *_unfit_console(settings))


def _unfit_console(settings: Settings) -> tuple[str, ...]:
    problems = []
    names = [name for name, _ in settings.users]
    if any(not name or not _HASH.fullmatch(known) for name, known in settings.users):
        problems.append(
            "HOTLINE_CONSOLE_USERS does not fit: each is what `hotline password NAME` prints, whole; "
            "a shell takes what follows a $ away unless it stands in single quotes"
        )
    if len(set(names)) < len(names):
        problems.append("HOTLINE_CONSOLE_USERS does not fit: a name is there twice")
    if settings.header and not re.fullmatch("[A-Za-z0-9-]+", settings.header):
        problems.append("HOTLINE_CONSOLE_HEADER does not fit: it is the name of a header, like X-Forwarded-User")
    if settings.header and not settings.proxies:
        problems.append("HOTLINE_CONSOLE_PROXIES is missing: HOTLINE_CONSOLE_HEADER counts only from addresses in it")
    if not all(_is_network(proxy) for proxy in settings.proxies):
        problems.append("HOTLINE_CONSOLE_PROXIES does not fit: each is an address or a network, like 10.0.0.0/8")
    return tuple(problems)


def _is_network(text: str) -> bool:
    try:
        return bool(ip_network(text, strict=False))
    except ValueError:
        return False


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _users(text: str) -> tuple[tuple[str, str], ...]:
    """Names with the hashes of their passwords: "ana:scrypt:...,ben:scrypt:..."."""
    return tuple((name.strip(), known) for each in _list(text) for name, _, known in [each.partition(":")])


def _yes(text: str) -> bool:
    return text.strip().lower() in ("1", "true", "yes")
