# ruff: noqa: E501
"""A text as the guard reads it: folded or rewritten, with the way back to the writer's own code points."""

from collections.abc import Sequence

Edit = tuple[int, int, str]  # what stands between two places is read as something else


class Reading:
    """`text` is what is searched. `starts` and `ends` lead from each of its characters back; None where nothing moved."""

    __slots__ = ("ends", "starts", "text")

    def __init__(self, text: str, starts: list[int] | None = None, ends: list[int] | None = None) -> None:
        self.text = text
        self.starts = starts
        self.ends = ends

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The writer's code points behind `text[start:end]`, which is not empty."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], max(self.ends[start:end])

    def rewritten(self, edits: Sequence[Edit]) -> "Reading":
        """The same text with `edits` (in order, apart from each other) applied."""
        if not edits:
            return self
        starts = list(range(len(self.text))) if self.starts is None else self.starts
        ends = list(range(1, len(self.text) + 1)) if self.ends is None else self.ends
        pieces: list[str] = []
        new_starts: list[int] = []
        new_ends: list[int] = []
        done = 0
        for start, end, instead in edits:
            pieces += (self.text[done:start], instead)
            new_starts += starts[done:start]
            new_ends += ends[done:start]
            if instead:
                first = starts[start] if start < len(starts) else ends[-1]
                last = ends[end - 1] if end > start else first
                new_starts += [first] * len(instead)
                new_ends += [max(first, last)] * len(instead)
            done = end
        pieces.append(self.text[done:])
        new_starts += starts[done:]
        new_ends += ends[done:]
        return Reading("".join(pieces), new_starts, new_ends)
