"""A few hundred requests that no carrier sends; `make proof` sends 50,000 of them."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz import FIELDS, HEADERS, REQUESTS, Sent, check_answer, encoded, real, send, send_signed, trial

# werkzeug leaves the files of a form that it refuses to the garbage collector
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
FEW = settings(max_examples=150, suppress_health_check=list(HealthCheck))


@FEW
@given(REQUESTS, HEADERS)
def test_F18_whatever_comes_is_answered_or_refused(sent: Sent, headers: dict[str, str]) -> None:
    check_answer(send(trial(), sent, headers))


@FEW
@given(REQUESTS, HEADERS)
def test_F18_unsigned_it_is_refused(sent: Sent, headers: dict[str, str]) -> None:
    response = send(real(), sent, headers)
    assert response.status_code in (403, 413)
    check_answer(response)


@FEW
@given(st.sampled_from(["/sms", "/voice", "/sms/status", "/voice/status"]), FIELDS, FIELDS)
def test_F18_signed_it_is_answered(path: str, fields: list[tuple[str, str]], query: list[tuple[str, str]]) -> None:
    response = send_signed(real(), path, fields, encoded(query).decode())
    check_answer(response)
