"""What the documents say is so. `python -m tests.test_docs` writes the examples of the README anew."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import pytest
import yaml
from click.testing import CliRunner

from hotline.channels.sms import count
from hotline.check import PAGES, Report, examine
from hotline.cli import hotline
from hotline.model import LIMITS
from hotline.model.sentences import SENTENCES
from tests.driver import LINES, SHIPPED, Carrier

README = SHIPPED / "README.md"
GUIDE = SHIPPED / "docs" / "guide"
YAML_PAGE = SHIPPED / "docs" / "yaml.md"
DOCS = sorted([*SHIPPED.glob("*.md"), *SHIPPED.glob("docs/**/*.md"), *SHIPPED.glob("bench/*.md")])


def example(heading: str) -> str:
    """The example under a heading of the README."""
    found = re.search(rf"## {heading}\n.*?```text\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    assert found is not None
    return found.group(1)


def said_in(text: str) -> list[str]:
    """What somebody types in an example."""
    return re.findall(r"^you> (.*)$", text, re.MULTILINE)


def conversation(carrier: Carrier, typed: list[str]) -> str:
    """How the conversation goes today."""
    ana = carrier.texter("+15005557001")
    lines = []
    for body in typed:
        lines += [f"you> {body}", *(f"line> {line}" for line in ana.sends(body).text.split("\n"))]
    return "\n".join(lines) + "\n"


def call(carrier: Carrier, typed: list[str]) -> str:
    """How the call goes today."""
    heard = carrier.caller("+15005557002")
    lines = []
    for said in [None, *typed]:
        if said is not None:
            lines.append(f"you> {said}".rstrip())
            keys = said[:1] in {*"0123456789*#"} and said != ""
            _ = heard.waits() if not said else heard.presses(said) if keys else heard.says(said)
        lines += ["line> " + "".join(say.itertext()) for say in heard.root.iter("Say")]
    return "\n".join(lines) + "\n"


def test_the_conversation_in_the_readme_is_one_that_happens(shipped: Carrier) -> None:
    text = example("A conversation")
    assert len(said_in(text)) >= 4
    assert conversation(shipped, said_in(text)) == text, "write it anew: python -m tests.test_docs"


def test_the_call_in_the_readme_is_one_that_happens(shipped: Carrier) -> None:
    text = example("A call")
    typed = [said.strip() for said in re.findall(r"^you>(.*)$", text, re.MULTILINE)]
    assert len(typed) >= 3
    assert call(shipped, typed) == text, "write it anew: python -m tests.test_docs"


def below(group: click.Group) -> dict[str, click.Command]:
    """The commands of a group, by their names."""
    context = click.Context(group)
    named = {name: group.get_command(context, name) for name in group.list_commands(context)}
    return {name: command for name, command in named.items() if command is not None}


def commands_of(group: click.Group, path: str = "hotline") -> Iterator[tuple[str, click.Command]]:
    """Every command by what is typed for it, those below another one too."""
    for name, command in below(group).items():
        yield f"{path} {name}", command
        if isinstance(command, click.Group):
            yield from commands_of(command, f"{path} {name}")


COMMANDS = dict(commands_of(hotline))


def section(page: Path, heading: str) -> str:
    """What stands under a heading of a page, up to the next one of that level."""
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", page.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert found is not None, f'{page.name} has no heading "{heading}"'
    return found.group(1)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_guide_with_every_option(command: str) -> None:
    text = section(GUIDE / "commands.md", command)
    for option in COMMANDS[command].params:
        for name in option.opts if isinstance(option, click.Option) else ():
            assert f"`{name}" in text, f"{command} {name}"


def test_the_guide_has_no_command_or_option_that_is_gone() -> None:
    page = (GUIDE / "commands.md").read_text("utf-8")
    assert set(re.findall(r"^## (.*)$", page, re.MULTILINE)) == set(COMMANDS)
    for command, found in COMMANDS.items():
        known = {name for option in found.params for name in option.opts}
        first_cells = re.findall(r"^\| (`-.*?) \|", section(GUIDE / "commands.md", command), re.MULTILINE)
        for name in re.findall(r"`(--?[a-z]+(?:-[a-z]+)*)", " ".join(first_cells)):
            assert name in known, f"{command} {name}"


def typed_in_documents() -> Iterator[tuple[str, str]]:
    """Every row of a document that is a command of ours, with the document it stands in."""
    for page in (README, *sorted(GUIDE.glob("*.md"))):
        for row in re.findall(r"^ {4,}(?:\.venv/bin/)?(hotline .*)$", page.read_text("utf-8"), re.MULTILINE):
            yield page.name, row


@pytest.mark.parametrize(("page", "row"), [*typed_in_documents()])
def test_every_command_in_a_document_is_understood(
    page: str, row: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its words and options are known; whether the folders in it are there is another matter."""
    monkeypatch.chdir(tmp_path)
    Path("questions.txt").touch()
    words = shlex.split(row, comments=True)[1:]
    command: click.Command = hotline
    while isinstance(command, click.Group):
        named = words.pop(0) if words and words[0] in below(command) else "list"
        command = below(command)[named]
    command.make_context("hotline", words).close()


