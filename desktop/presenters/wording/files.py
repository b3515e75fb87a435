"""Attached files, said."""

from pathlib import PurePosixPath

from desktop.models.plain import one_line
from desktop.models.rows import FileRow
from desktop.presenters.wording import amounts
from marketplace.contract.entities import Attachment

NAME = 120


def row(attachment: Attachment, status: str = "Ready", tone: str = "good") -> FileRow:
    """One line of the list `Attachments`."""
    name, size = one_line(attachment.name, NAME), amounts.size(attachment.size)
    badge = one_line(PurePosixPath(attachment.name).suffix.lstrip(".").upper(), 4) or "FILE"
    return FileRow(attachment.blob, name, size, badge[:4], status, tone, f"{name}, {size}, {status}")
