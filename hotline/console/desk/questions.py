"""What people asked and the line did not understand, and adding a question to a topic."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request

from hotline.console.desk.around import Answer, Desk, to, why_not
from hotline.console.desk.saving import NotSaved, own_file, told
from hotline.errors import StoreError
from hotline.loader import Folder, add_ask, file_stamp, version
from hotline.store import Unmet, oldest_unmet
from hotline.understand import GAP
from hotline.workbench.learn import SHOWN, Cluster, learn
from hotline.workbench.question import Gets, Misfit, gets, misfit
from hotline.workbench.trial import Tried, tried

log = logging.getLogger("hotline")

LONGEST = 300  # characters of a question; a text of 2 segments has fewer

Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of trying a question. ``version`` is that of the files it was tried on.

    wrong   the field that something is missing in
    misfit  why it is no question to add
    tried   the checker's report with the question in the line
    gets    what who texts it gets then; nothing where the line has errors
    """

    version: str = ""
    wrong: str = ""
    misfit: Misfit | None = None
    tried: Tried | None = None
    gets: Gets | None = None

    @property
    def good(self) -> bool:
        """It can be added."""
        return self.tried is not None and not self.tried.fresh


class Questions:
    """Tries questions, and remembers the latest trial: who saves what they looked at just now does not wait again."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._latest: tuple[Key, Checked] | None = None

    def check(self, read: Folder, question: str, code: str, place: str) -> Checked:
        """Try a question on a copy of the line. Raises ``NotSaved``."""
        wrong = _wrong(read, question, code, place)
        if wrong:
            return Checked(wrong=wrong)
        unfit = misfit(question, read, code)
        if unfit:
            return Checked(misfit=unfit)
        key = (read.version, question, code, place)
        if self._latest is None or self._latest[0] != key:
            self._latest = key, self._try(read, question, code, place)
        return self._latest[1]

    def _try(self, read: Folder, question: str, code: str, place: str) -> Checked:
        name = file_of(read, code, place)
        own_file(self.desk.root, name)
        with told():
            found = tried(self.desk.root, lambda copy: add_ask(copy / name, name, place, question))
        served = found.report.served
        return Checked(read.version, tried=found, gets=gets(served, question, code) if served else None)


def add(pages: Blueprint, desk: Desk) -> None:
    """The pages ``/console/desk/questions``."""
    questions = Questions(desk)

    @pages.get("/desk/questions")
    def desk_questions() -> Answer:
        keeps = desk.served is not None and desk.served.line.keep_unmet
        rows = _kept(desk) if keeps else []
        clusters = learn(desk.served, rows) if desk.served is not None and rows else []
        return desk.page(
            "desk_questions.html", keeps=keeps, kept=rows, clusters=clusters, offer=_offer, fewest=SHOWN, gap=GAP
        )

    @pages.get("/desk/questions/add")
    def desk_question() -> Answer:
        return _form(desk)

    @pages.post("/desk/questions/add")
    def desk_question_add() -> Answer:
        step = request.form.get("do")
        return _form(desk) if step == "open" else _checked(desk, questions, saves=step == "save")


def _checked(desk: Desk, questions: Questions, *, saves: bool) -> Answer:
    """Try what was typed, and add it where that was asked for and nothing speaks against it."""
    read, (question, code, place) = desk.read(), _typed()
    checked = Checked()
    try:
        checked = questions.check(read, question, code, place)
        if saves and checked.good:
            if request.form.get("version") != checked.version:
                raise NotSaved("changed")
            _add(desk, read, checked)
            return redirect(to("desk_questions"))
    except NotSaved as error:
        return _form(desk, checked, error)
    return _form(desk, checked)


def _add(desk: Desk, read: Folder, checked: Checked) -> None:
    """Write the question, if the files are still those that it was tried on."""
    question, code, place = _typed()
    name = file_of(read, code, place)
    seen = file_stamp(desk.root / name)
    if version(desk.root) != read.version:
        raise NotSaved("changed")
    report = checked.tried.report if checked.tried else None
    desk.save(name, seen, lambda path: add_ask(path, name, place, question, seen=seen), report)
    desk.saved("question", lang=code, place=place)


def _form(desk: Desk, checked: Checked | None = None, failed: NotSaved | None = None) -> Answer:
    """The form with what was typed and what came of it; for a script only what came of it."""
    read, (question, code, place) = desk.read(), _typed()
    languages = read.written.languages
    code = code if code in languages else next(iter(languages), "")
    told = {
        "checked": checked,
        "failed": why_not(failed) if failed else None,
        "question": question,
        "code": code,
        "place": place,
        "gap": GAP,
    }
    status = 409 if failed else 200
    if request.headers.get("X-Part"):
        return render_template("desk_question_checked.html", **told), status
    near = _nearest(desk, question, code)
    return desk.page("desk_question.html", near=near, languages_of=languages, longest=LONGEST, **told), status


def _typed() -> tuple[str, str, str]:
    question = " ".join(request.form.get("question", "").split())
    return question, request.form.get("words", ""), request.form.get("place", "")


def _wrong(read: Folder, question: str, code: str, place: str) -> str:
    """The field that something is missing in."""
    if not question or len(question) > LONGEST or not question.isprintable():
        return "question"
    language = read.written.languages.get(code)
    return "" if language is not None and place in language.words else "place"


def file_of(read: Folder, code: str, place: str) -> str:
    """The file in which a place's words stand."""
    return read.written.languages[code].words[place].id.mark.file


def _nearest(desk: Desk, question: str, code: str) -> list[str]:
    served = desk.served
    if served is None or code not in served.line.languages or not question:
        return []
    found = served.index.nearest(" ".join(word for word in question.split() if word != GAP), code)
    return list(dict.fromkeys(served.line.at(each.place).id for each in found))


def _kept(desk: Desk) -> list[tuple[Unmet, str]]:
    try:
        return list(desk.console.store.unmet(oldest_unmet(int(desk.console.clock()))))
    except StoreError:
        log.warning("the store does not answer: the desk cannot tell what was not understood")
        return []


def _offer(cluster: Cluster) -> Iterable[str]:
    """The first wording that is not understood, and the nearest topic."""
    words = next((wording.words for wording in cluster.wordings if not wording.gets), cluster.wordings[0].words)
    return words, cluster.nearest[0] if cluster.nearest else ""
