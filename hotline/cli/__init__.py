"""The ``hotline`` command. Exit 0: fine, 1: problems found, 2: misuse."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from hotline.errors import HotlineError

__all__ = ["hotline", "main"]

COMMANDS = (
    "serve",
    "talk",
    "ask",
    "check",
    "doctor",
    "connect",
    "map",
    "diff",
    "script",
    "card",
    "listen",
    "audio",
    "schema",
    "new",
    "review",
    "learn",
    "outbox",
    "stats",
    "password",
    "store",
    "backup",
)


class _Commands(click.Group):
    """Each command is a module of its name here, imported when it is asked for: a check does not wait for a map."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in the order of the alphabet."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command with this name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"hotline.cli.{cmd_name}"), cmd_name)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="hotline", message="%(version)s")
def hotline() -> None:
    """An information line that answers texts and calls, written in YAML.

    DIR is a folder with menus/ and content/. Left out, it is HOTLINE_LINE, else the working directory if it holds a
    line, else the line that is shipped.
    """


def main() -> None:
    """Run the command; a mistake somebody can mend is one message, never a traceback."""
    try:
        hotline()
    except HotlineError as error:
        click.echo(str(error), err=True)
        sys.exit(error.exit_code)
    except SystemExit as left:
        if sys.argv[1:2] == ["check"] and isinstance(left.code, int):
            _leave(left.code)
        raise


def _leave(code: int) -> None:
    """End at once: to free one by one all that a check has made takes a tenth of its time."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
