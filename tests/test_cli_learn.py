"""What an operator learns from what people asked, and how a question gets into a topic."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hotline.check import examine
from hotline.cli.learn import learn
from hotline.loader import read_folder, words_hash
from hotline.workbench.review import reviews
from tests.driver import LINES, SHIPPED, Carrier

WARM = "do you give warm blankets to a child"
Run = Callable[..., Result]


@pytest.fixture
def line(tmp_path: Path) -> Path:
    """The food bank's line, which keeps what it does not understand."""
    folder = tmp_path / "line"
    shutil.copytree(LINES / "food-bank", folder)
    edit(folder, "menus/line.yaml", "allow_drafts: true", "allow_drafts: true\nkeep_unmet: yes")
    return folder


def edit(line: Path, file: str, old: str, new: str) -> None:
    text = (line / file).read_text("utf-8")
    assert old in text
    (line / file).write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def store(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/store.db"


@pytest.fixture
def run(store: str) -> Run:
    def command(*arguments: str | Path) -> Result:
        return CliRunner().invoke(
            learn, [str(a) for a in arguments], env={"HOTLINE_LINE": "", "HOTLINE_STORE": store, "HOTLINE_SECRET": ""}
        )

    return command


def texts(line: Path, store: str, tmp_path: Path, *bodies: str) -> None:
    """Each of these is texted by a stranger, today."""
    carrier = Carrier(line, tmp_path / "state", store=store)
    carrier.clock.now = int(time.time())
    for body in bodies:
        carrier.stranger().sends(body)
    carrier.app.extensions["hotline"]["store"].close()


def snapshot(line: Path) -> dict[str, bytes]:
    return {str(path.relative_to(line)): path.read_bytes() for path in sorted(line.rglob("*")) if path.is_file()}


# what was not understood


def test_two_people_are_not_shown_and_three_are(line: Path, store: str, run: Run, tmp_path: Path) -> None:
    texts(line, store, tmp_path, WARM, WARM)
    few = run(line)
    assert few.exit_code == 0
    assert few.stdout == "what is kept was sent by fewer than 3 people each; it is shown from 3 people on\n"
    texts(line, store, tmp_path, "blankets that are warm for a child?")
    shown = run(line)
    assert shown.exit_code == 0
    assert shown.stdout.startswith("3 people or more (en)\n  do you give warm ... to a child\n")
    assert re.search(r"^  nearest topics: [a-z, -]+$", shown.stdout, re.MULTILINE)


def test_the_command_that_is_shown_can_be_run(line: Path, store: str, run: Run, tmp_path: Path) -> None:
    asked = "is the kitchen warm in winter"
    texts(line, store, tmp_path, asked, asked, asked)
    (cluster,) = json.loads(run(line, "--json").stdout)
    assert (cluster["people"], cluster["lang"], cluster["understood"]) == (3, "en", False)
    assert cluster["wordings"] == [{"words": asked, "people": 3, "gets": ""}]
    words = shlex.split(cluster["add"])
    assert words[:2] == ["hotline", "learn"]
    assert cluster["add"] in run(line).stdout
    added = run(*words[2:])
    assert (added.exit_code, added.stderr) == (0, "")
    assert added.stdout.startswith(f'"{asked}" is a question of {cluster["nearest"][0]} now (content/en/')
    after = run(line)
    assert f"{asked}   (gets {cluster['nearest'][0]} now)" in after.stdout
    assert "3 people or more (en), understood now\n" in after.stdout
    assert "--add" not in after.stdout
    texts(line, store, tmp_path, asked)
    assert json.loads(run("--json", line).stdout)[0]["people"] == 3, "what is understood is not kept"


def test_only_one_language(line: Path, store: str, run: Run, tmp_path: Path) -> None:
    texts(line, store, tmp_path, WARM, WARM, WARM)
    assert "3 people" in run("--lang", "en", line).stdout
    wrong = run("--lang", "xx", line)
    assert wrong.exit_code == 2
    assert '"xx" is no language of this line; it has en' in wrong.stderr


def test_an_empty_store_and_keeping_that_is_off_are_told(line: Path, run: Run, tmp_path: Path) -> None:
    assert run(line).stdout == "nothing is kept yet that the line did not understand\n"
    edit(line, "menus/line.yaml", "keep_unmet: yes", "keep_unmet: no")
    off = run(line)
    assert (off.exit_code, off.stdout[:22]) == (0, 'keep_unmet is not "yes')
    as_json = run("--json", line)
    assert json.loads(as_json.stdout) == []
    assert as_json.stderr == off.stdout


def test_memory_cannot_be_looked_into(line: Path) -> None:
    result = CliRunner().invoke(learn, [str(line)], env={"HOTLINE_STORE": "memory:"})
    assert result.exit_code == 1
    assert "only the service itself can look into its memory" in str(result.exception)


def test_the_shipped_line_keeps_nothing() -> None:
    report = examine(SHIPPED)
    assert report.line is not None
    assert not report.line.keep_unmet


# a question


def add(run: Run, line: Path, question: str, place: str = "pantry", lang: str = "en") -> Result:
    return run("--add", question, "--to", place, "--lang", lang, line)


def refused(result: Result) -> str:
    """What is told of a question that is not added."""
    assert result.exit_code in (1, 2)
    return result.stderr or str(result.exception)


@pytest.fixture
def topic(line: Path) -> str:
    """A topic of the food bank's line with asks."""
    return "baby-food"


def test_a_question_is_added_and_nothing_else_changes(line: Path, run: Run, topic: str) -> None:
    before = snapshot(line)
    result = add(run, line, "  where  do i get a bottle warmer? ", topic)
    assert (result.exit_code, result.stderr) == (0, "")
    after = snapshot(line)
    (changed,) = [name for name in after if after[name] != before[name]]
    assert f'"where do i get a bottle warmer?" is a question of {topic} now ({changed})\n' == result.stdout
    new = [row for row in after[changed].splitlines() if row not in before[changed].splitlines()]
    assert len(new) == 1
    assert b"where do i get a bottle warmer?" in new[0]
    report = examine(line)
    assert report.served is not None
    assert [
        report.line.at(f.place).id for f in report.served.index.meaning("where do i get a bottle warmer").exact
    ] == [topic]  # type: ignore[union-attr]
    again = refused(add(run, line, "Where do I get a bottle warmer", topic))
    assert f'leads to "{topic}" already ({changed}:' in again
    assert snapshot(line) == after


def test_an_approval_stays(line: Path, run: Run, topic: str) -> None:
    edit(
        line,
        "content/en/diets.yaml",
        "review: {status: draft}",
        "review: {status: approved, role: x, on: 2026-01-01, next: 2027-01-01, hash: 0}",
    )
    written = read_folder(line).written.languages["en"].words
    signed = next(words for words in written.values() if words.review and "hash" in words.review)
    edit(line, "content/en/diets.yaml", "hash: 0", f"hash: {words_hash(signed)}")
    assert add(run, line, "where do i get a bottle warmer", str(signed.id)).exit_code == 0
    states = {row.place: row.state for row in reviews(read_folder(line).written, date(2026, 6, 1))}
    assert states[str(signed.id)] == "approved"


def test_a_question_that_brings_an_error_changes_nothing(line: Path, run: Run, topic: str) -> None:
    (line / "menus/tests").mkdir(exist_ok=True)
    (line / "menus/tests/warmer.yaml").write_text(
        "bottles:\n  steps:\n    - {text: where is the bottle warmer, expect: MISS}\n", encoding="utf-8"
    )
    before = snapshot(line)
    told = refused(add(run, line, "where is the bottle warmer", topic)).splitlines()
    assert told[0].startswith("menus/tests/warmer.yaml:3:")
    assert told[0].endswith("(conversation)")
    assert told[-1] == "nothing is changed; with the question the line would have these errors"
    assert snapshot(line) == before


def test_errors_that_were_there_before_do_not_matter(line: Path, run: Run, topic: str) -> None:
    diets = line / "content/en/diets.yaml"
    with diets.open("a", encoding="utf-8") as file:
        file.write("\ncats:\n  label: cats\n  sms: x\n")
    assert examine(line).errors
    result = add(run, line, "where is the bottle warmer", topic)
    assert result.exit_code == 0
    assert "where is the bottle warmer" in diets.read_text("utf-8")


@pytest.mark.parametrize(
    ("question", "place", "says"),
    [
        ("lend me a cart", "bby-food", '"bby-food" is no place with words in en; did you mean "baby-food"?'),
        ("Stop!", "baby-food", '"Stop!" is a reserved word (stop); nothing is changed'),
        ("12", "baby-food", '"12" is a reserved word (a number)'),
        ("low salt", "baby-food", 'leads to "low-salt" already (content/en/diets.yaml:'),
        ("do you ... bottles", "baby-food", 'write out what "..." stands for'),
        ("?!", "baby-food", "a question has words in it"),
    ],
)
def test_what_is_no_question_of_a_topic_is_told_and_changes_nothing(
    line: Path, run: Run, question: str, place: str, says: str
) -> None:
    before = snapshot(line)
    assert says in refused(add(run, line, question, place))
    assert snapshot(line) == before


@pytest.mark.parametrize("options", [["--add", "lend a cart"], ["--to", "baby-food"], ["--add", "a", "--to", "b"]])
def test_half_a_command_is_misuse(line: Path, run: Run, options: list[str]) -> None:
    result = run(*options, line)
    assert result.exit_code == 2
    assert "give --add, --to and --lang" in result.stderr


def test_a_language_that_is_none(line: Path, run: Run) -> None:
    assert '"xx" is no language of this line; it has en' in refused(add(run, line, "lend a cart", "baby-food", "xx"))


def test_who_texts_a_question_with_a_sign_of_danger_gets_another_answer(line: Path, run: Run, topic: str) -> None:
    result = add(run, line, "my baby has chest pain after a bottle", topic)
    assert result.exit_code == 0
    assert re.search(r"^but who texts it gets [a-z-]+ \(safety emergency\); look at it", result.stdout, re.MULTILINE)


def test_the_line_that_is_shipped_is_not_written_to(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("--add", "lend a cart", "--to", "fever", "--lang", "en")
    assert result.exit_code == 2
    assert "there is no line here" in result.stderr
