"""One address, one answer: a doubled or trailing slash and the public address's own path make no difference.

A redirect would make the carrier follow with GET and lose the form, so there are none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from hotline.web.post import AS_ASKED

_SLASHES = re.compile("/+")
WSGI = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Paths:
    """WSGI middleware that routes by the plain path and keeps the path as it was asked for, which was signed."""

    def __init__(self, app: WSGI, prefix: str) -> None:
        self._app = app
        self._prefix = prefix

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request."""
        asked = environ.get("PATH_INFO", "") or "/"
        environ[AS_ASKED] = asked
        plain = _SLASHES.sub("/", asked) if "//" in asked else asked
        if self._prefix and plain.startswith(f"{self._prefix}/"):
            plain = plain[len(self._prefix) :]
        environ["PATH_INFO"] = plain.rstrip("/") or "/"
        environ["SCRIPT_NAME"] = self._prefix  # for the ways from page to page of the console
        return self._app(environ, start_response)
