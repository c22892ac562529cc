"""Text messages: what somebody texted, and the one text that answers it."""

from hotline.channels.sms.hear import hear
from hotline.channels.sms.render import Book, render, settle, size
from hotline.channels.sms.segments import Segments, count
from hotline.channels.sms.twiml import to_twiml

__all__ = ["Book", "Segments", "count", "hear", "render", "settle", "size", "to_twiml"]
