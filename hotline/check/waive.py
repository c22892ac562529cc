"""A waiver that does nothing: its rule is unknown, cannot be waived, or finds nothing there.

A rule that does not hold for one thing is waived beside that thing, with the reason. Warnings and notices can be
waived, and of the errors those whose page says so. A waiver that is not needed any more would hide the next mistake.

PASS::

    cancer-basics:
      keywords: [cancer]
      waive: {near-reserved: people text it more than any other word}

FAIL::

    cancer-basics:
      keywords: [basics]
      waive: {near-reserved: people text it more than any other word}

``nothing here breaks the rule "near-reserved"; take the waiver out``
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from hotline.loader import Problem, Waiver, did_you_mean, shown

ID = "waiver"


def waive(
    problems: Iterable[Problem], waivers: Iterable[Waiver], *, known: Collection[str], waivable: Collection[str]
) -> Iterator[Problem]:
    """The problems that no waiver covers, and what is wrong with the waivers themselves.

    ``known`` are all rules, ``waivable`` those whose errors may be waived too.
    """
    used: set[int] = set()
    kept = list(waivers)
    by_file: dict[str, list[Waiver]] = {}
    for waiver in kept:
        by_file.setdefault(waiver.rule.mark.file, []).append(waiver)
    for problem in problems:
        covering = [waiver for waiver in by_file.get(problem.mark.file, ()) if _covers(waiver, problem)]
        used |= {id(waiver) for waiver in covering}
        fixed = problem.severity == "error" and problem.rule not in waivable
        if not covering or fixed:
            yield problem
        for waiver in covering if fixed else ():
            yield Problem(waiver.rule.mark, ID, f'"{waiver.rule}" is an error here, and it cannot be waived')
    for waiver in kept:
        if waiver.rule not in known:
            message = f'"{shown(waiver.rule)}" is no rule that can be waived{did_you_mean(waiver.rule, known)}'
            yield Problem(waiver.rule.mark, ID, message)
        elif id(waiver) not in used:
            message = f'nothing here breaks the rule "{waiver.rule}"; take the waiver out'
            yield Problem(waiver.rule.mark, ID, message, "warning")


def _covers(waiver: Waiver, problem: Problem) -> bool:
    return waiver.rule == problem.rule and waiver.first <= problem.mark.line <= waiver.last
