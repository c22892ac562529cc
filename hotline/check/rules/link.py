"""A link that hides where it leads, that is not https, or whose site the line does not trust.

Carriers filter texts with public shorteners, and people cannot see where those lead: an error, in words and in sources.
Any other link in words should begin with https:// and lead to a site under ``trusted_sites`` of ``menus/line.yaml``;
a site there covers all below it (cancer.gov covers www.cancer.gov). In spoken words https is not asked for. The address
of a source should be https too.

PASS::

    trusted_sites: [cancer.gov]
    sms: Read more at https://www.cancer.gov/pain

FAIL::

    sms: Read more at https://bit.ly/3xYz

``"bit.ly" hides where it leads, and carriers filter it; write the whole address``
"""

from __future__ import annotations

from collections.abc import Iterator

from hotline.check.links import Link, links, site_of
from hotline.check.subject import Subject
from hotline.loader import Problem, Severity, shown

ID = "link"
LEVEL: Severity = "warning"


def check(subject: Subject) -> Iterator[Problem]:
    """Every link in words and every address of a source that should be another one."""
    trusted = {site_of(site) for site in subject.written.trusted_sites}
    for passage in subject.passages:
        for link in links(passage.text):
            mark = passage.text.at(link.offset)
            if link.shortened:
                yield Problem(mark, ID, _hides(link), "error")
            elif not link.https and passage.form == "sms":
                yield Problem(mark, ID, f'"{shown(link.text)}" should begin with https://', LEVEL)
            elif not link.trusted(trusted):
                message = (
                    f'"{shown(link.site)}" is not in trusted_sites of menus/line.yaml; add it there, or write no link'
                )
                yield Problem(mark, ID, message, LEVEL)
    yield from _sources(subject)


def _sources(subject: Subject) -> Iterator[Problem]:
    for source in subject.written.sources.values():
        address = source.get("address")
        if address is None:
            continue
        short = next((link for link in links(address) if link.shortened), None)
        if short is not None:
            yield Problem(address.mark, ID, _hides(short), "error")
        elif not address.lower().startswith("https://"):
            message = f'address "{shown(address)}" should begin with https://'
            yield Problem(address.mark, ID, message, LEVEL)


def _hides(link: Link) -> str:
    return f'"{shown(link.site)}" hides where it leads, and carriers filter it; write the whole address'
