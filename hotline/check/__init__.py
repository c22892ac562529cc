"""The linter of lines. Problems are values; printing is elsewhere."""

from hotline.check.examine import Report, drafts, examine, load_line, load_served, unchecked, whole_line
from hotline.check.rules import PAGES, RULES

__all__ = ["PAGES", "RULES", "Report", "drafts", "examine", "load_line", "load_served", "unchecked", "whole_line"]
