"""A text as the guard reads it: folded or rewritten, with the way back to the writer's own code points."""

from collections.abc import Iterator, Sequence

Edit = tuple[int, int, str]  # what stands between two places is read as something else


class Reading:
    """`text` is what is searched. `starts` and `ends` lead from each of its characters back.

    Without `starts` nothing moved; without `ends` each character is read from a single one. A reading may be a part of
    the text: then `offset` is where it begins.
    """

    __slots__ = ("ends", "offset", "starts", "text")

    def __init__(
        self, text: str, starts: list[int] | None = None, ends: list[int] | None = None, offset: int = 0
    ) -> None:
        self.text = text
        self.starts = starts
        self.ends = ends
        self.offset = offset

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The writer's code points behind `text[start:end]`, which is not empty."""
        if self.starts is None:
            return start + self.offset, end + self.offset
        if self.ends is None:
            return self.starts[start], self.starts[end - 1] + 1
        return self.starts[start], max(self.ends[start:end])

    def part(self, start: int, end: int) -> "Reading":
        """The reading of `text[start:end]` alone."""
        if self.starts is None:
            return Reading(self.text[start:end], offset=self.offset + start)
        return Reading(self.text[start:end], self.starts[start:end], self.ends and self.ends[start:end])

    def respelled(self, text: str) -> "Reading":
        """The same places with other characters of the same number."""
        return Reading(text, self.starts, self.ends, self.offset)

    def rewritten(self, edits: Sequence[Edit]) -> "Reading":
        """The same text with `edits` (in order, apart from each other) applied."""
        if not edits:
            return self
        starts, ends = self._places()
        pieces: list[str] = []
        new_starts: list[int] = []
        new_ends: list[int] = []
        done = 0
        for start, end, instead in edits:
            pieces += (self.text[done:start], instead)
            new_starts += starts[done:start]
            new_ends += ends[done:start]
            first, last = self.span(start, end)
            new_starts += [first] * len(instead)
            new_ends += [last] * len(instead)
            done = end
        pieces.append(self.text[done:])
        return Reading("".join(pieces), new_starts + starts[done:], new_ends + ends[done:])

    def _places(self) -> tuple[list[int], list[int]]:
        if self.starts is not None:
            return self.starts, self.ends or [start + 1 for start in self.starts]
        first, last = self.offset, self.offset + len(self.text)
        return list(range(first, last)), list(range(first + 1, last + 1))


def occurrences(text: str, part: str) -> Iterator[int]:
    """Where `part` stands in `text`, apart from each other."""
    at = text.find(part) if part else -1
    while at >= 0:
        yield at
        at = text.find(part, at + len(part))


def apart(edits: Sequence[Edit]) -> list[Edit]:
    """Those of `edits` that do not overlap an earlier, or at the same place longer, one; in order."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit[0], -edit[1])):
        if not kept or edit[0] >= kept[-1][1]:
            kept.append(edit)
    return kept
