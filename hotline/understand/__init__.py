"""What a text or an utterance means. Built at load, pure after, and looked up before the store's transaction opens."""

from hotline.understand.either import either
from hotline.understand.fold import fold, fold_written, squeeze
from hotline.understand.index import CARRIER, FCC_STOP, Index
from hotline.understand.patterns import Patterns, as_written
from hotline.understand.scrub import GAP, Scrubber, matter

__all__ = [
    "CARRIER",
    "FCC_STOP",
    "GAP",
    "Index",
    "Patterns",
    "Scrubber",
    "as_written",
    "either",
    "fold",
    "fold_written",
    "matter",
    "squeeze",
]
