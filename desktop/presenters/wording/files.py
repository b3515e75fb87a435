"""Attached files, said."""

import time
from collections.abc import Sequence
from pathlib import PurePosixPath

from desktop.models.plain import block, one_line
from desktop.models.rows import CheckRow, FilePicture, FilePreviewSheet, FileRow
from desktop.presenters.wording import amounts
from desktop.services.previews import Preview
from desktop.services.uploads import Uploads
from marketplace.contract.entities import Attachment

NAME = 120
MOST_SENTENCES = 3


def row(attachment: Attachment, status: str = "Ready", tone: str = "good", *, is_outdated: bool = False) -> FileRow:
    """One line of the list `Attachments`; outdated where its source has changed since the copy was taken."""
    if is_outdated:
        status, tone = "Changed since", "warning"
    name, size = one_line(attachment.name, NAME), amounts.size(attachment.size)
    spoken = f"{name}, {size}, {status}"
    return FileRow(attachment.blob, name, size, _badge(attachment.name), status, tone, spoken, is_outdated=is_outdated)


def row_elsewhere(attachment: Attachment) -> FileRow:
    """A file that was attached on another computer, which has it."""
    return row(attachment, "On your other computer", "bad")


def elsewhere(attachment: Attachment) -> CheckRow:
    """A draft brings the names of its files along, not the files."""
    name = one_line(attachment.name, NAME)
    text = f"“{name}” is on your other computer. Attach it here as well, take it out, or send from there."
    return CheckRow(text, "attachments")


def on_its_way(attachment: Attachment, uploads: Uploads) -> FileRow:
    """A file of a command that waits or goes out."""
    percent = uploads.percent(attachment)
    if uploads.is_paused(attachment.blob):
        status, tone = "Paused", "warning"
    elif percent == 100:
        status, tone = "Arrived", "good"
    else:
        status, tone = ("Waits", "plain") if percent is None else (f"{percent} %", "accent")
    return row(attachment, status, tone)._replace(progress=percent or 0, is_paused=uploads.is_paused(attachment.blob))


def copying(key: str, path_name: str) -> FileRow:
    """A file whose copy is being taken."""
    name = one_line(path_name, NAME)
    return FileRow(key, name, "", _badge(path_name), "Copying", "plain", f"Copying {name}")


def wait_for_copy(path_name: str) -> CheckRow:
    """What is shown as attached has to be attached before it is sent."""
    return CheckRow(f"“{one_line(path_name, NAME)}” is still being copied.", "attachments", "warning")


def outdated(attachment: Attachment) -> CheckRow:
    """The copy is what will be sent, whatever has become of its source."""
    name = one_line(attachment.name, NAME)
    return CheckRow(f"“{name}” has changed since it was attached. The earlier one is sent.", "attachments", "warning")


def unread(found: Sequence[tuple[Attachment, str]]) -> list[CheckRow]:
    """Files that go without having been read for contact information, each with its reason; one line for a reason."""
    by_reason: dict[str, list[str]] = {}
    for attachment, reason in found:
        by_reason.setdefault(reason, []).append(attachment.name)
    return [_unread(reason, names) for reason, names in by_reason.items()]


def _unread(reason: str, names: Sequence[str]) -> CheckRow:
    more = len(names) - 1
    also = f" The same goes for {amounts.count(more, 'more file')}." if more else ""
    return CheckRow(f"“{one_line(names[0], NAME)}” is sent unread. {reason}{also}", "attachments", "warning")


def left_out(sentences: Sequence[str]) -> str:
    """Why files were not attached: the first few reasons, and how many more there are."""
    more = len(sentences) - MOST_SENTENCES
    shown = " ".join(one_line(sentence, 240) for sentence in sentences[:MOST_SENTENCES])
    return f"{shown} The same goes for {amounts.count(more, 'more file')}." if more > 0 else shown


def too_many(given: int, most: int) -> str:
    """More files were given than can be attached."""
    return f"{amounts.count(given, 'file')} given, {most} can be attached in all; the rest was left out."


def picture_name(content: bytes, now: time.struct_time) -> str:
    """What a picture from the clipboard is called."""
    suffix = "jpg" if content.startswith(b"\xff\xd8") else "png"
    return f"Picture {time.strftime('%Y-%m-%d %H.%M.%S', now)}.{suffix}"


def preview(attachment: Attachment, found: Preview) -> FilePreviewSheet:
    """The dialog `File preview`."""
    return FilePreviewSheet(
        name=one_line(attachment.name, NAME),
        picture=None if found.picture is None else FilePicture(*found.picture),
        text=block(found.text),
        sentence=found.sentence,
        note=found.note,
    )


def _badge(name: str) -> str:
    return (one_line(PurePosixPath(name).suffix.lstrip(".").upper(), 4) or "FILE")[:4]