def test_misuse_in_a_document_would_be_noticed() -> None:
    with pytest.raises(click.UsageError):
        below(hotline)["check"].make_context("hotline", ["--mesure"])


def test_every_setting_is_documented() -> None:
    source = "".join(path.read_text("utf-8") for path in (SHIPPED / "hotline").rglob("*.py"))
    page = (SHIPPED / "docs" / "settings.md").read_text("utf-8")
    for name in set(re.findall(r"\b(?:HOTLINE|TWILIO|SIGNALWIRE)_[A-Z_]+\b", source)):
        assert f"`{name}`" in page, name


def test_every_key_of_the_yaml_is_documented() -> None:
    from hotline.loader import audio, conversation, rehearsals, routes, wording

    page = YAML_PAGE.read_text("utf-8")
    routing = (routes.SETTINGS, routes.TABLES, routes.LISTS, routes.LANGUAGE, routes.NUMBER, routes.SOURCE)
    for keys in (*routing, routes.PLACE, routes.PRICES, audio.STAMP, wording.LANGUAGE, wording.WORDS, wording.REVIEW):
        for key in keys:
            assert re.search(rf"`{key}`|(?:^|[{{,]) *\b{key}: ", page, re.MULTILINE) or f"{key}:\n" in page, key
    for name in (*rehearsals.CONVERSATION, *rehearsals.STEP, *conversation.REPLIES, *SENTENCES):
        assert f"`{name}`" in page, name


def test_every_rule_has_its_page() -> None:
    for rule in PAGES:
        assert (SHIPPED / "docs" / "rules" / f"{rule}.md").is_file(), rule


def test_the_page_of_limits_says_what_holds() -> None:
    page = (SHIPPED / "docs" / "limits.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (\d+) \| (\d+) to (\d+) \| (.*?) \| (.*?) \|$", page, re.MULTILINE)
    assert rows == [(name, *map(str, limit)) for name, limit in LIMITS.items()]


def test_the_page_of_limits_has_every_source_with_an_address() -> None:
    page = (SHIPPED / "docs" / "limits.md").read_text("utf-8")
    sources = dict(re.findall(r"^- \*\*([A-D]\d+)\*\* (.*?)(?=^- |\Z)", page, re.DOTALL | re.MULTILINE))
    used = {code for limit in LIMITS.values() for code in limit.source.split(", ")}
    assert set(sources) == used
    bare = {code for code, text in sources.items() if "](http" not in text}
    assert all("our pick" in sources[code] for code in bare), bare


