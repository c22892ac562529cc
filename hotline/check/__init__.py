"""The linter of lines. Problems are values; printing is elsewhere."""

from hotline.check.examine import Report, drafts, examine, load_line, load_served, unchecked, whole_line
from hotline.check.recorded import Recorded, recorded
from hotline.check.rules import PAGES, RULES
from hotline.check.subject import Subject

__all__ = [
    "PAGES",
    "RULES",
    "Recorded",
    "Report",
    "Subject",
    "drafts",
    "examine",
    "load_line",
    "load_served",
    "recorded",
    "unchecked",
    "whole_line",
]
