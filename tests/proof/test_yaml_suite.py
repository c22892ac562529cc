"""Every file of two public test suites for YAML, put in place of a line's files, gives messages and never a traceback.

Where the files come from and whose they are: ``tests/data/record_yaml_suite.mjs``, ``tests/data/LICENSE-yaml-suite``.
"""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

from hotline.loader import nodes
from tests.loader.sink import AREA, SINK, WORDS, copy_sink
from tests.loader.test_nodes import PARSERS
from tests.proof.demands import command, examined, well_told

SUITE = Path(__file__).parent.parent / "data" / "yaml-suite.json"
SPOTS = (AREA, WORDS, "menus/line.yaml", "content/en/line.yaml", "menus/safety.yaml", "menus/sources.yaml")


def bytes_of(written: str | dict[str, str]) -> bytes:
    """A file of the suite, as it was."""
    return written.encode() if isinstance(written, str) else base64.b64decode(written["base64"])


FILES = {name: bytes_of(written) for name, written in json.loads(SUITE.read_text(encoding="utf-8")).items()}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_sink(tmp_path_factory.mktemp("line") / "sink")


def put(root: Path, spot: str, data: bytes) -> None:
    """The line with this in the place of one of its files, and all others as they were."""
    for other in SPOTS:
        good = SINK / other
        if good.exists():
            (root / other).write_bytes(good.read_bytes())
        else:
            (root / other).unlink(missing_ok=True)
    (root / spot).write_bytes(data)


def test_the_suites_are_whole() -> None:
    assert sum(name.startswith("yaml-test-suite/") for name in FILES) == 402
    assert sum(name.startswith("pyyaml/") for name in FILES) == 574


def test_the_line_is_good_before(root: Path) -> None:
    for spot in SPOTS[:4]:
        put(root, spot, (SINK / spot).read_bytes())
        assert examined(root).line is not None


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_a_suite_in_place_of_a_file_of_the_line(name: str, root: Path) -> None:
    """None of them is a line's file, so something in it must be told of, there and not only elsewhere."""
    for spot in SPOTS:
        put(root, spot, FILES[name])
        report = examined(root)
        assert report.line is None, spot
        assert any(problem.mark.file == spot for problem in report.errors), (spot, report.text())


@pytest.mark.parametrize("parser", PARSERS)
def test_both_parsers_read_or_tell(parser: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(nodes, "_PARSER", PARSERS[parser])
    told = 0
    for name, data in FILES.items():
        (tmp_path / "a.yaml").write_bytes(data)
        try:
            table, problems = nodes.read(tmp_path / "a.yaml", "a.yaml")
            assert table.rows or problems
            well_told(problems, tmp_path)
        except Exception as error:
            error.add_note(name)
            raise
        told += bool(problems)
    assert len(FILES) // 2 < told < len(FILES)


BY_COMMAND = [
    ("yaml-test-suite/229Q", "a list at the top"),
    ("yaml-test-suite/26DV", "aliases and anchors"),
    ("yaml-test-suite/UGM3", "a tag, and entries"),
    ("yaml-test-suite/DK95/6", "a tab"),
    ("yaml-test-suite/5GBF", "entries only, of another kind"),
    ("pyyaml/invalid-utf8-byte.loader-error", "not UTF-8"),
    ("pyyaml/utf16le.data", "UTF-16"),
    ("pyyaml/latin.unicode", "letters of half the world"),
]


@pytest.mark.parametrize("name", [name for name, _ in BY_COMMAND], ids=[why for _, why in BY_COMMAND])
def test_the_command_tells_of_it(name: str, tmp_path: Path) -> None:
    root = copy_sink(tmp_path / "sink")
    for spot in SPOTS[:2]:
        put(root, spot, FILES[name])
        done = command(root)
        assert done.returncode == 1
        assert f"{spot}:" in done.stdout
