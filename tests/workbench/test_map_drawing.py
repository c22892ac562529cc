"""The SVG: well formed whatever the labels, nothing on top of anything, readable by eye, on paper and by ear."""

from __future__ import annotations

import re
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from hotline.model import Line, Menu, Topic
from hotline.workbench.map import LANDSCAPE, NARROW, Mark, Paper, Terms, draw, draw_inside, survey, wide
from hotline.workbench.map.layout import ABOVE, BADGE, lay_out
from hotline.workbench.map.ruler import clip, width, wrap
from hotline.workbench.map.svg import DARK, STYLE
from tests.workbench.map_lines import big_line, line_of, lines

SVG = "{http://www.w3.org/2000/svg}"
PAPERS = pytest.mark.parametrize("paper", [LANDSCAPE, NARROW], ids=["landscape", "narrow"])
LONG = "antibody-drug conjugates and what to ask before the first infusion"


class Frame:
    """A box as it is in the file: its sides, and the lines of text in it."""

    def __init__(self, place: ElementTree.Element) -> None:
        self.number = int((place.get("id") or "p0")[1:])
        box = next(element for element in place if element.get("class") == "box")
        if box.tag == f"{SVG}rect":
            x, y, wide, high = (float(box.get(name) or 0) for name in ("x", "y", "width", "height"))
            self.left, self.top, self.right, self.bottom = x, y, x + wide, y + high
        else:
            points = [tuple(map(float, point.split(","))) for point in (box.get("points") or "").split()]
            xs, ys = zip(*points, strict=True)
            self.left, self.top, self.right, self.bottom = min(xs), min(ys), max(xs), max(ys)
        self.texts = [element for element in place if element.tag == f"{SVG}text"]

    def meets(self, other: Frame) -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def holds(self, text: ElementTree.Element) -> bool:
        x, y, size = (float(text.get(name) or 0) for name in ("x", "y", "font-size"))
        wide = width(text.text or "", size, bold=text.get("font-weight") == "bold")
        start = x - {"end": wide, "middle": wide / 2}.get(text.get("text-anchor") or "", 0)
        across = self.left <= start and start + wide <= self.right + 0.5
        return across and self.top <= y - size + 2 and y <= self.bottom


def frames(root: ElementTree.Element) -> list[Frame]:
    return [Frame(element) for element in root.iter() if re.fullmatch(r"p\d{3}", element.get("id") or "")]


def parse(line: Line, paper: Paper = LANDSCAPE) -> ElementTree.Element:
    return ElementTree.fromstring(draw(survey(line, "en"), paper))


def judge(line: Line, paper: Paper) -> None:
    root = parse(line, paper)
    found = frames(root)
    wide, high = map(float, (root.get("viewBox") or "").split()[2:])
    assert sorted(frame.number for frame in found) == sorted(line.places)
    assert [(one.number, two.number) for one, two in combinations(found, 2) if one.meets(two)] == []
    assert min(min(frame.left, frame.top) for frame in found) > 0
    assert max(frame.right for frame in found) < wide
    assert max(frame.bottom for frame in found) < high
    assert [text.text for frame in found for text in frame.texts if not frame.holds(text)] == []


@settings(max_examples=100, deadline=None)
@given(lines())
def test_any_line_in_columns(line: Line) -> None:
    judge(line, LANDSCAPE)


@settings(max_examples=60, deadline=None)
@given(lines())
def test_any_line_on_a_phone(line: Line) -> None:
    judge(line, NARROW)


@PAPERS
@pytest.mark.parametrize("topics", [80, 120])
def test_many_topics_with_long_labels(topics: int, paper: Paper) -> None:
    line = big_line(topics, LONG)
    judge(line, paper)
    root = parse(line, paper)
    assert float(root.get("width") or 0) <= 1400
    assert min(float(text.get("font-size") or 0) for text in root.iter(f"{SVG}text")) >= 12


@PAPERS
def test_places_after_places_after_places(paper: Paper) -> None:
    chain = [Topic(f"t{number}", number, (number + 1,)) for number in range(200, 600)]
    judge(line_of(Menu("main", 100, (200,)), *chain, Topic("end", 600, (100,))), paper)


def test_a_label_longer_than_a_page() -> None:
    judge(line_of(Menu("main", 100, (310,)), Topic("a", 310, (100,)), labels={310: "word " * 2000}), LANDSCAPE)


