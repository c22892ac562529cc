"""The desk as operators and reviewers use it: what they see, send and get back, through the real application."""

from __future__ import annotations

import json
import os
import re
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from hotline.app import create_app
from hotline.console.desk import saving
from hotline.console.desk.outbox import advice
from hotline.console.desk.problems import rule_page
from hotline.loader import add_ask, file_stamp, read_folder, words_hash
from hotline.settings import Settings
from hotline.store import Count, Outgoing
from tests.driver import LINES, SECRET, Clock
from tests.loader.sink import WORDS, replace

LEAK = "/console/desk/reviews/en/leak"
QUESTION = "/console/desk/questions/add"
NUMBERS = "/console/desk/numbers"
SIGNED = {"do": "approve", "role": "head plumber", "next": "2027-06-01", "read": "yes"}
ASKED = {"question": "who mends the tap", "words": "en", "place": "drip"}


class Operator:
    """Somebody at a browser without JavaScript, at a line of their own."""

    def __init__(self, place: Path, line: Path, **more: Any) -> None:
        self.folder, self.state, self.clock = place / "line", place / "state", Clock()
        shutil.copytree(line, self.folder)
        given = {"dev": True, "allow_drafts": True, "editing": True, "secrets": (SECRET,), "store": "memory:", **more}
        self.app: Flask = create_app(Settings(state=self.state, line=self.folder, **given), clock=self.clock)
        self.web = self.app.test_client()

    def sees(self, path: str, *pieces: str) -> str:
        """Opens a page, on which all of these stand."""
        answer = self.web.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        for piece in pieces:
            assert piece in answer.text, (piece, answer.text)
        return answer.text

    def sends(self, path: str, form: dict[str, str], **hidden: str) -> TestResponse:
        """Fills in a form that is shown at this address, with what is hidden in it, and sends it."""
        page = self.web.get(path).text
        fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
        return self.web.post(path, data={**fields, **form, **hidden})

    def text(self, file: str) -> str:
        """What stands in a file of the line."""
        return (self.folder / file).read_text(encoding="utf-8")

    def texts(self, body: str) -> str:
        """The line's answer to a text of somebody new."""
        answer = self.web.post(
            "/sms",
            data={
                "MessageSid": f"SM{os.urandom(8).hex()}",
                "From": f"+1501{int.from_bytes(os.urandom(2)) + 1000000:07d}",
                "Body": body,
            },
        )
        assert answer.status_code == 200
        return answer.text

    @property
    def store(self) -> Any:
        """The store."""
        return self.app.extensions["hotline"]["store"]


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def nurse(tmp_path: Path) -> Operator:
    """At the kitchen-sink line."""
    return Operator(tmp_path, LINES / "kitchen-sink")


@pytest.fixture
def clerk(tmp_path: Path) -> Operator:
    """At the food bank's line, which keeps what it does not understand."""
    kept = tmp_path / "kept"
    shutil.copytree(LINES / "food-bank", kept)
    replace(kept, "menus/line.yaml", "allow_drafts: true", "allow_drafts: true\nkeep_unmet: yes")
    return Operator(tmp_path, kept)


# problems


def test_the_desk_counts_what_there_is_to_do(nurse: Operator) -> None:
    nurse.sees("/console/desk/problems?wait=1")
    page = nurse.sees("/console/desk", "Problems", "Reviews", "Not understood", "Helplines", "Outbox")
    assert re.search(r'desk-figure ">\s*0 <span>errors', page)
    assert "Nothing was changed from here yet." in page


