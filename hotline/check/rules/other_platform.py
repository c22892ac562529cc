"""Something in the settings that the chosen ``platform`` does not do.

SignalWire leaves STOP to the line (for a toll-free number the network answers it on every platform). Twilio calls
Google's voices ``Google.``, SignalWire calls them ``gcloud.``; a voice that a platform does not know is silent or
another voice. What SignalWire's documents do not name is a warning: try it before you rely on it. What a platform
cannot do in a call or a text is left out there by itself; docs/platforms.md has the list.

PASS::

    platform: signalwire
    opt_out_handled_by: app

FAIL::

    platform: signalwire
    opt_out_handled_by: carrier

``SignalWire does not answer STOP; write opt_out_handled_by: app``
"""

from __future__ import annotations

from collections.abc import Iterator

from hotline.channels.platforms import PLATFORMS, Ways
from hotline.check.subject import Subject
from hotline.loader import Problem, Severity, Text, shown
from hotline.loader.references import TOLL_FREE

ID = "other-platform"
LEVEL: Severity = "error"


def check(subject: Subject) -> Iterator[Problem]:
    """Who answers STOP, and every voice."""
    settings = subject.written.settings
    ways = PLATFORMS["signalwire" if settings.get("platform") == "signalwire" else "twilio"]
    who = settings.get("opt_out_handled_by")
    if who == "carrier" and not ways.answers_stop and not settings.get("phone", "").startswith(TOLL_FREE):
        yield Problem(who.mark, ID, f"{ways.name} does not answer STOP; write opt_out_handled_by: app", LEVEL)
    for language in subject.written.languages.values():
        voice = language.settings.get("voice")
        if voice is not None:
            yield from _voice(voice, ways)


def _voice(voice: Text, ways: Ways) -> Iterator[Problem]:
    maker, dot, rest = voice.partition(".")
    others = {name for each in PLATFORMS.values() for name in each.voices} - {*ways.voices}
    if dot and maker in others:
        fits = ", ".join(f"{name}." for name in ways.voices)
        message = f'voice "{shown(voice)}" is none of {ways.name}\'s; its voices begin with {fits}'
        yield Problem(voice.mark, ID, message, LEVEL)
    kind = rest.partition("-")[2]
    if maker == "Polly" and kind and kind not in ways.kinds:
        message = f'voice "{shown(voice)}" is not in {ways.name}\'s documents; it names -{", -".join(ways.kinds)}'
        yield Problem(voice.mark, ID, message, "warning")