@pytest.mark.parametrize("topics", [10, 40, 80, 120])
def test_no_box_is_cut_where_the_paper_is(topics: int) -> None:
    layout = lay_out(survey(big_line(topics, LONG), "en"), LANDSCAPE, 100)
    assert layout.width > layout.page or layout.height <= layout.page
    assert all(box.y // layout.page == (box.y + box.height) // layout.page for box in layout.boxes)
    assert f"size: {layout.width}px" in draw(survey(big_line(topics, LONG), "en"))


def test_a_column_that_goes_on_says_with_what_and_its_rails_go_on() -> None:
    layout = lay_out(survey(big_line(80, "a topic"), "en"), LANDSCAPE, 100)
    assert any(heading.continued and heading.text.endswith(", continued") for heading in layout.headings)
    stops = {(round(rail.to_x, 1), round(y, 1)) for rail in layout.rails for y in rail.stops}
    under = [box for box in layout.boxes if box.spot.under]
    assert len(stops) == len(under)
    assert {(round(box.x, 1), round(box.y + ABOVE + BADGE / 2, 1)) for box in under} == stops


def test_a_screen_reader_finds_a_nested_list_and_a_sentence_for_each_place() -> None:
    line = line_of(Menu("main", 100, (310, 190)), Topic("fever", 310, (190,)), danger={"emergency": 310})
    root = parse(line)
    named = {element.get("id"): element.text for element in root.iter() if element.get("id") and element.text}
    assert root.get("aria-labelledby") in named
    assert root.get("aria-describedby") in named
    for element in root.iter():
        roles = {child.get("role") for child in element}
        assert element.get("role") != "list" or roles == {"listitem"}
    place = next(element for element in root.iter() if element.get("id") == "p310")
    assert (place.get("role"), place.get("aria-label")) == (
        "img",
        "Key 1: Fever, topic 310. Safety place: emergency. Then key 1: 190 Person.",
    )
    assert place.findtext(f"{SVG}title") == "Fever, topic 310. Safety place: emergency. Then key 1: 190 Person."


def test_only_links_take_the_focus() -> None:
    found = survey(line_of(Menu("main", 100, (190,))), "en")
    assert "<a " not in draw(found)
    assert "tabindex" not in draw(found)
    linked = ElementTree.fromstring(draw(found, link=lambda number: f"/places/{number}?a&b"))
    assert [element.get("href") for element in linked.iter(f"{SVG}a")] == ["/places/100?a&b", "/places/190?a&b"]


def test_what_a_place_is_shows_without_colour() -> None:
    line = line_of(
        Menu("main", 100, (310, 190)),
        Topic("fever", 310, (320,)),
        Topic("rest", 320, (100,)),
        danger={"crisis": 310},
    )
    looks = {}
    for element in parse(line).iter():
        box = next((child for child in element if child.get("class") == "box"), None)
        if box is not None and element.get("id"):
            words = " ".join(child.text or "" for child in element if child.tag == f"{SVG}text")
            looks[element.get("id")] = (box.tag, box.get("rx"), box.get("stroke-dasharray"), words)
    assert len({look[:3] for look in looks.values()}) == len(looks) == 4
    assert "menu 100" in looks["p100"][3]
    assert "handoff 190" in looks["p190"][3]
    assert "safety place: crisis" in looks["p310"][3]
    assert "no menu offers this" in looks["p320"][3]


def contrast(one: str, two: str) -> float:
    """The contrast of two colours as WCAG 2.2 reckons it, 1 to 21."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    darker, lighter = sorted((light(one), light(two)))
    return (lighter + 0.05) / (darker + 0.05)


def test_light_colours_can_be_told_apart() -> None:
    line = line_of(
        Menu("main", 100, (310, 190)), Topic("fever", 310, (100,)), Topic("a", 320, (100,)), danger={"crisis": 310}
    )
    root = parse(line)
    for place in (element for element in root.iter() if re.fullmatch(r"p\d{3}", element.get("id") or "")):
        box, badge = (next((child for child in place if child.get("class") == name), None) for name in ("box", "badge"))
        assert box is not None
        assert contrast(box.get("stroke") or "", "#ffffff") >= 4.5
        for text in place.iter(f"{SVG}text"):
            behind = badge if text.get("class") == "key" else box
            assert behind is not None
            assert contrast(text.get("fill") or "", behind.get("fill") or "") >= 4.5
    rails = [element for element in root.iter() if element.get("class") == "rail"]
    assert rails
    assert all(contrast(rail.get("stroke") or "", "#ffffff") >= 4.5 for rail in rails)


def test_dark_colours_can_be_told_apart() -> None:
    assert DARK in STYLE
    rules = dict(re.findall(r"\.hotline-map ([a-z. ]+) \{ ([^}]+) \}", DARK))
    colours = {name: dict(re.findall(r"(fill|stroke): (#[0-9a-f]{6})", rule)) for name, rule in rules.items()}
    ground = colours[".ground"]["fill"]
    boxes = {name: rule for name, rule in colours.items() if name.endswith(".box")}
    assert len(boxes) == 4
    for rule in boxes.values():
        assert contrast(colours["text"]["fill"], rule["fill"]) >= 4.5
        assert contrast(rule["stroke"], ground) >= 4.5
        assert contrast(colours[".sign"]["fill"], rule["fill"]) >= 4.5
    assert contrast(colours["text"]["fill"], ground) >= 4.5
    assert contrast(colours[".rail"]["stroke"], ground) >= 4.5
    assert contrast(colours[".key"]["fill"], colours[".badge"]["fill"]) >= 4.5


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("", ()),
        ("one", ("one",)),
        ("one two", ("one two",)),  # 7 letters of at most 0.66 and a space fit into 70
        ("one two three", ("one two", "three")),
        ("onetwothreefour", ("onetwothree", "four")),
    ],
)
def test_text_is_cut_between_words_and_inside_one_only_where_it_must(text: str, cut: tuple[str, ...]) -> None:
    assert wrap(text, 70, 10) == cut
    assert "".join(cut).replace(" ", "") == text.replace(" ", "")


def test_a_clipped_text_fits_and_shows_that_it_was_cut() -> None:
    assert clip("short", 100, 10) == "short"
    cut = clip("much too long for this", 80, 10)
    assert cut.endswith("\u2026")
    assert width(cut, 10) <= 80


def test_a_page_of_its_own_draws_the_map_with_signs_and_without_a_style_of_its_own() -> None:
    line = line_of(Menu("main", 100, (310, 190)), Topic("fever", 310, (190,)))
    terms = Terms(person="la tecla 0 lleva aquí desde todas partes", continued="sigue {place}")
    found = survey(line, "en", terms)
    marks = {310: Mark("approved", "✓"), 190: Mark("draft", "<11")}
    root = ElementTree.fromstring(draw_inside(found, lambda number: f"/places/{number}", marks))
    assert root.get("aria-hidden") == "true"
    assert [element for element in root.iter() if element.tag in (f"{SVG}style", f"{SVG}script")] == []
    assert [element.tag for element in root.iter() if element.get("style")] == []
    links = {element.get("href"): element for element in root.iter(f"{SVG}a")}
    assert sorted(links) == ["/places/100", "/places/190", "/places/310"]
    assert {element.get("tabindex") for element in links.values()} == {"-1"}
    assert links["/places/310"].get("class") == "topic approved"
    signs = {text.text for text in root.iter(f"{SVG}text") if text.get("class") == "chip-text"}
    assert signs == {"✓", "<11"}
    assert found.terms.person in [text.text for text in root.iter(f"{SVG}text")]


@settings(max_examples=60, deadline=None)
@given(lines())
def test_any_line_with_signs(line: Line) -> None:
    marks = {number: Mark("draft", "1,234,567") for number in line.places}
    root = ElementTree.fromstring(draw_inside(survey(line, "en"), str, marks))
    found = frames(root)
    assert [(one.number, two.number) for one, two in combinations(found, 2) if one.meets(two)] == []
    for frame in found:
        assert [text.text for text in frame.texts if not frame.holds(text)] == []
        (sign,) = [text for text in frame.texts if text.get("class") == "chip-text"]
        beside = [text for text in frame.texts if text.get("y") == frame.texts[1].get("y") and text is not sign]
        start = float(sign.get("x") or 0) - width(sign.text or "", 12, bold=True) / 2
        ends = [float(text.get("x") or 0) for text in beside if text.get("text-anchor") == "end"]
        assert all(end < start for end in ends)


@pytest.mark.parametrize(("places", "columns"), [(1, 1), (3, 1), (14, 2), (101, 5), (2000, 22)])
def test_a_sheet_has_as_many_columns_as_a_screen_is_wide_for(places: int, columns: int) -> None:
    assert wide(places).columns == columns
