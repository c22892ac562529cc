"""What the platforms that carry calls and texts do differently. docs/platforms.md tells it to people, with the sources.

All else is the same: the form fields, the signature's algorithm, and the verbs, of which the line uses only those that
Twilio and its clones share.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from hotline.model import Platform


@dataclass(frozen=True, slots=True)
class Ways:
    """How one platform wants it.

    whole_addresses  where a call goes on is to be an address with its host; SignalWire asks for that
    patience         ``speechTimeout`` is the seconds of quiet that end an utterance. On SignalWire a number ends the
                     listening itself, in the middle of a word, so there it is "auto"
    tells_of_texts   a Message may name an address that is told what became of it
    answers_stop     the platform answers STOP by itself, unless it was asked not to
    voices           what the name of a voice may begin with, up to the dot; one without a dot is the platform's own
    kinds            what a Polly voice may end in, behind the hyphen
    """

    name: str
    whole_addresses: bool
    patience: bool
    tells_of_texts: bool
    answers_stop: bool
    voices: tuple[str, ...]
    kinds: tuple[str, ...]


PLATFORMS: Mapping[Platform, Ways] = {
    "twilio": Ways(
        "Twilio",
        whole_addresses=False,
        patience=True,
        tells_of_texts=True,
        answers_stop=True,
        voices=("Polly", "Google"),
        kinds=("Neural", "Generative"),
    ),
    "signalwire": Ways(
        "SignalWire",
        whole_addresses=True,
        patience=False,
        tells_of_texts=False,
        answers_stop=False,
        voices=("Polly", "gcloud"),
        kinds=("Neural",),
    ),
}


def as_asked(address: str, platform: Platform) -> str:
    """An address of ours as the platform is given it: whole, or from the path on, which is resolved against ours."""
    if PLATFORMS[platform].whole_addresses or "://" not in address:
        return address
    return urlsplit(address)._replace(scheme="", netloc="").geturl()
