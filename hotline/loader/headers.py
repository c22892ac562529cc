"""What kind of sound a file holds and how long it takes, read from its own headers.

Fit for a telephone are WAV with 8,000 samples a second, one channel, as plain (PCM) or mu-law samples, and MP3 of any
rate. Sources: RFC 2361 (the codes of WAV), ISO 11172-3 and 13818-3 (the frames of MP3).
"""

from __future__ import annotations

import struct
from functools import lru_cache
from typing import Literal, NamedTuple

RATE = 8000  # samples a second of a telephone line
PCM, MU_LAW, EXTENSIBLE = 1, 7, 0xFFFE
_NAMES = {2: "ADPCM", 3: "floating point", 6: "A-law", 17: "IMA ADPCM", 49: "GSM", 85: "MP3"}
_CURE = "save it as WAV with 8,000 samples a second (8000 Hz), one channel (mono), 16-bit PCM or mu-law, or as MP3"

_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}  # by version: 1, 2, 2.5
_KILOBITS = {
    True: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0),  # version 1
    False: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0),
}
_ENOUGH = 3  # frames in a row that make an MP3; in other data one is there by chance
_JUNK = 65536  # bytes that are looked through for the next frame: tags and covers stand before, between and behind


class Sound(NamedTuple):
    """A sound that can be played."""

    kind: Literal["wav", "mp3"]
    seconds: float


class Unfit(Exception):
    """The file holds no sound that can be played; the text says what it holds and what would fit."""


def sound_of(data: bytes) -> Sound:
    """The sound in a file's bytes, or ``Unfit``."""
    if data[:4] == b"RIFF" and data[8:12] == b"WAVE":
        return Sound("wav", _wav(data))
    seconds = _mp3(data)
    if not seconds:
        raise Unfit(f"is neither WAV nor MP3; {_CURE}")
    return Sound("mp3", seconds)


def _wav(data: bytes) -> float:
    """The seconds of a WAV file: its chunks are a name, a length and the bytes, each padded to an even length."""
    at, rate = 12, 0
    while at + 8 <= len(data):
        name, length = data[at : at + 4], struct.unpack_from("<I", data, at + 4)[0]
        at += 8
        if name == b"fmt " and length >= 16 and at + 16 <= len(data):
            rate = _bytes_a_second(data[at : at + length])
        elif name == b"data":
            return _seconds(len(data) - at, length, rate)
        at += length + length % 2
    raise Unfit(f"has no sound in it; {_CURE}")


def _seconds(there: int, said: int, rate: int) -> float:
    if not rate:
        raise Unfit(f"does not say how its sound is written; {_CURE}")
    written_as_it_came = said in (0, 0xFFFFFFFF)  # a program that wrote into a pipe did not know the length
    if there < said and not written_as_it_came:
        raise Unfit("is cut off: its sound is longer than the file; save or copy it again")
    if not there or not (said or written_as_it_came):
        raise Unfit("has no sound in it; record it again")
    return (there if written_as_it_came else said) / rate


def _bytes_a_second(fmt: bytes) -> int:
    code, channels, rate, _, _, bits = struct.unpack_from("<HHIIHH", fmt)
    if code == EXTENSIBLE and len(fmt) >= 26:
        code = struct.unpack_from("<H", fmt, 24)[0]
    if code not in (PCM, MU_LAW) or bits not in ((8, 16) if code == PCM else (8,)):
        raise Unfit(f"is WAV of another kind ({_NAMES.get(code, f'code {code}')}, {bits} bits); {_CURE}")
    if channels != 1:
        raise Unfit(f"has {channels} channels; {_CURE}")
    if rate != RATE:
        raise Unfit(f"has {rate:,} samples a second; {_CURE}")
    return RATE * int(bits) // 8


def _mp3(data: bytes) -> float:
    """The seconds of an MP3 file; 0 where it is none. Every frame tells its own length and how long it sounds."""
    at, skipped, run, running, sounding = _after_tag(data), 0, 0, 0.0, 0.0
    while 0 <= at <= len(data) - 4 and skipped < _JUNK:
        length, seconds = _frame(data[at], data[at + 1], data[at + 2])
        if length:
            at, run, running = at + length, run + 1, running + seconds
            continue
        sounding += running if run >= _ENOUGH else 0
        following = data.find(b"\xff", at + 1)
        at, skipped, run, running = following, skipped + following - at, 0, 0.0
    return sounding + (running if run >= _ENOUGH else 0)


def _after_tag(data: bytes) -> int:
    """Where the frames begin: behind an ID3 tag, whose length is in seven bits a byte."""
    if data[:3] != b"ID3" or len(data) < 10:
        return 0
    a, b, c, d = data[6:10]
    return 10 + (a << 21 | b << 14 | c << 7 | d) + (10 if data[5] & 0x10 else 0)


@lru_cache(maxsize=1024)
def _frame(one: int, two: int, three: int) -> tuple[int, float]:
    """The bytes of a frame of layer 3 with this header and the seconds that it sounds; zeros where it is no header."""
    version, layer = two >> 3 & 3, two >> 1 & 3
    if one != 0xFF or two & 0xE0 != 0xE0 or layer != 1 or version not in _RATES or three >> 2 & 3 == 3:
        return 0, 0.0
    rate, kilobits = _RATES[version][three >> 2 & 3], _KILOBITS[version == 3][three >> 4]
    if not kilobits:
        return 0, 0.0
    samples = 1152 if version == 3 else 576
    return samples // 8 * kilobits * 1000 // rate + (three >> 1 & 1), samples / rate
