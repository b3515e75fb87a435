"""The dialog `Templates`: texts to put in, to write and to exchange, and a form for what nobody can fill in but you."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from desktop.models.rows import TemplateRow, VariableRow
from desktop.models.rows_model import ROW
from desktop.models.short_lists import TemplatesModel
from desktop.views.elements.buttons import button
from desktop.views.elements.dialog import Sheet
from desktop.views.elements.labels import Flow, PlainLabel
from desktop.views.elements.lines import LineDelegate
from desktop.views.elements.panel import Named, column, line
from desktop.views.elements.row_list import RowList
from desktop.views.elements.writing import CountedField
from desktop.views.theme import px

ROW_HEIGHT = 30
SHOWN_ROWS = 6
LONGEST_NAME, LONGEST_SHORTCUT = 80, 20
NOTE = (
    "{{client.name|there}} is filled with the client's name, or with “there” while it is hidden. Also known:"
    " {{job.title}}, {{job.category}}, {{client.country}}, {{client.city}}, {{my.name}}, {{my.title}}."
    " Any other name is asked for. With a shortcut such as thx, typing ;thx and a space puts the text in."
)


class TemplatesDialog(Sheet):
    """`show_templates(rows, chosen)`, `show_row(row)`, `show_unknown(rows)`, `show_remark(text)`; accepted means: put
    `chosen` in.

    Signals:
        template_chosen(str): the id of the template that is looked at.
        template_changed(object): a `TemplateRow` as it is written now.
        new_requested(), delete_requested(str): make an empty one, take one away.
        import_requested(str), export_requested(str): a folder of plain files.
    """

    template_chosen = Signal(str)
    template_changed = Signal(object)
    new_requested = Signal()
    delete_requested = Signal(str)
    import_requested = Signal(str)
    export_requested = Signal(str)

    def __init__(self, longest: int, parent: QWidget | None = None) -> None:
        super().__init__("Templates", 720, parent)
        self._chosen: TemplateRow | None = None
        self._is_loading = False
        self._is_new_awaited = False
        self._model = TemplatesModel(self)
        self._list = RowList("Templates", LineDelegate(ROW_HEIGHT))
        self._list.setModel(self._model)
        self._nothing = PlainLabel("There is no template yet. Make one, or import a folder of text files.", "dim")
        self._name, self._shortcut = QLineEdit(), QLineEdit()
        self._name.setAccessibleName("Name")
        self._shortcut.setAccessibleName("Shortcut")
        self._name.setMaxLength(LONGEST_NAME)
        self._shortcut.setMaxLength(LONGEST_SHORTCUT)
        self._text = CountedField("Template text", 8)
        self._text.set_limit(longest)
        self._editor = QWidget()
        self._form = QWidget()
        self._fields: dict[str, QLineEdit] = {}
        self._remark = PlainLabel(look="banner")
        self._remark.hide()
        self._new = button("New template")
        self._delete = button("Delete template", "quiet")
        self._import = button("Import", "quiet")
        self._export = button("Export", "quiet")
        self._actions = Flow(4)
        self._close = button("Close")
        self._insert = button("Insert", "primary")
        self._connect()
        self._build()
        self.show_templates((), "")

    @property
    def chosen(self) -> str:
        """The id of the template that is looked at; empty for none."""
        return self._chosen.id if self._chosen is not None else ""

    @property
    def filled_in(self) -> dict[str, str]:
        """What variables were filled with by hand."""
        return {name: field.text() for name, field in self._fields.items()}

    def show_templates(self, rows: Sequence[TemplateRow], chosen: str) -> None:
        """Show `rows`; the one of the id `chosen` is looked at."""
        self._model.set_rows(rows)
        self._list.setFixedHeight(min(max(len(rows), 1), SHOWN_ROWS) * px(ROW_HEIGHT) + px(6))
        self._list.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        position = self._model.position(chosen) if chosen else None
        if position is not None:
            self._list.setCurrentIndex(self._model.index(position))
        self._look_at(self._model.row(position) if position is not None else None)
        if self._is_new_awaited and rows:
            self._is_new_awaited = False
            self._name.setFocus(Qt.FocusReason.OtherFocusReason)
            self._name.selectAll()

    def show_row(self, row: TemplateRow) -> None:
        """A template is listed anew, as it is called now."""
        self._model.set_rows([row if each.id == row.id else each for each in self._model.rows()])

    def show_unknown(self, rows: Sequence[VariableRow]) -> None:
        """Ask for what nobody else knows; what was filled in for the same names stays."""
        given = self.filled_in
        if list(given) != [row.name for row in rows]:
            self._lay_out_form(rows, given)
        self._form.setVisible(bool(rows))
        if self.isVisible():
            self.grow()

    def show_remark(self, text: str, tone: str = "good") -> None:
        """Say one sentence, above everything."""
        self._remark.set_tone(tone)
        self._remark.show_text(text)
        self.scroller.to_top()
        if self.isVisible():
            self.grow()

    @Slot(QModelIndex)
    def _on_current_changed(self, index: QModelIndex) -> None:
        row: TemplateRow | None = index.data(ROW)
        if row is not None and row.id != self.chosen:
            self._look_at(row)

    def _look_at(self, row: TemplateRow | None) -> None:
        is_another = row is None or self._chosen is None or row.id != self._chosen.id
        self._chosen = row
        self._is_loading = True
        if row is not None and is_another:
            self._name.setText(row.text)
            self._shortcut.setText(row.aside.removeprefix(";"))
            self._text.load(row.body)
        self._is_loading = False
        self._editor.setVisible(row is not None and not row.is_fixed)
        self._delete.setVisible(row is not None and not row.is_fixed)
        self._actions.refresh()
        self._insert.setEnabled(row is not None)
        if row is not None and is_another:
            self.template_chosen.emit(row.id)

    @Slot()
    def _on_edited(self) -> None:
        if self._is_loading or self._chosen is None:
            return
        self._chosen = self._chosen._replace(
            text=self._name.text().strip(), aside=self._shortcut.text().strip(), body=self._text.text()
        )
        self.template_changed.emit(self._chosen)

    @Slot()
    def _on_new_clicked(self) -> None:
        self._is_new_awaited = True
        self.new_requested.emit()

    @Slot()
    def _on_delete_clicked(self) -> None:
        if self._chosen is not None:
            self.delete_requested.emit(self._chosen.id)

    @Slot()
    def _on_import_clicked(self) -> None:
        self._ask_for_folder("Import templates").fileSelected.connect(self.import_requested)

    @Slot()
    def _on_export_clicked(self) -> None:
        self._ask_for_folder("Export templates").fileSelected.connect(self.export_requested)

    def _ask_for_folder(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self, title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.open()
        return dialog

    def _lay_out_form(self, rows: Sequence[VariableRow], given: dict[str, str]) -> None:
        layout = self._form_column
        while layout.count() > 1:
            item = layout.takeAt(1)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._fields = {}
        for row in rows:
            field = QLineEdit(given.get(row.name, row.value))
            field.setAccessibleName(row.name)
            self._fields[row.name] = field
            named = Named(row.name, field)
            layout.addWidget(named)
            named.show()
        order = (*self._text.fields, *self._fields.values(), self._close, self._insert)
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        self._list.selectionModel().currentChanged.connect(self._on_current_changed)
        self._list.activated.connect(self.accept)
        for field in (self._name, self._shortcut):
            field.textEdited.connect(self._on_edited)
        self._text.changed.connect(self._on_edited)
        self._new.clicked.connect(self._on_new_clicked)
        self._delete.clicked.connect(self._on_delete_clicked)
        self._import.clicked.connect(self._on_import_clicked)
        self._export.clicked.connect(self._on_export_clicked)
        self._close.clicked.connect(self.reject)
        self._insert.clicked.connect(self.accept)

    def _build(self) -> None:
        self._actions.add(self._new, self._delete, self._import, self._export)
        names = line(12)
        names.addWidget(Named("Name", self._name), 2)
        names.addWidget(Named("Shortcut", self._shortcut), 1)
        editor = column(self._editor, 8)
        editor.addLayout(names)
        editor.addWidget(self._text)
        editor.addWidget(PlainLabel(NOTE, "note"))
        self._form_column = column(self._form, 8)
        self._form_column.addWidget(PlainLabel("To be filled in", "strong"))
        for part in (self._remark, self._nothing, self._list, self._actions, self._editor, self._form):
            self.body.addWidget(part)
        self._form.hide()
        self.buttons.addWidget(self._close)
        self.buttons.addWidget(self._insert)
