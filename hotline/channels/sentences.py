"""Cuts text into paragraphs and sentences."""

from __future__ import annotations

import re

_BREAK = re.compile(r"(?<=[.!?\u2026])[\"')\u201d\u00bb]*\s+|\n")


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text: what stands between line ends."""
    return [" ".join(part.split()) for part in text.split("\n") if part.strip()]


def sentences(paragraph: str) -> list[str]:
    """The sentences of a paragraph, each with its full stop. "100.4" is no end of a sentence."""
    return [paragraph[start:end] for start, end in spans(paragraph)]


def spans(text: str) -> list[tuple[int, int]]:
    """Where each sentence of a text begins and ends. A line end ends one too."""
    found, start = [], 0
    for match in _BREAK.finditer(text):
        found.append((start, match.end()))
        start = match.end()
    whole = [*found, (start, len(text))]
    return [stripped for start, end in whole if (stripped := _strip(text, start, end))]


def _strip(text: str, start: int, end: int) -> tuple[int, int] | None:
    sentence = text[start:end]
    begin = start + len(sentence) - len(sentence.lstrip())
    return (begin, begin + len(sentence.strip())) if sentence.strip() else None


def pieces(text: str, limit: int) -> list[str]:
    """The text in pieces of at most ``limit`` characters, cut at sentence ends, at words where a sentence is longer."""
    found: list[str] = []
    for sentence in sentences(text):
        for part in _cut(sentence, limit):
            if found and len(found[-1]) + 1 + len(part) <= limit:
                found[-1] += f" {part}"
            else:
                found.append(part)
    return found


def _cut(sentence: str, limit: int) -> list[str]:
    found: list[str] = []
    for word in sentence.split():
        for start in range(0, len(word), limit):
            part = word[start : start + limit]
            if found and len(found[-1]) + 1 + len(part) <= limit:
                found[-1] += f" {part}"
            else:
                found.append(part)
    return found
