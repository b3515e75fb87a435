"""The models of the short lists inside of panels and dialogs."""

from collections.abc import Hashable

from PySide6.QtCore import QObject

from desktop.models.rows import CheckRow, ChoiceRow, FileRow, MessageRow, NoticeRow
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
