"""The dialog `Blocked clients`: only a proposal to one of the client's job posts unblocks them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.clock import Clock, milliseconds
from desktop.errors import AppError
from desktop.presenters.dialogs import ask, is_there
from desktop.presenters.wording import blocked as wording
from desktop.services.blocked import Blocked, BlockedClients
from desktop.services.inbox import Inbox
from desktop.views.main_window import MainWindow
from marketplace.contract.entities import JobPost, Page

if TYPE_CHECKING:
    from desktop.views.blocked import BlockedDialog

Spawn = Callable[..., None]

PAUSE_MILLISECONDS = 150
"""After the last key: nobody is asked for words that are still being typed."""
NONE: Page[JobPost] = Page(items=())


class Blocking(QObject):
    """Shows who is blocked.

    Signals:
        composing_requested(str, bool): write a proposal for this job post; always a direct one.
    """

    composing_requested = Signal(str, bool)

    def __init__(self, window: MainWindow, service: BlockedClients, inbox: Inbox, spawn: Spawn, clock: Clock) -> None:
        super().__init__(window)
        self._window = window
        self._service = service
        self._inbox = inbox
        self._spawn = spawn
        self._clock = clock
        window.blocked_requested.connect(self._on_blocked_requested)

    @Slot()
    def _on_blocked_requested(self) -> None:
        self._spawn(self._show(), latest="blocked")

    async def _show(self) -> None:
        found, policy = await self._service.all(), await self._inbox.policy()
        from desktop.views.blocked import BlockedDialog

        dialog = BlockedDialog(wording.note(policy), self._window)
        looking = _LookingUp(dialog, self._service, found, self._spawn)
        dialog.show_clients(wording.clients_of(found, milliseconds(self._clock())))
        if await ask(dialog) and (post := looking.chosen(dialog.chosen_job)) is not None:
            await self._service.keep(post)
            self.composing_requested.emit(post.job.id, True)


class _LookingUp(QObject):
    """Looks up the open jobs of whoever is chosen, by the words that are typed."""

    def __init__(self, dialog: "BlockedDialog", service: BlockedClients, found: Blocked, spawn: Spawn) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._service = service
        self._connects = found.connects
        self._spawn = spawn
        self._client, self._words = "", ""
        self._posts: dict[str, JobPost] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self._on_pause)
        dialog.client_chosen.connect(self._on_client_chosen)
        dialog.words_changed.connect(self._on_words_changed)

    def chosen(self, job: str) -> JobPost | None:
        """The post of a job that was shown."""
        return self._posts.get(job)

    @Slot(str)
    def _on_client_chosen(self, client: str) -> None:
        self._client, self._words = client, ""
        self._pause.stop()
        self._dialog.show_jobs((), wording.LOOKING)
        self._on_pause()

    @Slot(str)
    def _on_words_changed(self, words: str) -> None:
        self._words = words
        self._pause.start()

    @Slot()
    def _on_pause(self) -> None:
        self._spawn(self._look_up(self._client, self._words), latest="open jobs")

    async def _look_up(self, client: str, words: str) -> None:
        try:
            page = await self._service.open_jobs(client, words)
        except AppError as error:
            page, sentence, tone = NONE, error.sentence, "warning"
        else:
            sentence, tone = wording.outcome(page, words), "plain"
        if is_there(self._dialog) and (client, words) == (self._client, self._words):
            self._posts = {post.job.id: post for post in page.items}
            rows = wording.jobs(page.items, self._connects)
            self._dialog.show_jobs(rows, sentence, tone, can_search=bool(page.items or words))
