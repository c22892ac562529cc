"""``hotline talk``: a phone in the terminal. Plain lines, one thing each, that a screen reader reads well."""

from __future__ import annotations

import logging
from pathlib import Path
from time import time

import click

from hotline.channels.sms import count
from hotline.cli.line import line_argument, served_line
from hotline.cli.player import Player
from hotline.rehearsal import Phone, Stretch


@click.command()
@line_argument
@click.option("--voice", is_flag=True, help="Call the line instead of texting it.")
@click.option("--lang", help="Begin in this language.")
@click.option("--mute", is_flag=True, help="With --voice: only show what is said, without sound.")
def talk(folder: Path | None, voice: bool, lang: str | None, mute: bool) -> None:
    """Text or call the line here in the terminal."""
    if mute and not voice:
        raise click.UsageError("--mute goes with --voice")
    logging.disable(logging.CRITICAL)
    served = served_line(folder)
    if lang is not None and lang not in served.line.languages:
        raise click.UsageError(f'"{lang}" is no language of this line; it has {", ".join(served.line.languages)}')
    phone = Phone(served, now=int(time()))
    if voice:
        with Player(muted=mute) as player:
            _call(phone, lang, player)
    else:
        _texts(phone, lang)


def _texts(phone: Phone, lang: str | None) -> None:
    click.echo("Type a text and press Enter. An empty line is an empty text. Ctrl-D hangs up.")
    if lang is not None and lang != phone.served.line.default_language:
        _show(phone.text(phone.served.line.languages[lang].names[0]).text)
    while (typed := _read("you> ")) is not None:
        phone.now = int(time())
        _show(phone.text(typed).text)


def _show(text: str) -> None:
    if not text:
        click.echo("(no text comes back)")
        return
    for line in text.split("\n"):
        click.echo(f"line> {line}")
    size = count(text)
    click.echo(f"({size.segments} segment{'' if size.segments == 1 else 's'}, {size.units} {size.encoding})")


def _call(phone: Phone, lang: str | None, player: Player) -> None:
    click.echo("Type keys (1, 9, *, 0, #) or words, and press Enter. An empty line is silence. Ctrl-D hangs up.")
    heard = phone.call()
    _speak(heard, player)
    other = phone.served.line.default_language != (lang or phone.served.line.default_language)
    if other and heard.press:
        heard = phone.press(heard, "8")
        _speak(heard, player)
    while heard.press or heard.dialled:
        typed = _read("you> ")
        if typed is None:
            return
        phone.now = int(time())
        heard = _go_on(phone, heard, typed.strip())
        _speak(heard, player)
    player.finish()
    click.echo("(the line hangs up)")


def _go_on(phone: Phone, heard: Stretch, typed: str) -> Stretch:
    if heard.dialled or not typed:
        return phone.wait(heard)
    keys = set(typed) <= set("0123456789*#")
    if keys:
        return phone.press(heard, typed)
    if heard.speech:
        return phone.say(heard, typed)
    return phone.wait(heard)  # nothing listens for words now, so they are not heard


def _speak(heard: Stretch, player: Player) -> None:
    for spoken in heard.spoken:
        click.echo(f"line> {spoken}")
    if heard.dialled:
        click.echo(f"(dialling {heard.dialled}; press Enter as if nobody answered)")
    elif heard.press:
        click.echo("(listening for keys and words)" if heard.speech else "(only keys interrupt; Enter to hear it out)")
    player.play(heard.sounds)


def _read(prompt: str) -> str | None:
    try:
        return str(click.prompt(prompt, default="", show_default=False, prompt_suffix=""))
    except (click.Abort, EOFError):
        click.echo()
        return None
