"""The files of the proposal that is being written: attached one after the other beside the window, never lost."""

import asyncio
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QBuffer, QIODevice, QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter

from desktop.errors import AppError, Cancelled
from desktop.models.rows import CheckRow, FileRow
from desktop.presenters.dialogs import ask
from desktop.presenters.wording import files as wording
from desktop.services.attachments import Attachments
from desktop.services.composer import Composition
from marketplace.contract.entities import Attachment
from marketplace.contract.ids import BlobId
from marketplace.reading import FileText

if TYPE_CHECKING:
    from desktop.views.composer import FilePreview
    from desktop.views.composer.attachments import Attachments as FileList

Spawn = Callable[..., None]

WIDTH = 1_200
"""Pixels that a preview is wide at most: sharp where one pixel of the layout has up to two dots."""


class Desk(Protocol):
    """Where the proposal is written."""

    @property
    def composition(self) -> Composition | None:
        """What is being written, None where nothing is."""

    def keep_files(self, draft: str, attachments: tuple[Attachment, ...]) -> bool:
        """`attachments` are the files of `draft` now; False where it is no longer being written."""


class Saying(Protocol):
    """Where it is said what was left out."""

    def say(self, text: str, tone: str = "plain", /) -> None:
        """Say `text`."""

    def take_back(self) -> None:
        """What was said no longer holds."""


