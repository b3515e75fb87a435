"""A damaged store: kept as it is under another name, and what was typed is carried over into a fresh one."""

import time
from contextlib import suppress
from itertools import chain, count
from pathlib import Path

import apsw

from desktop.local import dispatch, outbox
from desktop.local.schema import ONLY_HERE
from desktop.local.store import Connection, open_store, transaction


def set_aside(path: Path) -> tuple[Connection, str]:
    """A fresh store in place of the damaged `path`, with what could be read of it; and what to tell the user."""
    kept = _free_name(path)
    for ending in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            Path(f"{path}{ending}").rename(f"{kept}{ending}")
    fresh = open_store(path)
    carried = _carry_over(kept, fresh)
    what = "Drafts and what was waiting were carried over" if carried else "Nothing in it could be read"
    return fresh, f"The local store was damaged. {what}; the file is kept as {kept.name}."


def _free_name(path: Path) -> Path:
    """A name beside `path` that nothing has yet, so that no earlier copy is overwritten."""
    stem = f"{path.stem}.damaged-{time.strftime('%Y%m%d-%H%M%S')}"
    endings = chain([""], (f"-{number}" for number in count(2)))
    names = (path.with_name(f"{stem}{ending}{path.suffix}") for ending in endings)
    return next(name for name in names if not name.exists())


def _carry_over(damaged: Path, fresh: Connection) -> bool:
    try:
        source = apsw.Connection(str(damaged), flags=apsw.SQLITE_OPEN_READONLY)
    except apsw.Error:
        return False
    try:
        carried = [_carry_table(source, fresh, table) for table in ONLY_HERE]
    finally:
        source.close()
    transaction(fresh, outbox.forget_unreadable)
    transaction(fresh, dispatch.show_all)
    return any(carried)


def _carry_table(source: Connection, fresh: Connection, table: str) -> bool:
    """Row by row, as far as the table can be read; False where nothing of it could be."""
    rows, is_whole = [], False
    with suppress(apsw.Error, UnicodeDecodeError):
        for row in source.execute(f"select * from {table}"):
            rows.append(row)  # noqa: PERF402 - what was read before the damage is kept
        is_whole = True
    with suppress(apsw.Error):
        transaction(fresh, _insert, table, [row for row in rows if table != "document" or row[0] != "cursor"])
    return is_whole or bool(rows)


def _insert(fresh: Connection, table: str, rows: "list[tuple[apsw.SQLiteValue, ...]]") -> None:
    for row in rows:
        places = ", ".join("?" for _ in row)
        fresh.execute(f"insert or ignore into {table} values ({places})", row)
