"""``hotline diff`` with real folders and a real git repository."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hotline.cli.diff import diff
from hotline.errors import HotlineError
from tests.driver import LINES
from tests.needs import program

SINK = LINES / "kitchen-sink"
PLACES = "content/en/kitchen.yaml"
Git = Callable[..., str]


def run(*arguments: str | Path, **env: str) -> Result:
    return CliRunner().invoke(diff, [str(argument) for argument in arguments], env={"HOTLINE_LINE": "", **env})


def wrong(*arguments: str | Path, **env: str) -> str:
    """What is said where it cannot be done; as an error it makes ``hotline`` exit with 1."""
    result = run(*arguments, **env)
    assert isinstance(result.exception, HotlineError), result.output
    assert result.exception.exit_code == 1
    return str(result.exception)


def edit(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def line(tmp_path: Path) -> Path:
    """A line of its own, in no repository."""
    return Path(shutil.copytree(SINK, tmp_path / "line"))


@pytest.fixture
def git(tmp_path: Path) -> Git:
    """Git, with nobody's settings."""
    path = program("git", "git")
    settings = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1", "HOME": str(tmp_path)}
    who = ("-c", "user.name=Nobody", "-c", "user.email=nobody@example.org", "-c", "init.defaultBranch=main")

    def ask(folder: Path, *arguments: str) -> str:
        ran = subprocess.run(
            [path, "-C", str(folder), *who, *arguments], env=settings, check=True, capture_output=True, text=True
        )
        return ran.stdout.strip()

    return ask


@pytest.fixture
def kept(tmp_path: Path, git: Git) -> Path:
    """A line in a sub-folder of a repository with two commits: the kettle's words, then the drip's, then an edit."""
    repository = tmp_path / "repository"
    folder = Path(shutil.copytree(SINK, repository / "lines" / "sink"))
    (repository / "README").write_text("Lines.\n")
    git(repository, "init", "-q")
    for message, old, new in (
        ("first", "", ""),
        ("second", "Fill it halfway.", "Fill it to half."),
        ("third", "label: a dripping faucet", "label: a dripping tap"),
    ):
        if old:
            edit(folder, PLACES, old, new)
        git(repository, "add", ".")
        git(repository, "commit", "-q", "-m", message)
    edit(folder, PLACES, "Clean the oven", "Wipe the oven")
    return folder


# -- folders --


def test_two_folders(line: Path) -> None:
    edit(line, PLACES, "Turn the handle to the wall.", "Turn the handle away from you.")
    result = run(SINK, line)
    assert result.exit_code == 0
    assert result.stdout == (
        "Changed places: 1\n\n"
        "place 340 pan\n"
        "  en words to read (segments 1)\n"
        "    - Turn the handle to the wall.\n"
        "    + Turn the handle away from you.\n"
        "  en words to hear (seconds 3.2)\n"
        "    - Turn the handle to the wall.\n"
        "    + Turn the handle away from you.\n"
    )


def test_no_difference_says_so_and_is_fine(line: Path) -> None:
    result = run(SINK, line)
    assert (result.exit_code, result.stdout) == (0, f"no difference between {SINK} and {line}\n")


def test_words_that_change_after_they_were_signed_are_told_to_be_a_draft_again(line: Path) -> None:
    edit(line, PLACES, "A drip is a worn washer.", "A drip is a broken washer.")
    assert (
        "  en review\n    - approved by head plumber on 2026-10-01, next review 2027-10-01\n    + draft"
        in run(SINK, line).stdout
    )


def test_the_new_side_left_out_is_the_line_as_it_is_now(line: Path) -> None:
    edit(line, PLACES, "Fill it halfway.", "Fill it.")
    assert "place 330 kettle" in run(SINK, "--dir", line).stdout
    assert "place 330 kettle" in run(SINK, HOTLINE_LINE=str(line)).stdout
    assert run(line, "--dir", line).stdout == f"no difference between {line} and the files as they are now\n"


def test_json_is_one_object(line: Path) -> None:
    edit(line, PLACES, "Fill it halfway.", "Fill it.")
    found = json.loads(run(SINK, line, "--json").stdout)
    assert (found["old"], found["new"]) == (str(SINK), str(line))
    assert [part["name"] for part in found["parts"]] == ["kettle"]
    assert json.loads(run(SINK, SINK, "--json").stdout)["parts"] == []


def test_one_language(line: Path) -> None:
    edit(line, PLACES, "Fill it halfway.", "Fill it.")
    assert "kettle" not in run(SINK, line, "--lang", "es").stdout
    assert "kettle" in run(SINK, line, "--lang", "en").stdout
    result = run(SINK, line, "--lang", "xx")
    assert result.exit_code == 2
    assert "they have en, es" in result.stderr


def test_a_side_with_errors_is_named_with_its_problems(line: Path) -> None:
    edit(line, "menus/kitchen.yaml", "next: [leak]", "next: [leek]")
    for arguments in ((SINK, line), (line, SINK)):
        said = wrong(*arguments)
        assert said.startswith(f"{line}: these errors must be mended")
        assert 'menus/kitchen.yaml:13:10: next "leek" is no place' in said
        assert "warning" not in said
    assert wrong(SINK, "--dir", line).startswith("the files as they are now: these errors")


