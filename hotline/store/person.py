"""Who is speaking, without knowing who: a keyed hash of the number, or nobody where there is no telling."""

from __future__ import annotations

import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256

from hotline.errors import SettingsError

SECRETS = 8  # of which is remembered what hangs on nothing else: more than are in use while one is changed
_SPELLING = re.compile(r"[\s()\[\]./\u00ad\u2010-\u2015\u2212-]+")  # what people put between digits
_E164 = re.compile(r"\+[1-9][0-9]{6,14}")  # short codes, names ("anonymous" too) and SIP addresses do not fit

# A withheld caller may arrive as a word keyed on a telephone (standards.md D15). These pass for E.164, and
# everybody who hides behind one would share one session.
_KEYED_WORDS = frozenset(
    {
        "+266696687",  # ANONYMOUS
        "+86282452253",  # UNAVAILABLE
        "+8656696",  # UNKNOWN
        "+2562533",  # BLOCKED
        "+7378742833",  # RESTRICTED
    }
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody we can tell apart. ``keys`` are their hashes, one a secret, the newest secret first.

    ``marking`` are keys of theirs that are never stored: with one, a hash of some words can be told to be theirs.
    """

    keys: tuple[str, ...]
    marking: tuple[str, ...] = field(default=(), repr=False)


def identify(number: str, secrets: Sequence[str]) -> Person | None:
    """The person behind a sender's number, or None where several people may share it or it is no number."""
    spelled = _SPELLING.sub("", number)
    if not is_number(spelled):
        return None
    keys = [f"{secret_id(secret)}:{_hmac(secret, spelled)}" for secret in _checked(secrets)]
    return Person(tuple(keys), tuple([_hmac(secret, "not understood:" + spelled) for secret in secrets]))


def is_number(spelled: str) -> bool:
    """Whether this is one person's number, whole, and no word keyed on a telephone."""
    return spelled not in _KEYED_WORDS and bool(_E164.fullmatch(spelled))


def mark_of(marking: str, words: str) -> str:
    """What is kept of a person beside words of theirs: 8 bytes, others for the same person with other words.

    ``marking`` hangs on the secret, so without it nobody can tell whose words they are, or which are of one person.
    """
    return hmac.digest(marking.encode(), words.encode(), "sha256")[:8].hex()


def digest(text: str, secrets: Sequence[str]) -> str:
    """What to keep of a text in order to know it again: its keyed hash, by the newest secret."""
    return _text_hash(_checked(secrets)[0], text)


def is_digest_of(kept: str, text: str, secrets: Sequence[str]) -> bool:
    """Whether a kept digest is of this text, also where a newer secret has come in since."""
    return any(hmac.compare_digest(kept.encode(), _text_hash(s, text).encode()) for s in _checked(secrets))


def _checked(secrets: Sequence[str]) -> Sequence[str]:
    # a hash under an empty key could be undone by anybody who tries every number
    if not secrets or not all(secrets):
        raise SettingsError(("HOTLINE_SECRET holds an empty secret or none; give it 32 random characters",))
    return secrets


def _text_hash(secret: str, text: str) -> str:
    # the prefix keeps a text that is a phone number from having that person's hash
    return _hmac(secret, "text:" + text)


@lru_cache(SECRETS)
def secret_id(secret: str) -> str:
    """What the keys begin with that a secret makes; it tells nothing of the secret."""
    return sha256(secret.encode()).hexdigest()[:8]


def _hmac(secret: str, text: str) -> str:
    mac = _begun(secret).copy()
    mac.update(text.encode("utf-8", "surrogatepass"))  # a body may hold half of a character pair; it is not refused
    return mac.hexdigest()


@lru_cache(SECRETS)
def _begun(secret: str) -> hmac.HMAC:
    """A secret's HMAC before any text: to begin it anew costs as much as the text."""
    return hmac.new(secret.encode(), digestmod="sha256")
