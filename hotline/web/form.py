"""A form as it was posted: names and values, in the order of sending.

Bytes that are no UTF-8 stay percent-encoded where they came so; a form or a query that is none as it stands has no
fields. That is how werkzeug reads them, to which the tests hold it.
"""

from __future__ import annotations

from urllib.parse import unquote

Fields = list[tuple[str, str]]
FORM = "application/x-www-form-urlencoded"


def read_fields(form: bytes) -> Fields:
    """The fields of a form or of a query, each as often as it was sent."""
    try:
        text = form.decode().replace("+", " ")
    except UnicodeDecodeError:
        return []
    pairs = [part.partition("=") for part in text.split("&") if part]
    if "%" not in text:
        return [(name, value) for name, _, value in pairs]
    return [(_unquoted(name), _unquoted(value)) if "%" in name + value else (name, value) for name, _, value in pairs]


def _unquoted(text: str) -> str:
    return unquote(text, errors="werkzeug.url_quote")


def by_name(fields: Fields) -> dict[str, str]:
    """The fields by their names; of one that was sent twice the first."""
    return dict(reversed(fields))
