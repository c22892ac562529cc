"""The phone: text and call the line in the browser, with the real engine. Nothing is counted, kept or sent.

Rule 1: the server remembers nothing of a trial. What must be remembered travels in tokens that the page carries.
Rule 2: whatever comes in is answered: what makes no sense begins the trial anew, and the page says so.
Rule 3: words of a trial come in bodies, never in addresses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request

from hotline.console import calls
from hotline.console.answers import Exchange, facts_of_text, fresh
from hotline.console.frame import Console, said, spoken_language
from hotline.console.steps import Body, step_of, steps_in, token_in, words_in
from hotline.console.trial import Texts, open_texts, seal_texts
from hotline.model import Typed
from hotline.rehearsal import Phone, copied
from hotline.served import Served
from hotline.workbench.suggestions import Suggestion, suggestions

FOR_SCRIPTS = "phone.js-"  # how the names of the sentences begin that the scripts need
NAMED = 50  # characters of what a conversation test is called

Endpoint = Callable[[Served, Body, int], dict[str, Any]]


def add(pages: Blueprint, console: Console) -> None:
    """The page, and what its scripts ask for."""
    suggested: dict[str, list[Suggestion]] = {}

    def first_texts(served: Served) -> list[Suggestion]:
        """The suggestions of the line on the air; looked for once."""
        if served.version not in suggested:
            suggested.clear()
            suggested[served.version] = suggestions(served)
        return suggested[served.version]

    @pages.route("/phone", methods=["GET", "POST"])
    def phone() -> str:
        """The page; a text that was sent from it without scripts is answered in it."""
        served = console.current.served
        if served is None:
            return render_template("phone.html")
        sent = request.method == "POST"
        form, now = request.form if sent else request.args, int(console.clock())
        texts, anew = _texts(served, form, now)
        exchanges = [Exchange(*one) for one in texts.said]
        body = words_in(form, "text") if sent else ""
        if body.strip():
            texts, last = _answer(served, texts, body, now)
            exchanges.append(last)
        return render_template(
            "phone.html",
            trial=seal_texts(texts, now, whole=True),
            begun=texts.begun,
            exchanges=exchanges,
            anew=sent and anew and bool(form.get("trial")),
            suggested=first_texts(served),
            spoken=list(served.line.languages.values()),
            sentences=_sentences(),
        )

    endpoints: Mapping[str, Endpoint] = {"text": _text, "copy": _copy, **calls.ENDPOINTS}
    for name, endpoint in endpoints.items():
        pages.add_url_rule(f"/phone/{name}", f"phone_{name}", partial(_told, console, endpoint), methods=["POST"])


def _told(console: Console, endpoint: Endpoint) -> Response:
    """What a script is told. A body that is no object of JSON is an empty one."""
    served = console.current.served
    if served is None:
        return jsonify(off=said()("frame.built-in"))
    body = request.get_json(silent=True)
    return jsonify(endpoint(served, body if isinstance(body, dict) else {}, int(console.clock())))


def _texts(served: Served, body: Body, now: int) -> tuple[Texts, bool]:
    """The thread that goes on, or a new one, and whether it is new."""
    texts = open_texts(token_in(body, "trial"), now)
    if texts is not None:
        return texts, False
    session = fresh(served.line, words_in(body, "begin") or spoken_language())
    return Texts(session.lang, session), True


def _answer(served: Served, texts: Texts, body: str, now: int) -> tuple[Texts, Exchange]:
    """The thread after a text, and what came back."""
    phone = Phone(served, now=now)
    phone.session = texts.session
    received = phone.text(body)
    facts = facts_of_text(served.line, received, served.meaning(Typed(body)))
    return texts.then(phone.session, body, received.text), Exchange(body, received.text, facts.lang, facts)


def _text(served: Served, body: Body, now: int) -> dict[str, Any]:
    """A text is answered."""
    texts, anew = _texts(served, body, now)
    words = words_in(body, "text")
    after, exchange = _answer(served, texts, words, now)
    names = exchange.facts.names if exchange.facts else ()
    return {
        "trial": seal_texts(after, now),
        "begun": texts.begun,
        "anew": anew,
        "html": render_template("phone_part.html", exchange=exchange),
        "step": step_of("text", words, names, texts.session.lang, exchange.lang),
    }


def _copy(served: Served, body: Body, now: int) -> dict[str, Any]:
    """What was done, as a conversation test."""
    done = steps_in(body, served.line)
    kind = "text" if all(step.act == "text" for step in done) else "call"
    first = next((" ".join(step.words.split()) for step in done if step.act != "silence"), "")[:NAMED]
    begun = fresh(served.line, words_in(body, "begun")).lang
    found = copied(served, said()(f"phone.test-{kind}", words=first), begun, done)
    return {"text": found.text, "problem": found.problem} if found else {"text": "", "problem": ""}


def _sentences() -> dict[str, str]:
    """The sentences that the scripts need, their gaps unfilled."""
    named = said().sentences.items()
    return {name.removeprefix(FOR_SCRIPTS): text for name, text in named if name.startswith(FOR_SCRIPTS)}
