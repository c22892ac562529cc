"""How fast the line is, beside what it stands on and beside what others build: ``python -m bench.speed``."""
