"""The HTTP side: webhooks, signatures, recordings, health."""

from hotline.web.audio import make_audio
from hotline.web.desk import Desk
from hotline.web.door import Door
from hotline.web.health import make_health
from hotline.web.paths import Paths
from hotline.web.signature import Signatures, sign
from hotline.web.size import FIELDS, LARGEST
from hotline.web.webhooks import make_webhooks

__all__ = [
    "FIELDS",
    "LARGEST",
    "Desk",
    "Door",
    "Paths",
    "Signatures",
    "make_audio",
    "make_health",
    "make_webhooks",
    "sign",
]
