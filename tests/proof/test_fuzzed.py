"""50,000 requests that no carrier sends, over both webhooks and their status callbacks: tests/fuzz.py says which.

No answer is 5xx, each is a document that carriers take or 403, 413, 204 without a word, and nothing sent is in it.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.fuzz import FIELDS, HEADERS, REQUESTS, Sent, check_answer, encoded, real, send, send_signed, trial

# werkzeug leaves the files of a form that it refuses to the garbage collector
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
REQUESTS_IN_ALL, PARTS = 50_000, 10
ADDRESSES = ("/sms", "/voice", "/sms/status", "/voice/status")
MANY = settings(
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate, Phase.shrink),
    derandomize=False,
    database=None,
)
part = pytest.mark.parametrize("part", range(PARTS))


def many(each: int) -> settings:
    """Half of the requests in these parts, where so many are sent of each that is drawn: to draw takes the longest."""
    return settings(MANY, max_examples=REQUESTS_IN_ALL // 2 // PARTS // each)


@part
def test_whatever_comes_is_answered_or_refused(part: int) -> None:
    @seed(part)
    @many(2)
    @given(REQUESTS, HEADERS)
    def answered(sent: Sent, headers: dict[str, str]) -> None:
        other = "/voice" if "sms" in sent.path else "/sms"
        for each in (sent, replace(sent, path=other)):
            check_answer(send(trial(), each, headers))

    answered()


@part
def test_what_is_signed_is_answered(part: int) -> None:
    @seed(part)
    @many(len(ADDRESSES))
    @given(FIELDS, FIELDS)
    def answered(fields: list[tuple[str, str]], query: list[tuple[str, str]]) -> None:
        for path in ADDRESSES:
            check_answer(send_signed(real(), path, fields, encoded(query).decode()))

    answered()
