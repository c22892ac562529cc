"""The review queue, and one place's words to be read and signed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from flask import Blueprint, abort, redirect, request

from hotline.channels.fill import fill
from hotline.channels.sentences import paragraphs
from hotline.console.desk.around import Answer, Desk, role_in, to, why_not
from hotline.console.desk.saving import BACKUPS, NotSaved, own_file, told
from hotline.loader import Folder, Problem, WrittenWords, file_stamp, recall, set_review
from hotline.workbench.difftext import PARAGRAPH
from hotline.workbench.measure import Measure, measure
from hotline.workbench.review import DRAFT, STATES, Reviewed, approval
from hotline.workbench.signed import since_signed
from hotline.workbench.trial import signed

QUEUE = ("changed", "overdue", "draft", "approved")  # what is most urgent to a reviewer stands first


@dataclass(frozen=True, slots=True)
class Sheet:
    """One place's words as a reviewer sees them. ``stamp`` is that of the file that they were read from."""

    words: WrittenWords
    state: Reviewed
    stamp: str
    sms: tuple[str, ...]
    voice: tuple[str, ...]
    pages: tuple[str, ...] = ()
    measure: Measure | None = None


def add(pages: Blueprint, desk: Desk) -> None:
    """The pages ``/console/desk/reviews``."""

    @pages.get("/desk/reviews")
    def desk_reviews() -> Answer:
        rows = desk.queue(read := desk.read())
        code, state = request.args.get("words", ""), request.args.get("state", "")
        chosen = [row for row in rows if code in ("", row.lang) and state in ("", row.state)]
        return desk.page(
            "desk_reviews.html",
            counts=Counter(row.state for row in rows if code in ("", row.lang)),
            rows=sorted(chosen, key=lambda row: QUEUE.index(row.state)),
            states=QUEUE,
            codes=list(read.written.languages),
            written=read.written,
            asked={"words": code, "state": state if state in STATES else ""},
        )

    @pages.get("/desk/reviews/<code>/<place>")
    def desk_review(code: str, place: str) -> Answer:
        return _show(desk, code, place, (), ())

    @pages.post("/desk/reviews/<code>/<place>")
    def desk_review_sign(code: str, place: str) -> Answer:
        if request.form.get("do") == "withdraw":
            return _withdraw(desk, code, place)
        return _approve(desk, code, place)


def _sheet(desk: Desk, code: str, place: str) -> tuple[Sheet, Folder]:
    """The words of a place, or a 404. The stamp is taken first: a file saved since then has another one."""
    name = _file_of(desk.read(), code, place)
    stamp = file_stamp(desk.root / name)
    read = desk.read()
    _file_of(read, code, place)
    words = read.written.languages[code].words[place]
    state = next(row for row in desk.queue(read) if (row.lang, row.place) == (code, place))
    sheet = Sheet(words, state, stamp, _plain(words.sms), _plain(words.voice))
    return _measured(desk, sheet, read.version), read


def _file_of(read: Folder, code: str, place: str) -> str:
    language = read.written.languages.get(code)
    if language is None or place not in language.words:
        abort(404)
    return language.words[place].id.mark.file


def _plain(text: str | None) -> tuple[str, ...]:
    return tuple(paragraphs(text or ""))


def _measured(desk: Desk, sheet: Sheet, version: str) -> Sheet:
    """With numbers filled in, its pages and its measures, where the line on the air is the one in the files."""
    served, code = desk.served, sheet.words.lang
    if served is None or served.version != version or code not in served.line.languages:
        return sheet
    line, language = served.line, served.line.languages[code]
    number = next((number for number, place in line.places.items() if place.id == sheet.words.id), None)
    if number is None or number not in language.words:
        return sheet
    only = replace(line, places={number: line.places[number]}, languages={code: language})
    sms, voice = (
        tuple(fill(text, line, language, lambda found: found.shown) for text in form)
        for form in (sheet.sms, sheet.voice)
    )
    (measured,) = measure(only, served.book, line.prices)
    return replace(sheet, sms=sms, voice=voice, pages=served.book.pages(number, code).texts, measure=measured)


def _show(
    desk: Desk,
    code: str,
    place: str,
    wrong: Collection[str],
    errors: tuple[Problem, ...],
    *,
    failed: NotSaved | None = None,
) -> Answer:
    sheet, read = _sheet(desk, code, place)
    written = read.written.places.get(place)
    queue = [row for row in desk.queue(read) if row.lang == code and row.state != "approved"]
    after = [row.place for row in queue if row.mark > sheet.state.mark] or [row.place for row in queue]
    state, before = desk.console.state, desk.console.state / BACKUPS / sheet.words.id.mark.file
    changed = sheet.state.state == "changed"
    since = since_signed(desk.root, sheet.words, recall(state), before) if changed else None
    page = desk.page(
        "desk_review.html",
        sheet=sheet,
        place=written,
        sources=[read.written.sources.get(id, {}) for id in (written.sources if written else ())],
        others=[other for other, found in read.written.languages.items() if other != code and place in found.words],
        since=since,
        paragraph=PARAGRAPH,
        onward=next((id for id in after if id != place), ""),
        typed=request.form,
        wrong=wrong,
        errors=errors,
        failed=why_not(failed) if failed else None,
        today=desk.today(),
    )
    return (page, 409 if failed else 400) if wrong or errors or failed else page


def _approve(desk: Desk, code: str, place: str) -> Answer:
    """Sign the words that were shown; whatever keeps that from being done, the form comes back as it was filled in."""
    read = desk.read()
    name = _file_of(read, code, place)
    words, today, seen = read.written.languages[code].words[place], desk.today(), request.form.get("stamp", "")
    role, due = role_in(request.form), _day(request.form.get("next", ""))
    wrong = _wrong(role, due, today)
    if wrong or due is None:
        return _show(desk, code, place, wrong, ())
    signature = approval(words, role, today, due)
    try:
        own_file(desk.root, name)
        if file_stamp(desk.root / name) != seen:
            raise NotSaved("changed")
        with told():
            after = signed(desk.root, [(words, signature)])
        if after.fresh:
            return _show(desk, code, place, (), after.fresh)
        desk.save(name, seen, lambda path: set_review(path, name, words.id, signature, seen=seen), after.report)
    except NotSaved as error:
        return _show(desk, code, place, (), (), failed=error)
    desk.saved("approve", role, lang=code, place=place)
    return redirect(to("desk_review", code=code, place=place))


def _withdraw(desk: Desk, code: str, place: str) -> Answer:
    name, seen = _file_of(desk.read(), code, place), request.form.get("stamp", "")
    try:
        desk.save(name, seen, lambda path: set_review(path, name, place, DRAFT, seen=seen))
    except NotSaved as error:
        return _show(desk, code, place, (), (), failed=error)
    desk.saved("withdraw", lang=code, place=place)
    return redirect(to("desk_review", code=code, place=place))


def _wrong(role: str, due: date | None, today: date) -> tuple[str, ...]:
    """The fields in which something is missing."""
    wrong = {"role": not role, "next": due is None or due <= today, "read": request.form.get("read") != "yes"}
    return tuple(field for field, missing in wrong.items() if missing)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
