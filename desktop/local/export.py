"""Everything that is here in one archive that outlives this program: `bellhop.jsonl`, a line of JSON for each thing,
and the attached files by their SHA-256.
"""

import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import msgspec

from desktop.errors import DiskProblem
from desktop.local import documents, outbox, receipts
from desktop.local.blobs import BlobStore
from desktop.local.files import create_private, put_in_place
from desktop.local.store import Connection, translated
from marketplace.contract.entities import Account

LINES = "bellhop.jsonl"


class Exported(NamedTuple):
    """How much it was."""

    lines: int
    files: int


def write(connection: Connection, place: Path, blobs: BlobStore) -> Exported:
    """An archive at `place`, whole or not there, as of one moment. Raises DiskProblem."""
    making = place.with_name(f"{place.name}.making")
    try:
        with translated(place):
            making.unlink(missing_ok=True)
            create_private(making)
            kept = _fill(connection, making, blobs)
            put_in_place(making, place)
    except OSError as error:
        raise DiskProblem(f"“{place}” could not be written: {error.strerror}. Nothing was exported.") from error
    finally:
        with suppress(OSError):
            making.unlink(missing_ok=True)
    return kept


def _fill(connection: Connection, making: Path, blobs: BlobStore) -> Exported:
    lines = files = 0
    with zipfile.ZipFile(making, "w", zipfile.ZIP_DEFLATED) as archive:
        connection.execute("begin")
        try:
            with archive.open(LINES, "w") as text:
                for line in _lines(connection):
                    text.write(line + b"\n")
                    lines += 1
            for blob in blobs.all():
                archive.write(blobs.path(blob), f"files/{blob}")
                files += 1
        finally:
            connection.execute("rollback")
    return Exported(lines, files)


def _lines(connection: Connection) -> Iterator[bytes]:
    account = documents.load(connection, "account", Account)
    if account is not None:
        yield _line("account", account)
    for kind, body in connection.execute("select kind, body from entry where body is not null order by kind, id"):
        yield _line(str(kind), _raw(body))
    for row in connection.execute("select body from message order by room, position"):
        yield _line("message", _raw(row[0]))
    for row in connection.execute("select body from notification order by at, id"):
        yield _line("notification", _raw(row[0]))
    yield from _draft_lines(connection)
    for item in outbox.everything(connection):
        command = {"id": item.id, "state": item.state, "created_at": item.created_at, "command": msgspec.Raw(item.body)}
        yield _line("command", command)
    for receipt in receipts.in_order(connection):
        yield _line("receipt", receipt._asdict())


def _draft_lines(connection: Connection) -> Iterator[bytes]:
    rows = connection.execute(
        "select draft.id, invitation, direct, state, draft_revision.revision, saved_at, fields from draft"
        " join draft_revision on draft_revision.draft = draft.id order by draft.id, draft_revision.revision"
    )
    names = ("draft", "invitation", "direct", "state", "revision", "saved_at")
    for row in rows:
        yield _line("draft_revision", {**dict(zip(names, row[:-1], strict=True)), "fields": _raw(row[-1])})


def _raw(body: object) -> msgspec.Raw:
    assert isinstance(body, bytes)
    return msgspec.Raw(body)


def _line(kind: str, value: object) -> bytes:
    return msgspec.json.encode({"kind": kind, "value": value})
