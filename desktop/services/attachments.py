"""Files of proposals: copied in when attached, watched for changes of their source, looked at, read for the guard."""

import asyncio
from collections.abc import Callable, Iterable
from pathlib import Path

from desktop.errors import AppError
from desktop.local import sources
from desktop.local.blobs import BlobStore, always
from desktop.local.sources import Source
from desktop.local.thread import StoreThread
from desktop.services import aside, previews
from desktop.services.previews import Preview
from marketplace import reading
from marketplace.contract import rules
from marketplace.contract.entities import Attachment
from marketplace.contract.ids import BlobId
from marketplace.contract.policy import Limits
from marketplace.reading import FileText


class Attachments:
    """Verbs on attached files. What blocks goes on in another thread."""

    def __init__(self, store: StoreThread, blobs: BlobStore) -> None:
        self._store = store
        self._blobs = blobs

    async def take(self, path: Path, limits: Limits, is_wanted: Callable[[], bool] = always) -> Attachment:
        """Copy a file in as it is now, while `is_wanted`. Raises AppError with a sentence where it is not attached."""
        before = await asyncio.to_thread(sources.look_at, path)
        taken = await asyncio.to_thread(self._blobs.take, path, limits.attachment_size, is_wanted)
        _check(taken, limits)
        if before is not None:
            await self._store.write(sources.remember, taken.blob, before)
        return taken

    async def take_picture(self, picture: bytes, name: str, limits: Limits) -> Attachment:
        """Keep a picture that was never a file, such as one from the clipboard. Raises AppError with a sentence."""
        return await asyncio.to_thread(self._blobs.take_bytes, picture, name, limits.attachment_size)

    async def changed(self, attachments: Iterable[Attachment]) -> frozenset[BlobId]:
        """Those whose source is no longer what was copied."""
        found = await self._store.read(sources.of, [each.blob for each in attachments])
        return await asyncio.to_thread(_changed, found)

    async def elsewhere(self, attachments: Iterable[Attachment]) -> frozenset[BlobId]:
        """Those that were attached on another computer: their content is not here."""
        return await asyncio.to_thread(self._lacking, [each.blob for each in attachments])

    def _lacking(self, blobs: Iterable[BlobId]) -> frozenset[BlobId]:
        return frozenset(blob for blob in blobs if not self._blobs.path(blob).is_file())

    async def source(self, attachment: Attachment) -> Path | None:
        """The file that was copied."""
        found = await self._store.read(sources.of, [attachment.blob])
        return Path(found[attachment.blob].path) if found else None

    async def text(self, attachment: Attachment) -> FileText:
        """What stands in the copy, as the marketplace will read it; or why that cannot be read."""
        path = self._blobs.path(attachment.blob)
        return await asyncio.to_thread(reading.plain, path) or await _text_of_pdf(path)

    async def preview(self, attachment: Attachment, width: int) -> Preview:
        """What the copy looks like, at most `width` pixels wide."""
        return await previews.of(self._blobs.path(attachment.blob), width)


async def _text_of_pdf(path: Path) -> FileText:
    """Read by a process that is ended with whoever wants to know: a program that quits waits for no document."""
    return reading.of_pdf(*await aside.run([reading.WORD, str(path)], reading.SECONDS, reading.MOST_BYTES))


def _check(taken: Attachment, limits: Limits) -> None:
    for flaw in rules.attachment_flaws((taken,), limits):
        raise AppError(f"“{taken.name}” was not attached: {flaw.sentence}")


def _changed(found: dict[BlobId, Source]) -> frozenset[BlobId]:
    return frozenset(blob for blob, source in found.items() if sources.has_changed(source))
