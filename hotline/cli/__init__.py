"""The ``hotline`` command. Exit 0: fine, 1: problems found, 2: misuse."""

from __future__ import annotations

import sys

import click

from hotline.cli.ask import ask
from hotline.cli.check import check
from hotline.cli.diff import diff
from hotline.cli.doctor import doctor
from hotline.cli.map import map
from hotline.cli.new import new
from hotline.cli.review import review
from hotline.cli.schema import schema
from hotline.cli.script import script
from hotline.cli.serve import serve
from hotline.cli.talk import talk
from hotline.errors import HotlineError

__all__ = ["hotline", "main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="hotline", message="%(version)s")
def hotline() -> None:
    """An information line that answers texts and calls, written in YAML.

    DIR is a folder with menus/ and content/. Left out, it is HOTLINE_LINE, else the working directory if it holds a
    line, else the line that is shipped.
    """


for command in (serve, talk, ask, check, doctor, map, diff, script, schema, new, review):
    hotline.add_command(command)


def main() -> None:
    """Run the command; a mistake somebody can mend is one message, never a traceback."""
    try:
        hotline()
    except HotlineError as error:
        click.echo(str(error), err=True)
        sys.exit(error.exit_code)
