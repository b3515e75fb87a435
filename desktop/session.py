"""Everything behind the window: made after the first paint, ended before the last."""

import asyncio
import logging
import random
from collections.abc import Callable, Coroutine
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from PySide6.QtCore import QObject, SignalInstance, Slot

from desktop import links, signing, ways
from desktop.changes import ChangeBus, Changes
from desktop.clock import Clock, CorrectedClock
from desktop.errors import AppError, StoreDamaged, StoreProblem
from desktop.local import settings
from desktop.local.backups import Backups
from desktop.local.blobs import BlobStore
from desktop.local.recordings import Recordings
from desktop.local.recovery import recover
from desktop.local.sections import Section
from desktop.local.settings import Settings
from desktop.local.store import Connection, open_reader
from desktop.local.thread import StoreThread
from desktop.marks import mark
from desktop.presenters.bell import BellPresenter
from desktop.presenters.blocking import Blocking
from desktop.presenters.changing import Changing
from desktop.presenters.composer_windows import ComposerWindows
from desktop.presenters.composing import Composing, Spawn
from desktop.presenters.conversations import Conversations
from desktop.presenters.draft_copying import DraftCopying
from desktop.presenters.invitations import Invitations
from desktop.presenters.lists import Lists
from desktop.presenters.opening import Opening, Show
from desktop.presenters.outgoing import OutgoingPresenter
from desktop.presenters.proposals import Proposals
from desktop.presenters.sentences import Sentences
from desktop.presenters.status import Status, why_nothing_is_here
from desktop.profile import Profile
from desktop.services import proposals as services_of_proposals
from desktop.services.attachments import Attachments
from desktop.services.bell import Bell
from desktop.services.blocked import BlockedClients
from desktop.services.calendar import Calendar
from desktop.services.composer import Composer
from desktop.services.connectivity import Connectivity, Reach
from desktop.services.delivery import Delivery
from desktop.services.draft_copies import DraftCopies
from desktop.services.finding import Finding
from desktop.services.guard import Guard
from desktop.services.inbox import Inbox
from desktop.services.interviews import Interviews
from desktop.services.outgoing import Outgoing
from desktop.services.patience import Patience
from desktop.services.rooms import Rooms
from desktop.services.safekeeping import Safekeeping
from desktop.services.sync import Sync
from desktop.services.templates import Templates
from desktop.services.uploads import Uploads
from desktop.services.watch import Watch
from desktop.tasks import Tasks
from desktop.views.main_window import MainWindow
from desktop.views.theme import Themes
from desktop.ways import Way

if TYPE_CHECKING:
    from desktop.commandline import Options
    from desktop.presenters.interviewing import Interviewing
    from desktop.remote.market import Market
    from desktop.views.composer.window import ComposerWindow
    from desktop.views.interview import InterviewPanel

log = logging.getLogger("bellhop")

QUIT_SECONDS = 2.0
TELL_SECONDS = 1.0
RESTART_SECONDS = 5.0
EVERYTHING = Changes(frozenset(Section), notifications=True, documents=frozenset({"policy", "account"}))

Guide = Callable[[MainWindow], Coroutine[Any, Any, int]]
"""Somebody who uses the window in a person's place, and says with which code the program ends."""


class Callers(Protocol):
    """Other starts on this profile: `called` carries their links, `told` the things that verbs changed."""

    called: SignalInstance
    told: SignalInstance


class Ground(NamedTuple):
    """What is there at the first paint."""

    options: "Options"
    profile: Profile
    connection: Connection
    window: MainWindow
    lists: Lists
    themes: Themes
    clock: Clock


class Services(NamedTuple):
    """All verbs."""

    delivery: Delivery
    outgoing: Outgoing
    inbox: Inbox
    rooms: Rooms
    bell: Bell
    composer: Composer
    attachments: Attachments
    interviews: Interviews
    guard: Guard
    templates: Templates
    uploads: Uploads
    blocked: BlockedClients
    proposals: services_of_proposals.Proposals
    copies: DraftCopies


