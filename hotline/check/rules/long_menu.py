"""A menu takes so long to say that nobody remembers its beginning.

Counted at 150 words a minute are the menu's own words, its choices and the pauses between them; of the main menu also
the keys that are said after it (``keys``). The limits are ``menu_seconds`` for a warning and ``menu_seconds_most`` for
an error, of ``limits:``. Shorten the labels, or take choices out.

PASS::

    food: {voice: Food., ...}

FAIL::

    food: {voice: (eighty words before the first choice), ...}

``menu "food" takes 44.0 seconds to say in en; more than 30 are hard to follow, so shorten its words or labels``
"""

from __future__ import annotations

from collections.abc import Iterator

from hotline.channels.voice.speech import utterances
from hotline.check.subject import Subject
from hotline.loader import Problem, Severity
from hotline.model import Give, Line, Menu, Said, Tell

ID = "long-menu"
LEVEL: Severity = "warning"


def check(subject: Subject) -> Iterator[Problem]:
    """Every menu over a limit, at its spoken words."""
    line = subject.line
    if line is None:
        return
    limit, most = subject.limit("menu_seconds"), subject.limit("menu_seconds_most")
    for menu in (place for place in line.places.values() if isinstance(place, Menu)):
        for code in line.languages:
            words = subject.written.languages[code].words.get(menu.id)
            seconds = _seconds(menu, line, code)
            if words is None or words.voice is None or seconds <= min(limit, most):
                continue
            over = most if seconds > most else limit
            cure = f"more than {over} are hard to follow, so shorten its words or labels"
            message = f'menu "{menu.id}" takes {seconds:.1f} seconds to say in {code}; {cure}'
            yield Problem(words.voice.mark, ID, message, "error" if over == most else LEVEL)


def _seconds(menu: Menu, line: Line, code: str) -> float:
    """How long a menu is spoken."""
    keys: tuple[Said, ...] = (Tell("keys"),) if menu.number == line.start else ()
    said: tuple[Said, ...] = (Give(menu.number), *keys)
    return sum(spoken.seconds for each in said for spoken in utterances(each, line, code))
