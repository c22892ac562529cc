"""QR codes for helpers with a smartphone. The library comes with the console; without it a card has none."""

from __future__ import annotations

QUIET = 4  # modules of white around a code, as the standard has it


def pattern(text: str) -> tuple[tuple[bool, ...], ...]:
    """The rows of a code with its quiet zone, True for black; none where the library is not installed."""
    try:
        import segno
    except ImportError:
        return ()
    code = segno.make_qr(text, error="m", boost_error=False)
    return tuple(tuple(bool(module) for module in row) for row in code.matrix_iter(border=QUIET))


def outline(rows: tuple[tuple[bool, ...], ...]) -> str:
    """The black of a code as the data of an SVG path, a unit for each module."""
    strokes = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            run = next((at for at in range(x, len(row)) if row[at] != row[x]), len(row)) - x
            if row[x]:
                strokes.append(f"M{x} {y}h{run}v1h-{run}z")
            x += run
    return "".join(strokes)
