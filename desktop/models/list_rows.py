"""The rows that the first paint shows; see `desktop.models.rows`, where all others are."""

from typing import NamedTuple


class Chip(NamedTuple):
    """A small labelled fact."""

    text: str
    tone: str = "plain"


class SectionRow(NamedTuple):
    """An item of the navigation. `group` is the heading it stands under; `total` the number shown, 0 for none."""

    key: str
    name: str
    group: str
    total: int = 0
    spoken_count: str = ""


class EntryRow(NamedTuple):
    """One line of a section's list: an invitation, a proposal, a room, a draft or a waiting command."""

    key: int
    kind: str
    id: str
    title: str
    time: str
    subtitle: str
    chips: tuple[Chip, ...]
    is_unread: bool
    is_pending: bool
    spoken: str
