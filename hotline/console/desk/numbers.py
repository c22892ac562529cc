"""The helpline numbers: what is known of each, where it is named, and writing down that somebody called it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from flask import Blueprint, abort, redirect, request

from hotline.console.desk.around import Answer, Desk, role_in, to, why_not
from hotline.console.desk.saving import NotSaved, own_file, told
from hotline.loader import Folder, Problem, Written, file_stamp, set_number
from hotline.loader.written import LINE
from hotline.workbench.numbers import Registered, registered
from hotline.workbench.trial import tried

State = Literal["unsure", "due", "fine"]  # hours that nobody made sure of; not called for half a year; neither
ORDER: tuple[State, ...] = ("unsure", "due", "fine")
EMERGENCY = frozenset({"911", "988"})  # nobody tries them out


@dataclass(frozen=True, slots=True)
class Row:
    """A number with what is known of it. ``hours`` are what each language says; ``remark`` is a comment beside them."""

    number: Registered
    state: State
    entry: Mapping[str, str]
    hours: tuple[tuple[str, str], ...]
    remark: str
    emergency: bool


def add(pages: Blueprint, desk: Desk) -> None:
    """The page ``/console/desk/numbers``."""

    @pages.get("/desk/numbers")
    def desk_numbers() -> Answer:
        return _show(desk)

    @pages.post("/desk/numbers")
    def desk_numbers_called() -> Answer:
        return _called(desk)


def _show(
    desk: Desk,
    wrong: Collection[str] = (),
    errors: tuple[Problem, ...] = (),
    *,
    failed: NotSaved | None = None,
) -> Answer:
    stamp = file_stamp(desk.root / LINE)
    page = desk.page(
        "desk_numbers.html",
        rows=_rows(desk, desk.read()),
        stamp=stamp,
        typed=request.form,
        wrong=wrong,
        errors=errors,
        failed=why_not(failed) if failed else None,
        today=desk.today(),
    )
    return (page, 409 if failed else 400) if wrong or errors or failed else page


def _rows(desk: Desk, read: Folder) -> list[Row]:
    """Those with hours that nobody made sure of first, then those to be called again."""
    lines = _lines(desk)
    rows = [_row(number, read.written, lines) for number in registered(read.written, desk.today())]
    return sorted(rows, key=lambda row: ORDER.index(row.state))


def _row(number: Registered, written: Written, lines: list[str]) -> Row:
    entry = written.numbers[number.name]
    said = ((code, language.hours.get(number.name, "")) for code, language in written.languages.items())
    state: State = "unsure" if entry.get("hours") != "verified" else "due" if number.due else "fine"
    mark = entry["hours"].mark if "hours" in entry else None
    beside = lines[mark.line - 1][mark.column :] if mark is not None and mark.line <= len(lines) else ""
    remark = beside.partition(" #")[2].strip() if "}" not in beside else ""
    hours = tuple((code, text) for code, text in said if text)
    return Row(number, state, entry, hours, remark, entry.get("dial", "") in EMERGENCY)


def _lines(desk: Desk) -> list[str]:
    try:
        return (desk.root / LINE).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []


def _called(desk: Desk) -> Answer:
    """Write down that a number was called today. Raises a 404 where the line has no such number."""
    number, role, seen = request.form.get("number", ""), role_in(request.form), request.form.get("stamp", "")
    hours = request.form.get("hours", "")
    if number not in desk.read().written.numbers:
        abort(404)
    missing = {"role": not role, "hours": hours not in ("verified", "unverified")}
    wrong = tuple(field for field, is_missing in missing.items() if is_missing)
    if wrong:
        return _show(desk, wrong)
    facts = {"called": desk.today().isoformat(), "hours": hours}
    try:
        own_file(desk.root, LINE)
        if file_stamp(desk.root / LINE) != seen:
            raise NotSaved("changed")
        with told():
            after = tried(desk.root, lambda copy: set_number(copy / LINE, LINE, number, facts))
        if after.fresh:
            return _show(desk, errors=after.fresh)
        desk.save(LINE, seen, lambda path: set_number(path, LINE, number, facts, seen=seen), after.report)
    except NotSaved as error:
        return _show(desk, failed=error)
    desk.saved("called", role, place=number)
    return redirect(to("desk_numbers"))
