"""What is too large or too much to be a carrier's webhook is refused before anything of it is read into fields."""

from __future__ import annotations

from werkzeug.exceptions import RequestEntityTooLarge

LARGEST = 64 * 1024  # bytes of a body; a webhook of a carrier has under 8 kB
LONGEST = 8 * 1024  # bytes of a query; a call's has under 1 kB
FIELDS = 256  # a webhook of a carrier has under 100, with ten pictures


def refuse_too_much(query: str, body: bytes) -> None:
    """Raise what becomes 413 where the query is too long, or it or a form has too many fields."""
    if len(query) > LONGEST or query.count("&") >= FIELDS or body.count(b"&") >= FIELDS:
        raise RequestEntityTooLarge
