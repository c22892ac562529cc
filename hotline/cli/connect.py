"""``hotline connect``: points a phone number at Twilio to this service. It shows first what it would do."""

from __future__ import annotations

import os
import re
import sys
from urllib.parse import urlsplit

import click

from hotline.connect import Account, Change, Number, changes, fallbacks, shown, wanted
from hotline.errors import HotlineError
from hotline.outbox.rest import Rest
from hotline.settings import Settings, read_settings

_PHONE = re.compile(r"\+[1-9][0-9]{6,14}")


@click.command()
@click.argument("number")
@click.option("--voice-fallback", default="", metavar="URL", help="What Twilio fetches when a call is not answered.")
@click.option("--sms-fallback", default="", metavar="URL", help="What Twilio fetches when a text is not answered.")
@click.option("--yes", is_flag=True, help="Change it. Left out, only what would change is shown.")
def connect(*, number: str, voice_fallback: str, sms_fallback: str, yes: bool) -> None:
    """Point NUMBER, a phone number of the account at Twilio, to this service.

    Without --yes nothing is changed; then exit 1 says that something is to be.
    """
    phone = "+" + re.sub(r"[^0-9]", "", number)
    if not _PHONE.fullmatch(phone):
        raise click.UsageError("a number is written with its country, like +15005550000")
    settings = read_settings(os.environ)
    for option, url in (("--voice-fallback", voice_fallback), ("--sms-fallback", sms_fallback)):
        _fits(option, url, settings.public_url)
    account = Account(_rest(settings))
    found = account.number(phone)
    if found is None:
        raise HotlineError(f"{phone} is no number of this account at Twilio")
    should = {**wanted(found, settings.public_url), **fallbacks(voice_fallback, sms_fallback)}
    sys.exit(_connect(account, found, should, yes=yes))


def _connect(account: Account, number: Number, should: dict[str, str], *, yes: bool) -> int:
    """Show what is to be changed, and change it if that is wanted. The exit code."""
    left = changes(number, should)
    click.echo("\n".join([number.phone, *map(_row, left)]) if left else f"{number.phone} is as it should be.")
    if left and yes:
        number = account.change(number, {change.field: change.then for change in left})
        left = changes(number, should)
        if left:
            raise HotlineError("\n".join(["Twilio did not take all of it:", *map(_row, left)]))
        click.echo("Done.")
    elif left:
        click.echo("Nothing was changed. With --yes it is.")
    return 1 if left or _notes(account, number, should) else 0


def _row(change: Change) -> str:
    return f"  {change.label}: {shown(change.now)} -> {shown(change.then)}"


def _notes(account: Account, number: Number, should: dict[str, str]) -> bool:
    """Tell what this command leaves to people. True where something of it keeps texts away."""
    for channel, label in (("voice", "calls"), ("sms", "texts")):
        if f"{channel}_url" in should and not (should | dict(number.set)).get(f"{channel}_fallback_url"):
            click.echo(f"There is no fallback for {label}: see docs/guide/launch.md, step 6, and --{channel}-fallback.")
    service = account.service(number) if number.sms else None
    if service is None or service.defers or service.url == should["sms_url"]:
        return False
    click.echo(
        f'The number is in the messaging service "{service.name}", whose own address wins for texts. '
        'Set its incoming messages to "Defer to sender\'s webhook".'
    )
    return True


def _rest(settings: Settings) -> Rest:
    if not settings.account or not settings.tokens:
        missing = "TWILIO_AUTH_TOKEN" if settings.account else "TWILIO_ACCOUNT_SID"
        raise HotlineError(f"{missing} is missing: it is on the Twilio console's first page")
    if not settings.public_url:
        raise HotlineError("HOTLINE_PUBLIC_URL is missing: the https address that Twilio posts to")
    return Rest(settings.account, settings.tokens, settings.api)


def _fits(option: str, url: str, public_url: str) -> None:
    parts = urlsplit(url)
    if url and (parts.scheme != "https" or not parts.hostname):
        raise click.UsageError(f"{option} needs an address that begins with https://")
    if url and parts.hostname == urlsplit(public_url).hostname:
        raise click.UsageError(f"{option} is on the host of the service, and would be down with it")
