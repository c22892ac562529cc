"""The words that a reviewer signed, where they can still be found, and what changed in them since.

A signature holds a hash of the words, not the words. They are looked for in the last good copy of the line, in the file
as it was before its latest change, and in the git revision in which the hash came into the file. What is found counts
only where it has that very hash.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from hotline.errors import HotlineError
from hotline.loader import WrittenWords, read_folder, words_hash
from hotline.workbench.difftext import compared
from hotline.workbench.revision import first_with, line_at
from hotline.workbench.trial import copied

Compared = tuple[str, list[str]]  # which of label, sms and voice, and its sentences as ``compared`` gives them


def since_signed(root: Path, words: WrittenWords, kept: Path | None, before: Path) -> list[Compared] | None:
    """What changed in words since they were signed; nothing where what was signed is not to be found.

    ``kept`` is the folder of the last good copy, ``before`` the file before its latest change, if there is one.
    """
    signed = next(
        (found for found in _found(root, words, kept, before) if found is not None and _is_signed(found, words)), None
    )
    if signed is None:
        return None
    forms = (("label", signed.label, words.label), ("sms", signed.sms, words.sms), ("voice", signed.voice, words.voice))
    return [(form, compared(old or "", new or "")) for form, old, new in forms if (old or "") != (new or "")]


def _found(root: Path, words: WrittenWords, kept: Path | None, before: Path) -> Iterator[WrittenWords | None]:
    if kept is not None:
        yield _words_in(kept, words)
    if before.is_file():
        with copied(root) as copy:
            shutil.copyfile(before, copy / words.id.mark.file)
            yield _words_in(copy, words)
    try:
        revision = first_with(root, words.id.mark.file, str((words.review or {}).get("hash", "")))
        if revision:
            with line_at(root, revision) as folder:
                yield _words_in(folder, words)
    except HotlineError:  # no git here, or no repository: what was signed is not known
        return


def _words_in(folder: Path, words: WrittenWords) -> WrittenWords | None:
    language = read_folder(folder).written.languages.get(words.lang)
    return language.words.get(str(words.id)) if language is not None else None


def _is_signed(found: WrittenWords, words: WrittenWords) -> bool:
    return words_hash(found) == (words.review or {}).get("hash")
