"""A line's files as they were at a git revision, read with the ``git`` program into a folder that goes away again.

Rule 1: the repository is only read. Nothing is checked out, and the working tree stays as it is.
Rule 2: a name that somebody typed is never taken for an option of git.
"""

from __future__ import annotations

import io
import os
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from hotline.errors import HotlineError

_FOLDERS = ("menus", "content")
_NOT_OURS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")  # set inside a hook, for another folder


@contextmanager
def line_at(folder: Path, revision: str) -> Iterator[Path]:
    """A folder with the menus and the content that ``folder`` had at a revision, while the block runs."""
    commit = _commit(folder, revision)
    there = set(_git(folder, "ls-tree", "--name-only", commit, "--", *_FOLDERS).decode().split())
    if there != set(_FOLDERS):
        missing = " and no ".join(f"{name}/" for name in _FOLDERS if name not in there)
        raise HotlineError(f"{revision} has no line in {folder}: there is no {missing} in it")
    archive = _git(folder, "archive", "--format=tar", commit, "--", *_FOLDERS)
    with TemporaryDirectory(prefix="hotline-") as copy:
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            try:
                tar.extractall(copy, filter="data")
            except tarfile.TarError as error:
                raise HotlineError(f"{revision} cannot be read from {folder}: {error}") from None
        yield Path(copy)


def first_with(folder: Path, name: str, text: str) -> str:
    """The first revision in which a file below the folder has a text; "" where the repository knows of none."""
    found = _git(folder, "log", "--reverse", "--format=%H", f"-S{text}", "--", name).decode().split()
    return found[0] if found else ""


def _commit(folder: Path, revision: str) -> str:
    if not folder.is_dir():
        raise HotlineError(f"there is no folder {folder}, so no repository with {revision}")
    _git(folder, "rev-parse", "--git-dir")
    try:
        found = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except HotlineError:
        raise HotlineError(f'"{revision}" is no folder, and no revision of the git repository at {folder}') from None
    return found.decode().strip()


def _git(folder: Path, *arguments: str) -> bytes:
    environment = {name: value for name, value in os.environ.items() if name not in _NOT_OURS}
    try:
        ran = subprocess.run(
            ["git", "-C", str(folder), *arguments], capture_output=True, check=False, env={**environment, "LC_ALL": "C"}
        )
    except FileNotFoundError:
        raise HotlineError(
            "git is not installed, and a revision is read with it; compare two folders instead"
        ) from None
    if ran.returncode:
        said = ran.stderr.decode(errors="replace").strip().splitlines()
        if any("not a git repository" in text for text in said):
            raise HotlineError(f"{folder} is in no git repository, so it has no revisions; give a folder instead")
        raise HotlineError(f"git cannot read {folder}: {said[0] if said else f'exit {ran.returncode}'}")
    return ran.stdout
