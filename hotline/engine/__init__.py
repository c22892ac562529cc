"""Pure: what was heard and what it means goes in, a turn comes out. Imports only the model."""

from hotline.engine.answer import PRECEDENCE, answer
from hotline.engine.moment import Extents, Texter
from hotline.engine.safety import act
from hotline.engine.send import deliver

__all__ = ["PRECEDENCE", "Extents", "Texter", "act", "answer", "deliver"]
