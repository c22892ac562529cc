"""What is in a sound file, for tests that listen."""

from __future__ import annotations

import array
import io
import wave
from dataclasses import dataclass


@dataclass(frozen=True)
class Wav:
    """A file as it was written: its format, its length, and each stretch of perfect silence, in seconds."""

    channels: int
    bits: int
    rate: int
    seconds: float
    silences: tuple[float, ...]

    def pauses(self, seconds: float) -> int:
        """How many silences are this long, or a tenth of a second longer where words begin or end with a breath."""
        return sum(seconds - 0.01 < silence < seconds + 0.1 for silence in self.silences)


def read_wav(content: bytes) -> Wav:
    """What is in these bytes. Silences under a tenth of a second are not told."""
    with wave.open(io.BytesIO(content)) as wav:
        count, rate = wav.getnframes(), wav.getframerate()
        samples = array.array("h", wav.readframes(count))
        assert len(samples) == count * wav.getnchannels(), "the header tells another length"
        found, run = [], 0
        for sample in (*samples, 1):
            if sample == 0:
                run += 1
                continue
            if run > rate / 10:
                found.append(run / rate)
            run = 0
        return Wav(wav.getnchannels(), wav.getsampwidth() * 8, rate, count / rate, tuple(found))
