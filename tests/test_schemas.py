"""The schemas that editors use say of a file's shape what the loader says of it."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft7Validator

from hotline.cli import hotline
from hotline.loader import Problem, read_folder, routes, wording
from hotline.loader.conversation import ACTS, REPLIES
from hotline.loader.rehearsals import CONVERSATION, STEP
from hotline.loader.rules import PAGES
from hotline.model import LEVELS, LIMITS, SIGNS
from hotline.model.sentences import COMMANDS, CONSENT, SENTENCES
from hotline.schemas import KINDS, file_name, first_lines, kind_of, schema_text
from tests.driver import LINES, SHIPPED
from tests.loader.sink import FILES, SINK, copy_sink, replace
from tests.loader.test_structures import dumped, exchanged, spots
from tests.schemas_cases import EDITS, NOT_SEEN, STEPS, WHOLE

CASES = Path(__file__).parent / "check" / "cases"
CHANGES = 40  # of each file, drawn by lot and always the same
SCHEMAS: dict[str, Any] = {kind: json.loads(schema_text(kind)) for kind in KINDS}
VALIDATORS = {kind: Draft7Validator(schema) for kind, schema in SCHEMAS.items()}
STARTER = SHIPPED / "hotline" / "starter"
GOOD = sorted(path for root in (SHIPPED, SINK, LINES / "food-bank", STARTER) for path in root.glob("*/**/*.yaml")
              if path.relative_to(root).parts[0] in ("menus", "content"))  # fmt: skip

SHAPE = {  # the loader's rules that a schema can see, each with the reason
    "empty-file": "at least one entry",
    "missing-key": "required, and no empty text where one is needed",
    "too-many-choices": "at most six items",
    "unknown-key": "no other keys",
    "wrong-kind": "a type",
    "wrong-value": "one of some words, a pattern, or a range of numbers",
}
MEANING = {  # and those that it cannot
    "alias": "an editor unfolds it before it looks",
    "conversation": "the line has to be asked",
    "duplicate-key": "an editor takes one of the two, and tells of it by itself",
    "emergency-transfer": "looks into another file",
    "encoding": "signs, before there is a file to look at",
    "file-name": "the name of a file, not what is in it",
    "literal-number": "a rule about words",
    "not-yaml": "there is nothing yet that has a shape",
    "number-clash": "compares entries with each other",
    "tag": "an editor reads it before it looks",
    "toll-free-opt-out": "compares two settings",
    "too-big": "a size, not a shape",
    "too-deep": "a shape this deep has failed before",
    "unknown-fill": "looks inside words and into other files",
    "unknown-language": "looks into another file",
    "unknown-number": "looks into another file",
    "unknown-place": "looks into other files",
    "unknown-source": "looks into another file",
    "unreadable": "there is nothing yet that has a shape",
}
UNREAD = ("alias", "file-name", "not-yaml", "tag", "unreadable", "unknown-language")  # the loader looks no further
BEYOND = re.compile(  # what these rules also tell, and a schema cannot say
    r'^the last step of '  # draft-07 knows the first items of a list, never the last one
    r'|"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])" should be a day'  # a calendar
)  # fmt: skip


class Editor(yaml.CSafeLoader):
    """Reads YAML 1.2 as the YAML extension of VS Code does: kinds of values, days as texts, every name a text."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 (PyYAML's way)

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}


class Old(Editor):
    """Reads YAML 1.1, where ``no`` is False and ``9:00`` a number; days stay texts, as JSON has none."""

    yaml_implicit_resolvers = {  # noqa: RUF012
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(("timestamp", ":merge", ":value"))]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


for tag, pattern, firsts in (  # https://yaml.org/spec/1.2.2/#103-core-schema
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    Editor.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"^(?:{pattern})$"), list(firsts))
Editor.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))
Editor.add_constructor("tag:yaml.org,2002:map", lambda loader, node: loader.construct_mapping(node))
Old.add_constructor("tag:yaml.org,2002:int", yaml.SafeLoader.construct_yaml_int)


