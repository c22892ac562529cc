"""A topic on chemotherapy that does not say when a fever is an emergency, or a line without an emergency topic.

Chemotherapy can leave a body without defence. A fever of 100.4 F (38 C) then needs a call at once, day or night. A
topic whose label or keywords have "chemo" (Spanish "quimio") must say 100.4 in both forms.

PASS::

    chemotherapy: {keywords: [chemo], sms: "Call for a fever of 100.4 F or higher, day or night.", ...}

FAIL::

    chemotherapy: {keywords: [chemo], sms: Chemo can make you tired., ...}

``topic "chemotherapy" speaks of chemo, and its sms words do not say 100.4; say when a fever needs a call``
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hotline.check.subject import Passage, Subject
from hotline.loader import Problem, Severity
from hotline.loader.written import LINE
from hotline.understand import fold_written

ID = "fever-line"
LEVEL: Severity = "warning"
_CHEMO = re.compile(r"(?:chemo|chemotherapy|quimio|quimioterapia)")
_DEGREES = re.compile(r"100[.,]4|\b38\b")


def check(subject: Subject) -> Iterator[Problem]:
    """Every such topic, and a line that leads nobody to emergency words."""
    for passage in subject.passages:
        if passage.is_topic and not _DEGREES.search(passage.text) and _on_chemo(passage):
            message = (
                f'topic "{passage.id}" speaks of chemo, and its {passage.form} words do not say 100.4; '
                "say when a fever needs a call"
            )
            yield Problem(passage.text.mark, ID, message, LEVEL)
    start = subject.written.settings.get("start")
    if start is not None and "emergency" not in subject.written.safety_places and subject.written.read(LINE):
        message = 'no place is named for an emergency; write it under "safety_places"'
        yield Problem(start.mark, ID, message, LEVEL)


def _on_chemo(passage: Passage) -> bool:
    """Its label has the word in it, or the word alone is one of its keywords."""
    words = passage.language.words[passage.id]
    label = fold_written(words.label or "").split()
    return any(map(_CHEMO.fullmatch, (*label, *map(fold_written, words.keywords or []))))
