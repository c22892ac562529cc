"""Conversations as an operator wrote them: who says what, and what must answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import yaml

from hotline.loader.parts import scalar
from hotline.loader.problem import Mark, Text
from hotline.model.sentences import COMMANDS

Act = Literal["says", "text", "key", "silence"]
Medium = Literal["sms", "voice"]

ACTS: tuple[Act, ...] = ("says", "text", "key", "silence")
REPLIES = (
    "MISS",
    "SUGGEST",
    "CRISIS",
    "EMERGENCY",
    "CALL-TEAM",
    "NOTICE",
    "STOP",
    "STOP-LIKE",
    "START",
    "HELP",
    "NOTHING",
    "TRANSFER",
    "END",
    *(command.upper() for command in COMMANDS),
    "NUMBER",
)
"""What the line answers by itself, in capitals so that no place can have the same name. docs/yaml.md explains each."""


@dataclass(slots=True)
class WrittenStep:
    """One thing a person does, and what must come of it.

    ``words`` are a text, an utterance, keys, or how many silences. Of ``expect`` every name must hold; ``offers`` are
    the places that can be chosen by number afterwards, ``speaks`` the language of the answer.
    """

    mark: Mark
    act: Act
    words: Text
    expect: list[Text] = field(default_factory=list)
    offers: list[Text] | None = None
    speaks: Text | None = None

    @property
    def expects(self) -> bool:
        """Something must come of this step."""
        return bool(self.expect) or self.offers is not None or self.speaks is not None


@dataclass(slots=True)
class WrittenConversation:
    """An entry of ``menus/tests/<any name>.yaml``: what somebody new does, in order."""

    name: Text
    lang: Text | None = None
    steps: list[WrittenStep] = field(default_factory=list)

    @property
    def media(self) -> tuple[Medium, ...]:
        """On what it is held: texts, a call, or both one after the other where nothing in it belongs to one of them."""
        acts = {step.act for step in self.steps}
        if "text" in acts:
            return ("sms",)
        return ("voice",) if acts & {"key", "silence"} else ("sms", "voice")


def conversation_text(conversation: WrittenConversation) -> str:
    """An entry of a file of conversations, as YAML that reads back as the same."""
    rows = [f"{_quoted(conversation.name)}:"]
    if conversation.lang is not None:
        rows.append(f"  lang: {_quoted(conversation.lang)}")
    steps = (f"    - {{{', '.join(_fields(step))}}}" for step in conversation.steps)
    return "\n".join([*rows, "  steps:", *steps, ""])


def _fields(step: WrittenStep) -> list[str]:
    fields = [f"{step.act}: {_quoted(step.words)}"]
    if step.expect:
        fields.append(f"expect: {_quoted(step.expect[0]) if len(step.expect) == 1 else _row(step.expect)}")
    if step.offers is not None:
        fields.append(f"offers: {_row(step.offers)}")
    if step.speaks is not None:
        fields.append(f"speaks: {_quoted(step.speaks)}")
    return fields


def _row(names: list[Text]) -> str:
    return f"[{', '.join(map(_quoted, names))}]"


def _quoted(text: str) -> str:
    """As an operator writes it; what has line ends or signs that nobody sees in it as escapes."""
    if text.isprintable():
        return scalar(text)
    return str(yaml.safe_dump(str(text), default_style='"', allow_unicode=True, width=2**31)).rstrip("\n")
