"""The commands that start the peers, each with one process on one core, as the line has one worker."""

from __future__ import annotations

from pathlib import Path

from bench.speed.running import Server

FACTORY = "bench.speed.bare:make_bare"
DATABASE = {"PEER_DATABASE": "sqlite:///{folder}/peer.db"}
NODE = {"PORT": "{port}", "PEER_FOLDER": "{folder}", "NODE_ENV": "production"}


def gunicorn(name: str, python: Path, app: str) -> Server:
    """Under gunicorn as it comes: one worker that takes one request at a time and keeps no connection."""
    command = [str(python), "-m", "gunicorn", "--bind=127.0.0.1:{port}", "--workers=1", app]
    return Server(f"{name}, gunicorn sync", command, DATABASE)


def granian(name: str, python: Path, app: str) -> Server:
    """Under granian as it comes."""
    command = [str(python), "-m", "granian", "--interface=wsgi", "--port={port}", "--workers=1", "--no-ws", app]
    return Server(f"{name}, granian", command, DATABASE)


def bare_gunicorn(python: Path) -> Server:
    """The bare route under the server that tutorials use."""
    return gunicorn("bare Flask route", python, f"{FACTORY}()")


def in_python(python: Path) -> tuple[Server, ...]:
    """The peers in Python."""
    sqlite, cookie = "bench.speed.peers.flask_sqlite:app", "bench.speed.peers.flask_cookie:app"
    fastapi = [str(python), "-m", "uvicorn", "--host=127.0.0.1", "--port={port}", "--no-access-log"]
    return (
        gunicorn("Flask + twilio, session in SQLite by SQLAlchemy", python, sqlite),
        granian("Flask + twilio, session in SQLite by SQLAlchemy", python, sqlite),
        gunicorn("Flask + twilio, session in a cookie", python, cookie),
        granian("Flask + twilio, session in a cookie", python, cookie),
        Server("FastAPI + twilio, session in memory, uvicorn", [*fastapi, "bench.speed.peers.fastapi_memory:app"]),
    )


def in_node(folder: Path) -> tuple[Server, ...]:
    """The peers in JavaScript."""
    red = ["node", str(folder / "node_modules/node-red/red.js"), "--settings", str(folder / "settings.js")]
    return (
        Server("Express + twilio, session in memory", ["node", str(folder / "express.js")], NODE),
        Server("Node-RED, session in memory", red, NODE),
    )
