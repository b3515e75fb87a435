"""Opening the store's file: safely, at the right version, and quickly enough for the first paint.

SQLite's own failures become StoreProblems here and nowhere else.
"""

import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import apsw

from desktop.errors import AppError, DiskProblem, StoreBusy, StoreDamaged, StoreNewer
from desktop.local.files import create_private
from desktop.local.schema import APPLICATION_ID, INDEXED, MIGRATIONS, ONLY_HERE, VERSION
from marketplace import faults

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
Connection = apsw.Connection

BUSY_MILLISECONDS = 10_000


def open_store(path: Path) -> Connection:
    """The one connection that writes. Creates or migrates the file; call it before `open_reader`.

    Raises StoreNewer, StoreDamaged or DiskProblem; the file is then as it was.
    """
    with translated(path):
        with suppress(FileExistsError):
            create_private(path)  # SQLite gives the files beside it the same permissions
        path.chmod(0o600)
        connection = apsw.Connection(str(path))
        try:
            _prepare(connection, path)
        except BaseException:
            connection.close()
            raise
        return connection


def open_reader(path: Path) -> Connection:
    """A connection that only reads, for the thread that paints; readers never wait for the writer."""
    with translated(path):
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
        connection.set_busy_timeout(BUSY_MILLISECONDS)
        return connection


def transaction(
    connection: Connection,
    work: Callable[Concatenate[Connection, Parameters], Result],
    /,
    *args: Parameters.args,
    **kwargs: Parameters.kwargs,
) -> Result:
    """`work(connection, ...)` in one transaction: all of it is on the disk afterwards, or none.

    Explicit statements, because `with connection:` holds Python's lock during the commit.
    """
    connection.execute("begin immediate")
    faults.point("store.begun")
    try:
        result = work(connection, *args, **kwargs)
        faults.point("store.before_commit")
        connection.execute("commit")
    except BaseException:
        if connection.in_transaction:
            connection.execute("rollback")
        raise
    faults.point("store.committed")
    return result


def close_as_it_is(connection: Connection) -> None:
    """Close without folding the log into the file, which may be damaged."""
    connection.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
    connection.close(True)


@contextmanager
def translated(path: Path, examined: Connection | None = None) -> Iterator[None]:
    """SQLite's exceptions as sentences. Where anything else fails, and `examined` is damaged, that is the reason."""
    try:
        yield
    except (apsw.NotADBError, apsw.CorruptError, apsw.ConnectionClosedError, UnicodeDecodeError) as error:
        raise StoreDamaged(f"The local store {path.name} is damaged. The file is kept as it is.") from error
    except apsw.FullError as error:
        raise DiskProblem("The disk is full. What you typed is still in the window; free some space.") from error
    except (apsw.ReadOnlyError, apsw.CantOpenError, apsw.PermissionsError, OSError) as error:
        raise DiskProblem(f"The local store {path} cannot be written. Check the directory's permissions.") from error
    except apsw.IOError as error:
        raise DiskProblem("The disk reports an error. What you typed is still in the window.") from error
    except apsw.BusyError as error:
        raise StoreBusy("Another program holds the local store. Nothing is lost; try again.") from error
    except Exception as error:
        if _is_garbled(error) or not (isinstance(error, AppError) or _is_sound(examined)):
            raise StoreDamaged(f"The local store {path.name} is damaged. The file is kept as it is.") from error
        raise


def _is_garbled(error: Exception) -> bool:
    """Whether what we wrote ourselves cannot be read any more; msgspec is not there before the first paint."""
    msgspec = sys.modules.get("msgspec")
    return msgspec is not None and isinstance(error, msgspec.DecodeError)


def _is_sound(connection: Connection | None) -> bool:
    """Whether SQLite finds no damage, a value of another type included; it takes as long as reading the whole file."""
    return connection is None or one(connection, "pragma quick_check(1)") == "ok"


def _prepare(connection: Connection, path: Path) -> None:
    connection.set_busy_timeout(BUSY_MILLISECONDS)
    # Closing the last connection would fold the log into a file that is damaged, or that a newer Bellhop wrote.
    connection.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
    version = int(connection.pragma("user_version"))
    mark = int(connection.pragma("application_id"))
    if mark != APPLICATION_ID and _has_tables(connection):
        raise StoreDamaged(f"{path.name} is a database, but not Bellhop's. The file is kept as it is.")
    if version != VERSION and not _is_said_truly(connection, version):
        raise StoreDamaged(f"The local store {path.name} is damaged. The file is kept as it is.")
    if version > VERSION:
        raise StoreNewer(f"A newer Bellhop wrote {path.name}. Install that version; the file was not touched.")
    connection.pragma("journal_mode", "wal")
    connection.pragma("synchronous", "full")
    connection.pragma("foreign_keys", True)
    for number in range(version, VERSION):
        transaction(connection, _migrate, number)
    if version:
        _examine(connection, path)
    if version < VERSION or one(connection, "select digest from seal") is None:
        transaction(connection, _seal)
    connection.config(apsw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0)


def _examine(connection: Connection, path: Path) -> None:
    """Notice damage before the first paint: in all that exists only here, and in the list that is shown first.

    Where an index may say something else than its table, both are compared.
    """
    is_good = all(one(connection, f"pragma integrity_check({table})") == "ok" for table in INDEXED)
    is_good &= all(one(connection, f"pragma quick_check({table})") == "ok" for table in (*ONLY_HERE, "section_count"))
    if not is_good or one(connection, "select digest from seal") not in {_schema(connection), None}:
        raise StoreDamaged(f"The local store {path.name} is damaged. The file is kept as it is.")
    connection.execute("select * from entry where section = 'invitations' order by at desc limit 40").fetchall()


def _is_said_truly(connection: Connection, version: int) -> bool:
    """Whether the schema is that of `version`, or of one that is not known here: each step changes it.

    What says otherwise has a number that was garbled, and no step may be done for that.
    """
    with closing(apsw.Connection(":memory:")) as known:
        for number in range(min(version, VERSION)):
            known.execute(MIGRATIONS[number])
        return (_schema(connection) == _schema(known)) is (version < VERSION)


def _schema(connection: Connection) -> int:
    """A digest of what the tables, indexes and triggers are."""
    statements = connection.execute("select coalesce(sql, name) from sqlite_schema order by name").fetchall()
    return zlib.crc32("\n".join(str(row[0]) for row in statements).encode())


def _seal(connection: Connection) -> None:
    connection.execute("delete from seal")
    connection.execute("insert into seal values (?)", (_schema(connection),))


def _migrate(connection: Connection, number: int) -> None:
    connection.execute(MIGRATIONS[number])
    connection.pragma("application_id", APPLICATION_ID)
    connection.pragma("user_version", number + 1)


def _has_tables(connection: Connection) -> bool:
    return bool(one(connection, "select count(*) from sqlite_schema"))


def sqlite_version() -> str:
    """The SQLite that is used, whichever the system has."""
    return apsw.sqlite_lib_version()


def one(connection: Connection, sql: str, bindings: tuple[Any, ...] = ()) -> Any:
    """The first column of the first row, or None."""
    row = connection.execute(sql, bindings).fetchone()
    return None if row is None else row[0]
