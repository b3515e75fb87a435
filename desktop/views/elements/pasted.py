"""What the clipboard, or a drop, brings beside text."""

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

READY = ("image/png", "image/jpeg")


def local_files(source: QMimeData) -> list[str]:
    """Paths of the files of this computer that `source` holds."""
    return [url.toLocalFile() for url in source.urls() if url.isLocalFile()] if source.hasUrls() else []


def picture(source: QMimeData) -> bytes | QImage | None:
    """The picture in `source`: as a file's content where it is one already, so that nobody decodes it here."""
    for kind in READY:
        content = bytes(source.data(kind).data()) if source.hasFormat(kind) else b""
        if content:
            return content
    image = source.imageData() if source.hasImage() else None
    return image if isinstance(image, QImage) and not image.isNull() else None
