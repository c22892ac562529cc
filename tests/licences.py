"""The licences of all that is installed with the line. `python -m tests.licences` writes docs/licences.md anew."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, metadata

from tests.driver import SHIPPED

PAGE = SHIPPED / "docs" / "licences.md"
SAYS_NOTHING = {  # looked up by hand: a package that names none, and those that not every system has
    "axe-playwright-python": "MIT; brings axe-core, MPL-2.0",
    "colorama": "BSD-3-Clause",
    "librt": "MIT",
    "psycopg-binary": "LGPL-3.0-only",
}
ALSO_CALLED = {
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
# What anybody may run a line with and pass on. LGPL and MPL ask that their own files stay open.
FREE = {"Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "LGPL-3.0-only", "MIT", "MPL-2.0", "PSF-2.0"}
HEAD = """\
# Licences

Hotline's program is under the MIT licence ([LICENSE](../LICENSE)), the words of the shipped line under CC BY 4.0
([LICENSE-content](../LICENSE-content)). All else is installed from the lock files in `requirements/`, unchanged.
`python -m tests.licences` writes this page from what the packages say of themselves; a test keeps it so.
"""
NOTES = """
psycopg is used as it is and can be replaced, which is what the LGPL asks for; it is only loaded with `HOTLINE_STORE=postgresql://`.
Found at run time and not brought along: espeak-ng (GPL-3.0, a program of its own), PostgreSQL, Caddy.
"""


def locked(file: str) -> list[str]:
    """The names of the packages in a lock file."""
    text = (SHIPPED / "requirements" / file).read_text("utf-8")
    return sorted(re.findall(r"^([a-z0-9._-]+)==", text, re.MULTILINE))


def licence(name: str) -> str:
    """What a package says its licence is; "" where it is not installed here and nobody looked it up."""
    try:
        found = metadata(name)
    except PackageNotFoundError:
        return SAYS_NOTHING.get(name, "")
    kinds = [row.rpartition(" :: ")[2] for row in found.get_all("Classifier") or [] if row.startswith("License :: ")]
    plain = found.get("License") or ""
    said = found.get("License-Expression") or (plain if 0 < len(plain) < 30 else "") or ", ".join(kinds)
    return ALSO_CALLED.get(said, said) or SAYS_NOTHING.get(name, "")


def page() -> str:
    """The page as it should be."""
    run = locked("run.txt")
    parts = {
        "With a running service": run,
        "For tests and building alone": [n for n in locked("dev.txt") if n not in run],
    }
    rows = "\n".join(
        f"\n## {head}\n\n| package | licence |\n| --- | --- |\n" + "\n".join(f"| {n} | {licence(n)} |" for n in names)
        for head, names in parts.items()
    )
    return f"{HEAD}{rows}\n{NOTES}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