def test_a_problem_is_shown_by_its_line_with_the_page_of_its_rule(nurse: Operator) -> None:
    replace(nurse.folder, "menus/line.yaml", "allow_drafts: true", "allow_drafts: false")
    replace(nurse.folder, "menus/kitchen.yaml", "next: [leak]", "next: [leek]")
    page = nurse.sees(
        "/console/desk/problems?wait=1", "menus/kitchen.yaml", "is no place", "The files are not on the air"
    )
    at = 1 + next(i for i, row in enumerate(nurse.text("menus/kitchen.yaml").splitlines()) if "leek" in row)
    assert re.search(rf'Line {at}</span> <span class="badge bad">Error</span>', page), "the level is a word too"
    assert re.search(r"<summary>About the rule\s+<code>unknown-place</code></summary>", page)
    assert rule_page("unknown-place")[0].pieces[0].split()[0] in page
    assert page.index("unknown-place") < page.index("<summary>Notices:"), "notices are folded, below"


def test_a_page_of_a_rule_has_its_examples_and_its_code_set_apart() -> None:
    blocks = rule_page("keyword-clash")
    assert [block.example for block in blocks].count(True) == 2
    assert "Hormone Pill" in blocks[-1].pieces[1], "what stands between backticks is every second piece"
    assert rule_page("no-such-rule")[0].pieces == ("",)


def test_problems_are_told_in_spanish_with_the_checkers_own_words_marked(nurse: Operator) -> None:
    replace(nurse.folder, "menus/kitchen.yaml", "next: [leak]", "next: [leek]")
    page = nurse.sees("/console/desk/problems?wait=1&lang=es", "Problemas", '<span lang="en">')
    assert "Renglón" in page


# reviews


def test_a_reviewer_reads_both_forms_and_signs(nurse: Operator) -> None:
    before = bytes_of(nurse.folder)
    page = nurse.sees(
        LEAK, "Turn the water off first. The tap for it", "Put a bucket below the leak, and dry the floor.", "segments"
    )
    assert "I have read both forms" in page
    answer = nurse.sends(LEAK, SIGNED)
    assert answer.status_code == 302
    signed = nurse.sees(
        LEAK, "leak (en) is approved.", "Approved by head plumber on 2026-11-23. Next review: 2027-06-01."
    )
    assert "The line on the air has it now." in signed
    after = bytes_of(nurse.folder)
    assert {name for name in after if after[name] != before[name]} == {WORDS}
    rows = list(zip(before[WORDS].splitlines(), after[WORDS].splitlines(), strict=True))
    assert len([pair for pair in rows if pair[0] != pair[1]]) == 1, "comments and layout stay"
    assert (nurse.state / saving.BACKUPS / WORDS).read_bytes() == before[WORDS]
    assert set(after) == set(before), "nothing is left in the line's folder"
    nurse.sees("/console/desk", "Approved leak (en)", "(head plumber)", "Trial")
    (noted,) = map(json.loads, (nurse.state / "console.jsonl").read_text().splitlines())
    assert (noted["what"], noted["lang"], noted["place"]) == ("approve head plumber", "en", "leak")
    assert nurse.sends(LEAK, {"do": "withdraw"}).status_code == 302
    assert bytes_of(nurse.folder) == before, "withdrawn, the file is as it was"
    nurse.sees(LEAK, "Nobody has signed these words.", "is withdrawn")


def test_the_queue_is_filtered_by_language_and_state(nurse: Operator) -> None:
    both = nurse.sees("/console/desk/reviews")
    assert both.index("dripping faucet") > both.index("/reviews/en/leak"), "what is approved stands last"
    spanish = nurse.sees("/console/desk/reviews?words=es")
    assert "/reviews/en/" not in spanish
    assert "/reviews/es/leak" in spanish
    approved = nurse.sees("/console/desk/reviews?state=approved")
    assert re.findall(r"/reviews/en/(\w+)", approved) == ["drip"]
    nurse.sees("/console/desk/reviews?words=es&state=approved", "Nothing fits what you chose.")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"role": " "}, "Write a role on one line"),
        ({"next": "2026-11-23"}, "Choose a day after today."),
        ({"next": "soon"}, "Choose a day after today."),
        ({"read": ""}, "Read both forms, then tick this."),
    ],
)
def test_a_form_that_lacks_something_comes_back_as_it_was_filled_in(
    nurse: Operator, typed: dict[str, str], says: str
) -> None:
    before = bytes_of(nurse.folder)
    answer = nurse.sends(LEAK, {**SIGNED, **typed})
    assert answer.status_code == 400
    assert says in answer.text
    assert 'aria-invalid="true"' in answer.text
    for name in ("role", "next"):
        assert f'value="{ {**SIGNED, **typed}[name] }"' in answer.text
    assert bytes_of(nurse.folder) == before


