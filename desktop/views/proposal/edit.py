"""The dialog `Edit proposal`: what was sent, changed as far as its time allows."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.models.rows import CheckRow, ComposerSheet, ComposerValues, Mark
from desktop.views.composer.attachments import Attachments
from desktop.views.composer.highlights import Highlights
from desktop.views.composer.terms import TermsEditor
from desktop.views.elements.buttons import button
from desktop.views.elements.checks import ChecksView
from desktop.views.elements.dialog import Sheet
from desktop.views.elements.labels import PlainLabel
from desktop.views.elements.writing import CountedField


class EditDialog(Sheet):
    """`values()`, `show_fee(fee, receive)`, `show_sum(text)`, `show_checks(rows)`, `show_marks(field, marks)`.

    What is wanted of the files, `attachments` says itself.

    Signals:
        changed(): something was changed; answer with what follows from it.
    """

    changed = Signal()

    def __init__(
        self, sheet: ComposerSheet, values: ComposerValues, note: str, *, has_texts: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__("Edit proposal", 680, parent)
        self._given = values
        self._offered = {choice.key for choice in sheet.highlights}
        self._terms = TermsEditor()
        self._texts = {
            "cover_letter": _field("Cover letter", 8, values.cover_letter, sheet.letter_limit),
            **{
                f"answers.{place}": _field(question, 3, values.answers[place], sheet.answer_limit)
                for place, question in enumerate(sheet.questions)
            },
            "message": _field("Message to the client", 3, values.message, sheet.message_limit),
        }
        self.attachments = Attachments()
        self._highlights = Highlights()
        self._checks = ChecksView()
        self._checks.place_requested.connect(self._on_place_requested)
        self._save = button("Send changes", "primary")
        self._save.clicked.connect(self.accept)
        self.send_with(self._save)
        self._build(sheet.subtitle, note, has_texts=has_texts)
        self._terms.load(sheet, values)
        self._terms.changed.connect(self.changed)
        self._highlights.load(sheet.highlights, values.highlights)
        self._highlights.changed.connect(self.changed)

    def values(self) -> ComposerValues:
        """What is filled in now."""
        answers = tuple(field.text() for name, field in self._texts.items() if name.startswith("answers."))
        return self._given._replace(
            as_offered=self._terms.as_offered,
            amount=self._terms.amount,
            increase=self._terms.increase,
            increase_percent=self._terms.percent,
            by_milestone=self._terms.by_milestone.isChecked(),
            milestones=self._terms.milestone_rows,
            duration=self._terms.duration,
            cover_letter=self._texts["cover_letter"].text(),
            message=self._texts["message"].text(),
            answers=answers,
            highlights=self._chosen_highlights(),
        )

    def _chosen_highlights(self) -> tuple[str, ...]:
        """As they were sent while no tick was touched, though the profile may no longer have them all."""
        chosen, given = self._highlights.chosen(), self._given.highlights
        return given if set(chosen) == self._offered.intersection(given) else chosen

    def show_fee(self, fee: str, receive: str) -> None:
        """Show what the marketplace keeps and what is left, as sentences."""
        self._terms.show_fee(fee, receive)

    def show_sum(self, text: str) -> None:
        """Show what the milestones come to."""
        self._terms.show_sum(text)

    def show_checks(self, rows: Sequence[CheckRow]) -> None:
        """Show what is in the way; sending waits while any of `rows` is `bad`."""
        self._checks.show_checks(rows)
        self._save.setEnabled(all(row.tone != "bad" for row in rows))

    def show_marks(self, field: str, marks: Sequence[Mark]) -> None:
        """Mark places in a text."""
        if field in self._texts:
            self._texts[field].show_marks(marks)

    def _build(self, subtitle: str, note: str, *, has_texts: bool) -> None:
        cancel = button("Cancel")
        cancel.clicked.connect(self.reject)
        for look, text in (("strong", subtitle), ("note", note)):
            label = PlainLabel(look=look)
            label.show_text(text)
            self.body.addWidget(label)
        self.body.addWidget(self._terms)
        for field in self._texts.values():
            field.writing.setEnabled(has_texts)
            field.changed.connect(self.changed)
            field.writing.files_given.connect(self.attachments.files_given)
            field.writing.picture_given.connect(self.attachments.picture_given)
            self.body.addWidget(field)
        for part in (self.attachments, self._highlights):
            part.setEnabled(has_texts)
            self.body.addWidget(part)
        self.body.addWidget(self._checks)
        self.buttons.addWidget(cancel)
        self.buttons.addWidget(self._save)

    @Slot(str)
    def _on_place_requested(self, field: str) -> None:
        noun, _, number = field.partition(".")
        if noun == "milestones":
            self.scroller.reveal(self._terms.milestones, self._terms.milestones.rect())
            self._terms.milestones.go_to(int(number or 0))
            return
        places = {"attachments": self.attachments.field, "highlights": self._highlights.field}
        written = {name: each.writing for name, each in self._texts.items()}
        place = {**places, **written}.get(field, self._terms.amount_field)
        self.scroller.reveal(place, place.rect())
        place.setFocus(Qt.FocusReason.OtherFocusReason)


def _field(name: str, lines: int, text: str, limit: int) -> CountedField:
    made = CountedField(name, lines)
    made.set_limit(limit)
    made.load(text)
    return made
