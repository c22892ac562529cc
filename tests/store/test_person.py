"""Who is somebody, and who must stay nobody."""

from __future__ import annotations

import hmac

import pytest

from hotline.errors import SettingsError
from hotline.store import digest, identify, is_digest_of

SECRETS = ["new", "old"]
NUMBER = "+15552368123"

NOBODY = {
    "empty": "",
    "only spaces": "   ",
    "only a plus": "+",
    "withheld, as a word": "anonymous",
    "withheld, in capitals": "ANONYMOUS",
    "withheld, as a carrier writes it": "Anonymous",
    "restricted": "Restricted",
    "unavailable": "unavailable",
    "unknown": "UNKNOWN",
    "blocked": "blocked",
    "ANONYMOUS on the keys": "+266696687",
    "ANONYMOUS without plus": "266696687",
    "ANONYMOUS, spelled apart": "+266 696-687",
    "UNAVAILABLE on the keys": "+86282452253",
    "UNAVAILABLE without plus": "86282452253",
    "UNKNOWN on the keys": "+8656696",
    "UNKNOWN without plus": "8656696",
    "BLOCKED on the keys": "+2562533",
    "BLOCKED without plus": "2562533",
    "RESTRICTED on the keys": "+7378742833",
    "RESTRICTED without plus": "7378742833",
    "a short code of 3": "611",
    "a short code of 5": "12345",
    "a short code of 6": "123456",
    "a short code with a plus": "+123456",
    "a name": "PharmaCo",
    "a name of digits and letters": "+1555CALLNOW",
    "a SIP address": "sip:ana@example.org",
    "a client": "client:ana",
    "another channel's sender": "whatsapp:+15552368123",
    "national, no plus": "5552368123",
    "6 digits": "+155523",
    "16 digits": "+1555236812345678",
    "no country begins with 0": "+0155523681",
    "two plusses": "++15552368123",
    "a plus at the end": "15552368123+",
    "two numbers": "+15552368123,+15552368124",
    "digits that are no ASCII": "+١٥٥٥٢٣٦٨١٢٣",
    "half of a character pair": "+1555236812\ud83d",
    "NUL": "+15552368123\0",
}

SOMEBODY = {
    "7 digits": "+1234567",
    "15 digits": "+123456789012345",
    "next to ANONYMOUS": "+266696688",
    "ANONYMOUS with one more digit": "+2666966871",
    "the country of UNKNOWN, a whole number": "+8656696123456",
}

SAME = [
    "+1 555 236 8123",
    "+1-555-236-8123",
    "+1 (555) 236-8123",
    "+1.555.236.8123",
    "+1/555/2368123",
    "  +15552368123\n",
    "+1\u00a0555\u202f236\u20118123",
    "+1 [555] 236\u20138123",
]


@pytest.mark.parametrize("number", NOBODY.values(), ids=NOBODY.keys())
def test_nobody(number: str) -> None:
    assert identify(number, SECRETS) is None


@pytest.mark.parametrize("number", SOMEBODY.values(), ids=SOMEBODY.keys())
def test_somebody(number: str) -> None:
    assert identify(number, SECRETS)


@pytest.mark.parametrize("spelling", SAME)
def test_one_number_in_many_spellings_is_one_person(spelling: str) -> None:
    assert identify(spelling, SECRETS) == identify(NUMBER, SECRETS)


def test_two_numbers_are_two_people() -> None:
    one, other = identify(NUMBER, SECRETS), identify("+15552368124", SECRETS)
    assert one
    assert other
    assert not set(one.keys) & set(other.keys)


def test_a_key_is_the_id_of_its_secret_and_the_hash_of_the_number() -> None:
    person = identify(NUMBER, ["old"])
    assert person
    expected = hmac.new(b"old", NUMBER.encode(), "sha256").hexdigest()
    assert person.keys == (f"cba06b57:{expected}",)


def test_the_newest_secret_comes_first_and_older_ones_stay_recognisable() -> None:
    rotated, before = identify(NUMBER, SECRETS), identify(NUMBER, ["old"])
    assert rotated
    assert before
    assert len(rotated.keys) == 2
    assert rotated.keys[1:] == before.keys


def test_nothing_of_the_number_is_in_a_person() -> None:
    assert "2368123" not in repr(identify(NUMBER, SECRETS))


@pytest.mark.parametrize("secrets", [[], [""], ["new", ""]], ids=["none", "empty", "an empty one too"])
def test_a_hash_needs_a_secret(secrets: list[str]) -> None:
    with pytest.raises(SettingsError, match="HOTLINE_SECRET"):
        identify(NUMBER, secrets)
    with pytest.raises(SettingsError, match="HOTLINE_SECRET"):
        digest("hair", secrets)


BODIES = ["", "hair", "pelo", "1", "¿qué?", "\ud83d", "x" * 100_000]


@pytest.mark.parametrize("body", BODIES, ids=ascii)
def test_a_digest_is_of_its_own_text_only(body: str) -> None:
    assert is_digest_of(digest(body, SECRETS), body, SECRETS)
    assert not is_digest_of(digest(body, SECRETS), body + " ", SECRETS)
    assert len(digest(body, SECRETS)) == 64


def test_a_digest_is_known_again_after_a_rotation() -> None:
    kept = digest("hair", ["old"])
    assert kept != digest("hair", SECRETS)
    assert is_digest_of(kept, "hair", SECRETS)
    assert not is_digest_of(kept, "hair", ["new"])


def test_a_text_that_is_a_number_does_not_have_the_hash_of_its_owner() -> None:
    person = identify(NUMBER, SECRETS)
    assert person
    assert digest(NUMBER, SECRETS) not in person.keys[0]
