"""Rows read straight from pages are those that SQLite reads, whatever their size; a damaged page costs only its own."""

import shutil
import tempfile
from contextlib import closing
from pathlib import Path

import apsw
from hypothesis import given
from hypothesis import strategies as st

from desktop.local import pages

TABLES = (
    "create table keyed (a, b, c)",
    "create table named (a text primary key, b, c) without rowid",
)
values = (
    st.none()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
    | st.builds(bytes, st.sampled_from([0, 1, 700, 4_000, 30_000]))
)


@given(st.lists(st.tuples(values, values), max_size=40))
def test_all_rows_are_found_with_their_values(wanted: list[tuple[object, object]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "rows")
        with closing(apsw.Connection(str(path))) as connection:
            for table in TABLES:
                connection.execute(table)
            for number, (first, second) in enumerate(wanted):
                connection.execute("insert into keyed values (?, ?, ?)", (f"k{number}", first, second))
                connection.execute("insert into named values (?, ?, ?)", (f"n{number}", first, second))
        found = {row.values[0]: row for row in pages.rows(path)}
    for number, (first, second) in enumerate(wanted):
        assert _same(found[f"k{number}"].values[1:], (first, second))
        assert _same(found[f"n{number}"].values[1:], (first, second))
        assert found[f"k{number}"].key == number + 1
        assert found[f"n{number}"].key is None


def _same(found: tuple[object, ...], wanted: tuple[object, object]) -> bool:
    """A whole number may be stored as an integer where it was given as a float."""
    return list(found) == list(wanted)


def test_what_is_only_in_the_log_is_found(tmp_path: Path) -> None:
    path, copy = tmp_path / "rows", tmp_path / "copy"
    with closing(apsw.Connection(str(path))) as connection:
        connection.pragma("journal_mode", "wal")
        connection.execute(TABLES[0])
        connection.execute("insert into keyed values ('old', 1, 2)")
        connection.pragma("wal_checkpoint")
        connection.execute("update keyed set a = 'new'")
        for ending in ("", "-wal"):
            shutil.copy(f"{path}{ending}", f"{copy}{ending}")
    found = {row.values[0] for row in pages.rows(copy)}
    assert "new" in found
    assert "old" not in found


@given(st.binary(max_size=20_000))
def test_any_bytes_are_understood_or_passed_over(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "rows")
        path.write_bytes(content)
        list(pages.rows(path))


def test_a_chain_of_pages_that_never_ends_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "rows"
    with closing(apsw.Connection(str(path))) as connection:
        connection.execute(TABLES[0])
        connection.execute("insert into keyed values ('long', zeroblob(30000), 1)")
    content = bytearray(path.read_bytes())
    for at in range(8192, len(content), 4096):
        content[at : at + 4] = (at // 4096 + 1).to_bytes(4, "big")
    path.write_bytes(content)
    list(pages.rows(path))
