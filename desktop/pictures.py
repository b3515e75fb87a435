"""`bellhop --picture-of FILE WIDTH`: a picture of a file's beginning, as pixels on the standard output.

Runs in a process of its own, because decoders of pictures and PDF are where files from outside do their harm. It may
use so much memory and time, opens nothing but the file, and ends with one of the codes below.
"""

import sys
from typing import TYPE_CHECKING

from desktop.services.previews import SIZE, TOO_LARGE, UNREADABLE

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

MEGABYTES = 64
"""What a decoded picture may take."""
TALLEST = 3
"""Times its width that a picture may be high."""
MEMORY = 1536 * 2**20
CPU_SECONDS = 8
FORMATS = frozenset({b"png", b"jpeg", b"gif", b"webp", b"bmp", b"tiff", b"ico"})
"""By content, never by name. SVG is not among them: it names other files, and is shown as the text that it is."""


def main(arguments: list[str]) -> int:
    """Write the picture; the exit code says how that went."""
    _bound()
    path, width = arguments[0], int(arguments[1])
    with open(path, "rb") as content:  # noqa: PTH123 - pathlib is not worth its import here
        is_pdf = content.read(5) == b"%PDF-"
    try:
        return _pdf(path, width) if is_pdf else _picture(path, width)
    except MemoryError:
        return TOO_LARGE


def _bound() -> None:
    """Where the system can, let it see to the bounds."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _picture(path: str, width: int) -> int:
    from PySide6.QtCore import QSize, Qt
    from PySide6.QtGui import QImageReader

    QImageReader.setAllocationLimit(MEGABYTES)
    if QImageReader.imageFormat(path).data() not in FORMATS:
        return UNREADABLE
    reader = QImageReader(path)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and size.width() * size.height() * 4 > MEGABYTES * 2**20:
        return TOO_LARGE
    room = QSize(width, width * TALLEST)
    if size.boundedTo(room) != size:
        reader.setScaledSize(size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return UNREADABLE if image.isNull() else _write(image)


def _pdf(path: str, width: int) -> int:
    import pypdfium2
    from PySide6.QtGui import QImage

    try:
        page = pypdfium2.PdfDocument(path)[0]
        across, down = page.get_size()
        scale = min(width / across, width * TALLEST / down)
        drawn = page.render(scale=scale, may_draw_forms=False, force_bitmap_format=pypdfium2.raw.FPDFBitmap_BGRx)
    except (pypdfium2.PdfiumError, ZeroDivisionError, IndexError):
        return UNREADABLE
    pixels = bytes(drawn.buffer)
    return _write(QImage(pixels, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB32))


def _write(image: "QImage") -> int:
    from PySide6.QtGui import QImage

    plain = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    sys.stdout.buffer.write(SIZE.pack(plain.width(), plain.height()))
    sys.stdout.buffer.write(plain.constBits())
    sys.stdout.buffer.flush()
    return 0