def by_schema(file: Path, name: str, reader: Any = Editor) -> list[str]:
    """What the schema of a file finds in it."""
    kind = kind_of(Path(name))
    assert kind is not None, name
    read = yaml.load(file.read_text(encoding="utf-8"), Loader=reader)
    return [f"{'/'.join(map(str, error.path))}: {error.message[:200]}" for error in VALIDATORS[kind].iter_errors(read)]


def is_shape(problem: Problem) -> bool:
    return problem.rule in SHAPE and BEYOND.search(problem.message) is None


def in_shape(problems: Iterable[Problem], name: str) -> list[Problem]:
    """What the loader finds in the shape of a file."""
    return [problem for problem in problems if problem.mark.file == name and is_shape(problem)]


def agree(root: Path, name: str, problems: Iterable[Problem] | None = None) -> bool:
    """Both say the same of a file; returns whether it is good."""
    told = read_folder(root).problems if problems is None else problems
    schema, loader = by_schema(root / name, name), in_shape(told, name)
    assert bool(schema) == bool(loader), f"{name}: schema {schema}, loader {loader}"
    return not loader


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_sink(tmp_path / "sink")


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_draft_07_and_stands_alone(kind: str) -> None:
    Draft7Validator.check_schema(SCHEMAS[kind])
    text = schema_text(kind)
    assert SCHEMAS[kind]["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert set(re.findall(r'"\$ref": "(.*)"', text)) == {
        f"#/definitions/{name}" for name in SCHEMAS[kind]["definitions"]
    }


def test_what_schemas_share_is_the_same_in_each() -> None:
    for name in {name for schema in SCHEMAS.values() for name in schema["definitions"]}:
        if not (name == "language" or name in KINDS):
            found = [schema["definitions"][name] for schema in SCHEMAS.values() if name in schema["definitions"]]
            assert all(definition == found[0] for definition in found), name


def test_every_rule_of_the_loader_is_of_shape_or_of_meaning() -> None:
    assert not SHAPE.keys() & MEANING.keys()
    assert set(PAGES) <= SHAPE.keys() | MEANING.keys()


@pytest.mark.parametrize("path", GOOD, ids=lambda path: str(path.relative_to(SHIPPED)))
@pytest.mark.parametrize("reader", [Editor, Old, yaml.CBaseLoader])
def test_a_good_file_fits_however_an_editor_reads_it(path: Path, reader: Any) -> None:
    assert by_schema(path, str(path), reader) == []


def test_every_kind_of_file_has_a_good_one() -> None:
    assert {kind_of(path) for path in GOOD} == set(KINDS)


@pytest.mark.parametrize("case", EDITS, ids=lambda case: case.why)
def test_schema_and_loader_agree_on_an_edit(case: Any, root: Path) -> None:
    replace(root, case.file, case.find, case.replace)
    assert agree(root, case.file) == case.good


@pytest.mark.parametrize(("steps", "good"), STEPS.items())
def test_schema_and_loader_agree_on_steps(steps: str, good: bool, root: Path) -> None:
    (root / "menus/tests/a.yaml").write_text(f"x:\n  steps: {steps}\n", encoding="utf-8")
    assert agree(root, "menus/tests/a.yaml") == good


@pytest.mark.parametrize(("why", "name", "text", "good"), WHOLE, ids=[row[0] for row in WHOLE])
def test_schema_and_loader_agree_on_a_whole_file(why: str, name: str, text: str, good: bool, root: Path) -> None:
    (root / name).write_text(text, encoding="utf-8")
    assert agree(root, name) == good, why


@pytest.mark.parametrize("case", NOT_SEEN, ids=lambda case: case.why)
def test_what_no_schema_sees_is_left_to_the_loader(case: Any, root: Path) -> None:
    replace(root, case.file, case.find, case.replace)
    assert by_schema(root / case.file, case.file) == []
    assert any(problem.mark.file == case.file for problem in read_folder(root).problems)


