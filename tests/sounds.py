"""Sounds made of nothing, for recordings in tests."""

from __future__ import annotations

import struct
from pathlib import Path

PCM, MU_LAW = 1, 7


def wav(
    seconds: float, *, code: int = MU_LAW, rate: int = 8000, channels: int = 1, bits: int = 8, tone: int = 0
) -> bytes:
    """A WAV file of silence, or of another sample all over."""
    data = bytes([tone]) * int(seconds * rate * channels * bits // 8)
    fmt = struct.pack("<HHIIHH", code, channels, rate, rate * channels * bits // 8, channels * bits // 8, bits)
    return riff(fmt, data)


def riff(fmt: bytes, data: bytes, *, said: int | None = None, before: bytes = b"") -> bytes:
    """A WAV file with these chunks; ``said`` is the length that it tells of its sound."""
    length = len(data) if said is None else said
    body = b"WAVE" + before + b"fmt " + struct.pack("<I", len(fmt)) + fmt + b"data" + struct.pack("<I", length) + data
    return b"RIFF" + struct.pack("<I", len(body)) + body


def mp3(frames: int) -> bytes:
    """An MP3 file of version 1, 128 kilobits and 44,100 samples a second: 1,152 samples a frame."""
    return (bytes((0xFF, 0xFB, 0x90, 0)) + bytes(413)) * frames


def record(root: Path, place: str, sound: bytes, lang: str = "en", kind: str = "wav") -> Path:
    """Put a recording into a line's folder."""
    path = root / "menus" / "audio" / lang / f"{place}.{kind}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(sound)
    return path
