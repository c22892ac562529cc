"""How long the last texter waits: rows worked out by hand, and replies as they are really sent."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from hotline.channels.sms import Book, count
from hotline.cli.load import load_options
from hotline.workbench.load import QUEUE, Forecast, Sender, compare, duration, forecast, tell, texts_a_minute
from tests.driver import Carrier

HOURS = 60 * 60


@pytest.mark.parametrize(
    ("texts", "sender", "segments", "seconds"),
    [
        (600, "longcode", 1, 600),  # a segment a second
        (601, "longcode", 1, 601),
        (600, "longcode", 2, 1200),
        (600, "longcode", 1.92, 1152),
        (600, "tollfree", 1, 200),  # three a second
        (603, "tollfree", 2, 402),
        (600, "shortcode", 1, 6),  # a hundred a second
        (1, "shortcode", 1, 0.01),
        (20000 / 60, "longcode", 1, 334),  # a text is never cut: 333.3 are 334
    ],
)
def test_the_last_texter_waits_for_all_segments_before(
    texts: float, sender: Sender, segments: float, seconds: float
) -> None:
    assert Forecast(sender, texts, 1, 2, 2).wait(segments) == pytest.approx(seconds)


@pytest.mark.parametrize(
    ("texts", "sender", "segments", "growth", "lost_after"),
    [
        (60, "longcode", 1, 0, None),  # 60 a minute is just what a long code sends
        (61, "longcode", 1, 1, 36_000 * 60),  # one segment more each minute, and room for 36,000
        (30, "longcode", 2, 0, None),
        (31, "longcode", 2, 2, 18_000 * 60),
        (180, "tollfree", 1, 0, None),
        (181, "tollfree", 1, 1, 108_000 * 60),
        (6000, "shortcode", 1, 0, None),
        (6001, "shortcode", 1, 1, 3_600_000 * 60),
        (600, "longcode", 1, 540, 4000),
    ],
)
def test_where_texts_go_on_a_sender_keeps_up_or_the_queue_grows_until_texts_are_dropped(
    texts: float, sender: Sender, segments: float, growth: float, lost_after: float | None
) -> None:
    found = Forecast(sender, texts, 1, 2, 2)
    assert found.growth(segments) == pytest.approx(growth)
    assert found.lost_after(segments) == (None if lost_after is None else pytest.approx(lost_after))


@pytest.mark.parametrize(
    ("written", "texts"),
    [("600/min", 600), ("600 / minute", 600), ("10/s", 600), ("1/sec", 60), ("6000/hour", 100), ("60/H", 1)],
)
def test_a_rate_is_read(written: str, texts: float) -> None:
    assert texts_a_minute(written) == pytest.approx(texts)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "600",
        "600/",
        "/min",
        "0/min",
        "-5/min",
        "1.5/s",
        "600/day",
        "600 min",
        "ten/min",
        "600/min/min",
        "1" * 10 + "/s",
    ],
)
def test_what_is_no_rate_is_told_with_what_would_fit(written: str) -> None:
    with pytest.raises(ValueError, match="600/min, 10/s or 20000/hour"):
        texts_a_minute(written)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0.4, "less than a second"),
        (1, "1 second"),
        (59, "59 seconds"),
        (60, "1 minute"),
        (61, "1 minute 1 second"),
        (1152, "19 minutes 12 seconds"),
        (HOURS - 1, "59 minutes 59 seconds"),
        (HOURS, "1 hour"),
        (HOURS + 29, "1 hour"),
        (HOURS + 60, "1 hour 1 minute"),
        (2 * HOURS - 1, "2 hours"),
        (25 * HOURS, "25 hours"),
    ],
)
def test_a_time_is_said_in_two_units_at_most(seconds: float, said: str) -> None:
    assert duration(seconds) == said


def test_the_replies_are_those_that_people_really_get(sink: Carrier) -> None:
    found = forecast(sink.served.line, Book(sink.served.line), 600, "longcode")
    ana, ben = sink.texter(), sink.stranger()
    first = [count(texter.sends(word).text).segments for texter, word in ((ana, "hi"), (ben, "hola"))]
    pages = [count(ana.sends(word).text).segments for word in ("leak", "more", "more", "oven", "menu")]
    assert found.first == max(first)
    assert found.most == max(*pages, *first)
    assert 1 < found.mean < found.most


def test_the_forecast_is_told_in_plain_sentences() -> None:
    assert tell(Forecast("longcode", 600, 1.92, 2, 2)) == [
        "600 texts in one minute, answered from a long code (1 segment a second):",
        "  replies of 1.9 segments, the mean of this line: the last texter waits 19 minutes 12 seconds",
        "  everybody is new and gets the welcome, 2 segments: the last texter waits 20 minutes",
        "  the longest reply, 2 segments: the last texter waits 20 minutes",
        "An answer to a cry for help waits in the same queue.",
        "If texts go on at 600 a minute, the queue gets 1,092 segments longer each minute; "
        "after 32 minutes 58 seconds the carrier begins to drop texts (it keeps 10 hours of them).",
    ]
    assert tell(Forecast("shortcode", 1, 1, 1, 1))[0] == (
        "1 text in one minute, answered from a short code (100 segments a second):"
    )


def test_who_would_wait_longer_than_the_carrier_keeps_a_text_gets_none() -> None:
    just, over = (tell(Forecast("longcode", texts, 1, 1, 1))[3] for texts in (QUEUE, QUEUE + 1))
    assert just.endswith("the last texter waits 10 hours")
    assert over.endswith("the last texter gets no answer, it is dropped after 10 hours")


def test_the_other_senders_stand_beside(sink: Carrier) -> None:
    lines = compare(sink.served.line, Book(sink.served.line), 600, "tollfree")
    assert lines[0].endswith("answered from a toll-free number (3 segments a second):")
    assert lines[-2:] == [
        "A long code (1 segment a second): the last texter waits 30 minutes for the longest reply.",
        "A short code (100 segments a second): the last texter waits 18 seconds for the longest reply.",
    ]


@click.command()
@load_options
def trial(load: float | None, sender: Sender) -> None:
    """A command with the options."""
    click.echo(f"{load} {sender}")


@pytest.mark.parametrize(
    ("typed", "exit_code", "said"),
    [
        ((), 0, "None longcode"),
        (("--load", "10/s"), 0, "600.0 longcode"),
        (("--load", "600/min", "--sender", "tollfree"), 0, "600.0 tollfree"),
        (("--load", "600"), 2, '"600" is no rate of texts; write a number and a time, like 600/min'),
        (("--load", "600/min", "--sender", "pigeon"), 2, "'pigeon' is not one of 'longcode', 'tollfree', 'shortcode'"),
    ],
)
def test_the_options_read_a_rate_and_a_sender_or_tell_what_fits(
    typed: tuple[str, ...], exit_code: int, said: str
) -> None:
    result = CliRunner().invoke(trial, typed)
    assert result.exit_code == exit_code
    assert said in result.output
