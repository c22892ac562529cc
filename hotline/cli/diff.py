"""``hotline diff``: what changed between two lines, or between two states of one, for a reviewer."""

from __future__ import annotations

import json
import sys
from contextlib import ExitStack
from pathlib import Path

import click

from hotline.check import examine, whole_line
from hotline.cli.line import folder_of
from hotline.errors import HotlineError, LineError
from hotline.model import Line
from hotline.workbench.diff import diff as difference
from hotline.workbench.difftext import as_data, tell
from hotline.workbench.revision import line_at

NOW = "the files as they are now"


@click.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="[NEW]", required=False)
@click.option("--dir", "folder", type=click.Path(path_type=Path, file_okay=False), help="Whose revisions are meant.")
@click.option("--lang", help="Only this language, and what belongs to none.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def diff(old: str, new: str | None, folder: Path | None, lang: str | None, as_json: bool) -> None:
    """Show what changed from OLD to NEW, each changed place once.

    OLD and NEW are folders with menus/ and content/, or git revisions of the line's folder. NEW left out means the
    files as they are now.
    """
    home = folder_of(folder)
    before, after = _line(old, home), _line(new, home)
    known = {**before.languages, **after.languages}
    if lang is not None and lang not in known:
        raise click.UsageError(f'"{lang}" is a language of neither side; they have {", ".join(known)}')
    found = difference(before, after)
    if lang is not None:
        found = found.only(lang)
    if as_json:
        click.echo(json.dumps({"old": old, "new": new, **as_data(found)}, ensure_ascii=False, indent=2))
    else:
        click.echo(tell(found) or f"no difference between {old} and {new or NOW}")
    sys.exit(0)


def _line(named: str | None, home: Path) -> Line:
    """The line that is meant. A folder comes before a revision of the same name."""
    with ExitStack() as stack:
        if named is None:
            folder = home
        elif named and Path(named).is_dir():
            folder = Path(named)
        else:
            folder = stack.enter_context(line_at(home, named))
        if not (folder / "menus").is_dir():
            raise HotlineError(f"{named or folder} holds no line: there is no menus/ in it")
        report = examine(folder)
        line = report.line or whole_line(folder)
    if line is None:
        errors = "\n".join(map(str, report.errors))
        raise LineError(f"{named or NOW}: these errors must be mended before it can be compared\n{errors}")
    if report.errors:
        many = f"{len(report.errors)} errors" if len(report.errors) > 1 else "an error"
        click.echo(f"{named or NOW}: `hotline check` finds {many} there; compared all the same", err=True)
    return line
