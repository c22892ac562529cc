"""``hotline password``: what stands for somebody's password in the settings of the console."""

from __future__ import annotations

import click

from hotline.errors import HotlineError

SHORTEST, LONGEST_NAME = 12, 80  # characters


@click.command()
@click.argument("name")
def password(name: str) -> None:
    """Ask for a password, and print what HOTLINE_CONSOLE_USERS needs to let NAME in with it."""
    name = name.strip()
    if not name or not name.isprintable() or set(name) & set(",:") or len(name) > LONGEST_NAME:
        raise click.UsageError(f"a name has at most {LONGEST_NAME} letters, and no commas or colons")
    try:
        from hotline.console import hashed_password
    except ImportError:
        raise HotlineError('the console is not installed; install "hotline[console]"') from None
    chosen = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    if len(chosen) < SHORTEST:
        raise HotlineError(f"the password has {len(chosen)} characters; it needs {SHORTEST} or more")
    click.echo(f"{name}:{hashed_password(chosen)}")
