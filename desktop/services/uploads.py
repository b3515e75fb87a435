"""How far the files of waiting commands have gone out, and which of them the user holds back."""

from collections.abc import Callable

from desktop.errors import AppError
from marketplace.contract.entities import Attachment
from marketplace.contract.ids import BlobId


class HeldBack(AppError):
    """The user has paused a file; its command waits until that is over."""


class NoLongerWanted(AppError):
    """The command was taken back while its files went out."""


class Uploads:
    """Progress and pauses of files, by content; forgotten at the end of the program. Plain callbacks, no Qt."""

    def __init__(self) -> None:
        self._received: dict[BlobId, int] = {}
        self._paused: set[BlobId] = set()
        self._listeners: list[Callable[[], None]] = []
        self._resumed: Callable[[], None] | None = None

    def subscribe(self, listener: Callable[[], None]) -> None:
        """`listener` is called after each piece, and when a file is paused or goes on."""
        self._listeners.append(listener)

    def on_resumed(self, resumed: Callable[[], None]) -> None:
        """`resumed` is called when a file may go on."""
        self._resumed = resumed

    def arrived(self, attachment: Attachment, received: int) -> None:
        """So many bytes of a file are there now."""
        self._received[attachment.blob] = received
        self._tell()

    def check(self, attachment: Attachment) -> None:
        """Raises HeldBack where the user has paused this file."""
        if attachment.blob in self._paused:
            raise HeldBack(f"“{attachment.name}” is paused.")

    def pause(self, blob: BlobId) -> None:
        """Hold a file back; what has arrived of it stays there."""
        self._paused.add(blob)
        self._tell()

    def resume(self, blob: BlobId) -> None:
        """Let a file go on from where it is."""
        self._paused.discard(blob)
        self._tell()
        if self._resumed is not None:
            self._resumed()

    def is_paused(self, blob: BlobId) -> bool:
        """Whether the user holds this file back."""
        return blob in self._paused

    def percent(self, attachment: Attachment) -> int | None:
        """How much of a file has arrived, None where nothing is known of it yet."""
        received = self._received.get(attachment.blob)
        if received is None:
            return None
        return 100 if not attachment.size else min(100, received * 100 // attachment.size)

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()
