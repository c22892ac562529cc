"""How long the last texter waits when many text at once. The carrier sends a sender's segments one after the other.

Rule 1: the rate belongs to the kind of sender. A faster server of ours changes nothing.
Rule 2: each text is answered by one text, so what counts is the segments of one reply: a page of a place.
Rule 3: the texts of a minute are counted as if they came in one moment, as they nearly do after a broadcast. That is
the longest wait there can be.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Literal

from hotline.channels.sms import Book, count
from hotline.model import Line

Sender = Literal["longcode", "tollfree", "shortcode"]
RATES: Mapping[Sender, int] = {  # segments a second to the United States, where nothing else was agreed
    "longcode": 1,  # https://www.twilio.com/docs/api/errors/30001
    "tollfree": 3,  # https://support.twilio.com/hc/en-us/articles/4411046744987
    "shortcode": 100,  # https://www.twilio.com/docs/api/errors/30001
}
CALLED: Mapping[Sender, str] = {"longcode": "long code", "tollfree": "toll-free number", "shortcode": "short code"}
QUEUE = 10 * 60 * 60  # seconds that a text may wait; then it is dropped: https://www.twilio.com/docs/api/errors/21611

_WRITTEN = re.compile(r"\s*([0-9]{1,9})\s*/\s*([a-z]+)\s*", re.IGNORECASE)
_MINUTES = {
    **dict.fromkeys(("s", "sec", "second"), 1 / 60),
    **dict.fromkeys(("m", "min", "minute"), 1),
    **dict.fromkeys(("h", "hr", "hour"), 60),
}


@dataclass(frozen=True, slots=True)
class Forecast:
    """What so many texts a minute mean for one kind of sender. Replies are counted in segments.

    mean    the mean page of all places, in every language
    most    the longest page
    first   the first page of the main menu behind the welcome, which somebody new gets
    """

    sender: Sender
    texts_a_minute: float
    mean: float
    most: int
    first: int

    @property
    def texts(self) -> int:
        """The texts of one minute, a begun one counted whole."""
        return ceil(self.texts_a_minute)

    def wait(self, segments: float) -> float:
        """Seconds until the last texter of one minute has the reply, where each reply has so many segments."""
        return self.texts * segments / RATES[self.sender]

    def growth(self, segments: float) -> float:
        """Segments by which the queue grows each minute, if the texts go on coming; 0 where the sender keeps up."""
        return max(0.0, self.texts_a_minute * segments - 60 * RATES[self.sender])

    def lost_after(self, segments: float) -> float | None:
        """Seconds until the carrier drops texts, if they go on coming; nothing where the sender keeps up."""
        growth = self.growth(segments)
        return QUEUE * RATES[self.sender] / growth * 60 if growth else None


def texts_a_minute(written: str) -> float:
    """Texts a minute out of ``600/min``, ``10/s`` or ``20000/hour``. A ``ValueError`` says what would fit."""
    match = _WRITTEN.fullmatch(written)
    minutes = _MINUTES.get(match.group(2).lower()) if match else None
    if match is None or minutes is None or int(match.group(1)) == 0:
        raise ValueError(
            f'"{written}" is no rate of texts; write a number and a time, like 600/min, 10/s or 20000/hour'
        )
    return int(match.group(1)) / minutes


def forecast(line: Line, book: Book, texts_a_minute: float, sender: Sender) -> Forecast:
    """What so many texts a minute mean for this line."""
    replies = [
        count(text).segments
        for code, language in line.languages.items()
        for place in language.words
        for text in book.pages(place, code).texts
    ]
    welcomes = [count(book.pages(line.start, code, "welcome").texts[0]).segments for code in line.languages]
    first = max(welcomes)
    return Forecast(sender, texts_a_minute, sum(replies) / len(replies), max(*replies, first), first)


def tell(found: Forecast) -> list[str]:
    """The forecast in plain sentences, one a line."""
    rate, many = RATES[found.sender], "" if found.texts == 1 else "s"
    head = f"{found.texts} text{many} in one minute, answered from a {CALLED[found.sender]}"
    cases = (
        (f"replies of {found.mean:.1f} segments, the mean of this line", found.mean),
        (f"everybody is new and gets the welcome, {_segments(found.first)}", found.first),
        (f"the longest reply, {_segments(found.most)}", found.most),
    )
    lines = [f"{head} ({_segments(rate)} a second):"]
    lines += [f"  {case}: the last texter {_waits(found.wait(size))}" for case, size in cases]
    lines.append("An answer to a cry for help waits in the same queue.")
    lost = found.lost_after(found.mean)
    if lost is None:
        return [*lines, f"If texts go on at {_rate(found)}, the {CALLED[found.sender]} keeps up with the mean reply."]
    growth = f"{found.growth(found.mean):,.0f} segments longer each minute"
    dropped = f"after {duration(lost)} the carrier begins to drop texts (it keeps {QUEUE // 3600} hours of them)"
    return [*lines, f"If texts go on at {_rate(found)}, the queue gets {growth}; {dropped}."]


def compare(line: Line, book: Book, texts_a_minute: float, sender: Sender) -> list[str]:
    """What ``tell`` says of one sender, and in one line each what another would mean for the longest reply."""
    lines = tell(forecast(line, book, texts_a_minute, sender))
    for other in RATES:
        if other != sender:
            found = forecast(line, book, texts_a_minute, other)
            case = f"A {CALLED[other]} ({_segments(RATES[other])} a second)"
            lines.append(f"{case}: the last texter {_waits(found.wait(found.most))} for the longest reply.")
    return lines


def duration(seconds: float) -> str:
    """A time as it is said: ``19 minutes 12 seconds``. Two units at most, the smaller one rounded."""
    whole = round(seconds)
    if whole < 1:
        return "less than a second"
    for size, unit, smaller, part in ((3600, "hour", 60, "minute"), (60, "minute", 1, "second")):
        if whole >= size:
            rest = round(whole % size / smaller)
            big, rest = (whole // size + 1, 0) if rest * smaller == size else (whole // size, rest)
            return " ".join(_counted(n, name) for n, name in ((big, unit), (rest, part)) if n)
    return _counted(whole, "second")


def _waits(seconds: float) -> str:
    if seconds > QUEUE:
        return f"gets no answer, it is dropped after {duration(QUEUE)}"
    return f"waits {duration(seconds)}"


def _rate(found: Forecast) -> str:
    return f"{found.texts_a_minute:,.0f} a minute" if found.texts_a_minute >= 1 else "this rate"


def _segments(number: int) -> str:
    return _counted(number, "segment")


def _counted(number: int, name: str) -> str:
    return f"{number:,} {name}{'' if number == 1 else 's'}"
