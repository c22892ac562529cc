"""The operator's pages and the phone in the browser, under ``/console``.

Rule 1: outside trials nobody sees a page without a sign-in. A deployment that has no way to sign in has no console.
Rule 2: with editing off no request changes a file.
Rule 3: a page asks for nothing from another host, and runs no script that is written into it.
"""

from __future__ import annotations

from hotline.console.access import Ways
from hotline.console.frame import Console
from hotline.console.install import install
from hotline.console.passwords import hashed_password

__all__ = ["Console", "Ways", "hashed_password", "install"]