def test_there_are_enough_written_cases_and_of_both_verdicts() -> None:
    verdicts = [*(case.good for case in EDITS), *STEPS.values(), *(row[3] for row in WHOLE)]
    assert min(Counter(verdicts).values()) >= 40
    assert len(verdicts) + CHANGES * len(FILES) >= 200
    assert len({case.why for case in EDITS}) == len(EDITS)


@pytest.mark.parametrize("name", FILES)
def test_schema_and_loader_agree_on_each_spot_changed(name: str, root: Path) -> None:
    """Each spot is taken out, emptied, or given a value of another kind: some of a file, good and bad."""
    parsed = yaml.load((SINK / name).read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    others: tuple[object, ...] = (None, "", "x", "7", ["x"], [], {"x": "y"}, {}, [["x"]])
    changes = [(spot, other) for spot in spots(parsed) for other in others]
    verdicts = []
    for spot, other in random.Random(name).sample(changes, CHANGES):
        (root / name).write_text(dumped(exchanged(parsed, spot, other)), encoding="utf-8")
        verdicts.append(agree(root, name))
    assert 0 < sum(verdicts) < CHANGES


def rule_cases() -> Iterator[Any]:
    """The cases of the checker's and the loader's rules: edits of the same line."""
    for path in sorted(CASES.glob("*.yaml")):
        written = yaml.safe_load(path.read_text(encoding="utf-8"))
        for rule, cases in written.items() if isinstance(written, dict) else [(path.stem, written)]:
            for case in cases:
                yield pytest.param(rule, case, id=f"{rule}: {case['why']}")


@pytest.mark.parametrize(("rule", "case"), list(rule_cases()))
def test_schema_and_loader_agree_on_the_cases_of_a_rule(rule: str, case: dict[str, Any], root: Path) -> None:
    for edit in case.get("edit", ()):
        replace(root, edit["file"], edit["find"], edit["replace"])
    for name, text in case.get("add", {}).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    problems = read_folder(root).problems
    unread = {problem.mark.file for problem in problems if problem.rule in UNREAD}
    for name in {*(edit["file"] for edit in case.get("edit", ())), *case.get("add", {})}:
        passed_over = any(name.startswith(file) for file in unread) or not (root / name).is_file()
        if kind_of(Path(name)) is not None and not passed_over:
            agree(root, name, problems)


def keys(kind: str, *way: str) -> set[str]:
    """The keys that a schema knows, at the top or in one of its definitions, or further in."""
    found = SCHEMAS[kind]
    for step in way:
        found = found[step]
    assert found["additionalProperties"] is False
    return set(found["properties"])


@pytest.mark.parametrize(
    ("known", "loader"),
    [
        (keys("line"), {*routes.SETTINGS, *routes.TABLES, *routes.LISTS, "waive"}),
        (keys("line", "definitions", "language"), {*routes.LANGUAGE}),
        (keys("line", "definitions", "number"), {*routes.NUMBER}),
        (keys("line", "properties", "safety_places"), {*LEVELS}),
        (keys("line", "definitions", "patterns"), {*LEVELS, *SIGNS.values(), "unless"}),
        (keys("line", "properties", "limits"), {*LIMITS}),
        (keys("line", "properties", "prices"), {*routes.PRICES}),
        (keys("sources", "definitions", "source"), {*routes.SOURCE, "waive"}),
        (keys("places", "definitions", "place"), {*routes.PLACE}),
        (keys("language"), {*wording.LANGUAGE, "waive"}),
        (keys("language", "properties", "commands"), {*COMMANDS}),
        (keys("language", "properties", "consent"), {*CONSENT}),
        (keys("language", "properties", "sentences"), {*SENTENCES}),
        (keys("language", "definitions", "sentence"), {"sms", "voice", "waive"}),
        (keys("words", "definitions", "words"), {*wording.WORDS}),
        (keys("words", "definitions", "review"), {*wording.REVIEW}),
        (keys("conversations", "definitions", "conversation"), {*CONVERSATION}),
        (keys("conversations", "definitions", "step"), {*STEP}),
    ],
)
def test_schema_and_loader_know_the_same_keys(known: set[str], loader: set[str]) -> None:
    assert known == loader


def test_limits_and_replies_are_those_of_the_code() -> None:
    for name, shown in SCHEMAS["line"]["properties"]["limits"]["properties"].items():
        limit = LIMITS[name]
        assert (shown["default"], shown["minimum"], shown["maximum"]) == (limit.default, limit.lowest, limit.highest)
        assert limit.counts[1:] in shown["description"]
    conversations = SCHEMAS["conversations"]["definitions"]
    assert conversations["expected"]["anyOf"][0]["enum"] == list(REPLIES)
    assert [branch["required"] for branch in conversations["step"]["oneOf"]] == [[act] for act in ACTS]
    for name, shown in SCHEMAS["language"]["properties"]["sentences"]["properties"].items():
        forms = " and ".join(form for form in ("sms", "voice") if getattr(SENTENCES[name], form))
        assert shown["description"].endswith(f" Needed: {forms}.")


def test_every_key_has_a_description() -> None:
    def look(node: Any) -> None:
        for name, inner in node.get("properties", {}).items():
            told = "description" in inner or "enum" in inner or inner.get("$ref") == "#/definitions/waive"
            assert told, name
            look(inner)
        for inner in node.get("definitions", {}).values():
            look(inner)

    for schema in SCHEMAS.values():
        look(schema)


@pytest.mark.parametrize("path", [path for path in GOOD if path.is_relative_to(SHIPPED / "menus")
                                  or path.is_relative_to(SHIPPED / "content")], ids=lambda path: path.name)  # fmt: skip
def test_a_shipped_file_names_its_schema_first_of_all(path: Path) -> None:
    kind = kind_of(path)
    assert kind is not None
    folder = "/".join([*[".."] * (len(path.relative_to(SHIPPED).parts) - 1), "hotline", "schemas"])
    assert path.read_text(encoding="utf-8").startswith(first_lines(kind, folder))
    assert (path.parent / folder / file_name(kind)).is_file()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("menus/line.yaml", "line"),
        ("/srv/clinic/menus/safety.yaml", "safety"),
        ("menus/treatments.yaml", "places"),
        ("menus/tests/line.yaml", "conversations"),
        ("content/es/line.yaml", "language"),
        ("content/es/sources.yaml", "words"),
        ("menus/.treatments.yaml", None),
        ("menus/treatments.yml", None),
        ("content/treatments.yaml", None),
        ("notes.yaml", None),
    ],
)
def test_the_kind_of_a_file_is_told_by_its_path(path: str, kind: str | None) -> None:
    assert kind_of(Path(path)) == kind


def run(*arguments: str) -> Any:
    return CliRunner().invoke(hotline, ["schema", *arguments])


def test_the_command_lists_prints_and_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = run()
    assert listed.exit_code == 0
    assert dict(line.split() for line in listed.stdout.splitlines()) == KINDS
    assert json.loads(run("places").stdout) == SCHEMAS["places"]
    monkeypatch.chdir(tmp_path)
    written = run("-o", "made/schemas")
    assert written.exit_code == 0
    assert {path.name for path in (tmp_path / "made/schemas").iterdir()} == {file_name(kind) for kind in KINDS}
    assert first_lines("words", "../../made/schemas") in written.stdout
    assert first_lines("conversations", "../../made/schemas") in written.stdout


def test_the_command_says_what_is_wrong(tmp_path: Path) -> None:
    assert run("plces").exit_code == 2
    assert run("places", "-o", str(tmp_path)).exit_code == 2
    (tmp_path / "taken").write_text("x")
    assert run("-o", str(tmp_path / "taken" / "in")).exit_code == 1
