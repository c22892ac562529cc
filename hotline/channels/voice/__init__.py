"""Telephone calls: what a caller did, and what is spoken to them."""

from hotline.channels.voice.hear import hear, turn_key
from hotline.channels.voice.script import SLOWER, Script, Speech, Wait, extent, settle, write
from hotline.channels.voice.speech import Utterance
from hotline.channels.voice.twiml import apology, to_twiml

__all__ = [
    "SLOWER",
    "Script",
    "Speech",
    "Utterance",
    "Wait",
    "apology",
    "extent",
    "hear",
    "settle",
    "to_twiml",
    "turn_key",
    "write",
]
