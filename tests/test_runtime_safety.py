"""What counts as a cry for help, and what does not: every sentence by text and by speech, on the shipped line.

A Spanish sentence is sent as it is written, and once more without its accents.
"""

from __future__ import annotations

import unicodedata
from itertools import count

import pytest

from hotline.channels.sms import count as segments_of
from hotline.model import LEVELS
from tests.driver import Call, Carrier, action

# fmt: off
CRISIS = {
    "en": [
        "I want to die", "I WANT TO DIE!!!", "i dont want to be here anymore", "i don't want to be here anymore",
        "make it stop i want to die", "suicide", "i keep thinking about suicide", "better off without me",
        "they would be better off without me", "end my life", "i want to end my life", "kill myself",
        "i am going to kill myself", "took all my pills because i want to die", "is chemo worth it, i want to die",
        "i want to die 911", "988", "#988", "nine eight eight", "call 988",
    ],
    "es": [
        "quiero morir", "quiero morirme", "me quiero morir", "ya no quiero estar aquí", "ya no quiero vivir",
        "que pare esto, quiero morir", "suicidio", "pienso en el suicidio", "estarían mejor sin mí",
        "todos estarían mejor sin mí", "acabar con mi vida", "quiero acabar con mi vida", "quiero matarme",
        "me voy a matar", "quiero terminar, ya no puedo mas", "me diagnosticaron hace dos años y me quiero matar",
        "me diagnosticaron hace dos años me quiero matar",
    ],
}
EMERGENCY = {
    "en": [
        "please i need an ambulance now", "my husband is not breathing", "my wife is not breathing",
        "is chest pain normal after chemo?", "I had chest pain last night", "chest pain", "extreme chest pain",
        "cannot breathe", "I can't breathe", "i cant breath", "short of breath", "sudden confusion",
        "no fever but i cant breathe", "signs of infection i cant breathe", "what can i do i have chest pain",
        "my doctor is not answering i need an ambulance", "911", "#911", "9-1-1", "nine one one", "please call 911",
    ],
    "es": [
        "por favor, necesito una ambulancia ya", "mi esposo no respira", "mi esposa no está respirando",
        "¿es normal el dolor de pecho después de la quimio?", "anoche tuve dolor en el pecho",
        "anoche me dolió el pecho", "dolor de pecho", "dolor muy fuerte en el pecho", "no puedo respirar",
        "me falta el aire", "confusión repentina", "no tengo fiebre pero no puedo respirar",
        "¿qué hago? tengo dolor de pecho", "creo que me muero", "opresión muy fuerte en el pecho", "llamen al 911",
    ],
}
CALL_TEAM = {
    "en": [
        "can I take tylenol for 101?", "fever on chemo", "i have a fever and i am on chemo", "100.4",
        "my temp is 100.4", "fever 101.5", "38.5", "my temperature is 38 C", "shaking chills", "confusion",
        "she is confused", "what do i do i have a fever", "who do i call i have a fever",
        "is this normal i have a fever", "my doctor is not answering i have a fever", "is it my liver? i have a fever",
    ],
    "es": [
        "¿puedo tomar tylenol si tengo 101?", "fiebre durante la quimio", "tengo fiebre y estoy en quimio",
        "tengo 38 grados de temperatura", "escalofríos", "tengo escalofríos con temblor", "estoy confundida",
        "¿qué hago? tengo fiebre",
    ],
}
DOUBTFUL = {  # a sign of danger that is asked about, denied or long past: the normal answer behind the safety line
    "en": [
        "what are the signs of a stroke", "what are the signs of a heart attack", "what are the signs of a seizure",
        "what are the signs of sepsis", "what are the warning signs of a blood clot", "no chest pain", "no fever",
        "my dad had a heart attack ten years ago", "i had a seizure years ago", "can chemo give you a fever",
    ],
    "es": [
        "¿cuáles son las señales de un derrame cerebral?", "¿cuáles son las señales de un infarto?",
        "¿cuáles son los síntomas de una convulsión?", "no tengo dolor de pecho", "sin dolor de pecho", "sin fiebre",
        "mi papá tuvo un infarto hace diez años", "hace diez años tuve un infarto",
    ],
}
HARMLESS = {
    "en": [
        "dying to know", "i am dying to know my results", "took my ibuprofen 800mg", "ibuprofen", "acetaminophen",
        "800mg", "\N{PILL}", "die", "am I dying", "am i dying?", "end of life", "how many pills do I take", "cut",
        "my hair is falling out", "is there a cure", "2", "CANCER", "cancr", "can i stop tamoxifen", "back pain",
        "more tired", "what are the signs of infection", "hi",
    ],
    "es": [
        "me muero por saber", "me muero de ganas de saber los resultados", "me tomé mi ibuprofeno de 800 mg",
        "ibuprofeno", "morir", "¿me estoy muriendo?", "¿me voy a morir?", "final de la vida",
        "¿cuántas pastillas me tomo?", "se me cae el pelo", "¿hay cura?", "cáncer", "¿puedo dejar el tamoxifeno?",
        "más cansada", "¿cuáles son las señales de una infección?", "hola",
    ],
}
# fmt: on
_calls = count(1)
ALONE = [("crisis", CRISIS), ("emergency", EMERGENCY)]


