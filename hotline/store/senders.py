"""From which countries texts come, by the calling code of the number and the day. Numbers are not kept.

Who is paid for traffic to some country's numbers has machines there text lines like this one, for the replies
("pumping"). It shows as a country with far more texts in a day than it ever has.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime

from hotline.model import DAY, Session, Turn
from hotline.store.person import is_number
from hotline.store.protocol import Count, Reply, Store

SENDERS = "senders"  # the channel under which they are counted; the outcome is the code, with its plus
DAYS = 28  # before today, whose mean is the usual
FEWEST = 200  # texts in a day that no country is warned of under
TIMES = 5  # times the usual, from which it is far above it

# ITU-T E.164: 1 and 7, these of two digits, all others have three
_OF_TWO = frozenset(
    {20, 27, *range(30, 35), 36, 39, 40, 41, *range(43, 50), *range(51, 59), *range(60, 67), 81, 82, 84, 86}
    | {*range(90, 96), 98}
)
# countries that share 1 with the United States, by their area code; the United States' own islands are not apart
_ISLANDS = frozenset(
    {242, 246, 264, 268, 284, 345, 441, 473, 649, 658, 664, 721, 758, 767, 784, 809, 829, 849, 868, 869, 876}
)


@dataclass(frozen=True, slots=True)
class Unusual:
    """A country with far more texts today than it has in a day."""

    code: str
    texts: int
    usual: float


def calling_code(number: str) -> str:
    """The calling code of a number with its plus, like "+44" or "+1876"; empty where it is no whole number."""
    if not is_number(number):
        return ""
    if number[1] in "17":
        return number[:5] if number[1] == "1" and int(number[2:5]) in _ISLANDS else number[:2]
    return number[:3] if int(number[1:3]) in _OF_TWO else number[:4]


def count_of_sender(number: str, now: int) -> Count | None:
    """What a text from this number adds one to; nothing where it is no whole number."""
    code = calling_code(number)
    return Count(_day(now), SENDERS, "", 0, code) if code else None


def unusual(store: Store, now: int) -> list[Unusual]:
    """The countries that are far above the usual today, the most texts first. Raises ``StoreError``."""
    today, since = _day(now), _day(now - DAYS * DAY)
    texts: Counter[str] = Counter()
    before: Counter[str] = Counter()
    days = set()
    for count, number, _ in store.tallies(since, ("day", "channel", "outcome")):
        if count.channel == SENDERS:
            days.add(count.day)
            (texts if count.day == today else before)[count.outcome] += number
    counted = max(len(days - {today}), 1)
    found = [Unusual(code, number, before[code] / counted) for code, number in texts.most_common()]
    return [one for one in found if one.texts >= FEWEST and one.texts > TIMES * one.usual]


def warn_once(store: Store, one: Unusual, now: int) -> bool:
    """Whether nobody warned of this country today; from now on somebody did. Raises ``StoreError``."""
    key = f"senders:{_day(now)}:{one.code}"
    with store.transaction(None, key, now) as kept:
        first = kept.reply(key) is None
        if first:
            kept.keep_reply(key, Reply("", Turn(Session(""), ())))
    return first


def _day(now: int) -> str:
    return datetime.fromtimestamp(now, UTC).date().isoformat()
