"""From what is written, and was found good, to the frozen line."""

from __future__ import annotations

import hashlib
from typing import Literal

from hotline.loader.opening import holidays_of
from hotline.loader.problem import Text
from hotline.loader.written import (
    AUDIO,
    Written,
    WrittenCalendar,
    WrittenHours,
    WrittenLanguage,
    WrittenPlace,
    WrittenSentence,
    WrittenWords,
)
from hotline.model import (
    LEVELS,
    SIGNS,
    Calendar,
    Handoff,
    Hours,
    Language,
    Line,
    Menu,
    PhoneNumber,
    Place,
    Prices,
    Recording,
    Review,
    SafetyPatterns,
    Sentence,
    Source,
    Topic,
    Words,
)


def build(written: Written) -> Line:
    """The line. Only for what has no errors."""
    number_of = {id: int(place.number or 0) for id, place in written.places.items()}
    get = written.settings.get
    return Line(
        start=number_of[written.settings["start"]],
        person=number_of[written.settings["person"]],
        phone=str(get("phone", "")),
        opt_out_handled_by="app" if get("opt_out_handled_by") == "app" else "carrier",
        allow_drafts=get("allow_drafts") == "true",
        languages={code: _language(language, number_of) for code, language in written.languages.items()},
        places={number_of[id]: _place(place, written, number_of) for id, place in written.places.items()},
        numbers={name: _number(name, entry) for name, entry in written.numbers.items()},
        sources={name: Source(**{k: str(v) for k, v in entry.items()}) for name, entry in written.sources.items()},
        safety={code: _safety(language) for code, language in written.languages.items()},
        safety_places={level: number_of[place] for level in LEVELS if (place := written.safety_places.get(level))},
        wait=int(get("wait", "8")),
        slow_wait=int(get("slow_wait", "10")),
        prices=_prices(written.prices),
        keep_unmet=get("keep_unmet") in ("yes", "true"),
        learned_safety=get("learned_safety") in ("yes", "true"),
        never_guessed=tuple(number_of[id] for id in written.never_guessed if id in number_of),
        urgent=tuple(number_of[id] for id in written.urgent if id in number_of),
        platform="signalwire" if get("platform") == "signalwire" else "twilio",
    )


def _place(place: WrittenPlace, written: Written, number_of: dict[str, int]) -> Place:
    id, number = str(place.id), number_of[place.id]

    def person(name: Text | None) -> int:
        found = written.handoff_to(name)
        return number_of[found.id] if found is not None else 0

    if place.choices is not None:
        return Menu(id, number, tuple(number_of[choice] for choice in place.choices))
    if place.transfer is not None:
        seen: Literal["line", "caller"] = "caller" if place.caller_id == "caller" else "line"
        return Handoff(id, number, str(place.transfer), _hours(place.hours), person(place.otherwise), seen)
    onward = tuple(number_of[on] for on in place.next or ())
    context = {number_of[asked]: number_of[meant] for asked, meant in place.context.items()}
    return Topic(id, number, onward, _plain(place.sources), context, person(place.connect))


def _hours(hours: WrittenHours | None) -> Hours | None:
    return Hours(str(hours.zone), hours.week, holidays_of(hours)) if hours is not None else None


def _calendar(calendar: WrittenCalendar | None) -> Calendar | None:
    if calendar is None:
        return None
    return Calendar(
        days=_plain(calendar.days),
        months=_plain(calendar.months),
        **{name: str(text) for name, text in calendar.phrases.items()},
        times={minute: str(text) for minute, text in calendar.times.items()},
        zones={str(zone): str(text) for zone, text in calendar.zones.items()},
    )


def _prices(entry: dict[str, Text]) -> Prices | None:
    if not entry:
        return None
    amounts = (float(entry[name]) for name in ("text_out", "text_in", "minute"))
    return Prices(str(entry["currency"]), *amounts)


def _number(name: str, entry: dict[str, Text]) -> PhoneNumber:
    return PhoneNumber(name, str(entry["dial"]), entry.get("hours") == "verified")


def _language(language: WrittenLanguage, number_of: dict[str, int]) -> Language:
    text: Literal["gsm-7", "ucs-2"] = "ucs-2" if language.settings["text"] == "ucs-2" else "gsm-7"
    return Language(
        code=str(language.code),
        name=str(language.name or language.code),
        text=text,
        speech=str(language.settings["speech"]),
        voice=str(language.settings["voice"]),
        sender=str(language.sender or ""),
        words={number_of[id]: _words(words) for id, words in language.words.items()},
        sentences={id: _sentence(sentence) for id, sentence in language.sentences.items()},
        answers={name: _plain(texts) for name, texts in language.answers.items()},
        commands={name: _plain(texts) for name, texts in language.commands.items()},
        consent={name: _plain(texts) for name, texts in language.consent.items()},
        names=_plain(language.names),
        digits=_plain(language.digits),
        elsewhere=_plain(language.elsewhere),
        hours={name: str(text) for name, text in language.hours.items()},
        pronunciations={term: str(text) for term, text in language.pronunciations.items()},
        glossary={str(term): _plain(texts) for term, texts in language.glossary.items()},
        recordings={number_of[id]: _recording(language, id) for id in language.recordings if id in number_of},
        calendar=_calendar(language.calendar),
        card={name: str(text).strip() for name, text in language.card.items()},
    )


def _recording(language: WrittenLanguage, id: str) -> Recording:
    """What was said of other bytes than these does not hold for them."""
    found, stamp = language.recordings[id], language.stamps.get(id)
    words = str(stamp.words) if stamp is not None and stamp.file == found.content else ""
    return Recording(found.path.removeprefix(f"{AUDIO}/"), found.kind, found.content, found.seconds, words)


def _plain(texts: list[Text]) -> tuple[str, ...]:
    return tuple(str(text) for text in texts)


def _sentence(sentence: WrittenSentence) -> Sentence:
    return Sentence((sentence.sms or "").strip(), (sentence.voice or "").strip())


def _words(words: WrittenWords) -> Words:
    return Words(
        label=(words.label or "").strip(),
        keywords=_plain(words.keywords or []),
        asks=_plain(words.asks),
        sms=(words.sms or "").strip(),
        voice=(words.voice or "").strip(),
        review=_review(words),
        who=(words.who or "").strip(),
    )


def _review(words: WrittenWords) -> Review:
    """Who signed the words; words that changed since are a draft again."""
    review = words.review or {}
    if review.get("status") != "approved" or review.get("hash") != words_hash(words):
        return Review()
    get = review.get
    return Review("approved", str(get("role", "")), str(get("on", "")), str(get("next", "")))


def words_hash(words: WrittenWords) -> str:
    """The first 16 hex digits of SHA-256 over the words that a reviewer signs: label, sms, voice, and who answers."""
    texts = (words.label, words.sms, words.voice, *([words.who] if words.who else []))
    signed = "\x1f".join(str(text or "").strip() for text in texts)
    return hashlib.sha256(signed.encode()).hexdigest()[:16]


def _safety(language: WrittenLanguage) -> SafetyPatterns:
    find = {level: _plain(language.safety.get(level, [])) for level in LEVELS}
    signs = {level: _plain(language.safety.get(SIGNS[level], [])) for level in LEVELS}
    return SafetyPatterns(find, _plain(language.safety.get("unless", [])), signs)