def test_a_line_that_a_newer_rule_refuses_is_compared_all_the_same(line: Path) -> None:
    edit(line, "content/en/kitchen.yaml", "voice: Clean the oven when it is cold.", f"voice: {'word ' * 26}.")
    done = run(SINK, line)
    assert done.exit_code == 0
    assert "finds an error there; compared all the same" in done.stderr
    assert "word word" in done.stdout


def test_a_folder_without_a_line(tmp_path: Path) -> None:
    assert wrong(SINK, tmp_path) == f"{tmp_path} holds no line: there is no menus/ in it"


# -- revisions --


def test_a_revision_and_the_files_now_in_a_sub_folder(kept: Path) -> None:
    told = run("HEAD", "--dir", kept).stdout
    assert "place 310 oven" in told
    assert "drip" not in told
    told = run("HEAD~1", "--dir", kept).stdout
    assert "place 310 oven" in told
    assert "    - a dripping faucet\n    + a dripping tap" in told


def test_two_revisions(kept: Path) -> None:
    told = run("HEAD~2", "HEAD~1", "--dir", kept).stdout
    assert told.startswith("Changed places: 1\n\nplace 330 kettle")
    back = run("HEAD~1", "HEAD~2", "--dir", kept).stdout
    assert "    - Fill it to half.\n    + Fill it halfway." in back


def test_tags_branches_and_hashes_are_revisions(kept: Path, git: Git) -> None:
    git(kept, "tag", "-a", "-m", "Spring", "spring", "HEAD~2")
    git(kept, "branch", "trial", "HEAD~2")
    for name in ("spring", "trial", git(kept, "rev-parse", "HEAD~2"), git(kept, "rev-parse", "--short", "HEAD~2")):
        assert run(name, "HEAD~2", "--dir", kept).stdout == f"no difference between {name} and HEAD~2\n"


def test_a_folder_and_a_revision(kept: Path) -> None:
    assert run(SINK, "HEAD~2", "--dir", kept).stdout == f"no difference between {SINK} and HEAD~2\n"
    assert "kettle" in run(SINK, "HEAD", "--dir", kept).stdout


def test_a_folder_wins_over_a_revision_of_the_same_name(
    kept: Path, git: Git, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    git(kept, "tag", "spring", "HEAD~2")
    monkeypatch.chdir(tmp_path)
    assert "oven" in run("spring", "--dir", kept).stdout
    shutil.copytree(kept, tmp_path / "spring")
    assert run("spring", "--dir", kept).stdout == "no difference between spring and the files as they are now\n"


def test_the_repository_stays_as_it_is(kept: Path, git: Git) -> None:
    before = git(kept, "status", "--porcelain"), git(kept, "for-each-ref"), git(kept, "stash", "list")
    run("HEAD~2", "HEAD", "--dir", kept)
    assert (git(kept, "status", "--porcelain"), git(kept, "for-each-ref"), git(kept, "stash", "list")) == before


def test_inside_a_hook_the_line_is_still_read_from_its_own_folder(kept: Path, tmp_path: Path) -> None:
    assert "place 310 oven" in run("HEAD", "--dir", kept, GIT_DIR=str(tmp_path / "elsewhere")).stdout


@pytest.mark.parametrize("name", ["spring", "HEAD~9", "", "--help-me", "-x", "HEAD:lines", "no such thing"])
def test_an_unknown_revision_is_told(kept: Path, name: str) -> None:
    said = wrong("--dir", kept, "--", name)
    assert said == f'"{name}" is no folder, and no revision of the git repository at {kept}'


def test_a_revision_of_before_there_was_a_line(kept: Path, git: Git) -> None:
    git(kept, "checkout", "-q", "--orphan", "empty")
    git(kept.parent.parent, "rm", "-r", "-q", "-f", "--cached", "lines")
    git(kept.parent.parent, "commit", "-q", "-m", "no line")
    assert wrong("empty", "--dir", kept) == f"empty has no line in {kept}: there is no menus/ and no content/ in it"
    git(kept, "add", "menus")
    git(kept, "commit", "-q", "-m", "half a line")
    assert wrong("empty", "--dir", kept) == f"empty has no line in {kept}: there is no content/ in it"


def test_a_revision_with_errors_is_named(kept: Path, git: Git) -> None:
    edit(kept, "menus/kitchen.yaml", "next: [leak]", "next: [leek]")
    git(kept, "commit", "-q", "-a", "-m", "broken")
    edit(kept, "menus/kitchen.yaml", "next: [leek]", "next: [leak]")
    said = wrong("HEAD", "--dir", kept)
    assert said.startswith("HEAD: these errors must be mended before it can be compared\nmenus/kitchen.yaml:")


def test_a_folder_in_no_repository_has_no_revisions(line: Path) -> None:
    program("git", "git")
    said = wrong("HEAD", "--dir", line, GIT_CEILING_DIRECTORIES=str(line.parent))
    assert said == f"{line} is in no git repository, so it has no revisions; give a folder instead"


def test_without_git_two_folders_still_compare(line: Path, tmp_path: Path) -> None:
    assert "git is not installed" in wrong("HEAD", "--dir", line, PATH=str(tmp_path))
    assert run(SINK, line, PATH=str(tmp_path)).exit_code == 0


def test_a_link_out_of_the_line_is_not_followed(kept: Path, git: Git, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("not: ours\n")
    (kept / "menus" / "kitchen2.yaml").symlink_to(tmp_path / "secret.yaml")
    git(kept, "add", ".")
    git(kept, "commit", "-q", "-m", "a link")
    assert "HEAD cannot be read" in wrong("HEAD", "--dir", kept)
