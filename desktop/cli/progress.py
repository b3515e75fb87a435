"""Progress on a terminal: one line on stderr that is written over. Into a pipe or a file goes nothing."""

import sys
from typing import TextIO

from marketplace.contract.entities import Attachment

BAR = 24


class Progress:
    """How far a verb has come. Sentences that matter go out anyway."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._is_shown = self._stream.isatty()
        self._fetched = 0
        self._width = 0

    def fetched(self, things: int) -> None:
        """So many more things have been written into the copy."""
        self._fetched += things
        self._show(f"Fetching: {self._fetched:,}")

    def arrived(self, attachment: Attachment, received: int) -> None:
        """So much of a file has reached the marketplace."""
        done = received / attachment.size if attachment.size else 1.0
        filled = round(done * BAR)
        self._show(f"Uploading [{'#' * filled}{'.' * (BAR - filled)}] {done:4.0%}")

    def say(self, sentence: str) -> None:
        """A sentence on a line of its own."""
        self.clear()
        print(sentence, file=self._stream)

    def clear(self) -> None:
        """Take the line away."""
        if self._width:
            self._stream.write("\r" + " " * self._width + "\r")
            self._stream.flush()
            self._width = 0

    def _show(self, line: str) -> None:
        if self._is_shown:
            self._stream.write("\r" + line.ljust(self._width))
            self._stream.flush()
            self._width = max(self._width, len(line))
