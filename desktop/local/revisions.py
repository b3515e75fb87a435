"""What drafts said before: each save stands in the history with its time, fewer of them the older they are."""

from typing import NamedTuple

from desktop.local import drafts
from desktop.local.drafts import Draft, Fields
from desktop.local.store import Connection


class Revision(NamedTuple):
    """What a draft said at `saved_at`, in milliseconds since the epoch; `origin` names another device it came from."""

    revision: int
    saved_at: int
    fields: Fields
    origin: str | None


def history(connection: Connection, draft: str) -> list[Revision]:
    """All that is kept of what a draft said, newest first."""
    rows = connection.execute(
        "select revision, saved_at, fields, origin from draft_revision where draft = ? order by revision desc", (draft,)
    )
    return [Revision(number, saved_at, drafts.decode(fields), origin) for number, saved_at, fields, origin in rows]


def bring_back(connection: Connection, draft: str, revision: int, now: int) -> Draft | None:
    """Say again what a draft said at `revision`, as its newest; None where either has gone. Nothing is overwritten."""
    stored = drafts.get(connection, draft)
    found = next((each for each in history(connection, draft) if each.revision == revision), None)
    if stored is None or found is None:
        return None
    if stored.rival == revision:
        drafts.settle_rival(connection, draft)
        stored = stored._replace(rival=None)
    return drafts.save(connection, stored._replace(fields=found.fields), now)
