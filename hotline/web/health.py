"""For balancers and people: is the process up, and what is it serving."""

from __future__ import annotations

import os

from flask import Blueprint, Response, jsonify

from hotline.current import TOLD, Current
from hotline.errors import StoreError
from hotline.rescue import log_fault
from hotline.store import Store


def make_health(current: Current, store: Store, *, signed: bool) -> Blueprint:
    """The blueprint of ``/healthz`` and ``/readyz``."""
    health = Blueprint("health", __name__)

    @health.get("/healthz")
    def healthz() -> Response:
        return Response("ok\n", mimetype="text/plain")

    @health.get("/readyz")
    def readyz() -> Response:
        """Always 200: without its store or its files the line still answers, and a balancer must not take it out.

        Each worker answers for itself; ``worker`` is its process.
        """
        served = current.served
        line = {"version": served.version, "from": served.origin} if served else {"version": None, "from": "built-in"}
        fine = served is not None and served.origin == "files" and not current.problems
        state = _store_state(store)
        status = "ok" if fine and state == "ok" else "degraded"
        wrong = current.problems[:TOLD]
        return jsonify(status=status, line=line, problems=wrong, store=state, signatures=signed, worker=os.getpid())

    return health


def _store_state(store: Store) -> str:
    try:
        store.ping()
    except Exception as error:
        if not isinstance(error, StoreError):
            log_fault(error)
        return "down"
    return "ok"
