"""Conversations as an operator wrote them: who says what, and what must answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

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