def both(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    """Each sentence with its language, and each accented one again in the letters of a plain keyboard."""
    rows = [(text, lang) for lang, sentences in table.items() for text in sentences]
    return list(dict.fromkeys(row for text, lang in rows for row in ((text, lang), (unaccented(text) or text, lang))))


def unaccented(text: str) -> str:
    """The text in ASCII alone."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def spoken(carrier: Carrier, words: str, lang: str = "en") -> Call:
    """The call of somebody who says this at the main menu."""
    call = Call(carrier, carrier.stranger().number, f"CA-spoken-{next(_calls)}")
    return call.listen(f"/voice?at={carrier.served.line.start}&turn=1&lang={lang}", {"SpeechResult": words})


def alarms(carrier: Carrier, said: str, form: str) -> list[str]:
    """The levels, and the safety line, whose sentence stands in an answer, in whatever language."""
    names, langs = (*LEVELS, "notice"), carrier.served.line.languages
    return [name for name in names if any(action(carrier.served, name, lang, form) in said for lang in langs)]


@pytest.mark.parametrize(("level", "words", "lang"), [(level, *row) for level, table in ALONE for row in both(table)])
def test_R24_R25_the_action_alone(shipped: Carrier, level: str, words: str, lang: str) -> None:
    if words.strip("#").isdigit() or words.startswith(("nine", "9")):
        lang = "en"
    assert shipped.stranger().sends(words).text == action(shipped.served, level, lang)
    call = spoken(shipped, words)
    assert call.said == action(shipped.served, level, lang, "voice")
    assert call.dialled is None, "the line itself never dials these"


@pytest.mark.parametrize(("words", "lang"), both(CALL_TEAM))
def test_R25_the_care_teams_action_and_then_the_topic(shipped: Carrier, words: str, lang: str) -> None:
    ana = shipped.stranger().sends(words)
    assert ana.text.startswith(action(shipped.served, "call-team", lang))
    assert len(ana.text) > len(action(shipped.served, "call-team", lang)) + 40
    assert spoken(shipped, words).said.startswith(action(shipped.served, "call-team", lang, "voice"))


@pytest.mark.parametrize(("words", "lang"), both(DOUBTFUL))
def test_the_safety_line_and_the_normal_answer(shipped: Carrier, words: str, lang: str) -> None:
    ana = shipped.stranger().sends("hola" if lang == "es" else "hi").sends(words)
    notice = action(shipped.served, "notice", lang)
    assert alarms(shipped, ana.text, "sms") == ["notice"]
    assert len(ana.text.replace(notice, "")) > 40
    assert alarms(shipped, spoken(shipped, words, lang).said, "voice") == ["notice"]


@pytest.mark.parametrize(("words", "lang"), both(HARMLESS))
def test_R24_no_alarm(shipped: Carrier, words: str, lang: str) -> None:
    ana = shipped.stranger().sends("hola" if lang == "es" else "hi").sends(words)
    assert ana.messages == 1
    assert alarms(shipped, ana.text, "sms") == []
    assert alarms(shipped, spoken(shipped, words, lang).said, "voice") == []


@pytest.mark.parametrize(
    ("words", "place"), [("my hair is falling out", "hair-loss"), ("is there a cure", "treatment-goals")]
)
def test_a_question_is_answered_with_its_topic(shipped: Carrier, words: str, place: str) -> None:
    shipped.stranger().sends(words).gets_place(place)
    spoken(shipped, words).is_at(place)


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("level", ["crisis", "emergency"])
def test_E11_an_action_is_one_plain_segment_that_begins_with_what_to_do(
    shipped: Carrier, level: str, lang: str
) -> None:
    said = action(shipped.served, level, lang)
    assert (segments_of(said).segments, segments_of(said).encoding) == (1, "gsm-7")
    assert said.startswith(("Call", "Llame"))
    assert {"911", "988"} <= set(said.replace(".", " ").replace(",", " ").split())
    assert any(words in said for words in ("No person reads", "Nadie lee"))


def test_E12_a_call_begins_with_the_emergency_notice(shipped: Carrier) -> None:
    said = shipped.caller(shipped.stranger().number).said
    assert said.startswith(action(shipped.served, "emergency-notice", form="voice"))


@pytest.mark.parametrize("pause", [0, 1, 3])
def test_the_keys_911_from_anywhere(shipped: Carrier, pause: int) -> None:
    emergency = action(shipped.served, "emergency", form="voice")
    for before in ("", "1", "7", "8", "9"):
        call = shipped.caller(shipped.stranger().number)
        for key in before:
            call.presses(key)
        for key in "911":
            shipped.clock.now += pause
            call.presses(key)
        assert call.said in (emergency, action(shipped.served, "emergency", "es", "voice")), before
    call = shipped.caller(shipped.stranger().number).presses("#").presses("911")
    assert call.said == emergency
    shipped.caller(shipped.stranger().number).presses("#").presses("988").hears_sentence("crisis")


def test_E13_the_confirmation_of_a_stop_names_911_and_988(shipped: Carrier) -> None:
    shipped.stranger().sends("stop please").gets("911", "988", "START")


def test_R23_cancel_is_a_stop_and_cancer_is_none(shipped: Carrier) -> None:
    ana = shipped.stranger()
    for words in ("CANCER", "cancr", "cancer!", "canser"):
        assert ana.sends(words).messages == 1
        assert shipped.served.index.meaning(words).consent == ""
        assert shipped.served.index.meaning(words).command == ""
    ana.sends("CANCEL").gets_nothing()
    ana.sends("hi").gets_nothing()


def test_R28_a_hundred_cries_are_answered_a_hundred_times(shipped: Carrier) -> None:
    ana = shipped.stranger()
    replies = {ana.sends("i want to die").text for _ in range(100)}
    assert replies == {action(shipped.served, "crisis")}


def test_a_cry_in_the_other_language_is_answered_in_it(shipped: Carrier) -> None:
    ana = shipped.stranger().sends("hola").sends("i want to die")
    assert ana.text == action(shipped.served, "crisis", "en")
    assert ana.sends("me quiero morir").text == action(shipped.served, "crisis", "es")


# fmt: off
FRONTS = {
    "en": ["what do i do", "is this normal", "who do i call", "can someone help", "does anyone know what to do",
           "my doctor is not answering", "i was diagnosed two years ago", "no appetite and", "sorry", "i took tylenol",
           "i dont know what to do",
           "what are the signs of infection because", "i had a stroke years ago and now", "nobody cares"],
    "es": ["qué hago", "es normal", "a quién llamo", "alguien me ayuda", "no sé qué hacer", "mi doctor no contesta",
           "me diagnosticaron hace dos años", "no tengo apetito y", "perdón", "tomé tylenol", "a nadie le importa"],
}
BEHIND = {
    "en": ["i have a fever", "my temp is 101", "i have chest pain", "i cant breathe", "my husband is not breathing",
           "i want to die", "i want to kill myself", "i took too many pills", "i need an ambulance"],
    "es": ["tengo fiebre", "tengo dolor de pecho", "no puedo respirar", "mi esposo no respira", "quiero morir",
           "me quiero matar", "tomé demasiadas pastillas", "necesito una ambulancia"],
}
# fmt: on


AT_A_LOSS = (  # over something that is no danger
    "tengo nausea y no se que hacer",
    "estoy muy cansada y no se que hacer",
    "no puedo dormir y no se que hacer",
    "mi mama no come y no se que hacer",
    "i have diarrhea and dont know what to do",
    "my wife is so tired and i dont know what to do",
)


@pytest.mark.parametrize("text", AT_A_LOSS)
def test_to_be_at_a_loss_over_a_symptom_is_no_cry_for_help(shipped: Carrier, text: str) -> None:
    assert shipped.served.index.alarm(text).level is None


@pytest.mark.parametrize(("front", "lang"), [(front, lang) for lang, fronts in FRONTS.items() for front in fronts])
def test_no_words_before_a_danger_swallow_it(shipped: Carrier, front: str, lang: str) -> None:
    urgency = ["none", "notice", *reversed(LEVELS)]
    look = shipped.served.index.alarm
    for danger in BEHIND[lang]:
        alone = urgency.index(look(danger).safety)
        for joint in (" ", ", ", ". "):
            assert urgency.index(look(f"{front}{joint}{danger}").safety) >= alone > 1, danger


@pytest.mark.parametrize(("loss", "lang"), [("y no sé qué hacer", "es"), ("and i dont know what to do", "en")])
def test_to_be_at_a_loss_over_a_danger_takes_nothing_from_it(shipped: Carrier, loss: str, lang: str) -> None:
    urgency = ["none", "notice", *reversed(LEVELS)]
    look = shipped.served.index.alarm
    for danger in BEHIND[lang]:
        assert urgency.index(look(f"{danger} {loss}").safety) >= urgency.index(look(danger).safety) > 1, danger
