"""The map of a line: what stands under what, in words and as Mermaid, and the command that shows it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings

from hotline.cli.map import map as map_command
from hotline.errors import LineError
from hotline.model import Handoff, Line, Menu, Topic
from hotline.workbench.map import MOST_EDGES, Spot, edges, mermaid, outline, survey
from tests.driver import LINES
from tests.workbench.map_lines import big_line, line_of, lines

SINK = str(LINES / "kitchen-sink")
ONLY_NEXT = Topic("c", 330, (190,))


def spots(line: Line) -> dict[int, Spot]:
    return {spot.number: spot for spot in survey(line, "en").spots()}


def test_the_nearest_menu_has_the_place_and_others_only_say_where_it_is() -> None:
    line = line_of(
        Menu("main", 100, (200, 300)),
        Menu("far", 200, (210,)),
        Menu("farther", 210, (310,)),
        Menu("near", 300, (400, 310)),
        Topic("pain", 310, (100,)),
        Topic("rest", 400, (310,)),
    )
    found = spots(line)
    assert found[310].under == 300
    assert found[310].keys == ("2", "2")
    assert [(way.key, way.number) for way in found[210].then] == [(1, 310)]
    assert found[300].then == ()


def test_a_menu_comes_before_a_topic_that_is_nearer() -> None:
    line = line_of(Menu("main", 100, (310, 200)), Topic("a", 310, (320,)), Menu("m", 200, (320,)), Topic("b", 320, ()))
    assert spots(line)[320].under == 200


def test_what_only_topics_offer_stands_under_the_first_of_them() -> None:
    line = line_of(Menu("main", 100, (310, 320)), Topic("a", 310, (320, 330)), Topic("b", 320, (330,)), ONLY_NEXT)
    found = spots(line)
    assert (found[330].under, found[330].reached, found[330].keys) == (310, "next", ("1", "2"))
    assert [way.number for way in found[310].then] == [320, 330]


def test_the_person_and_the_safety_places_stand_apart_unless_a_menu_offers_them() -> None:
    apart = line_of(
        Menu("main", 100, (310,)), Topic("a", 310, (190, 450)), Topic("b", 450, (190,)), danger={"crisis": 450}
    )
    sections = survey(apart, "en").sections
    assert [section.heading for section in sections] == ["", "From every place"]
    assert [(spot.number, spot.keys) for spot in sections[1].spots] == [(190, ("0",)), (450, ("#450",))]
    assert spots(apart)[190].calls == "1-800-555-0199"
    offered = line_of(Menu("main", 100, (310, 190)), Topic("a", 310, (190,)))
    assert spots(offered)[190].keys == ("2",)
    assert spots(offered)[190].person


def test_a_place_that_nothing_offers_is_shown_apart() -> None:
    line = line_of(Menu("main", 100, (190,)), Topic("lost", 310, (320,)), Topic("lost-too", 320, (310,)))
    lost = survey(line, "en").sections[-1]
    assert lost.heading == "Offered nowhere"
    assert [spot.number for spot in lost.spots] == [310]
    assert [spot.keys for spot in lost.spots[0].walk()] == [("#310",), ("#310", "1")]


def test_what_is_very_deep_begins_a_section_of_its_own() -> None:
    chain = [Topic(f"t{number}", number, (number + 1,)) for number in range(200, 998)]
    found = survey(line_of(Menu("main", 100, (200,)), *chain, Topic("end", 998, (100,))), "en")
    assert found.sections[1].heading == "After 204 T204"
    assert [spot.number for spot in found.spots()][-2:] == [998, 190]


def test_the_outline_reads_place_by_place() -> None:
    line = line_of(
        Menu("main", 100, (200, 310)),
        Menu("pills", 200, (210, 310)),
        Topic("tamoxifen", 210, (310, 220)),
        Topic("hot-flashes", 220, (100,)),
        Topic("fever", 310, (190,)),
        labels={100: "main menu", 310: "fever\nand chills"},
        danger={"call-team": 310},
    )
    assert outline(survey(line, "en")) == (
        "Map of Willow: English, 6 places: 2 menus, 3 topics, 1 handoff.\n"
        "The numbers before a place are the keys to press from the start, one after the other.\n"
        "\n"
        "- Main menu, menu 100. Calls and texts begin here.\n"
        "  - 1 Pills, menu 200. Also offers key 2: 310 Fever and chills.\n"
        "    - 1.1 Tamoxifen, topic 210. Then key 1: 310 Fever and chills, key 2: 220 Hot-flashes.\n"
        "      - 1.1.2 Hot-flashes, topic 220. No menu offers this. Then key 1: 100 Main menu.\n"
        "  - 2 Fever and chills, topic 310. Safety place: call-team. Then key 1: 190 Person.\n"
        "\n"
        "From every place:\n"
        "- 0 Person, handoff 190. Calls 1-800-555-0199.\n"
    )


@settings(max_examples=60, deadline=None)
@given(lines())
def test_every_place_is_on_the_map_once_and_under_one_that_offers_it(line: Line) -> None:
    found = list(survey(line, "en").spots())
    assert sorted(spot.number for spot in found) == sorted(line.places)
    for spot in found:
        if not spot.under:
            continue
        place = line.places[spot.under]
        assert not isinstance(place, Handoff)
        assert line.offers(spot.under)[int(spot.keys[-1]) - 1] == spot.number
        assert isinstance(place, Menu) == (spot.reached == "choice")


@settings(max_examples=60, deadline=None)
@given(lines())
def test_the_outline_has_a_line_for_every_place_whatever_its_label(line: Line) -> None:
    rows = outline(survey(line, "en")).splitlines()
    assert sum(row.lstrip().startswith("- ") for row in rows) == len(line.places)
    assert [row for row in rows if re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\ufffe\uffff]", row)] == []


# What Mermaid's own parser and renderer took when they were tried by hand (11.17).
CHART_LINE = re.compile(
    r'flowchart LR|  accTitle: [^#;{}<>%"`]+|  accDescr: [^#;{}<>%"`]+'
    r'|  p\d{3}(\["[^"\n]+"\]|\("[^"\n]+"\)|\(\["[^"\n]+"\]\)|\{\{"[^"\n]+"\}\})'
    r"|  p\d{3} (-->|-\.->)\|[0-9]\| p\d{3}"
    r"|  class p\d{3}(,p\d{3})* (menu|danger|unoffered)|  classDef (menu|danger|unoffered) stroke-[a-z]+:[0-9px ]+"
)


@settings(max_examples=60, deadline=None)
@given(lines())
def test_mermaid_is_a_chart_with_one_box_a_place_whatever_its_label(line: Line) -> None:
    rows = mermaid(survey(line, "en")).split("\n")
    assert rows.pop() == ""
    assert [row for row in rows if not CHART_LINE.fullmatch(row)] == []
    boxes = [int(row[3:6]) for row in rows if re.match(r"  p\d{3}[\[({]", row)]
    assert sorted(boxes) == sorted(line.places)


@pytest.mark.parametrize(
    ("label", "written"),
    [
        ('say "hi"', "Say #34;hi#34;"),
        ("a #35; b", "A #35;35#59; b"),
        ("<i>x</i>", "#60;i#62;x#60;/i#62;"),
        ("`tick`", "#96;tick#96;"),
        ("$$x$$", "#36;#8288;#36;#8288;x#36;#8288;#36;#8288;"),  # else a formula, even as numbers
        ("a\\nb", "A#92;#8288;nb"),  # else a new line, even as numbers
        ("niños", "Niños"),
    ],
)
def test_mermaid_reads_no_meaning_into_a_label(label: str, written: str) -> None:
    chart = mermaid(survey(line_of(Menu("main", 100, (190,)), labels={100: label}), "en"))
    assert f'  p100["{written}<br/>menu 100<br/>' in chart


def test_mermaid_draws_the_tree_and_dashes_what_no_menu_offers() -> None:
    line = line_of(Menu("main", 100, (310, 320)), Topic("a", 310, (320, 330)), Topic("b", 320, (310,)), ONLY_NEXT)
    assert edges(survey(line, "en")) == ("p100 -->|1| p310", "p310 -.->|2| p330", "p100 -->|2| p320")


def test_eighty_topics_stay_far_under_the_arrows_that_mermaid_draws() -> None:
    assert len(edges(survey(big_line(80, "a topic"), "en"))) < MOST_EDGES / 4


def show(*arguments: str) -> Result:
    return CliRunner().invoke(map_command, arguments)


def test_the_command_shows_each_format_and_the_same_each_time() -> None:
    assert show(SINK).stdout.startswith("<svg ")
    assert show(SINK, "--format", "mermaid").stdout.startswith("flowchart LR\n")
    assert "\n    - 2.3 The kettle, topic 330." in show(SINK, "--format", "text").stdout
    assert 'width="380"' in show(SINK, "--narrow").stdout
    assert show(SINK).stdout == show(SINK).stdout


def test_the_command_writes_a_file_and_says_so(tmp_path: Path) -> None:
    file = tmp_path / "map.svg"
    result = show(SINK, "-o", str(file), "--lang", "es")
    assert (result.exit_code, result.stdout) == (0, "")
    assert str(file) in result.stderr
    assert "Agua" in file.read_text(encoding="utf-8")
    assert list(tmp_path.iterdir()) == [file]


def test_a_line_with_errors_is_not_drawn_and_the_last_map_stays(tmp_path: Path) -> None:
    (tmp_path / "menus").mkdir()
    (tmp_path / "menus" / "line.yaml").write_text("start: [\n", encoding="utf-8")
    file = tmp_path / "map.svg"
    file.write_text("the last map", encoding="utf-8")
    result = show(str(tmp_path), "-o", str(file))
    assert isinstance(result.exception, LineError)
    assert "menus/line.yaml:2:1: " in str(result.exception)
    assert file.read_text(encoding="utf-8") == "the last map"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--lang", "xx"), 2, "it has en, es"),
        (("--format", "dot"), 2, "svg"),
        (("--narrow", "--format", "text"), 2, "--narrow is for svg"),
        (("-o", "/no/such/folder/map.svg"), 1, "/no/such/folder/map.svg"),
    ],
)
def test_misuse_is_told(arguments: tuple[str, ...], code: int, said: str) -> None:
    result = show(SINK, *arguments)
    assert result.exit_code == code
    assert said in result.stderr
