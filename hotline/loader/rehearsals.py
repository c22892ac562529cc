"""Reads ``menus/tests/``: conversations that must go as they are written."""

from __future__ import annotations

import re

from hotline.loader.conversation import ACTS, REPLIES, Act, WrittenConversation, WrittenStep
from hotline.loader.fields import Fields
from hotline.loader.nodes import Node, Row, Table, kind_of
from hotline.loader.problem import Text, did_you_mean, shown
from hotline.loader.written import LINE, Written

CONVERSATION = ("lang", "steps")
STEP = (*ACTS, "expect", "offers", "speaks")
SILENCES = 20
_KEYS = re.compile(r"[0-9*#]{1,8}")


def read_conversations(fields: Fields, table: Table, written: Written) -> list[WrittenConversation]:
    """The conversations in one file. Every place of the line has been read before."""
    found = []
    for name, entry in table.rows.items():
        inner = fields.table(entry, f'conversation "{shown(name)}"', name.mark)
        if inner is not entry:
            continue
        fields.known(inner, CONVERSATION, "a conversation")
        conversation = WrittenConversation(name, fields.text(inner, "lang"))
        _language(fields, conversation.lang, written)
        for node in _steps(fields, inner, name):
            step = _step(fields, node, written)
            if step is not None:
                conversation.steps.append(step)
        _whole(fields, conversation)
        found.append(conversation)
    return found


def _steps(fields: Fields, table: Table, name: Text) -> list[Node]:
    node = table.get("steps")
    if isinstance(node, Row) and node.items:
        return node.items
    if node is None or isinstance(node, Row) or node == "":
        fields.wrong(name.mark, "missing-key", f'"steps" of "{shown(name)}" is missing or empty; name at least one')
    else:
        fields.wrong(node.mark, "wrong-kind", f'"steps" should be a list, one step a line, and here is {kind_of(node)}')
    return []


def _step(fields: Fields, node: Node, written: Written) -> WrittenStep | None:
    if not isinstance(node, Table):
        message = f"a step should be like {{says: hair loss, expect: hair-loss}}, and here is {kind_of(node)}"
        fields.wrong(node.mark, "wrong-kind", message)
        return None
    fields.known(node, STEP, "a step")
    done = [act for act in ACTS if node.get(act) is not None]
    if len(done) != 1:
        has = " and ".join(done) or "none of them"
        fields.wrong(node.mark, "wrong-kind", f"a step should have one of {', '.join(ACTS)}; it has {has}")
        return None
    words = fields.text(node, done[0], needed="a step")
    if words is None:
        return None
    _words(fields, done[0], words)
    step = WrittenStep(node.mark, done[0], words, _expected(fields, node), fields.texts(node, "offers"))
    step.speaks = fields.text(node, "speaks")
    _look(fields, step, written)
    return step


def _words(fields: Fields, act: Act, words: Text) -> None:
    if act == "key" and not _KEYS.fullmatch(words):
        message = f'key "{shown(words)}" should be 1 to 8 telephone keys in quotes: digits, * and #'
        fields.wrong(words.mark, "wrong-value", message)
    if act == "silence" and not (
        words.isascii() and words.isdigit() and len(words) < 3 and 1 <= int(words) <= SILENCES
    ):
        message = f'silence "{shown(words)}" should be how many times nothing is said, 1 to {SILENCES}'
        fields.wrong(words.mark, "wrong-value", message)


def _expected(fields: Fields, table: Table) -> list[Text]:
    """One name, or a list of names."""
    if isinstance(table.get("expect"), Row):
        return fields.texts(table, "expect") or []
    name = fields.text(table, "expect")
    return [name] if name is not None else []


def _look(fields: Fields, step: WrittenStep, written: Written) -> None:
    for name in step.expect:
        if name.isupper():
            fields.one_of(name, REPLIES, "expect")
        else:
            _place(fields, name, "expect", written)
    for name in step.offers or ():
        _place(fields, name, "offers", written)
    _language(fields, step.speaks, written)


def _place(fields: Fields, name: Text, key: str, written: Written) -> None:
    if name in written.places or not written.all_places:
        return
    reply = name.upper() if key == "expect" and name.upper() in REPLIES else ""
    fits = f'; what the line answers by itself is in capitals: "{reply}"' if reply else ""
    message = f'{key} "{shown(name)}" is no place{fits or did_you_mean(name, written.places)}'
    fields.wrong(name.mark, "unknown-place", message)


def _language(fields: Fields, code: Text | None, written: Written) -> None:
    if code is not None and code not in written.languages and written.read(LINE):
        fits = did_you_mean(code, written.languages)
        fields.wrong(code.mark, "unknown-language", f'"{shown(code)}" is no language of this line{fits}')


def _whole(fields: Fields, conversation: WrittenConversation) -> None:
    """It is one or the other, texts or a call, and something must come of its last step."""
    acts = {step.act: step for step in reversed(conversation.steps)}
    called = acts.get("key") or acts.get("silence")
    if called is not None and "text" in acts:
        message = f'"{shown(conversation.name)}" has both text and {called.act}; a conversation is texts or a call'
        fields.wrong(called.mark, "wrong-kind", message)
    if conversation.steps and not conversation.steps[-1].expects:
        message = f'the last step of "{shown(conversation.name)}" expects nothing; add "expect"'
        fields.wrong(conversation.steps[-1].mark, "missing-key", message)