def test_words_that_changed_while_they_were_read_are_not_signed(nurse: Operator) -> None:
    stamp = file_stamp(nurse.folder / WORDS)
    replace(nurse.folder, WORDS, "Put a bucket below the leak. Dry", "Dry")
    before = bytes_of(nurse.folder)
    answer = nurse.sends(LEAK, SIGNED, stamp=stamp)
    assert answer.status_code == 409
    assert "The file was changed since this page was shown" in answer.text
    assert 'value="head plumber"' in answer.text, "nothing that was typed is lost"
    assert "checked" not in answer.text.split('name="read"')[1].split(">")[0], "the new words are to be read first"
    assert bytes_of(nurse.folder) == before
    assert nurse.sends(LEAK, SIGNED).status_code == 302, "what stands there now can be signed"


def test_words_with_errors_are_not_signed(nurse: Operator) -> None:
    replace(nurse.folder, WORDS, "label: a leak", "label: a leak\n  lable: x")
    before = bytes_of(nurse.folder)
    answer = nurse.sends(LEAK, SIGNED)
    assert answer.status_code == 400
    assert "lable" in answer.text
    assert bytes_of(nurse.folder) == before


def test_what_changed_since_the_approval_is_shown_sentence_by_sentence(nurse: Operator) -> None:
    """Without git: the copy of the file that was made before the approval has the words that were approved."""
    nurse.sends(LEAK, SIGNED)
    replace(nurse.folder, WORDS, "Put a bucket below the leak. Dry", "Put a pot below the leak. Dry")
    page = nurse.sees(LEAK, "Changed since head plumber approved", "What changed since the approval")
    assert "<del>Put a bucket below the leak.</del>" in page
    assert "<ins>Put a pot below the leak.</ins>" in page
    assert '<li class="same">Turn the water off first.</li>' in page


def test_where_nothing_tells_what_was_approved_the_page_says_so(nurse: Operator) -> None:
    nurse.sends(LEAK, SIGNED)
    replace(nurse.folder, WORDS, "Put a bucket below the leak. Dry", "Dry")
    shutil.rmtree(nurse.state / saving.BACKUPS)
    nurse.sees("/console/desk")
    nurse.sees(LEAK, "The words that were approved are not to be found")


def test_a_place_or_a_language_that_is_not_there(nurse: Operator) -> None:
    for path in ("en/leek", "fr/leak", "en/..%2f..%2fetc"):
        assert nurse.web.get(f"/console/desk/reviews/{path}").status_code == 404


# questions


def heard(clerk: Operator, words: str, people: int) -> None:
    for _ in range(people):
        clerk.texts(words)


def test_what_three_people_asked_is_shown_and_becomes_a_question(clerk: Operator) -> None:
    asked = "is the kitchen warm in winter"
    heard(clerk, asked, 2)
    clerk.sees("/console/desk/questions", "fewer than 3 people")
    heard(clerk, asked, 1)
    page = clerk.sees("/console/desk/questions", asked, "3 people or more", "Nearest topics", "Add as question")
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    form = clerk.web.post(QUESTION, data={**fields, "do": "open"}).text
    assert f'value="{asked}"' in form
    nearest = re.search(r'<optgroup label="Nearest topics"><option value="([\w-]+)" selected', form)
    assert nearest is not None, "the nearest topic is chosen"
    typed = {"question": asked, "words": "en", "place": nearest.group(1)}
    checked = clerk.web.post(QUESTION, data={**fields, **typed, "do": "check"}).text
    assert "The checker finds no new error" in checked
    assert f"Who texts it gets {nearest.group(1)}." in checked
    before = bytes_of(clerk.folder)
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', checked))
    assert clerk.web.post(QUESTION, data={**hidden, **typed, "do": "save"}).status_code == 302
    after = bytes_of(clerk.folder)
    (changed,) = [name for name in after if after[name] != before.get(name)]
    assert (clerk.state / saving.BACKUPS / changed).read_bytes() == before[changed]
    page = clerk.sees("/console/desk/questions", f"The question is added to {nearest.group(1)} (en).", "Understood now")
    assert asked not in (clerk.state / "console.jsonl").read_text(), "the list of changes holds no words"


