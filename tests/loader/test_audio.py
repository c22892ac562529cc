"""What lies in ``menus/audio``: sounds that can be played, and what is told of all else."""

from __future__ import annotations

import random
import struct
from pathlib import Path

import pytest

from hotline.loader import files, read_folder, version
from hotline.loader.audio import BYTES
from hotline.loader.headers import EXTENSIBLE, PCM, Unfit, sound_of
from tests.loader.sink import copy_sink
from tests.sounds import mp3, record, riff, wav

FMT = struct.pack("<HHIIHH", PCM, 1, 8000, 16000, 2, 16)
EXTENDED = struct.pack("<HHIIHHHHIH14s", EXTENSIBLE, 1, 8000, 16000, 2, 16, 22, 16, 4, PCM, bytes(14))
FRAME = 1152 / 44100
ID3 = b"ID3\x04\x00\x00\x00\x00\x02\x00" + b"\xff" * 256  # 256 bytes, in seven bits a byte


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_sink(tmp_path / "sink")


@pytest.mark.parametrize(
    ("why", "data", "kind", "seconds"),
    [
        ("mu-law", wav(2), "wav", 2),
        ("8-bit samples", wav(2, code=PCM), "wav", 2),
        ("16-bit samples", wav(2.5, code=PCM, bits=16), "wav", 2.5),
        ("the longer way to say 16-bit samples", riff(EXTENDED, bytes(16000)), "wav", 1),
        ("notes before the sound, of an odd length", riff(FMT, bytes(16000), before=b"LIST\x03\0\0\0abc\0"), "wav", 1),
        ("a length that was not known", riff(FMT, bytes(16000), said=0xFFFFFFFF), "wav", 1),
        ("a length of nothing, and there is something", riff(FMT, bytes(16000), said=0), "wav", 1),
        ("MP3", mp3(100), "mp3", 100 * FRAME),
        ("MP3 behind a tag full of what frames begin with", ID3 + mp3(100), "mp3", 100 * FRAME),
        ("MP3 before a tag", mp3(100) + b"TAG" + bytes(125), "mp3", 100 * FRAME),
        ("MP3 with rubbish inside", mp3(50) + b"\xff\xfb" + bytes(90) + mp3(50), "mp3", 100 * FRAME),
        ("MP3 of version 2, as for speech", (b"\xff\xf3\x40\xc0" + bytes(100)) * 50, "mp3", 50 * 576 / 22050),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_sound_tells_how_long_it_is(why: str, data: bytes, kind: str, seconds: float) -> None:
    sound = sound_of(data)
    assert sound.kind == kind
    assert sound.seconds == pytest.approx(seconds, abs=0.03), why


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "is neither WAV nor MP3"),
        (b"hello", "is neither WAV nor MP3"),
        (mp3(2), "is neither WAV nor MP3"),
        (b"\xff" * 300_000, "is neither WAV nor MP3"),
        (b"OggS" + bytes(999), "is neither WAV nor MP3"),
        (wav(2, rate=44100), "has 44,100 samples a second"),
        (wav(2, channels=2), "has 2 channels"),
        (wav(2, code=6), "is WAV of another kind (A-law, 8 bits)"),
        (wav(2, code=PCM, bits=24), "is WAV of another kind (code 1, 24 bits)"),
        (wav(2, code=85), "is WAV of another kind (MP3, 8 bits)"),
        (wav(0), "has no sound in it"),
        (wav(2)[:36], "has no sound in it"),
        (wav(2)[:5000], "is cut off"),
        (b"RIFF\0\0\0\0WAVEdata\x04\0\0\0abcd", "does not say how its sound is written"),
    ],
)
def test_what_cannot_be_played_says_why(data: bytes, told: str) -> None:
    with pytest.raises(Unfit) as unfit:
        sound_of(data)
    assert str(unfit.value).startswith(told)


def test_no_bytes_make_it_fail_otherwise() -> None:
    dice = random.Random(1)
    for whole in (wav(0.1), mp3(9), riff(EXTENDED, bytes(99)), ID3 + mp3(9)):
        for _ in range(300):
            changed = bytearray(whole[: dice.randrange(len(whole))])
            for _ in range(dice.randrange(9)):
                if changed:
                    changed[dice.randrange(min(60, len(changed)))] = dice.randrange(256)
            try:
                assert sound_of(bytes(changed)).seconds >= 0
            except Unfit:
                continue


@pytest.mark.parametrize(
    ("file", "data", "rule", "says"),
    [
        ("en/ovn.wav", wav(2), "unknown-place", 'did you mean "oven"?'),
        ("fr/oven.wav", wav(2), "unknown-language", '"fr" is no language'),
        ("oven.wav", wav(2), "file-name", "move it into the folder of its language, like menus/audio/en/"),
        ("en/oven.WAV", wav(2), "file-name", 'end its name in ".wav"'),
        ("en/pan.mp3", mp3(99), "file-name", 'is a second recording of "pan" beside'),
        ("stamps.yaml", b"x: y", "file-name", "the only YAML here is menus/audio/recorded.yaml"),
        ("en/oven.wav", wav(2, rate=44100), "audio-format", "save it as WAV with 8,000 samples a second"),
        ("en/oven.wav", b"RIFF" + bytes(BYTES), "too-big", "save it as mu-law or MP3"),
        ("en/oven.ogg", b"OggS", "audio-format", 'is ".ogg"'),
    ],
)
def test_what_is_wrong_is_told_of_the_file(root: Path, file: str, data: bytes, rule: str, says: str) -> None:
    path = root / "menus/audio" / file
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    (problem,) = read_folder(root).problems
    assert problem.rule == rule
    assert problem.mark.file.startswith("menus/audio/")
    assert says in problem.message


def test_a_folder_or_a_link_to_nothing_in_the_place_of_a_recording_is_told(root: Path) -> None:
    (root / "menus/audio/en/oven.wav").mkdir()
    (root / "menus/audio/es").mkdir()
    (root / "menus/audio/es/oven.wav").symlink_to("nowhere")
    assert [problem.rule for problem in read_folder(root).problems] == ["unreadable", "unreadable"]


def test_a_recording_is_one_of_the_line_s_files_and_a_part_of_its_version(root: Path) -> None:
    before = version(root)
    path = record(root, "oven", wav(3))
    assert path in files(root)
    longer = version(root)
    record(root, "oven", wav(3, tone=1))
    assert len({before, longer, version(root)}) == 3
    path.unlink()
    assert version(root) == before
