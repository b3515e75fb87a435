"""What stands under the bell."""

import msgspec
from msgspec.structs import replace

from desktop.local import entries, looks
from desktop.local.store import Connection, one
from marketplace.contract.entities import Notification

_notifications = msgspec.json.Decoder(Notification)
_encode = msgspec.json.Encoder().encode

NEWEST = 200

_HEARD = """
not exists (
    select 1 from entry
    where entry.kind = json_extract(cast(notification.body as text), '$.about.kind')
        and entry.id = json_extract(cast(notification.body as text), '$.about.id')
        and (entry.kind = 'invitation' or entry.kind = 'room' and entry.section = '')
        and json_extract(cast(entry.body as text), '$.client.id') in (select value from json_each(?1))
)
"""
"""Nothing is told of what came from a client who is blocked, and is hidden; `?1` names those clients."""


def write(connection: Connection, notification: Notification) -> None:
    """Insert or replace a notification; one that was read here stays read."""
    connection.execute(
        "insert into notification values (?, ?, ?, ?) on conflict (id) do update set"
        " at = excluded.at, is_read = max(is_read, excluded.is_read), body = excluded.body",
        (notification.id, entries.milliseconds(notification.at), notification.is_read, _encode(notification)),
    )


def remove(connection: Connection, notification: str) -> None:
    """Forget a notification."""
    connection.execute("delete from notification where id = ?", (notification,))


def newest(connection: Connection) -> list[Notification]:
    """The newest notifications, newest first."""
    rows = connection.execute(
        f"select body, is_read from notification where {_HEARD} order by at desc, id limit ?2",
        (_blocked(connection), NEWEST),
    )
    return [replace(_notifications.decode(row[0]), is_read=bool(row[1])) for row in rows]


def unread(connection: Connection) -> int:
    """How many have not been read."""
    counted = f"select count(*) from notification where not is_read and {_HEARD}"
    return int(one(connection, counted, (_blocked(connection),)))


def mark_read(connection: Connection, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Mark these as read here, all of them where none is named; returns the ids that were not read before."""
    named = msgspec.json.encode(wanted).decode()
    chosen = "not is_read and (?1 = '[]' or id in (select value from json_each(?1)))"
    ids = tuple(row[0] for row in connection.execute(f"select id from notification where {chosen}", (named,)))
    connection.execute(f"update notification set is_read = 1 where {chosen}", (named,))
    return ids


def about(connection: Connection, kind: str, thing: str) -> tuple[str, ...]:
    """Unread notifications about one thing."""
    rows = connection.execute(
        "select id from notification where not is_read"
        " and json_extract(cast(body as text), '$.about.kind') = ?"
        " and json_extract(cast(body as text), '$.about.id') = ?",
        (kind, thing),
    )
    return tuple(row[0] for row in rows)


def _blocked(connection: Connection) -> str:
    return msgspec.json.encode(sorted(looks.blocked_clients(connection))).decode()
