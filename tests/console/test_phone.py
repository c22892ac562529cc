"""The phone in a real browser: texts, calls, the voice, the keys, the copy as a test."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from hotline.rehearsal import rehearse
from tests.console.running import Looks, Running
from tests.rehearsal.sink import written

PHONE = "/console/phone"
WIDTHS = (360, 1280)
VOICES = """
    const voices = [
      {name: "far", lang: "en-US", localService: false, voiceURI: "far", default: true},
      {name: "near", lang: "en_US", localService: true, voiceURI: "near", default: false},
    ];
    window.spoken = [];
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    Object.defineProperty(window, "speechSynthesis", { value: {
      getVoices: () => voices,
      speak: (one) => { window.spoken.push(one); window.current = one; },
      cancel: () => { const one = window.current; window.current = null; one?.onend?.(); },
    } });
"""  # a machine with a voice of its own and one of a company; a sentence ends when the test says so


def thread(page: Page) -> Locator:
    return page.get_by_role("log", name=re.compile("Texts|Mensajes"))


def captions(page: Page) -> Locator:
    return page.get_by_role("log", name=re.compile("What is said|Lo que se dice"))


def status(page: Page) -> Locator:
    return page.locator("#status")


def sends(page: Page, text: str) -> Locator:
    """Sends a text; the exchange that comes of it."""
    before = page.locator(".exchange").count()
    page.get_by_label(re.compile("Your text|Su mensaje")).fill(text)
    page.get_by_role("button", name=re.compile("^(Send|Mandar)$")).click()
    expect(page.locator(".exchange")).to_have_count(before + 1)
    return page.locator(".exchange").last


def calls(page: Page, *, at_once: bool = True) -> None:
    """Calls the line, with all words at once, and listens to the greeting."""
    if at_once:
        page.get_by_role("button", name=re.compile("All words at once|Todo el texto ya")).click()
    page.get_by_role("button", name=re.compile("^(Call|Llamar)( again)?$")).click()
    if at_once:
        expect(status(page)).to_contain_text(re.compile("Your turn|Le toca"))


def presses(page: Page, key: str) -> None:
    page.locator(f'[data-key="{key}"]').click()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_newcomer_sends_what_is_suggested(open_page: Looks, width: int) -> None:
    page = open_page(PHONE, width=width)
    suggested = page.locator("#suggested button")
    assert 3 <= suggested.count() <= 4
    expect(page.locator("#suggested")).to_contain_text("misspelt")
    expect(page.locator("#suggested [lang=es]")).to_have_count(1)
    expect(page.get_by_role("button", name="Call", exact=True)).to_be_visible()
    suggested.nth(2).click()
    exchange = page.locator(".exchange")
    expect(exchange).to_contain_text("Answered with a topic")
    expect(exchange).to_contain_text("segments")
    expect(exchange).to_contain_text("GSM-7")
    expect(suggested.first).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(("lang", "text", "place"), [("en", "hair", "hair-loss"), ("es", "quimio", "chemotherapy")])
def test_a_topic_by_text(open_page: Looks, lang: str, text: str, place: str) -> None:
    page = open_page(PHONE, lang=lang)
    exchange = sends(page, text)
    expect(exchange.locator("code").first).to_have_text(place)
    expect(exchange.locator(f".bubble .words[lang={lang}]")).to_have_count(1)
    exchange.get_by_text(re.compile("^(Why|Por qué)")).click()
    expect(exchange).to_contain_text(re.compile("a keyword, 1.00|una palabra clave, 1.00"))
    more = sends(page, "more" if lang == "en" else "mas")
    expect(more.locator(".command")).to_have_text("MORE")


@pytest.mark.parametrize("width", WIDTHS)
def test_a_cry_for_help(open_page: Looks, width: int) -> None:
    page = open_page(PHONE, width=width)
    exchange = sends(page, "i want to die")
    expect(exchange.locator(".bubble").last).to_contain_text("988")
    expect(exchange.locator(".badge")).to_have_text("Crisis")
    calls(page)
    page.get_by_label("Say something").fill("i have chest pain")
    page.get_by_role("button", name="Say", exact=True).click()
    expect(captions(page)).to_contain_text("You said: i have chest pain")
    expect(page.locator("#stretches .badge").first).to_have_text("Emergency")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("lang", "menu", "rest"), [("en", "side effects", "press 1"), ("es", "efectos", "oprima 1")])
def test_a_topic_by_call(open_page: Looks, width: int, lang: str, menu: str, rest: str) -> None:
    page = open_page(PHONE, width=width, lang=lang)
    calls(page)
    expect(captions(page)).to_contain_text(re.compile("Emergency|emergencia", re.IGNORECASE))
    presses(page, "2")
    expect(page.locator("#stretches li").first).to_contain_text(menu)
    presses(page, "5")
    expect(page.locator("#stretches li").first).to_contain_text("pain-skin-menu")
    presses(page, "5")
    expect(captions(page).locator("p").last).to_contain_text(re.compile(rest.replace("1", r"\d")))  # heard to its end
    expect(page.locator("#stretches code").first).to_have_text("hair-loss")
    expect(captions(page).locator(f"p[lang={lang}-US]").first).to_be_attached()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_words_silence_and_the_end_of_a_call(open_page: Looks) -> None:
    page = open_page(PHONE)
    calls(page)
    page.get_by_label("Say something").fill("my hair is falling out")
    page.get_by_label("Say something").press("Enter")
    expect(page.locator("#stretches")).to_contain_text("hair-loss")
    expect(status(page)).to_contain_text("Your turn")
    nothing = page.get_by_role("button", name="Say nothing")
    ended = page.get_by_role("button", name="Call again")
    for n in range(1, 20):
        nothing.click()
        expect(captions(page).get_by_text("You said nothing").nth(n - 1)).to_be_attached()
        if ended.is_visible():
            break
    expect(status(page)).to_have_text("The line hung up.")
    expect(nothing).to_be_disabled()
    ended.click()
    expect(captions(page)).not_to_contain_text("You said nothing")
    expect(status(page)).to_contain_text("Your turn")
    page.get_by_role("button", name="Hang up").click()
    expect(status(page)).to_have_text("You hung up.")


def test_nobody_is_dialled(open_page: Looks) -> None:
    page = open_page(PHONE)
    calls(page)
    presses(page, "0")
    expect(page.locator("#transfer")).to_contain_text("the American Cancer Society, 1-800-227-2345")
    page.get_by_role("button", name="Nobody answers").click()
    expect(captions(page)).to_contain_text("Nobody answered")
    presses(page, "0")
    page.get_by_role("button", name="Somebody answers").click()
    expect(captions(page)).to_contain_text("the talk is over")
    presses(page, "*")
    page.locator("#copy-call").click()
    expect(page.get_by_role("dialog")).to_contain_text("what came after that is left out")


def test_a_topic_number_and_911(open_page: Looks) -> None:
    page = open_page(PHONE)
    calls(page)
    presses(page, "#")
    expect(status(page)).to_contain_text("3 digits")
    for key in "100":
        presses(page, key)
    expect(captions(page)).to_contain_text("You pressed 100")
    expect(status(page)).to_contain_text("Your turn")
    for key in "911":
        presses(page, key)
    expect(page.locator("#stretches .badge").first).to_have_text("Emergency")


def test_the_words_stand_there_as_they_are_spoken_and_a_key_interrupts_them(open_page: Looks) -> None:
    page = open_page(PHONE)
    page.add_init_script(VOICES)
    page.reload()
    calls(page, at_once=False)
    spoken = captions(page).locator("p[lang]")
    expect(spoken).to_have_count(1)
    expect(status(page)).to_contain_text("no key interrupts")
    presses(page, "2")  # is not heard
    for before in range(1, 10):
        if "A key interrupts it" in status(page).inner_text():
            break
        page.evaluate("window.current.onend()")
        expect(spoken).to_have_count(before + 1)
    assert page.evaluate("window.spoken.every((one) => one.voice.name === 'near' && one.rate === 1)")
    expect(status(page)).to_contain_text("A key interrupts it")
    heard = spoken.count()
    presses(page, "2")
    expect(captions(page).locator(".told").last).to_have_text("You pressed 2")
    expect(spoken).to_have_count(heard + 1)
    presses(page, "7")
    expect(captions(page).locator(".told").last).to_have_text("You pressed 7")
    assert page.evaluate("window.spoken.at(-1).rate") == 0.8


def test_without_a_voice_and_muted_the_words_go_on_by_themselves(open_page: Looks) -> None:
    page = open_page(PHONE)
    page.clock.install()
    page.reload()
    calls(page, at_once=False)
    spoken = captions(page).locator("p[lang]")
    expect(page.locator("#no-voice")).to_contain_text("no voice of its own for English")
    expect(spoken).to_have_count(1)
    page.clock.run_for(4_000)
    expect(spoken).not_to_have_count(1)
    page.get_by_role("button", name="Mute").click()
    page.clock.run_for(60_000)
    expect(status(page)).to_contain_text("Your turn")
    presses(page, "2")
    heard = spoken.count()
    page.get_by_role("button", name="All words at once").click()
    expect(status(page)).to_contain_text("Your turn")
    assert spoken.count() > heard


def test_a_muted_voice_says_nothing(open_page: Looks) -> None:
    page = open_page(PHONE)
    page.add_init_script(VOICES)
    page.reload()
    page.get_by_role("button", name="Mute").click()
    calls(page, at_once=False)
    expect(captions(page).locator("p[lang]").first).to_be_visible()
    assert page.evaluate("window.spoken.length") == 0


def test_the_keyboard_alone(open_page: Looks) -> None:
    page = open_page(PHONE)
    for _ in range(40):
        if page.evaluate("document.activeElement.id") == "text":
            break
        page.keyboard.press("Tab")
    page.keyboard.type("hair")
    page.keyboard.press("Enter")
    expect(page.locator(".exchange code").first).to_have_text("hair-loss")
    assert page.evaluate("document.activeElement.id") == "text"
    for wanted in ("at-once", "dial"):
        for _ in range(40):
            if page.evaluate("document.activeElement.id") == wanted:
                break
            page.keyboard.press("Tab" if wanted == "at-once" else "Shift+Tab")
        page.keyboard.press("Enter")
    expect(status(page)).to_contain_text("Your turn")
    page.keyboard.type("2")
    expect(page.locator("#stretches code").first).to_have_text("side-effects-menu")
    page.keyboard.type("*")
    expect(page.locator("#stretches code").first).to_have_text("main")
    page.locator("#words").focus()
    page.keyboard.type("3")  # words, not a key
    expect(page.locator("#words")).to_have_value("3")
    expect(page.locator("#stretches code").first).to_have_text("main")
    page.locator("#hang-up").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#dial")).to_be_focused()


def copied(page: Page, button: str, console: Running, folder: Path) -> str:
    """The test that is shown, which the checker takes and which passes."""
    page.locator(button).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    text = dialog.locator("pre").text_content() or ""
    expect(page.locator("#test-problem")).to_be_hidden()
    page.get_by_role("button", name="Close").click()
    conversations, problems = written(text, folder)
    assert [found for found in problems if found.rule != "unknown-place"] == []  # those are of another line
    served = console.app.extensions["hotline"]["current"].served
    assert list(rehearse(served, conversations)) == []
    return text


def test_a_trial_is_copied_as_a_test_that_passes(open_page: Looks, console: Running, tmp_path: Path) -> None:
    page = open_page(PHONE)
    for text in ("can i take vitmains", "2", "back", "quimio", "i want to die"):
        sends(page, text)
    assert "{text: quimio, expect: chemotherapy, speaks: es}" in copied(page, "#copy-texts", console, tmp_path)
    page.goto(f"{PHONE}?begin=en")
    calls(page)
    for key in "255":
        presses(page, key)
        expect(captions(page).locator(".told").last).to_have_text(re.compile("You pressed|The topic goes on"))
    expect(captions(page).get_by_text("The topic goes on").last).to_be_attached()  # a key before would interrupt it
    expect(status(page)).to_contain_text("Your turn")
    presses(page, "1")
    expect(captions(page).get_by_text("You pressed 1")).to_be_attached()
    expect(status(page)).to_contain_text("Your turn")
    page.get_by_label("Say something").fill("fever")
    page.get_by_label("Say something").press("Enter")
    expect(captions(page)).to_contain_text("You said: fever")
    expect(status(page)).to_contain_text("Your turn")
    text = copied(page, "#copy-call", console, tmp_path)
    assert [line.split(",")[0].strip() for line in text.splitlines()[2:]] == [
        '- {key: "2"',
        '- {key: "5"',
        '- {key: "5"',
        '- {silence: "1"}',
        '- {key: "1"',
        "- {says: fever",
    ]


def test_a_session_that_is_over_is_told_and_loses_no_words(open_page: Looks) -> None:
    page = open_page(PHONE)
    page.route("**/console/phone/text", lambda route: route.fulfill(status=200, body="<!doctype html>Sign in"))
    page.get_by_label("Your text").fill("hair")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_contain_text("Load the page again")
    expect(page.get_by_label("Your text")).to_have_value("hair")


def test_a_trial_begins_in_the_language_that_was_chosen(open_page: Looks) -> None:
    page = open_page(PHONE)
    page.get_by_label("Language of the trial").select_option("es")
    page.get_by_role("button", name="Start over").click()
    expect(page).to_have_url(re.compile(r"begin=es$"))
    expect(sends(page, "hola").locator("[lang=es]").first).to_be_attached()


def test_texts_without_scripts(open_page: Looks) -> None:
    page = open_page(PHONE, java_script_enabled=False)
    expect(page.get_by_text("Calls need JavaScript")).to_be_visible()
    page.get_by_label("Your text").fill("hair")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".exchange code").first).to_have_text("hair-loss")
    page.get_by_label("Your text").fill("more")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".exchange")).to_have_count(2)
    expect(page.locator("#copy-texts")).to_be_hidden()


@pytest.mark.proof
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_it_is_for_everybody_to_use(open_page: Looks, axe: Callable[[Page], None], width: int, dark: bool) -> None:
    page = open_page(PHONE, width=width, dark=dark, lang="es" if dark else "en")
    axe(page)
    sends(page, "hair").locator("summary").click()
    sends(page, "i have a fever")
    calls(page)
    presses(page, "0")
    expect(page.locator("#transfer")).to_be_visible()
    axe(page)
    for log in (thread(page), captions(page)):
        expect(log).to_have_attribute("aria-live", "polite")
    page.locator("#copy-texts").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    axe(page)
