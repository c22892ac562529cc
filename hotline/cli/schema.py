"""``hotline schema``: what an editor needs to complete and check the files of a line while one types."""

from __future__ import annotations

import os
from pathlib import Path

import click

from hotline.errors import HotlineError
from hotline.schemas import KINDS, file_name, first_lines, schema_text


@click.command()
@click.argument("kind", required=False, type=click.Choice(list(KINDS)))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="Write every schema into this folder."
)
def schema(kind: str | None, output: Path | None) -> None:
    """Print the JSON Schema of a kind of file; without KIND, list the kinds."""
    if kind is not None and output is not None:
        raise click.UsageError("-o writes every schema; leave KIND out, or leave -o out to print one")
    if output is not None:
        _write(output)
    elif kind is not None:
        click.echo(schema_text(kind), nl=False)
    else:
        width = max(map(len, KINDS))
        for name, pattern in KINDS.items():
            click.echo(f"{name:{width}}  {pattern}")


def _write(folder: Path) -> None:
    """The schemas into a folder; then what to put on top of the files of a line in the working directory."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for kind in KINDS:
            (folder / file_name(kind)).write_text(schema_text(kind), encoding="utf-8", newline="\n")
    except OSError as error:
        raise HotlineError(f"cannot write schemas into {folder}: {error.strerror}") from None
    click.echo(f"wrote {len(KINDS)} schemas into {folder}; the first two lines of a file name its schema:")
    for kind, pattern in KINDS.items():
        # relative, as a comment in a file is read from that file's own folder
        seen = os.path.relpath(folder, Path(pattern.replace("*/", "en/")).parent)
        click.echo(f"\n{pattern}\n{first_lines(kind, Path(seen).as_posix())}", nl=False)