class Session(QObject):
    """One run of the program between its first paint and its end. Make it inside the event loop."""

    def __init__(self, ground: Ground, way: Way) -> None:
        super().__init__(ground.window)
        self._ground = ground
        self._way = way
        self._clock = CorrectedClock(ground.clock)
        if way.market is not None:
            way.market.when_told_time(self._clock.told)
        self._bus = ChangeBus()
        self._connectivity = Connectivity()
        self._tasks = Tasks(self._report)
        self._store = StoreThread(ground.connection, ground.profile.store)
        self._store.when_damaged(self._mend)
        self._backups = Backups(ground.profile.backups)
        self._finding = Finding(self._store)
        self._sync: Sync | None = None
        self._services = services = self._made_services()
        window, spawn, clock = ground.window, self._tasks.spawn, self._clock
        self._sentences = sentences = Sentences(window)
        self._invitations = Invitations(
            window, services.inbox, services.bell, services.guard, services.templates, sentences, spawn, clock
        )
        changing = Changing(
            window,
            services.proposals,
            services.inbox,
            services.attachments,
            services.guard,
            sentences,
            spawn,
            clock,
        )
        self._proposals = Proposals(window, services.inbox, services.bell, changing, spawn, clock)
        self._conversations = Conversations(window, services.rooms, services.bell, services.guard, spawn, clock)
        self._composing = self._made_composing(window, spawn)
        self._composer_windows = ComposerWindows(window, self._made_composing, spawn)
        self._outgoing = OutgoingPresenter(window, services.outgoing, services.uploads, sentences, spawn, clock)
        self._bell = BellPresenter(window, services.bell, spawn, clock)
        self._status = Status(window, self._connectivity, services.outgoing, sentences, spawn)
        self._blocking = Blocking(window, services.blocked, services.inbox, spawn, clock)
        self._copying = DraftCopying(window, services.copies, sentences, spawn, is_remote=self._way.is_remote)
        self._opening = Opening(window, self._shows(), spawn)
        self._connect()

    # --- the life of a session ----------------------------------------------------------------------------

    def start(self) -> None:
        """Begin to sync and to deliver."""
        self._ground.lists.attach(self._store, self._tasks.spawn, self._why_empty)
        self._bell.refresh()
        self._tasks.spawn(self._outgoing.resume())
        self._tasks.spawn(self._services.interviews.sweep())
        self._status.refresh()
        market = self._way.market
        if market is None:
            self._connectivity.work_offline()
        else:
            patience = Patience(random.Random(), in_company=self._way.is_remote)
            self._sync = Sync(self._store, market, self._bus, self._connectivity, patience)
            self._tasks.spawn(self._for_ever(self._sync.run))
        if self._way.is_remote:
            self._tasks.spawn(self._for_ever(Watch(self._on_jump).run))
        self._tasks.spawn(self._for_ever(Calendar(self._on_day_turned, self._ground.clock).run))
        self._tasks.spawn(self._for_ever(self._services.delivery.run))
        self._tasks.spawn(self._for_ever(self._finding.run))
        self._tasks.spawn(self._for_ever(self._services.copies.run))
        self._copying.refresh()
        self._tasks.spawn(
            self._for_ever(Safekeeping(self._store, self._backups, self._ground.clock, self._way.back_up).run)
        )

    async def stop(self) -> None:
        """Keep what is being typed, end all work, and close everything."""
        try:
            async with asyncio.timeout(QUIT_SECONDS):
                await self._composing.finish()
                await self._composer_windows.finish()
                await self._conversations.flush()
                await self._store.write(settings.save, self._chosen())
        except (AppError, TimeoutError) as error:
            log.warning("What was being typed could not be kept at the end: %s", error)
        with suppress(AppError, TimeoutError):  # what is not told now is told at the next start
            async with asyncio.timeout(TELL_SECONDS):
                await self._services.copies.tell()
        await self._tasks.close()
        await self._way.close()
        await asyncio.get_running_loop().run_in_executor(None, self._store.close)

    def _chosen(self) -> Settings:
        geometry = bytes(self._ground.window.saveGeometry().data())
        return Settings(self._ground.themes.wish, geometry)

    @Slot(str)
    def open_link(self, link: str) -> None:
        """Show what `bellhop:invitation/ID` names. A link can show things and do nothing else."""
        if (found := links.target(link)) is not None:
            self._opening.open(*found)
        elif link:
            self._sentences.say("This link names nothing that Bellhop knows.", "warning")

    @Slot(str, str)
    def follow_verb(self, kind: str, thing: str) -> None:
        """A verb without a window changed the store: show that, and send what it put into the outbox."""
        self._bus.publish(Changes(frozenset(Section), frozenset({(kind, thing)}), notifications=True))
        if kind == "sign-in" and self._way.market is not None:
            self._tasks.spawn(self._sign_in(self._way.market), latest="signing in")
        self._on_sync_requested()

    # --- making -------------------------------------------------------------------------------------------

    def _made_services(self) -> Services:
        ground, store, bus, clock = self._ground, self._store, self._bus, self._clock
        blobs = BlobStore(ground.profile.blobs)
        interviews = Interviews(store, Recordings(ground.profile.recordings), clock)
        uploads = Uploads()
        delivery = Delivery(
            store, self._way.market, blobs, interviews, bus, self._connectivity, _patience(), clock, uploads=uploads
        )
        outgoing = Outgoing(store, bus, delivery, clock)
        return Services(
            delivery=delivery,
            outgoing=outgoing,
            inbox=Inbox(store, outgoing, ground.options.undo_seconds),
            rooms=Rooms(store, outgoing),
            bell=Bell(store, outgoing),
            composer=Composer(store, outgoing, bus, clock, ground.options.undo_seconds),
            attachments=Attachments(store, blobs),
            interviews=interviews,
            guard=Guard(),
            templates=Templates(store),
            uploads=uploads,
            blocked=BlockedClients(store, self._way.market),
            proposals=services_of_proposals.Proposals(store, outgoing, clock),
            copies=DraftCopies(store, self._way.market, outgoing, bus, self._connectivity, _patience()),
        )

    def _made_interviewing(self, panel: "InterviewPanel", desk: Composing) -> "Interviewing":
        from desktop.presenters.interviewing import Interviewing

        is_test = self._ground.options.test_card
        return Interviewing(panel, desk, self._services.interviews, self._sentences, self._tasks.spawn, is_test)

    def _made_composing(self, window: "MainWindow | ComposerWindow", spawn: Spawn) -> Composing:
        services = self._services
        return Composing(
            window,
            services.composer,
            services.attachments,
            services.guard,
            services.templates,
            self._made_interviewing,
            self._sentences,
            spawn,
            self._clock,
        )

    def _shows(self) -> dict[str, Show]:
        return {
            "invitation": self._invitations.show,
            "proposal": self._proposals.show,
            "room": self._conversations.show,
            "draft": self._show_draft,
            "command": self._outgoing.show,
        }

    def _connect(self) -> None:
        writers = (self._composing, self._composer_windows)
        for follower in (self._ground.lists, self._finding, self._opening, *writers, self._bell, self._status):
            self._bus.subscribe(follower.follow)
        for keeper in (self._services.copies, self._copying):
            self._bus.subscribe(keeper.follow)
        self._connectivity.subscribe(self._on_reach_changed)
        self._ground.lists.not_read.connect(self._on_not_read)
        self._ground.window.entry_opened.connect(self._opening.open)
        self._ground.window.entries.action_requested.connect(self._on_sync_requested)
        for asker in (self._invitations.composing_requested, self._blocking.composing_requested):
            asker.connect(self._on_composing_requested)
        for writer in writers:
            writer.sent.connect(self._outgoing.show_sending)
        self._invitations.answered.connect(self._outgoing.show_undoable)
        self._composing.window_requested.connect(self._on_window_requested)
        for leaver in (self._composing.left, self._composer_windows.left, self._proposals.opening_requested):
            leaver.connect(self._opening.open)
        for opener in (self._outgoing, self._bell, self._conversations):
            opener.opening_requested.connect(self._opening.open)
        for rewriter in (self._invitations, self._conversations):
            self._outgoing.rewriting_requested.connect(rewriter.rewrite)
        self._status.section_requested.connect(self._ground.lists.show_section)
        self._status.sync_requested.connect(self._on_sync_requested)
        self._status.consent_given.connect(self._on_consent_given)

    # --- what happens meanwhile ---------------------------------------------------------------------------

    async def _show_draft(self, draft: str) -> bool:
        """A draft in a window of its own is written there."""
        return self._composer_windows.bring_up(draft) or await self._composing.show(draft)

    @Slot(str)
    def _on_window_requested(self, draft: str) -> None:
        self._opening.leave()
        self._ground.window.show_nothing("file", "This draft is in a window of its own")
        self._composer_windows.open(draft)

    @Slot(str, bool)
    def _on_composing_requested(self, invitation: str, direct: bool) -> None:
        if self._composer_windows.bring_up_for(invitation, direct=direct):
            return
        self._opening.leave()
        self._tasks.spawn(self._composing.begin(invitation, direct=direct), latest="opening")

    @Slot()
    def _on_sync_requested(self) -> None:
        market = self._way.market
        if market is not None and not market.is_signed_in:
            self._tasks.spawn(self._sign_in(market), latest="signing in")
        self._services.delivery.retry()

    async def _sign_in(self, market: "Market") -> None:
        """Ask the keyring once more: it may have been unlocked, or `bellhop sign-in` filled it."""
        server = self._ground.options.server
        sign_in = await self._store.read(signing.remembered, server)
        found = await signing.access(server, sign_in)
        market.sign(found.token, found.why)
        self._services.delivery.retry()

    @Slot()
    def _on_consent_given(self) -> None:
        if self._sync is not None:
            self._sync.consent()

    def _on_jump(self) -> None:
        """The computer slept, or moved: old connections are dead, and what waited may go now."""
        if self._way.market is not None:
            self._tasks.spawn(self._way.market.renew(), latest="renewal")
        self._services.delivery.retry()

    def _on_day_turned(self) -> None:
        """What was today is yesterday, or a few hours off: everything that says so is worded anew."""
        self._bus.publish(Changes(frozenset(Section), notifications=True))
        self._opening.show_again()

    def _why_empty(self) -> tuple[str, str, str, str]:
        return why_nothing_is_here(self._connectivity.reach, self._connectivity.sentence)

    def _on_reach_changed(self) -> None:
        self._ground.lists.show_emptiness()
        if self._connectivity.reach is Reach.ONLINE:
            mark("synced")
        if self._connectivity.is_open:
            self._services.delivery.poke()
            self._services.copies.look()
        self._bus.publish(Changes(documents=frozenset({"reach"})))

    @Slot(object)
    def _on_not_read(self, problem: StoreProblem) -> None:
        if isinstance(problem, StoreDamaged):
            self._tasks.spawn(self._store.mend())
        else:
            self._report(problem)

    async def _mend(self) -> None:
        """The store was found damaged: go on with the newest good backup, and what can still be read."""
        store, lists = self._ground.profile.store, self._ground.lists
        lists.release()
        try:
            notice = await self._store.reopen(partial(recover, store, self._backups))
        finally:
            lists.use(open_reader(store))
        self._sentences.say(notice, "warning")
        self._bus.publish(EVERYTHING)
        self._connectivity.look()

    async def _for_ever(self, run: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Work that must not end while the program runs: a full disk, or a bug, stops it for some seconds only."""
        while True:
            try:
                await run()
            except Exception as error:  # noqa: BLE001 - reported, like everything nobody handled
                self._report(error)
            await asyncio.sleep(RESTART_SECONDS)

    def _report(self, error: BaseException) -> None:
        """The one funnel for everything that a task did not handle itself."""
        if isinstance(error, AppError):
            self._sentences.say(error.sentence, "bad")
            return
        log.error("A task ended with an error.", exc_info=error)
        self._sentences.say(
            f"Something went wrong inside Bellhop. What you typed is kept; {self._ground.profile.log} says more.", "bad"
        )


async def open_way(ground: Ground) -> Way:
    """The way that the options ask for, or the marketplace that this profile is signed in to."""
    options = ground.options
    if options.offline:
        return await ways.none()
    found = await signing.access(options.server, signing.remembered(ground.connection, options.server))
    if found.server is None:
        tell = partial(ground.window.show_message, tone="warning")
        return await ways.embedded(ground.profile, speed=options.client_speed, tell=tell)
    return await ways.over_network(found)


async def live(ground: Ground, quit_requested: asyncio.Event, callers: Callers, guide: Guide | None) -> int:
    """Run a session until it is asked to end, or until `guide`, who plays the user, is done.

    `callers` are later starts on this profile. Returns the exit code.
    """
    session = Session(ground, await open_way(ground))
    callers.called.connect(session.open_link)
    callers.told.connect(session.follow_verb)
    session.start()
    if ground.options.link:
        session.open_link(ground.options.link)
    mark("running")
    try:
        return await _until_done(ground.window, quit_requested, guide)
    finally:
        ground.window.hide()
        await session.stop()


async def _until_done(window: MainWindow, quit_requested: asyncio.Event, guide: Guide | None) -> int:
    """Until the user, or the one in their place, is done. Who is asked to end, ends."""
    if guide is None:
        await quit_requested.wait()
        return 0
    playing = asyncio.ensure_future(guide(window))
    asked = asyncio.ensure_future(quit_requested.wait())
    try:
        await asyncio.wait({playing, asked}, return_when=asyncio.FIRST_COMPLETED)
        return playing.result() if playing.done() else 0
    finally:
        playing.cancel()
        asked.cancel()
        await asyncio.gather(playing, asked, return_exceptions=True)


def _patience() -> Patience:
    return Patience(random.Random())
