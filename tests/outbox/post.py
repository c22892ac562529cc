"""A line that sends texts after calls, and the carrier that it sends them through: a test's hands on both."""

from __future__ import annotations

from pathlib import Path

from hotline.outbox import Sender
from hotline.outbox.ends import CHANNEL, STATUS
from hotline.outbox.sender import IDLE
from hotline.store import Store
from tests.driver import LINES, PUBLIC, SECRET, Call, Carrier
from tests.standin import StandIn


class Post:
    """The line, its store, and one process that sees to the outbox, on the line's clock."""

    def __init__(self, standin: StandIn, state: Path, store: str = "", line: Path = LINES / "kitchen-sink") -> None:
        self.standin = standin
        self.line = Carrier(line, state, store=store or f"sqlite:///{state}/store.db", sends=True)
        self.clock = self.line.clock
        self.store: Store = self.line.app.extensions["hotline"]["store"]
        self.sender = self.another()

    def another(self) -> Sender:
        """One more process that sees to the outbox."""
        return Sender(
            self.store,
            lambda: self.line.served,
            self.standin.rest(),
            (SECRET,),
            clock=self.clock,
            status_url=f"{PUBLIC}/sms/status",
            chance=lambda: 0.5,
        )

    def caller(self, number: str | None = None) -> Call:
        """Somebody who calls; the carrier knows their number."""
        call = self.line.caller(number if number is not None else self.line.stranger().number)
        self.standin.knows(call.sid, call.number)
        return call

    def asks(self, number: str | None = None) -> Call:
        """Somebody who heard about a leak and asked for it as a text."""
        return self.caller(number).presses("1").presses("1").is_at("leak").hears_out().presses("3")

    def sends(self, sender: Sender | None = None) -> Post:
        """See to all that is due now."""
        while (sender or self.sender).step() != IDLE:
            continue
        return self

    def later(self, seconds: int) -> Post:
        """Time goes by, and every second somebody looks into the outbox."""
        for _ in range(seconds):
            self.clock.now += 1
            self.sends()
        return self

    @property
    def waiting(self) -> int:
        """How many texts are not sent yet."""
        return self.store.waiting()[0]

    @property
    def ends(self) -> dict[str, int]:
        """How texts ended, and how many."""
        return self.counted(CHANNEL)

    @property
    def reported(self) -> dict[str, int]:
        """What the carrier reported of texts."""
        return self.counted(STATUS)

    def counted(self, channel: str) -> dict[str, int]:
        found: dict[str, int] = {}
        for count, number in self.store.counts(""):
            if count.channel == channel:
                found[count.outcome] = found.get(count.outcome, 0) + number
        return found

    def reports(self, text: dict[str, str], status: str, sid: str = "SM1", **more: str) -> Post:
        """The carrier tells what became of a text, at the address that the text came with."""
        address = text["StatusCallback"].removeprefix(PUBLIC)
        form = {"MessageSid": sid, "MessageStatus": status, "To": text["To"], "From": text["From"], **more}
        assert self.line.post(address, form).status_code == 204
        return self
