"""The part of a line that fits together, so that its pages and its speech are looked at beside its other mistakes."""

from __future__ import annotations

from dataclasses import replace

from hotline.loader import Text, Written, WrittenLanguage, WrittenPlace, build
from hotline.loader.routes import LANGUAGE, PRICE, PRICES, SOURCE
from hotline.model import LEVELS, SIGNS, Line


def sound(written: Written) -> Line | None:
    """The line without what is broken in it; nothing where not even its beginning can be told."""
    places = _places(written)
    settings = {name: value for name, value in written.settings.items() if _fits(name, value)}
    languages = {code: language for code, language in written.languages.items() if _whole(language)}
    start, person = settings.get("start"), settings.get("person")
    if start not in places or person not in places or not languages:
        return None
    kept = replace(
        written,
        settings=settings,
        languages={code: _language(language, places) for code, language in languages.items()},
        numbers={name: entry for name, entry in written.numbers.items() if "dial" in entry},
        sources={name: entry for name, entry in written.sources.items() if set(entry) == set(SOURCE)},
        safety_places={level: place for level, place in written.safety_places.items() if place in places},
        prices=written.prices if _priced(written.prices) else {},
        places=places,
    )
    return build(replace(kept, places={id: _place(place, kept) for id, place in places.items()}))


def _fits(name: str, value: Text) -> bool:
    return name not in ("wait", "slow_wait") or (value.isascii() and value.isdigit() and len(value) < 3)


def _priced(prices: dict[str, Text]) -> bool:
    amounts = (amount for name, amount in prices.items() if name != "currency")
    return set(prices) == set(PRICES) and all(map(PRICE.fullmatch, amounts))


def _places(written: Written) -> dict[str, WrittenPlace]:
    found: dict[str, WrittenPlace] = {}
    taken = set()
    for id, place in written.places.items():
        number = place.number or ""
        kinds = [kind for kind in (place.choices, place.next, place.transfer) if kind is not None]
        if len(kinds) == 1 and number.isascii() and number.isdigit() and len(number) == 3 and number not in taken:
            found[id] = place
            taken.add(number)
    return found


def _place(place: WrittenPlace, kept: Written) -> WrittenPlace:
    return replace(
        place,
        choices=None if place.choices is None else [target for target in place.choices if target in kept.places],
        next=None if place.next is None else [target for target in place.next if target in kept.places],
        sources=[source for source in place.sources if source in kept.sources],
        context={asked: meant for asked, meant in place.context.items() if {asked, meant} <= set(kept.places)},
    )


def _whole(language: WrittenLanguage) -> bool:
    return set(LANGUAGE) <= set(language.settings)


def _language(language: WrittenLanguage, places: dict[str, WrittenPlace]) -> WrittenLanguage:
    return replace(
        language,
        words={id: words for id, words in language.words.items() if id in places},
        safety={
            level: texts for level, texts in language.safety.items() if level in (*LEVELS, *SIGNS.values(), "unless")
        },
    )
