"""``hotline password``: what stands for somebody's password in the settings of the console."""

from __future__ import annotations

import click

from hotline.errors import HotlineError

SHORTEST = 12  # characters


@click.command()
@click.argument("name")
def password(name: str) -> None:
    """Ask for a password, and print what HOTLINE_CONSOLE_USERS needs to let NAME in with it."""
    if not name.strip() or set(name) & set(",:"):
        raise click.UsageError("a name is without commas and colons")
    try:
        from hotline.console import hashed_password
    except ImportError:
        raise HotlineError('the console is not installed; install "hotline[console]"') from None
    chosen = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    if len(chosen) < SHORTEST:
        raise HotlineError(f"the password has {len(chosen)} characters; it needs {SHORTEST} or more")
    click.echo(f"{name.strip()}:{hashed_password(chosen)}")
