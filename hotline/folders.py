"""Where a line's folder is, when nobody says."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent


def find_line(asked: Path | None) -> Path:
    """The folder asked for, else the working directory if it holds a line, else the line that is shipped."""
    if asked is not None:
        return asked
    if (Path("menus") / "line.yaml").is_file():
        return Path()
    packaged = _HERE / "shipped"
    return packaged if packaged.is_dir() else _HERE.parent
