"""The map: the whole line as a drawing and as a list, and a page for each place."""

from __future__ import annotations

from flask import Blueprint, abort, render_template

from hotline.console.examined import Examined
from hotline.console.examiner import Examiner
from hotline.console.frame import Console
from hotline.console.map_view import View


def add(pages: Blueprint, console: Console, examiner: Examiner) -> None:
    """Put the map's pages among the others. What is asked for stands in the address; ``map_view`` tells how."""
    examined = Examined(console.current, examiner)

    def view() -> View | None:
        return View(console, examined, console.current.served) if console.current.served else None

    def place(number: int, template: str, level: int) -> str:
        """A template about one place; its first heading has this level."""
        looked = view() or abort(404)
        if number not in looked.line.places:
            abort(404)
        return render_template(template, view=looked, number=number, level=level)

    @pages.get("/map", endpoint="map")
    def overview() -> str:
        looked = view()
        number = looked.asked.at if looked else 0
        return render_template("map.html", view=looked, number=number, level=2, unfit=console.current.problems)

    @pages.get("/map/found")
    def map_found() -> str:
        """What is looked for, as a part of the map."""
        return render_template("map-found.html", view=view() or abort(404))

    @pages.get("/map/<int:number>")
    def map_place(number: int) -> str:
        return place(number, "map-place.html", 1)

    @pages.get("/map/<int:number>/panel")
    def map_panel(number: int) -> str:
        """A place as a part of the map."""
        return place(number, "map-facts.html", 2)

    @pages.get("/map/<int:number>/problems")
    def map_problems(number: int) -> str:
        """What the checker says of a place, as a part of its page; with "checked" in the address it waits for that."""
        return place(number, "map-problems.html", 3)
