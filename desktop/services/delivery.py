"""Delivering the outbox: one command at a time, each until it has an answer. Only an answer ends an attempt.

Nothing goes out before somebody has looked whether the marketplace we know is there. Nobody there: everything pauses.
The marketplace cannot take just this one: only its lane pauses, the rest goes on.
"""

import asyncio
import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.changes import ChangeBus
from desktop.clock import Clock, milliseconds, steady_clock
from desktop.errors import AppError, DiskProblem, Offline, Refused, SignedOut, Unreadable
from desktop.local import dispatch, outbox
from desktop.local.blobs import BlobStore
from desktop.local.outbox import Waiting
from desktop.local.thread import StoreThread
from desktop.services.connectivity import Connectivity
from desktop.services.interviews import Interviews
from desktop.services.patience import Patience
from desktop.services.uploads import HeldBack, NoLongerWanted, Uploads
from marketplace import faults
from marketplace.contract.entities import Attachment, InterviewAnswer, Receipt
from marketplace.contract.ids import BlobId
from marketplace.contract.refusals import Refusal

if TYPE_CHECKING:
    from desktop.remote.market import Market

ALL = "*"
PIECE = 256 * 1024
CLOCK_WAS_SET = 1.0
"""Seconds that a clock may run ahead of, or behind, the steady one before somebody has set it, or it slept."""

CAME_WITH_BACKUP = "This came back with an older backup and never arrived. Send it again if you still want to."

Arrived = Callable[[Attachment, int], None]
Reading = Callable[[BlobId, int, int], bytes]