def test_a_question_that_fits_nowhere_is_told_why_and_stays_in_the_form(nurse: Operator) -> None:
    for typed, says in (
        ({"question": ""}, "Write a question"),
        ({"question": "x" * 301}, "Write a question"),
        ({"question": "Stop!"}, "a reserved word"),
        ({"question": "oven"}, "This leads to oven already"),
        ({"question": "who ... the tap"}, "Write out what"),
        ({"question": "?!"}, "has words in it"),
        ({"place": "tap"}, "Choose a topic"),
        ({"words": "fr"}, "Choose a topic"),
    ):
        answer = nurse.sends(QUESTION, {**ASKED, **typed, "do": "save"})
        assert says in answer.text, typed
        assert "Add the question" not in answer.text
        assert f'value="{ {**ASKED, **typed}["question"] }"' in answer.text


def test_a_question_with_a_sign_of_danger_is_warned_of(clerk: Operator) -> None:
    typed = {"question": "my baby has chest pain after a bottle", "words": "en", "place": "baby-food", "do": "check"}
    assert "Careful: who texts it gets" in clerk.sends(QUESTION, typed).text


def test_a_question_that_would_break_a_conversation_is_not_added(nurse: Operator) -> None:
    (nurse.folder / "menus/tests").mkdir(exist_ok=True)
    (nurse.folder / "menus/tests/tap.yaml").write_text(
        "tap:\n  steps:\n    - {text: who mends the tap, expect: MISS}\n", "utf-8"
    )
    before = bytes_of(nurse.folder)
    checked = nurse.sends(QUESTION, {**ASKED, "do": "save"}).text
    assert "With this change the checker would find:" in checked
    assert "menus/tests/tap.yaml:3" in checked
    assert bytes_of(nurse.folder) == before


def test_files_that_changed_since_the_check_are_checked_again_first(nurse: Operator) -> None:
    checked = nurse.sends(QUESTION, {**ASKED, "do": "check"}).text
    version = re.search(r'name="version" value="(\w+)"', checked)
    assert version is not None
    replace(nurse.folder, WORDS, "Put a bucket below the leak. Dry", "Dry")
    before = bytes_of(nurse.folder)
    answer = nurse.sends(QUESTION, {**ASKED, "do": "save"}, version=version.group(1))
    assert answer.status_code == 409
    assert 'value="who mends the tap"' in answer.text
    assert "Add the question" in answer.text, "the question was tried on what stands there now"
    assert bytes_of(nurse.folder) == before


def test_a_script_gets_what_came_of_a_question_without_the_page_around_it(nurse: Operator) -> None:
    page = nurse.web.get(QUESTION).text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None
    answer = nurse.web.post(
        QUESTION, data={**ASKED, "do": "check"}, headers={"X-Part": "1", "X-CSRFToken": token.group(1)}
    )
    assert "<html" not in answer.text
    assert "Who texts it gets drip." in answer.text


# helplines


def test_a_number_that_was_called_is_written_down(nurse: Operator) -> None:
    nurse.sees(NUMBERS, "Never called.", "1-800-555-0199")
    before = nurse.text("menus/line.yaml")
    name = "plumber"
    answer = nurse.sends(NUMBERS, {"number": name, "role": "clerk", "hours": "verified"})
    assert answer.status_code == 302
    nurse.sees(NUMBERS, "The call to plumber is written down.", "Last called on 2026-11-23.")
    rows = set(nurse.text("menus/line.yaml").splitlines()) - set(before.splitlines())
    assert len(rows) == 1
    assert "called: 2026-11-23" in rows.pop()
    assert (nurse.state / saving.BACKUPS / "menus/line.yaml").read_text("utf-8") == before
    nurse.sees("/console/desk", "Called plumber", "(clerk)")


