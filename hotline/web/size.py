"""What is too large or too much to be a carrier's webhook is refused before anything of it is read into fields."""

from __future__ import annotations

from flask import Request
from werkzeug.exceptions import RequestEntityTooLarge

LARGEST = 64 * 1024  # bytes of a body; a webhook of a carrier has under 8 kB
LONGEST = 8 * 1024  # bytes of a query; a call's has under 1 kB
FIELDS = 256  # a webhook of a carrier has under 100, with ten pictures


def too_much(request: Request) -> bool:
    """The request is refused for its size. Its body is read once, as far as it may go, and kept for the fields."""
    query = request.environ.get("QUERY_STRING", "")
    if len(query) > LONGEST or query.count("&") >= FIELDS:
        return True
    try:
        body = request.get_data(parse_form_data=False)
    except RequestEntityTooLarge:
        return True
    return request.mimetype == "application/x-www-form-urlencoded" and body.count(b"&") >= FIELDS
