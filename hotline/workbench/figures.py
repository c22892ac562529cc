"""The measures of a line as a table to read and as rows for JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from hotline.check.reading import Formula, Grade, formula_for
from hotline.workbench.measure import SESSIONS, Cost, Measure, Total, dearest, hardest, longest, totals

COLUMNS = 120
_PLACE, _FIGURES = 1, 3  # the column of a place's name, and the first one of figures
_FORMULA: dict[Formula, tuple[str, str]] = {  # the head of its column, and what it means
    "flesch-kincaid": ("US grade", "US school grade (Flesch-Kincaid), lower is easier"),
    "fernandez-huerta": ("ease", "reading ease (Fernandez-Huerta), 0 to 100, higher is easier"),
}
_UNITS: dict[Formula, str] = {"flesch-kincaid": "us_grade", "fernandez-huerta": "ease_points"}


def table(measures: Sequence[Measure]) -> str:
    """All measures as plain text of at most 120 columns: a table for each language, then what to look at first."""
    parts = [_language(lang, list(found)) for lang, found in groupby(measures, key=lambda found: found.lang)]
    return "\n\n".join([*parts, *_dearest(measures)])


def rows(measures: Sequence[Measure]) -> list[dict[str, Any]]:
    """One flat row for each place and language; every name says its unit. What is not known is null."""
    return [_row(found) for found in measures]


def _row(found: Measure) -> dict[str, Any]:
    return {
        "lang": found.lang,
        "number": found.number,
        "place": found.place,
        "kind": found.kind,
        "encoding": found.encoding,
        "pages": len(found.segments),
        "segments": sum(found.segments),
        "segments_by_page": list(found.segments),
        "characters_by_page": list(found.characters),
        "seconds": found.seconds,
        **_grades(found),
        "longest_sentence_words": found.longest.words,
        "longest_sentence_form": found.longest.form,
        "longest_sentence": found.longest.text,
        "currency": found.cost.currency if found.cost else None,
        "text_cost_per_1000_sessions": round(found.cost.text, 2) if found.cost else None,
        "call_cost_per_1000_sessions": round(found.cost.call, 2) if found.cost else None,
    }


def _grades(found: Measure) -> dict[str, float | None]:
    """The grades of both forms, named by the formula of the language; none in a language without one."""
    formula = formula_for(found.lang)
    if formula is None:
        return {}
    grades: dict[str, float | None] = {}
    for form, grade in (("sms", found.sms_grade), ("voice", found.voice_grade)):
        grades[f"{form}_{_UNITS[formula]}"] = round(grade.value, 1) if grade else None
        grades[f"{form}_{_UNITS[formula]}_every_word"] = round(grade.unexempted, 1) if grade else None
    return grades


def _language(lang: str, found: list[Measure]) -> str:
    formula = formula_for(lang)
    total = totals(found)[0]
    head, meaning = _FORMULA[formula] if formula else ("grade", "there is no formula for this language")
    legend = textwrap.fill(_legend(head, meaning, total), COLUMNS)
    summary = textwrap.fill(f"{lang}: {_summary(total)}", COLUMNS)
    return "\n\n".join([summary, legend, _grid(head, found), *_lists(lang, head, found)])


def _legend(head: str, meaning: str, total: Total) -> str:
    money = f" {total.cost.currency}: {SESSIONS:,} people who each take in the place once." if total.cost else ""
    return (
        "Segments: one number for each page. Seconds: spoken at 150 words a minute, pauses counted. "
        f"{head}: {meaning}; of the harder form of a whole topic, with terms of the glossary exempt. "
        f"Every word: the same without exempt terms. Longest: words of the longest sentence.{money}"
    )


def _summary(total: Total) -> str:
    money = f", {_money(total.cost)} for an average place" if total.cost else ""
    return f"{total.places} places, {total.pages} pages, {total.segments} segments, {total.seconds:.1f} seconds{money}"


def _money(cost: Cost) -> str:
    return f"{SESSIONS:,} sessions {cost.text:.2f} {cost.currency} by text and {cost.call:.2f} {cost.currency} by phone"


def _grid(head: str, found: list[Measure]) -> str:
    currency = found[0].cost.currency if found[0].cost else ""
    heads = ["number", "place", "segments", "seconds", head, "every word", "longest"]
    heads += [f"{currency} by text", f"{currency} by phone"] if currency else []
    cells = [heads, *map(_cells, found)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    over = sum(widths) + 2 * (len(widths) - 1) - COLUMNS
    widths[_PLACE] = max(len("place"), widths[_PLACE] - max(0, over))
    return "\n".join(_aligned(row, widths).rstrip() for row in cells)


def _aligned(row: list[str], widths: list[int]) -> str:
    """Names to the left, figures to the right; a name that is too long is cut, its number still tells the place."""
    cut = [cell if len(cell) <= width else f"{cell[: width - 3]}..." for cell, width in zip(row, widths, strict=True)]
    spaced = enumerate(zip(cut, widths, strict=True))
    return "  ".join(f"{cell:<{width}}" if n < _FIGURES else f"{cell:>{width}}" for n, (cell, width) in spaced)


def _cells(found: Measure) -> list[str]:
    cells = [
        str(found.number),
        found.place,
        " ".join(map(str, found.segments)),
        f"{found.seconds:.1f}",
        *_graded(found.grade),
        str(found.longest.words),
    ]
    return cells + ([f"{found.cost.text:.2f}", f"{found.cost.call:.2f}"] if found.cost else [])


def _graded(grade: Grade | None) -> tuple[str, str]:
    return (f"{grade.value:.1f}", f"{grade.unexempted:.1f}") if grade else ("-", "-")


def _lists(lang: str, head: str, found: list[Measure]) -> Iterator[str]:
    """What to look at first in a language: a line for each place."""
    hard = [
        f"{one.place}: {one.grade.value:.1f}, every word {one.grade.unexempted:.1f}"
        for one in hardest(found)
        if one.grade
    ]
    if hard:
        yield _listed(f"Hardest to read in {lang} ({head}):", hard)
    long = [f"{one.place}, {one.longest.form}, {one.longest.words} words: {one.longest.text}" for one in longest(found)]
    yield _listed(f"Longest sentences in {lang}:", long)


def _dearest(measures: Sequence[Measure]) -> list[str]:
    dear = [f"{one.place} ({one.lang}): {_money(one.cost)}" for one in dearest(measures) if one.cost]
    return [_listed("Dearest places:", dear)] if dear else []


def _listed(title: str, lines: list[str]) -> str:
    return "\n".join([title, *(textwrap.fill(f"- {line}", COLUMNS, subsequent_indent="  ") for line in lines)])
