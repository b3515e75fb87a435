"""The models of the short lists inside of panels and dialogs."""

from collections.abc import Hashable

from PySide6.QtCore import QObject

from desktop.models.rows import CheckRow, ChoiceRow, FileRow, LineRow, MessageRow, NoticeRow, TemplateRow, VersionRow
from desktop.models.rows_model import RowsModel


class NoticesModel(RowsModel[NoticeRow]):
    """What is under the bell."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_id, _spoken, _unread, parent)


class MessagesModel(RowsModel[MessageRow]):
    """A conversation, oldest message first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_id, _spoken, _status, parent)


class FilesModel(RowsModel[FileRow]):
    """Attached files."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_id, _spoken, _status, parent)


class ChecksModel(RowsModel[CheckRow]):
    """What blocks sending."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_whole, _text, parent=parent)


class ChoicesModel(RowsModel[ChoiceRow]):
    """A list to choose one from."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_choice_key, _text, parent=parent)


class VersionsModel(RowsModel[VersionRow]):
    """What a draft was before."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_number, _said, parent=parent)


class TemplatesModel(RowsModel[TemplateRow]):
    """What can be put into a text."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_template_id, _template_said, parent=parent)


class LinesModel(RowsModel[LineRow]):
    """A list of plain lines."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_line_id, _line_said, parent=parent)


def _line_id(row: LineRow) -> Hashable:
    return row.id


def _line_said(row: LineRow) -> str:
    return row.spoken


def _template_id(row: TemplateRow) -> Hashable:
    return row.id


def _template_said(row: TemplateRow) -> str:
    return row.spoken


def _number(row: VersionRow) -> Hashable:
    return row.number


def _said(row: VersionRow) -> str:
    return row.spoken


def _id(row: NoticeRow | MessageRow | FileRow) -> Hashable:
    return row.id


def _spoken(row: NoticeRow | MessageRow | FileRow) -> str:
    return row.spoken


def _status(row: MessageRow | FileRow) -> str:
    return row.status


def _unread(row: NoticeRow) -> str:
    return "unread" if row.is_unread else ""


def _whole(row: CheckRow) -> Hashable:
    return row


def _text(row: CheckRow | ChoiceRow) -> str:
    return row.text


def _choice_key(row: ChoiceRow) -> Hashable:
    return row.key
