"""What the service logs: one row a turn, from a list of fields, and of a fault only its kind and place."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.logs import FIELDS, Form, Rows
from tests.driver import SHIPPED, Carrier

NUMBER, WORDS = "+15015550199", "my oven told me about zanzibar"


class Written:
    """The rows that were logged."""

    def __init__(self) -> None:
        self.rows: list[str] = []

    def turns(self) -> list[dict[str, Any]]:
        return [row for row in map(json.loads, self.rows) if row["message"] == "turn"]


@pytest.fixture(params=["json"])
def written(request: pytest.FixtureRequest) -> Iterator[Written]:
    """What a handler with our formatter writes meanwhile."""
    kept, handler = Written(), logging.Handler()
    handler.setFormatter(Rows(request.param))
    handler.emit = lambda record: kept.rows.append(handler.format(record))  # type: ignore[method-assign]
    log = logging.getLogger("hotline")
    before = log.level
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    yield kept
    log.removeHandler(handler)
    log.setLevel(before)


def test_a_turn_is_one_row_with_these_fields_and_no_person(sink: Carrier, written: Written) -> None:
    sink.texter(NUMBER).sends(WORDS)
    sink.caller(NUMBER).presses("2").says(WORDS)
    turns = written.turns()
    assert [row["channel"] for row in turns] == ["sms", "voice", "voice", "voice"]
    for row in turns:
        assert list(row) == ["time", "level", "message", "worker", *FIELDS]
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", row["time"])
    assert turns[0]["segments"] >= 1
    told = "\n".join(written.rows)
    for canary in (NUMBER, NUMBER[1:], NUMBER[-7:], "zanzibar"):
        assert canary not in told


@pytest.mark.parametrize("written", ["plain"], indirect=True)
def test_plain_rows_read_like_a_sentence_of_names_and_values(sink: Carrier, written: Written) -> None:
    sink.stranger().sends("oven")
    (row,) = [row for row in written.rows if " turn " in row]
    assert re.fullmatch(r"\S+Z INFO turn channel=sms lang=en outcome=topic place=\d+ segments=\d ms=[\d.]+", row)


@pytest.mark.parametrize("form", ["json", "plain"])
def test_of_an_exception_its_kind_and_place_are_told_and_never_its_message(form: Form) -> None:
    try:
        raise ValueError(f"{NUMBER} said {WORDS}")
    except ValueError as error:
        record = logging.LogRecord("_granian", logging.ERROR, "", 0, "it\nraised", (), (ValueError, error, None))
    row = Rows(form).format(record)
    assert "ValueError" in row
    assert "test_logs.py:" in row
    assert NUMBER not in row
    assert "zanzibar" not in row
    assert "\n" not in row


def test_what_a_record_carries_beside_the_list_is_dropped() -> None:
    record = logging.LogRecord("hotline", logging.INFO, "", 0, "turn", (), None)
    record.__dict__ |= {"lang": "en", "sender": NUMBER, "body": WORDS}
    assert list(json.loads(Rows("json").format(record))) == ["time", "level", "message", "worker", "lang"]


def test_no_field_that_the_code_hands_to_the_log_is_lost() -> None:
    """A name that is not on the list would be dropped without a word."""
    code = "".join(path.read_text("utf-8") for path in Path(SHIPPED / "hotline").rglob("*.py"))
    assert code.count("extra=") == 1, "put its fields on the list, and into the test above"


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1)),
    st.text(st.characters(exclude_categories=["Cs"])),
    st.dictionaries(
        st.sampled_from(FIELDS),
        st.one_of(st.text(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.none(), st.booleans()),
    ),
)
def test_a_row_is_written_as_json_writes_it(when: datetime, message: str, told: dict[str, object]) -> None:
    record = logging.LogRecord("hotline", logging.INFO, "", 0, message, (), None)
    record.created = when.replace(tzinfo=UTC).timestamp()
    record.__dict__ |= told
    row = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "level": "info",
        "message": message.replace("\n", " "),
        "worker": record.process,
        **{name: told[name] for name in FIELDS if name in told},
    }
    assert Rows("json").format(record) == json.dumps(row, ensure_ascii=False)
