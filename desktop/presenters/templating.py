"""The dialog `Templates`, and snippets while one types."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Slot

from desktop.clock import Clock, milliseconds
from desktop.errors import AppError
from desktop.local.templates import Template
from desktop.models.rows import TemplateRow
from desktop.presenters.dialogs import ask, is_there
from desktop.presenters.wording import templates as wording
from desktop.services.composer import Composition
from desktop.services.templates import Templates
from desktop.services.templating import LONGEST, filled, unknown
from marketplace.contract.ids import new_id

if TYPE_CHECKING:
    from desktop.views.composer import ComposerPanel
    from desktop.views.templates import TemplatesDialog

Spawn = Callable[..., None]


class Desk(Protocol):
    """Where the proposal is written."""

    @property
    def composition(self) -> Composition | None:
        """What is being written, None where nothing is."""


class Templating(QObject):
    """Puts templates into the text that is being written."""

    def __init__(self, panel: "ComposerPanel", desk: Desk, service: Templates, spawn: Spawn, clock: Clock) -> None:
        super().__init__(panel)
        self._panel = panel
        self._desk = desk
        self._service = service
        self._spawn = spawn
        self._clock = clock
        panel.templates_requested.connect(self._on_templates_requested)

    def show(self, composition: Composition) -> None:
        """Another draft: its snippets are filled with what is known there."""
        self._spawn(self._load_snippets(composition), latest="snippets")

    @Slot(str)
    def _on_templates_requested(self, _draft: str) -> None:
        self._spawn(self._choose(), latest="templates")

    async def _choose(self) -> None:
        composition = self._desk.composition
        if composition is None:
            return
        from desktop.views.templates import TemplatesDialog

        dialog = TemplatesDialog(LONGEST, self._panel.window())
        choosing = _Choosing(dialog, self._service, composition, self._spawn, self._clock)
        await choosing.load()
        if await ask(dialog):
            text, given = choosing.text(), dialog.filled_in
            await self._service.remember({name: value for name, value in given.items() if value.strip()})
            if self._desk.composition is not None and self._desk.composition.draft.id == composition.draft.id:
                self._panel.insert(text)
        await self._load_snippets(composition)

    async def _load_snippets(self, composition: Composition) -> None:
        values, every = await self._service.values(composition), await self._service.all()
        self._panel.set_snippets({f";{each.shortcut}": filled(each.text, values) for each in every if each.shortcut})


class _Choosing(QObject):
    """One opening of the dialog. What is written into a template is kept as it is written."""

    def __init__(
        self, dialog: "TemplatesDialog", service: Templates, composition: Composition, spawn: Spawn, clock: Clock
    ) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._service = service
        self._composition = composition
        self._spawn = spawn
        self._clock = clock
        self._values: dict[str, str] = {}
        self._texts: dict[str, str] = {}
        dialog.template_chosen.connect(self._on_chosen)
        dialog.template_changed.connect(self._on_changed)
        dialog.new_requested.connect(self._on_new_requested)
        dialog.delete_requested.connect(self._on_delete_requested)
        dialog.import_requested.connect(self._on_import_requested)
        dialog.export_requested.connect(self._on_export_requested)

    async def load(self, chosen: str = "") -> None:
        """Show all templates, then the letters that this client got before."""
        self._values = await self._service.values(self._composition)
        earlier = await self._service.earlier(self._composition)
        rows = wording.rows(await self._service.all(), earlier, milliseconds(self._clock()))
        self._texts = {row.id: row.body for row in rows}
        if is_there(self._dialog):
            self._dialog.show_templates(rows, chosen or (rows[0].id if rows else ""))

    def text(self) -> str:
        """The chosen text, filled."""
        known = self._values | {name: value for name, value in self._dialog.filled_in.items() if value.strip()}
        return filled(self._texts.get(self._dialog.chosen, ""), known)

    @Slot(str)
    def _on_chosen(self, template: str) -> None:
        # What was filled in last time for a name of one's own stands there to be taken or changed.
        known = {name: value for name, value in self._values.items() if "." in name}
        names = unknown(self._texts.get(template, ""), known)
        self._dialog.show_unknown(wording.variables(names, self._values))

    @Slot(object)
    def _on_changed(self, row: TemplateRow) -> None:
        self._texts[row.id] = row.body
        self._on_chosen(row.id)
        kept = Template(id=row.id, name=row.text or wording.UNNAMED, text=row.body, shortcut=row.aside)
        self._dialog.show_row(wording.row(kept))
        self._spawn(self._service.keep(kept))

    @Slot()
    def _on_new_requested(self) -> None:
        self._spawn(self._make())

    @Slot(str)
    def _on_delete_requested(self, template: str) -> None:
        self._spawn(self._delete(template))

    @Slot(str)
    def _on_import_requested(self, folder: str) -> None:
        self._spawn(self._import(Path(folder)))

    @Slot(str)
    def _on_export_requested(self, folder: str) -> None:
        self._spawn(self._export(Path(folder)))

    async def _make(self) -> None:
        """A new one begins with the letter as it is."""
        letter = self._composition.draft.fields.cover_letter
        made = Template(id=new_id(), name=wording.UNNAMED, text=letter[:LONGEST])
        await self._service.keep(made)
        await self.load(made.id)

    async def _delete(self, template: str) -> None:
        await self._service.delete(template)
        await self.load()

    async def _import(self, folder: Path) -> None:
        try:
            found = await self._service.read_folder(folder)
        except AppError as error:
            self._remark(error.sentence, "bad")
            return
        await self.load()
        self._remark(wording.imported(found), "warning" if found.left_out else "good")

    async def _export(self, folder: Path) -> None:
        try:
            count = await self._service.write_folder(folder)
        except AppError as error:
            self._remark(error.sentence, "bad")
        else:
            self._remark(wording.exported(count), "good")

    def _remark(self, sentence: str, tone: str) -> None:
        if is_there(self._dialog):
            self._dialog.show_remark(sentence, tone)