class Attaching(QObject):
    """The list `Attachments` and the dialog `File preview`.

    Signals:
        changed(): something differs of what `checks` says.
    """

    changed = Signal()

    def __init__(
        self,
        list_: "FileList",
        desk: Desk,
        service: Attachments,
        sentences: Saying,
        spawn: Spawn,
        *,
        were_sent: bool = False,
    ) -> None:
        super().__init__(list_)
        self._list = list_
        self._desk = desk
        self._service = service
        self._sentences = sentences
        self._spawn = spawn
        self._were_sent = were_sent  # what the marketplace has need not be here
        self._shown = ""
        self._copying: dict[str, Path] = {}
        self._outdated: frozenset[BlobId] = frozenset()
        self._elsewhere: frozenset[BlobId] = frozenset()
        self._read: dict[BlobId, FileText | None] = {}
        self._one_at_a_time = asyncio.Lock()
        self._connect()

    def show(self, composition: Composition) -> None:
        """Show the files of `composition`; those of a draft that was just opened are compared with their sources."""
        if composition.draft.id != self._shown:
            self._shown, self._outdated, self._copying = composition.draft.id, frozenset(), {}
            self._elsewhere = frozenset()
            self.look_again()
        self._list.show_files(self._rows(composition))
        self._read_new(composition.draft.fields.attachments)

    @property
    def is_copying(self) -> bool:
        """Whether a file that is shown is not attached yet."""
        return bool(self._copying)

    @property
    def is_lacking(self) -> bool:
        """Whether a file is on another computer only."""
        return any(each.blob in self._elsewhere for each in self._files(self._shown) or ())

    def look_again(self) -> None:
        """The files may be others than they were."""
        self._spawn(self._look_for_changes(), latest="sources")

    async def finish(self) -> None:
        """Wait until all that was given is attached, or was left out."""
        async with self._one_at_a_time:
            return

    def checks(self, composition: Composition) -> list[CheckRow]:
        """What stands against sending as long as it lasts, and what should be looked at before."""
        attached = composition.draft.fields.attachments
        lacking = [wording.elsewhere(each) for each in attached if each.blob in self._elsewhere]
        return [*lacking, *self.copying(), *self.notices(composition)]

    def copying(self) -> list[CheckRow]:
        """What stands against sending as long as it lasts."""
        return [wording.wait_for_copy(path.name) for path in self._copying.values()]

    def notices(self, composition: Composition) -> list[CheckRow]:
        """What should be looked at before sending."""
        attached = composition.draft.fields.attachments
        outdated = [wording.outdated(each) for each in attached if each.blob in self._outdated]
        read = [(each, text.unread) for each in attached if (text := self._read.get(each.blob)) is not None]
        return [*outdated, *wording.unread([each for each in read if each[1]])]

    @property
    def texts(self) -> dict[BlobId, str]:
        """What stands in the files, as far as it was read."""
        return {blob: found.text for blob, found in self._read.items() if found is not None}

    def _rows(self, composition: Composition) -> Sequence[FileRow]:
        attached = composition.draft.fields.attachments
        rows = [
            wording.row_elsewhere(each)
            if each.blob in self._elsewhere
            else wording.row(each, is_outdated=each.blob in self._outdated)
            for each in attached
        ]
        return rows + [wording.copying(key, path.name) for key, path in self._copying.items()]

    def _files(self, draft: str) -> tuple[Attachment, ...] | None:
        composition = self._desk.composition
        if composition is None or composition.draft.id != draft:
            return None
        return composition.draft.fields.attachments

    # --- reading them for the guard -----------------------------------------------------------------------

    def _read_new(self, attached: Sequence[Attachment]) -> None:
        """A copy never changes, so that each is read once."""
        new = [each for each in attached if each.blob not in self._read]
        if new:
            self._read.update(dict.fromkeys((each.blob for each in new), None))
            self._spawn(self._read_files(new))

    async def _read_files(self, new: Sequence[Attachment]) -> None:
        for each in new:
            self._read[each.blob] = await self._service.text(each)
            self.changed.emit()

    # --- attaching ----------------------------------------------------------------------------------------

    @Slot(list)
    def _on_files_given(self, paths: list[str]) -> None:
        self._spawn(self._attach(self._shown, paths))

    @Slot(object)
    def _on_picture_given(self, picture: bytes | QImage) -> None:
        self._spawn(self._attach_picture(self._shown, picture))

    async def _attach(self, draft: str, paths: list[str]) -> None:
        """One file after the other, and one sentence about all that were left out."""
        async with self._one_at_a_time:
            room = self._room(draft)
            left_out = [] if len(paths) <= room else [wording.too_many(len(paths), self._most())]
            chosen = [Path(path) for path in paths[:room]]
            self._copying = {f"{number} {path}": path for number, path in enumerate(chosen)}
            self.changed.emit()
            for key in tuple(self._copying):
                try:
                    await self._take(draft, key)
                except Cancelled:
                    pass
                except AppError as error:
                    left_out.append(error.sentence)
                finally:
                    self._copying.pop(key, None)
            self.changed.emit()
        self._say(left_out)
        if self._elsewhere:
            self.look_again()

    async def _take(self, draft: str, key: str) -> None:
        composition, path = self._desk.composition, self._copying.get(key)
        if composition is None or path is None:
            return
        copying = self._copying
        taken = await self._service.take(path, composition.policy.limits, lambda: key in copying)
        self._copying.pop(key, None)
        self._add(draft, taken)

    async def _attach_picture(self, draft: str, picture: bytes | QImage) -> None:
        async with self._one_at_a_time:
            composition = self._desk.composition
            if composition is None:
                return
            if not self._room(draft):
                self._say([wording.too_many(1, self._most())])
                return
            content = picture if isinstance(picture, bytes) else await asyncio.to_thread(_png, picture)
            name = wording.picture_name(content, time.localtime())
            try:
                taken = await self._service.take_picture(content, name, composition.policy.limits)
            except AppError as error:
                self._say([error.sentence])
            else:
                self._add(draft, taken)
                self._say([])

    def _add(self, draft: str, taken: Attachment) -> None:
        """Add a file to the draft it was meant for, which may have been left meanwhile."""
        attached = self._files(draft)
        if attached is None:
            self._sentences.say(f"“{taken.name}” was not attached: its draft was closed.", "warning")
        elif taken.blob not in {each.blob for each in attached}:
            self._desk.keep_files(draft, (*attached, taken))

    def _say(self, left_out: list[str]) -> None:
        if left_out:
            self._sentences.say(wording.left_out(left_out), "bad")
        else:
            self._sentences.take_back()

    def _room(self, draft: str) -> int:
        return max(0, self._most() - len(self._files(draft) or ()))

    def _most(self) -> int:
        composition = self._desk.composition
        return 0 if composition is None else composition.policy.limits.attachments

    # --- order, taking away, attaching again --------------------------------------------------------------

    @Slot(str)
    def _on_removal_requested(self, file: str) -> None:
        if self._copying.pop(file, None) is not None:
            self.changed.emit()
        elif (attached := self._files(self._shown)) is not None:
            self._desk.keep_files(self._shown, tuple(each for each in attached if each.blob != file))

    @Slot(str, int)
    def _on_move_requested(self, file: str, place: int) -> None:
        attached = self._files(self._shown) or ()
        moved = [each for each in attached if each.blob == file]
        others = [each for each in attached if each.blob != file]
        if moved:
            self._desk.keep_files(self._shown, (*others[:place], *moved, *others[place:]))

    @Slot(str)
    def _on_renewal_requested(self, file: str) -> None:
        self._spawn(self._renew(self._shown, file))

    async def _renew(self, draft: str, file: str) -> None:
        """Copy the source of a file again, into the same place."""
        composition = self._desk.composition
        former = next((each for each in self._files(draft) or () if each.blob == file), None)
        source = None if former is None else await self._service.source(former)
        if composition is None or former is None or source is None:
            return
        try:
            taken = await self._service.take(source, composition.policy.limits)
        except AppError as error:
            self._sentences.say(error.sentence, "bad")
            return
        attached = [taken if each.blob == file else each for each in self._files(draft) or ()]
        self._desk.keep_files(draft, tuple(dict.fromkeys(attached)))
        await self._look_for_changes()

    # --- the sources --------------------------------------------------------------------------------------

    @Slot(Qt.ApplicationState)
    def _on_application_state_changed(self, state: Qt.ApplicationState) -> None:
        """Coming back from another program, perhaps from the one that a file was written with."""
        if state == Qt.ApplicationState.ApplicationActive:
            self.look_again()

    async def _look_for_changes(self) -> None:
        composition = self._desk.composition
        if composition is not None and composition.draft.fields.attachments:
            attached = composition.draft.fields.attachments
            lacking = () if self._were_sent else attached
            found = await self._service.changed(attached), await self._service.elsewhere(lacking)
            if found != (self._outdated, self._elsewhere):
                for arrived in self._elsewhere - found[1]:
                    self._read.pop(arrived, None)
                self._outdated, self._elsewhere = found
                self.changed.emit()

    # --- looking at a file --------------------------------------------------------------------------------

    @Slot(str)
    def _on_preview_requested(self, file: str) -> None:
        attached = next((each for each in self._files(self._shown) or () if each.blob == file), None)
        if attached is not None:
            self._spawn(self._preview(attached), latest="preview")

    async def _preview(self, attachment: Attachment) -> None:
        from desktop.views.composer import FilePreview

        dialog = FilePreview(wording.row(attachment).name, self._list.window())
        filling = asyncio.ensure_future(self._fill(dialog, attachment))
        try:
            await ask(dialog)
        finally:
            filling.cancel()
            await asyncio.gather(filling, return_exceptions=True)

    async def _fill(self, dialog: "FilePreview", attachment: Attachment) -> None:
        dialog.show_preview(wording.preview(attachment, await self._service.preview(attachment, WIDTH)))

    def _connect(self) -> None:
        self._list.files_given.connect(self._on_files_given)
        self._list.picture_given.connect(self._on_picture_given)
        self._list.removal_requested.connect(self._on_removal_requested)
        self._list.move_requested.connect(self._on_move_requested)
        self._list.renewal_requested.connect(self._on_renewal_requested)
        self._list.preview_requested.connect(self._on_preview_requested)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._on_application_state_changed)


def _png(picture: QImage) -> bytes:
    written = QBuffer()
    written.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(written, b"PNG").write(picture)
    return bytes(written.data().data())