class Delivery:
    """Runs until its task is cancelled. `poke()` tells it that something may be due, `retry()` ends all pauses."""

    def __init__(
        self,
        store: StoreThread,
        market: "Market | None",
        blobs: BlobStore,
        interviews: Interviews,
        bus: ChangeBus,
        connectivity: Connectivity,
        patience: Patience,
        clock: Clock,
        steady: Clock = steady_clock,
        on_arrived: Arrived | None = None,
        uploads: Uploads | None = None,
    ) -> None:
        self._store = store
        self._market = market
        self._blobs = blobs
        self._interviews = interviews
        self._bus = bus
        self._connectivity = connectivity
        self._patience = patience
        self._clock = clock
        self._steady = steady
        self._uploads = uploads or Uploads()
        self._uploads.on_resumed(self.retry)
        self._on_arrived = on_arrived or self._uploads.arrived
        self._lead: float | None = None
        self._poked = asyncio.Event()
        self._resting: dict[str, float] = {}

    def poke(self) -> None:
        """Look again whether something is due."""
        self._poked.set()

    def retry(self) -> None:
        """Forget all pauses, and see at once whether the marketplace is there."""
        self._resting.clear()
        self._patience.hurry()
        self._connectivity.look()
        self.poke()

    async def run(self) -> None:
        """Deliver for ever; without a marketplace everything waits."""
        while True:
            self._poked.clear()
            await self.drain()
            await self.pause()

    async def drain(self) -> None:
        """Attempt all that may go now; what fails rests."""
        while (item := await self._next()) is not None:
            await self._attempt(item)

    async def pause(self) -> None:
        """Until something is poked in, a held command may go, or a rest is over."""
        try:
            async with asyncio.timeout(await self._seconds_to_wait()):
                await self._poked.wait()
        except TimeoutError:
            pass

    async def _next(self) -> Waiting | None:
        now = await self.follow_clock()
        rested = asyncio.get_running_loop().time()
        self._resting = {lane: until for lane, until in self._resting.items() if until > rested}
        if self._is_closed() or ALL in self._resting:
            return None
        return await self._store.read(outbox.next_due, milliseconds(now), tuple(self._resting))

    def _is_closed(self) -> bool:
        return self._market is None or not self._connectivity.is_open

    async def follow_clock(self) -> float:
        """The time by which holds are judged now: not a moment later, for the clock may be set at any.

        Whoever sets it, or sleeps, neither shortens nor prolongs the time in which sending can be undone.
        """
        now = self._clock()
        lead, former = now - self._steady(), self._lead
        self._lead = lead
        if former is None:
            await self._store.write(outbox.hold_again, milliseconds(now))
        elif abs(moved := lead - former) > CLOCK_WAS_SET:
            await self._store.write(outbox.move_holds, milliseconds(now - moved), milliseconds(moved))
        return now

    async def _attempt(self, item: Waiting) -> None:
        try:
            await self._deliver(item)
        except Refused as error:
            await self._refused(item, error.refusal)
        except HeldBack:
            self._rest(item.lane, math.inf)
        except NoLongerWanted:
            pass
        except AppError as error:
            is_general = isinstance(error, Offline | SignedOut)
            self._rest(ALL if is_general else item.lane, self._patience.after(error))
            if is_general:
                self._connectivity.doubted(error)
        else:
            self._patience.succeeded()

    async def _deliver(self, item: Waiting) -> None:
        assert self._market is not None
        if item.ask_first or item.state == "sent":
            faults.point("delivery.asks")
            if (earlier := await self._market.outcome(item.id)) is not None:
                await self._settle(item, earlier)
                return
            if item.ask_first:
                raise Refused(Refusal(name="came_with_backup", detail=CAME_WITH_BACKUP))
        for attachment in getattr(item.command, "attachments", None) or ():
            await self._upload(item, attachment, self._blobs.piece)
        for answer in _interview(item):
            await self._upload(item, answer.recording, self._interviews.piece)
        faults.point("delivery.uploaded")
        if await self._store.write(dispatch.begin, item.id, milliseconds(self._clock())):
            faults.point("delivery.begun")
            receipt = await self._market.send(item.id, item.body)
            faults.point("delivery.answered")
            await self._settle(item, receipt)

    async def _settle(self, item: Waiting, receipt: Receipt) -> None:
        if receipt.command != item.id:
            raise Unreadable("The answer belongs to another question. Nothing was changed; it is asked again.")
        changes = await self._store.write(dispatch.settle, item.id, receipt)
        faults.point("delivery.settled")
        self._bus.publish(changes)
        await self._interviews.clear_away(_interview(item))

    async def _upload(self, item: Waiting, attachment: Attachment, read: Reading) -> None:
        """Send what has not arrived yet, while that is wanted; pieces are read beside the loop.

        A marketplace that was ended behind the last piece has all of them and no file: an empty piece completes it.
        """
        assert self._market is not None
        progress = await self._market.blob_progress(attachment.blob)
        while not progress.complete:
            self._uploads.check(attachment)
            if await self._store.read(outbox.get, item.id) is None:
                raise NoLongerWanted(f"“{item.title}” was taken back.")
            piece = await asyncio.to_thread(_piece, read, attachment, progress.received)
            former = progress.received
            progress = await self._market.upload_piece(attachment.blob, attachment.size, former, piece)
            if not (progress.complete or former < progress.received <= attachment.size):
                raise Unreadable(
                    f"The marketplace does not say how much of “{attachment.name}” has arrived. Trying again later."
                )
            self._on_arrived(attachment, progress.received)
        self._on_arrived(attachment, attachment.size)

    async def _refused(self, item: Waiting, refusal: Refusal) -> None:
        now = milliseconds(self._clock())
        changes = await self._store.write(dispatch.refuse, item.id, refusal, now)
        faults.point("delivery.refused")
        self._bus.publish(changes)

    def _rest(self, lane: str, seconds: float) -> None:
        self._resting[lane] = asyncio.get_running_loop().time() + seconds

    async def _seconds_to_wait(self) -> float | None:
        if self._is_closed():
            return None
        now = asyncio.get_running_loop().time()
        waits = [until - now for until in self._resting.values()]
        if ALL not in self._resting:
            held_until = await self._store.read(outbox.held_until, tuple(self._resting))
            waits += [] if held_until is None else [held_until / 1000 - self._clock()]
        return max(0.05, min(waits)) if waits else None


def _piece(read: Reading, attachment: Attachment, offset: int) -> bytes:
    """What comes next of a file. Raises Refused where its copy has gone: nothing mends that but the user."""
    try:
        piece = read(attachment.blob, offset, PIECE)
    except DiskProblem as error:
        raise Refused(_missing(error.sentence)) from error
    if not piece and offset < attachment.size:
        raise Refused(_missing(f"The copy of “{attachment.name}” is shorter than it was. Attach the file again."))
    return piece


def _missing(sentence: str) -> Refusal:
    return Refusal(name="attachment_missing", detail=sentence, field="attachments")


def _interview(item: Waiting) -> tuple[InterviewAnswer, ...]:
    answers: tuple[InterviewAnswer, ...] = getattr(item.command, "interview", ())
    return answers
