"""Finds links in words, and says what is known of their sites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

# Public shorteners. Carriers filter texts with them, and nobody can see where they lead (standards B9). The list is of
# services that shorten for everybody; a site's own short name (who.int) is none.
SHORTENERS = frozenset(
    {
        "adf.ly",
        "b.link",
        "bit.do",
        "bit.ly",
        "bitly.com",
        "bl.ink",
        "buff.ly",
        "cutt.ly",
        "dlvr.it",
        "goo.gl",
        "is.gd",
        "j.mp",
        "lnkd.in",
        "ow.ly",
        "qr.ae",
        "rb.gy",
        "rebrand.ly",
        "s.id",
        "shorturl.at",
        "soo.gd",
        "t.co",
        "t.ly",
        "tiny.cc",
        "tiny.one",
        "tinyurl.com",
        "trib.al",
        "v.gd",
    }
)
# Without "https://" before it a site needs an ending that no word has: "floor.It" is only a missing space.
_ENDINGS = "com|org|net|gov|edu|info|int|mil|biz|example|us|ca|mx|uk|au|nz|ie|pr|co"
_SHORT = "|".join(re.escape(site) for site in sorted(SHORTENERS))
_LINK = re.compile(
    r"(?<![\w@.+-])(?:(?P<scheme>https?)://(?P<host>[\w.-]+)|"
    rf"(?P<bare>www\.[\w.-]+\w|{_SHORT}|(?:[\w-]+\.)+(?-i:{_ENDINGS}))(?![\w@-]|\.\w))"
    r"(?::\d+)?(?P<path>/[^\s\"'<>()]*)?",
    re.IGNORECASE,
)


class Link(NamedTuple):
    """A link as it stands in a text, where it begins, its site in small letters, and whether it says https."""

    text: str
    offset: int
    site: str
    https: bool

    @property
    def shortened(self) -> bool:
        """It goes through a public shortener."""
        return _within(self.site, SHORTENERS)

    def trusted(self, sites: Iterable[str]) -> bool:
        """Its site is one of these, or belongs to one of them."""
        return _within(self.site, {site_of(site) for site in sites})


def links(text: str) -> Iterator[Link]:
    """Every link in a text: "https://...", and a bare site like "cancer.gov/pain"."""
    for match in _LINK.finditer(text):
        site = (match["host"] or match["bare"]).lower().rstrip(".")
        yield Link(match.group().rstrip(".,;:!?"), match.start(), site, (match["scheme"] or "").lower() == "https")


def site_of(address: str) -> str:
    """The site of an address, however much of it was written: "https://www.cancer.gov/pain" is "cancer.gov"."""
    return address.lower().partition("://")[2].partition("/")[0].removeprefix("www.") or _bare(address)


def _bare(address: str) -> str:
    return address.lower().partition("/")[0].removeprefix("www.")


def _within(site: str, sites: Iterable[str]) -> bool:
    """The site, or a site that it is a part of, is among these."""
    parts = site.split(".")
    return any(".".join(parts[n:]) in sites for n in range(len(parts) - 1))
