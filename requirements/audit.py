"""Tells what pip-audit found, from its JSON on standard input.

pip-audit ends with "no known vulnerabilities" and exit 0 when it could not look up a single package. Here that is 2.
"""

from __future__ import annotations

import json
import sys
from typing import Any


def told(found: dict[str, Any]) -> tuple[int, str]:
    """The exit code and what to say: 0 nothing known, 1 flaws, 2 not everything could be looked up."""
    packages = found.get("dependencies", [])
    flaws = [
        f"{one['name']} {one['version']}: {flaw['id']}, mended in {', '.join(flaw['fix_versions']) or 'no version yet'}"
        for one in packages
        for flaw in one.get("vulns", [])
    ]
    skipped = [one["name"] for one in packages if "skip_reason" in one]
    if flaws:
        return 1, "\n".join(flaws)
    if not packages or len(skipped) == len(packages):
        return 2, "the database of known flaws cannot be reached from here: NOTHING was looked up"
    if skipped:
        return 2, f"{len(skipped)} of {len(packages)} packages could not be looked up: {', '.join(skipped)}"
    return 0, f"no known flaw in {len(packages)} packages"


if __name__ == "__main__":
    try:
        code, text = told(json.load(sys.stdin))
    except ValueError:
        code, text = 2, "the database of known flaws cannot be reached from here: NOTHING was looked up"
    sys.stderr.write(f"{text}\n")
    sys.exit(code)
