"""Another process with a store: ``store_worker.py DEED PATH NUMBER [COUNT]``. Says "ready", waits for a line."""

from __future__ import annotations

import os
import resource
import sys
import threading

from store_turns import NOW, SECRET, one_more

from hotline.errors import StoreError
from hotline.store import Person, SqliteStore, identify


def say(word: object) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def at_once(store: SqliteStore, person: Person, count: int) -> None:
    """So many texts of one person at the same moment, each in a thread of its own."""

    def text(number: int) -> None:
        with store.transaction(person, f"SM{os.getpid()}-{number}", NOW) as turn:
            one_more(turn, f"SM{os.getpid()}-{number}")

    threads = [threading.Thread(target=text, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    say("done")


def for_ever(store: SqliteStore, person: Person, count: int) -> None:
    """Turn after turn, each acknowledged once it is kept, until somebody kills us. Every third is durable."""
    turns = 0
    while True:
        with store.transaction(person, f"SM{turns + 1}", NOW, durable=turns % 3 == 0) as turn:
            turns = one_more(turn, f"SM{turns + 1}")
        say(turns)


def until_full(store: SqliteStore, person: Person, count: int) -> None:
    """Turns until the file may not grow any more; then the limit is lifted and one more turn goes through."""
    add, fault = 0, ""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (count, hard))
    while not fault:
        try:
            with store.transaction(person, f"SM{add}", NOW) as turn:
                last = one_more(turn, f"SM{add}")
            add = last
        except StoreError as error:
            fault = str(error)
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    with store.transaction(person, "after", NOW) as turn:
        say(f"{add} {one_more(turn, 'after')} {fault}")


def forked(store: SqliteStore, person: Person, count: int) -> None:
    """A turn in the parent, then so many children that take one each from the same store, then one more."""
    with store.transaction(person, "before", NOW) as turn:
        one_more(turn, "before")
    children = []
    for _ in range(count):
        child = os.fork()
        if not child:
            at_once(store, person, 1)
            os._exit(0)
        children.append(child)
    codes = {os.waitpid(child, 0)[1] for child in children}
    with store.transaction(person, "after", NOW) as turn:
        say(f"{codes} {one_more(turn, 'after')}")


DEEDS = {deed.__name__: deed for deed in (at_once, for_ever, until_full, forked)}

if __name__ == "__main__":
    name, path, sender, *rest = sys.argv[1:]
    caller = identify(sender, [SECRET])
    assert caller
    say("ready")
    sys.stdin.readline()
    DEEDS[name](SqliteStore(path), caller, int(rest[0]) if rest else 0)
