"""Finding things by words: titles, clients, messages, letters, drafts and what was said in rooms.

What comes in is taken into the index later, a little at a time; a search takes in what is left before it looks.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from desktop.local import listing, looks
from desktop.local.listing import Record
from desktop.local.store import Connection, one

TEXTS = {"message", "description", "cover_letter", "text", "answers", "skills", "name", "headline", "reason"}
"""What is searched of a thing, by the names of its fields; the index need not know more of its form."""

MOST_TEXT = 20_000
"""Characters of one thing that are taken in: more than any text may have, and a bound for what is no honest text."""

CANDIDATES = 5_000
"""Of what a frequent word finds only so many, the newest to come, are put in order."""

_TAKE_IN = "insert or replace into search (rowid, title, client, body) values (?, ?, ?, ?)"
_FIND = f"""
select {listing.COLUMNS} from entry where position in (
    select rowid
    from (select rowid from search where search match ?1 and rowid > 0 order by rowid desc limit {CANDIDATES})
    union
    select entry.position
    from (select rowid as place from search where search match ?1 and rowid < 0 order by rowid limit {CANDIDATES})
    join said on said.number = -place join message on message.id = said.message
    join entry on entry.kind = 'room' and entry.id = message.room
) and section = coalesce(?2, section) and section != '' and (
    ?4 = '[]' or kind != 'invitation'
    or json_extract(cast(body as text), '$.client.id') not in (select value from json_each(?4))
)
order by at desc, position desc limit ?3
"""


def is_behind(connection: Connection) -> bool:
    """Whether something waits to be taken in."""
    return bool(one(connection, "select exists (select 1 from unfound)"))


def take_in(connection: Connection, most: int) -> int:
    """Take at most `most` things into the index; returns how many were."""
    rows = connection.execute("select place from unfound order by place desc limit ?", (most,)).fetchall()
    places = [int(str(row[0])) for row in rows]
    for place in places:
        connection.execute(_TAKE_IN, (place, *(_said(connection, -place) if place < 0 else _entry(connection, place))))
        connection.execute("delete from unfound where place = ?", (place,))
    return len(places)


def forget(connection: Connection) -> None:
    """Empty the index at once; the things that were in it are deleted after this."""
    connection.execute("insert into search (search) values ('delete-all')")


def find(connection: Connection, words: str, most: int, section: str | None = None) -> list[Record]:
    """Things in which every one of `words` occurs, the last as a beginning; newest first.

    Neither case nor accents count. What stands in no list is not found, nor what came from a client who is blocked.
    """
    asked = _asked(words)
    if not asked:
        return []
    blocked = msgspec.json.encode(sorted(looks.blocked_clients(connection))).decode()
    return [Record(*row) for row in connection.execute(_FIND, (asked, section, most, blocked))]


def _asked(words: str) -> str:
    """The words as a query: quoted, for whatever a person types means itself."""
    quoted = ['"{}"'.format(word.replace('"', '""')) for word in words.split() if any(map(str.isalnum, word))]
    return f"{' '.join(quoted)}*" if quoted else ""


def _entry(connection: Connection, position: int) -> tuple[str, str, str]:
    kind, id_, title, client, body = connection.execute(
        "select kind, id, title, client, body from entry where position = ?", (position,)
    ).get
    match kind:
        case "draft":
            body = one(
                connection,
                "select fields from draft join draft_revision using (revision)"
                " where draft.id = ?1 and draft_revision.draft = ?1",
                (id_,),
            )
        case "command":
            body = one(connection, "select body from outbox where id = ?", (id_,))
    return title, client or "", _text(body)


def _said(connection: Connection, number: int) -> tuple[str, str, str]:
    joined = "select body from message join said on said.message = message.id where number = ?"
    return "", "", _text(one(connection, joined, (number,)))


def _text(body: bytes | None) -> str:
    return "" if body is None else "\n".join(_texts(msgspec.json.decode(body)))[:MOST_TEXT]


def _texts(value: Any, is_wanted: bool = False) -> Iterator[str]:
    match value:
        case str() if is_wanted:
            yield value
        case dict():
            for name, each in value.items():
                yield from _texts(each, name in TEXTS)
        case list():
            for each in value:
                yield from _texts(each, is_wanted)