def test_a_call_without_a_role_or_a_number_that_is_none_changes_nothing(nurse: Operator) -> None:
    before = bytes_of(nurse.folder)
    answer = nurse.sends(NUMBERS, {"number": "plumber", "role": "", "hours": ""})
    assert answer.status_code == 400
    assert "Write a role on one line" in answer.text
    assert nurse.sends(NUMBERS, {"number": "nobody", "role": "clerk", "hours": "verified"}).status_code == 404
    stale = nurse.sends(NUMBERS, {"number": "plumber", "role": "clerk", "hours": "verified"}, stamp="0" * 64)
    assert stale.status_code == 409
    assert 'value="clerk"' in stale.text
    assert bytes_of(nurse.folder) == before


# the outbox


def test_what_waits_and_what_failed_is_told_with_what_to_do(nurse: Operator) -> None:
    nurse.sees("/console/desk/outbox", "Nothing waits.", "No text failed.")
    now = int(nurse.clock())
    with nurse.store.transaction(None, "x", now) as t:
        t.keep_outgoing(Outgoing("a" * 32, "CA1", 204, "en", now - 240, now))
        for _ in range(12):
            t.count(Count("2026-11-22", "outbox", "en", 204, "gave-up"))
        t.count(Count("2026-11-23", "status", "", 0, "failed-30007"))
        t.count(Count("2026-11-23", "outbox", "en", 204, "sent"))
    page = nurse.sees("/console/desk/outbox", "The oldest has waited 4 minutes.", "1 to 5 minutes: 1")
    assert re.search(r"<code>gave-up</code> · 12", page)
    assert re.search(r"<code>failed-30007</code> · &lt;11", page)
    assert "within 30 minutes" in page
    assert "A2P 10DLC" in page
    assert "CA1" not in page


@pytest.mark.parametrize(
    ("outcome", "name"),
    [
        ("opted-out", "opted-out"),
        ("undelivered-21610", "opted-out"),
        ("landline", "landline"),
        ("undelivered-30003", "unreachable"),
        ("refused-http-401", "account"),
        ("failed", "other"),
        ("refused-21408", "other"),
    ],
)
def test_each_failure_has_its_advice(outcome: str, name: str) -> None:
    assert advice(outcome) == name


# what goes wrong with files


def links_out(nurse: Operator) -> None:
    other = nurse.folder.parent / "elsewhere.yaml"
    shutil.move(nurse.folder / WORDS, other)
    (nurse.folder / WORDS).symlink_to(other)


def is_read_only(nurse: Operator) -> None:
    (nurse.folder / WORDS).chmod(0o444)


def has_no_state(nurse: Operator) -> None:
    shutil.rmtree(nurse.state, ignore_errors=True)
    nurse.state.write_text("no directory")


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (links_out, "a link out of the line&#39;s folder"),
        (is_read_only, "may not be changed; look at the permissions"),
        (has_no_state, "The machine could not write"),
    ],
)
@pytest.mark.parametrize("path", [LEAK, QUESTION])
def test_a_file_that_cannot_be_changed_is_told_of_and_nothing_is_lost(
    nurse: Operator, spoil: Any, says: str, path: str
) -> None:
    spoil(nurse)
    form = SIGNED
    hidden = {}
    if path == QUESTION:
        checked = nurse.sends(QUESTION, {**ASKED, "do": "check"}).text
        hidden = dict(re.findall(r'name="(version)" value="(\w+)"', checked))
        form = {**ASKED, "do": "save"}
    before = bytes_of(nurse.folder)
    answer = nurse.sends(path, form, **hidden)
    assert answer.status_code == 409
    assert says in answer.text
    assert f'value="{form["role" if path == LEAK else "question"]}"' in answer.text
    assert bytes_of(nurse.folder) == before


