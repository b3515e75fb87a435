"""How rows of the tables that hold what was typed look on a page, where nothing else says whose they are."""

from collections.abc import Callable
from typing import Any, NamedTuple

from desktop.local.drafts import STATES
from desktop.local.pages import PageRow

Row = dict[str, Any]
"""A row by its columns."""

LONG_AGO = 10**11
"""1973 in milliseconds: no number of a revision is as large, and no time of ours as small."""


class Form(NamedTuple):
    """How a row of a table looks on a page: its columns in the order in which they are stored, and what is in them.

    Columns that came with a later version stand behind and may be missing.
    """

    columns: tuple[str, ...]
    has: Callable[[tuple[Any, ...]], bool]
    least: int
    is_keyed: bool = False

    def fits(self, row: PageRow) -> bool:
        """Whether this may be such a row."""
        is_long_enough = self.least <= len(row.values) <= len(self.columns)
        return is_long_enough and (row.key is not None) is self.is_keyed and self.has(row.values)

    def named(self, row: PageRow) -> Row:
        """The row by its columns."""
        named = dict(zip(self.columns, row.values, strict=False))
        return named | {"position": row.key} if self.is_keyed else named


def _is_draft(values: tuple[Any, ...]) -> bool:
    id_, invitation, direct, state, revision = values[:5]
    return (
        isinstance(id_, str)
        and isinstance(invitation, str)
        and direct in {0, 1}
        and state in STATES
        and isinstance(revision, int)
    )


def _is_revision(values: tuple[Any, ...]) -> bool:
    draft, revision, saved_at, fields = values[:4]
    return (
        isinstance(draft, str)
        and isinstance(revision, int)
        and isinstance(saved_at, int)
        and isinstance(fields, bytes)
        and 0 < revision < LONG_AGO < saved_at
    )


def _is_waiting(values: tuple[Any, ...]) -> bool:
    state, created_at = values[9:11]
    return state in {"waiting", "sent", "answered", "refused"} and isinstance(created_at, int) and created_at > LONG_AGO


def _is_bare_draft(values: tuple[Any, ...]) -> bool:
    invitation, direct, id_ = values
    return isinstance(invitation, str) and direct in {0, 1} and isinstance(id_, str)


FORMS = {
    "draft_of": Form(("invitation", "direct", "id"), _is_bare_draft, 3),
    "draft": Form(("id", "invitation", "direct", "state", "revision", "refusal", "rival"), _is_draft, 6),
    "draft_revision": Form(("draft", "revision", "saved_at", "fields", "origin"), _is_revision, 4),
    "outbox": Form(
        (
            *("position", "id", "verb", "body", "lane", "about_kind", "about_id", "title", "draft", "state"),
            *("created_at", "not_before", "seq", "refusal", "ask_first"),
        ),
        _is_waiting,
        14,
        is_keyed=True,
    ),
}
