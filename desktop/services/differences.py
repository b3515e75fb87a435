"""How two texts differ, word by word, ready to be shown. Pure."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

import msgspec

from desktop.local.drafts import Fields

MOST_WORDS = 4_000
"""Longer texts are compared line by line, so that no text takes more than a moment."""

_WORDS = re.compile(r"\s+|[^\s]+")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")


class Kind(StrEnum):
    """What became of a passage."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


class Passage(NamedTuple):
    """A stretch of text. All that is not `ADDED`, put together, is the text before; all not `REMOVED` the one after."""

    kind: Kind
    text: str


class FieldDifference(NamedTuple):
    """A field of a draft that is not what it was."""

    field: str
    passages: tuple[Passage, ...]


def differences(before: str, after: str) -> tuple[Passage, ...]:
    """The passages of both texts, in order; what was replaced is removed first and then added."""
    cut = _WORDS if max(before.count(" "), after.count(" ")) <= MOST_WORDS else _LINES
    return tuple(_merged(_passages(cut.findall(before), cut.findall(after))))


def of_fields(before: Fields, after: Fields) -> list[FieldDifference]:
    """The fields that differ, in the order of the form."""
    texts = ((name, _text(getattr(before, name)), _text(getattr(after, name))) for name in Fields.__struct_fields__)
    return [FieldDifference(name, differences(old, new)) for name, old, new in texts if old != new]


def _passages(before: Sequence[str], after: Sequence[str]) -> Iterator[Passage]:
    from difflib import SequenceMatcher  # seldom looked at

    for kind, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Passage(Kind.SAME, "".join(before[start:end]))
            continue
        yield Passage(Kind.REMOVED, "".join(before[start:end]))
        yield Passage(Kind.ADDED, "".join(after[new_start:new_end]))


def _merged(passages: Iterator[Passage]) -> Iterator[Passage]:
    """A lone blank between two changes is part of them: nobody reads a text of alternating words."""
    removed = added = ""
    for passage in passages:
        match passage.kind:
            case Kind.REMOVED:
                removed += passage.text
            case Kind.ADDED:
                added += passage.text
            case Kind.SAME if (removed or added) and not passage.text.strip(" "):
                removed, added = removed + passage.text, added + passage.text
            case Kind.SAME:
                yield from _changed(removed, added)
                removed = added = ""
                yield passage
    yield from _changed(removed, added)


def _changed(removed: str, added: str) -> Iterator[Passage]:
    if removed:
        yield Passage(Kind.REMOVED, removed)
    if added:
        yield Passage(Kind.ADDED, added)


def _text(value: object) -> str:
    """A field as a text that can be compared: several values stand on lines of their own."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return "\n".join(getattr(each, "name", None) or _text(each) for each in value)
    return msgspec.json.encode(value).decode()
