"""Another process with a store: ``store_worker.py DEED WHERE NUMBER [COUNT]``. It begins when sent a line.

WHERE is the path of a SQLite file, or the address of a PostgreSQL database.
"""

from __future__ import annotations

import os
import resource
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from store_turns import NOW, SECRET, one_more, patient, ready

from hotline.errors import StoreError
from hotline.store import Person, SqliteStore, Store, identify


def say(word: object) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def at_once(store: Store, person: Person, count: int) -> None:
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


def for_ever(store: Store, person: Person, count: int) -> None:
    """Turn after turn, each acknowledged once it is kept, until somebody kills us. Every third is durable."""
    turns = 0
    while True:
        with store.transaction(person, f"SM{turns + 1}", NOW, durable=turns % 3 == 0) as turn:
            turns = one_more(turn, f"SM{turns + 1}")
        say(turns)


def until_full(store: Store, person: Person, count: int) -> None:
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


def forked(store: Store, person: Person, count: int) -> None:
    """So many children, forked while a thread of ours takes turn after turn, take ten turns each."""
    stop, ours = threading.Event(), [0]

    def texts() -> None:
        while not stop.is_set():
            ours[0] += take_one(store, person)

    thread = threading.Thread(target=texts)
    thread.start()
    children = [os.fork() or leave(lambda: take_ten(store, person)) for _ in range(count)]
    codes = [os.waitpid(child, 0)[1] for child in children]
    stop.set()
    thread.join()
    with store.transaction(person, "after", NOW) as turn:
        say(f"{codes} {one_more(turn, 'after') - ours[0]}")


def forked_inside(store: Store, person: Person, count: int) -> None:
    """A fork in the middle of a turn: the child is told at once that it has no store, the parent goes on."""
    with store.transaction(person, "before", NOW) as turn:
        one_more(turn, "before")
        code = os.waitpid(os.fork() or leave(store.ping), 0)[1]
    with store.transaction(person, "after", NOW) as turn:
        say(f"{os.waitstatus_to_exitcode(code)} {one_more(turn, 'after')}")


def take_one(store: Store, person: Person) -> int:
    with store.transaction(person, "SM", NOW) as turn:
        one_more(turn, "SM")
    return 1


def take_ten(store: Store, person: Person) -> None:
    """A child's turns, with nothing of its parent's open."""
    inherited = [fd.resolve().name for fd in Path("/proc/self/fd").iterdir()]
    assert not [name for name in inherited if name.startswith("store.db")]
    for _ in range(10):
        take_one(store, person)


def leave(deed: Callable[[], object]) -> NoReturn:
    """What a child does after its fork: exit code 0, or 7 for a store lost in the fork."""
    code = 1
    try:
        deed()
        code = 0
    except StoreError as error:
        code = 7 if "forked" in str(error) else 1
    finally:
        os._exit(code)


DEEDS = {deed.__name__: deed for deed in (at_once, for_ever, until_full, forked, forked_inside)}

if __name__ == "__main__":
    name, path, sender, *rest = sys.argv[1:]
    caller = identify(sender, [SECRET])
    assert caller
    opened: Store = ready(patient(path)) if path.startswith("postgresql:") else SqliteStore(path)
    say("ready")
    sys.stdin.readline()
    DEEDS[name](opened, caller, int(rest[0]) if rest else 0)
