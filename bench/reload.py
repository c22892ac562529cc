"""Times hot reload: from the save of a file to the last worker's new answer, on the shipped line with 4 workers."""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from time import monotonic, sleep

from tests.test_reload import REAL, WORKERS, every_worker
from tests.test_serve import serving

ROOT = Path(__file__).parent.parent
FILE, LABEL = "content/en/pain-skin.yaml", "label: hair loss"


def main() -> None:
    seconds = []
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary) / "line"
        for folder in ("menus", "content"):
            shutil.copytree(ROOT / folder, root / folder)
        path = root / FILE
        words = path.read_text(encoding="utf-8")
        env = {**REAL, "HOTLINE_ALLOW_DRAFTS": "1"}
        with (
            serving(root, Path(temporary) / "state", env=env, workers=WORKERS) as process,
            every_worker(process) as workers,
        ):
            for turn in range(5):
                before = {worker.ready()["line"]["version"] for worker in workers}
                path.write_text(
                    words.replace(LABEL, f"{LABEL} {'again ' * ((turn + 1) % 2)}".rstrip()), encoding="utf-8"
                )
                began = monotonic()
                while before & {worker.ready()["line"]["version"] for worker in workers}:
                    sleep(0.05)
                seconds.append(monotonic() - began)
                sleep(1)
    told = ", ".join(f"{one:.2f}" for one in sorted(seconds))
    sys.stdout.write(f"{WORKERS} workers, seconds from the save to the last worker: {told}; median ")
    sys.stdout.write(f"{statistics.median(seconds):.2f}\n")


if __name__ == "__main__":
    main()
