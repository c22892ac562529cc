"""Trying a line before anybody calls it: a phone made of the real engine, conversations written down, every way walked."""