def snippets(page: Path) -> dict[str, str]:
    """The examples of a page that belong in a file: the file's name, and what to put there."""
    blocks = re.findall(
        r"^( *)```yaml\n *# ((?:menus|content)/\S+)\n(.*?)^ *```$", page.read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    return {file: re.sub(rf"^{indent}", "", body, flags=re.MULTILINE) for indent, file, body in blocks}


def put(line: Path, file: str, snippet: str) -> None:
    """Do what the guide says: what stands in the file under the same name is replaced, what is new is added below."""
    path = line / file
    path.parent.mkdir(parents=True, exist_ok=True)
    text = path.read_text("utf-8") if path.exists() else ""
    for entry in re.findall(r"^[^\s#].*\n(?:(?:[ ].*)?\n)*", snippet, re.MULTILINE):
        name = entry.partition(":")[0]
        there = rf"^{re.escape(name)}:.*\n(?:(?:[ ].*)?\n)*"
        known = re.search(there, text, re.MULTILINE)
        text = (
            f"{text[: known.start()]}{entry}\n{text[known.end() :]}"
            if known
            else f"{text.rstrip()}\n\n{entry}".lstrip()
        )
    path.write_text(text, encoding="utf-8")


def guided(page: str, folder: Path) -> tuple[Path, Report]:
    """The food bank's line after somebody followed a page of the guide, and what the checker says of it."""
    line = folder / "line"
    shutil.copytree(LINES / "food-bank", line)
    found = snippets(GUIDE / page)
    assert found, page
    for file, snippet in found.items():
        put(line, file, snippet)
    return line, examine(line)


def test_who_follows_the_guide_adds_a_topic_without_a_problem(tmp_path: Path) -> None:
    line, report = guided("add-a-topic.md", tmp_path)
    assert report.text() == ""
    carrier = Carrier(line, tmp_path / "state")
    carrier.texter().sends("what do you have for cats").gets_place("pet-food")


def test_who_follows_the_guide_and_forgets_the_words_is_told(tmp_path: Path) -> None:
    line, _ = guided("add-a-topic.md", tmp_path)
    shutil.copy(LINES / "food-bank" / "content/en/diets.yaml", line / "content/en/diets.yaml")
    assert {problem.rule for problem in examine(line).errors} == {"missing-words"}


def test_the_conversations_of_the_guide_can_fail(tmp_path: Path) -> None:
    line, _ = guided("add-a-topic.md", tmp_path)
    conversations = line / "menus/tests/pets.yaml"
    conversations.write_text(conversations.read_text("utf-8").replace('key: "6"', 'key: "5"'), encoding="utf-8")
    assert {problem.rule for problem in examine(line).errors} == {"conversation"}


@pytest.mark.parametrize("page", ["change-a-phone-number.md", "read-the-checker.md"])
def test_who_follows_the_guide_has_no_problem(page: str, tmp_path: Path) -> None:
    _, report = guided(page, tmp_path)
    assert report.errors == ()


def test_a_changed_number_is_said_everywhere(tmp_path: Path) -> None:
    line, _ = guided("change-a-phone-number.md", tmp_path)
    Carrier(line, tmp_path / "state").texter().sends("help").gets("1-402-555-0119")


def test_a_second_language_lists_what_is_to_be_written_as_the_guide_shows(tmp_path: Path) -> None:
    _, report = guided("add-a-language.md", tmp_path)
    (shown,) = re.findall(r"```text\n(.*?)```", (GUIDE / "add-a-language.md").read_text("utf-8"), re.DOTALL)
    told = re.sub(r": error: ", ": ", shown).splitlines()
    assert [str(problem) for problem in report.problems[: len(told)]] == told


def test_a_topic_taken_out_is_told_of_as_the_guide_shows(tmp_path: Path) -> None:
    line = tmp_path / "line"
    shutil.copytree(LINES / "food-bank", line)
    for file in ("menus/diets.yaml", "content/en/diets.yaml"):
        text = (line / file).read_text("utf-8")
        (line / file).write_text(
            re.sub(r"^soft-food:\n(?:(?: .*)?\n)*", "", text, flags=re.MULTILINE), encoding="utf-8"
        )
    (shown,) = re.findall(r"```text\n(.*?)```", (GUIDE / "retire-a-menu.md").read_text("utf-8"), re.DOTALL)
    told = CliRunner().invoke(hotline, ["check", str(line)], env={"NO_COLOR": "1"}).stdout
    assert told.splitlines() == [row.strip() for row in shown.strip().splitlines()]


def test_the_conversations_of_the_yaml_page_go_as_they_are_written(tmp_path: Path) -> None:
    line = tmp_path / "line"
    shutil.copytree(LINES / "kitchen-sink", line)
    text = section(YAML_PAGE, "`menus/tests/<any name>.yaml`")
    found = re.search(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert found is not None
    (line / "menus/tests/page.yaml").write_text(found.group(1), encoding="utf-8")
    assert examine(line).text() == ""


OPT_OUT_TEXTS = re.findall(
    r"^\| (STOP|START|HELP) \| (English|Spanish) \| (.*) \|$", (GUIDE / "launch.md").read_text("utf-8"), re.MULTILINE
)


def test_there_is_an_opt_out_text_to_paste_for_every_word_and_language() -> None:
    assert {(word, language) for word, language, _ in OPT_OUT_TEXTS} == {
        (word, language) for word in ("STOP", "START", "HELP") for language in ("English", "Spanish")
    }


@pytest.mark.parametrize(("word", "language", "text"), OPT_OUT_TEXTS)
def test_an_opt_out_text_to_paste_is_one_cheap_text_and_says_what_it_must(word: str, language: str, text: str) -> None:
    size = count(text)
    assert (size.segments, size.encoding) == (1, "gsm-7")
    assert text.startswith("Hotline: ")
    assert "911" in text
    rates = "Msg and data rates may apply" if language == "English" else "Pueden aplicar tarifas"
    needed = {
        "STOP": ["START", "988"],
        "START": ["STOP", "HELP", rates],
        "HELP": ["STOP", "988", "1-800-227-2345", rates],
    }
    for words in needed[word]:
        assert words in text, words


def test_the_hook_for_pre_commit_names_a_real_command() -> None:
    (hook,) = yaml.safe_load((SHIPPED / ".pre-commit-hooks.yaml").read_text("utf-8"))
    program, command, *options = shlex.split(hook["entry"])
    assert program == "hotline"
    below(hotline)[command].make_context("hotline", options)
    assert (hook["language"], hook["pass_filenames"]) == ("python", False)
    for path in ("menus/line.yaml", "content/en/line.yaml", "menus/tests/pets.yaml"):
        assert re.search(hook["files"], path), path
    assert not re.search(hook["files"], "docs/menus/line.yaml")
    assert f"id: {hook['id']}" in (GUIDE / "check-in-ci.md").read_text("utf-8")


def test_the_action_for_github_names_a_real_command_and_only_inputs_it_has() -> None:
    action = yaml.safe_load((SHIPPED / "action.yml").read_text("utf-8"))
    steps = action["runs"]["steps"]
    assert action["runs"]["using"] == "composite"
    assert all("uses" in step or step["shell"] == "bash" for step in steps)
    program, command, *options = shlex.split(steps[-1]["run"].replace("$DIR", "."))
    assert program == "hotline"
    assert below(hotline)[command].make_context("hotline", options).params["form"] == "github"
    used = set(re.findall(r"inputs\.(\w+)", (SHIPPED / "action.yml").read_text("utf-8")))
    assert used == set(action["inputs"])
    page = (GUIDE / "check-in-ci.md").read_text("utf-8")
    examples = [yaml.safe_load(text) for text in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)]
    given = [
        step["with"] for example in examples for job in example.get("jobs", {}).values() for step in job["steps"][1:]
    ]
    assert given
    assert all(set(inputs) <= set(action["inputs"]) for inputs in given)


@pytest.mark.parametrize("path", DOCS, ids=lambda p: str(p.relative_to(SHIPPED)))
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", path.read_text("utf-8")):
        if not target.startswith(("http:", "https:", "mailto:")):
            assert (path.parent / target).exists(), target


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        line, page = Carrier(SHIPPED, Path(folder)), README.read_text("utf-8")
        texts = said_in(example("A conversation"))
        page = page.replace(example("A conversation"), conversation(line, texts))
        spoken = [said.strip() for said in re.findall(r"^you>(.*)$", example("A call"), re.MULTILINE)]
        page = page.replace(example("A call"), call(line, spoken))
        README.write_text(page, encoding="utf-8")