def test_a_full_disk_is_told_of_and_the_file_is_whole(nurse: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    before = bytes_of(nurse.folder)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(saving.shutil, "copyfile", full)
    answer = nurse.sends(LEAK, SIGNED)
    assert answer.status_code == 409
    assert "No space left on device" in answer.text
    assert 'value="head plumber"' in answer.text
    assert bytes_of(nurse.folder) == before


def test_the_line_that_comes_with_the_program_is_not_written_to(
    nurse: Operator, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(saving.hotline, "__file__", str(tmp_path / "__init__.py"))
    (nurse.folder.parent / "shipped").mkdir()
    shutil.move(nurse.folder, nurse.folder.parent / "shipped" / "line")
    nurse.folder.symlink_to(nurse.folder.parent / "shipped" / "line")
    answer = nurse.sends(LEAK, SIGNED)
    assert answer.status_code == 409
    assert "This line came with the program" in answer.text


def test_of_two_who_save_at_the_same_moment_one_is_told(nurse: Operator) -> None:
    """Both saw the same file; whoever comes second finds another one, whichever of the two that is."""
    stamp, start, told = file_stamp(nurse.folder / WORDS), threading.Barrier(2), []

    def saves(question: str) -> None:
        start.wait()
        try:
            saving.save(
                nurse.folder, nurse.state, WORDS, stamp, lambda path: add_ask(path, WORDS, "drip", question, seen=stamp)
            )
        except saving.NotSaved as error:
            told.append(error.why)

    both = [threading.Thread(target=saves, args=(f"who mends tap {n}",)) for n in (1, 2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert told == ["changed"]
    assert len(re.findall("who mends tap", nurse.text(WORDS))) == 1


# editing off


def endpoints(app: Flask) -> Iterator[str]:
    """The address of everything on the desk that takes a POST."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("console.desk") and "POST" in (rule.methods or ()):
            yield rule.rule.replace("<code>", "en").replace("<place>", "leak")


def test_with_editing_off_no_request_changes_a_file_and_no_form_is_shown(tmp_path: Path) -> None:
    reader = Operator(tmp_path, LINES / "kitchen-sink", editing=False)
    reader.sees("/console/desk/problems?wait=1", "Read only.")
    before = bytes_of(tmp_path)
    paths = sorted(endpoints(reader.app))
    assert paths == [NUMBERS, QUESTION, LEAK]
    token = re.search(r'name="csrf-token" content="([^"]+)"', reader.sees("/console/desk"))
    assert token is not None
    typed = {**SIGNED, **ASKED, "number": "plumber", "hours": "verified", "csrf_token": token.group(1)}
    typed |= {"stamp": file_stamp(reader.folder / WORDS), "version": "x"}
    for path in paths:
        for do in ("approve", "withdraw", "open", "check", "save", ""):
            assert reader.web.post(path, data={**typed, "do": do}).status_code == 403, (path, do)
    assert bytes_of(tmp_path) == before
    for path in (*paths, "/console/desk", "/console/desk/reviews", "/console/desk/questions", "/console/desk/outbox"):
        assert '<form method="post"' not in reader.sees(path).partition("<main")[2]


def test_a_form_from_another_site_changes_nothing(nurse: Operator) -> None:
    before = bytes_of(nurse.folder)
    stamp = file_stamp(nurse.folder / WORDS)
    assert nurse.web.post(LEAK, data={**SIGNED, "stamp": stamp}).status_code == 400
    assert bytes_of(nurse.folder) == before


def test_the_hash_that_is_written_is_that_of_the_words(nurse: Operator) -> None:
    nurse.sends(LEAK, SIGNED)
    words = read_folder(nurse.folder).written.languages["en"].words["leak"]
    assert words.review is not None
    assert words.review["hash"] == words_hash(words)
