"""Hotline: an accessible SMS and voice information line, written in YAML by the people who run it."""
