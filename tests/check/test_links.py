"""What is a link in a text, where it leads, and what only looks like one."""

from __future__ import annotations

import pytest

from hotline.check.links import links, site_of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Read https://www.cancer.gov/pain.", [("https://www.cancer.gov/pain", "www.cancer.gov", True)]),
        ("HTTP://Cancer.gov, or call", [("HTTP://Cancer.gov", "cancer.gov", False)]),
        (
            "www.share.org or cancer.gov/a",
            [("www.share.org", "www.share.org", False), ("cancer.gov/a", "cancer.gov", False)],
        ),
        ("(see https://a.example/b)", [("https://a.example/b", "a.example", True)]),
        ("BIT.LY/3xYz now", [("BIT.LY/3xYz", "bit.ly", False)]),
        ("Fill it halfway.It boils, e.g. at 100.4 F.", []),
        ("Mail nurse@clinic.org today", []),
        ("St. Mary's, Dr. Co. and 1.5 liters", []),
    ],
)
def test_links_in_words(text: str, found: list[tuple[str, str, bool]]) -> None:
    there = [(link.text, link.site, link.https) for link in links(text)]
    assert there == found


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("bit.ly/x", True),
        ("https://news.t.co/x", True),
        ("https://support.co/x", False),
        ("https://rabbit.ly/x", False),
    ],
)
def test_a_shortener_is_known_by_its_whole_site(text: str, short: bool) -> None:
    assert [link.shortened for link in links(text)] == [short]


@pytest.mark.parametrize(
    "written", ["cancer.gov", "https://www.cancer.gov/", "www.Cancer.gov/pain", "http://cancer.gov"]
)
def test_a_trusted_site_may_be_written_in_many_ways(written: str) -> None:
    assert site_of(written) == "cancer.gov"
    (link,) = links("https://espanol.cancer.gov/dolor")
    assert link.trusted([written])
    (other,) = links("https://notcancer.gov")
    assert not other.trusted([written])
