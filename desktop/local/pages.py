"""Rows read straight from the pages of a database file, without asking what leads to them. For files that are damaged.

Whatever page can be understood gives its rows, those that are still in the log included; a page that cannot, gives
none. The format is SQLite's own (https://www.sqlite.org/fileformat2.html): varints, cells, overflow chains, records.
"""

import struct
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

Value = int | float | str | bytes | None

INNER_INDEX, LEAF_INDEX, LEAF_TABLE = 0x02, 0x0A, 0x0D
_HEADERS = {INNER_INDEX: 12, LEAF_INDEX: 8, LEAF_TABLE: 8}
_USUAL_SIZE = 4096


class PageRow(NamedTuple):
    """`key` is the rowid where the row has one. `values` stand in the order in which the table stores them."""

    key: int | None
    values: tuple[Value, ...]


def rows(database: Path) -> Iterator[PageRow]:
    """Every row on every page that can be understood."""
    pages = read(database)
    for number, page in pages.items():
        yield from _rows_on(page, 100 if number == 1 else 0, pages)


def read(database: Path) -> dict[int, bytes]:
    """All pages by number: those of the file, and over them those of the log."""
    content = _content(database)
    size = _page_size(content)
    pages = {at // size + 1: content[at : at + size] for at in range(0, len(content) - size + 1, size)}
    log = _content(Path(f"{database}-wal"))
    salts = log[16:24]
    for at in range(32, len(log) - size - 24 + 1, 24 + size):
        if log[at + 8 : at + 16] == salts:
            pages[int.from_bytes(log[at : at + 4], "big")] = log[at + 24 : at + 24 + size]
    return pages


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _page_size(content: bytes) -> int:
    said = int.from_bytes(content[16:18], "big")
    return said if said >= 512 and said.bit_count() == 1 else _USUAL_SIZE


def _rows_on(page: bytes, start: int, pages: Mapping[int, bytes]) -> Iterator[PageRow]:
    kind = page[start]
    if kind not in _HEADERS:
        return
    count = int.from_bytes(page[start + 3 : start + 5], "big")
    pointers = start + _HEADERS[kind]
    for number in range(min(count, len(page) // 4)):
        at = int.from_bytes(page[pointers + 2 * number : pointers + 2 * number + 2], "big")
        try:
            yield _row(page, at, kind, pages)
        except (IndexError, KeyError, ValueError, struct.error):
            continue  # this cell makes no sense; the next one may


def _row(page: bytes, at: int, kind: int, pages: Mapping[int, bytes]) -> PageRow:
    key = None
    if kind == INNER_INDEX:
        at += 4  # the page to its left
    size, at = _varint(page, at)
    if kind == LEAF_TABLE:
        key, at = _varint(page, at)
    return PageRow(key, _record(_payload(page, at, size, kind == LEAF_TABLE, pages)))


def _payload(page: bytes, at: int, size: int, is_table: bool, pages: Mapping[int, bytes]) -> bytes:
    """The bytes of a cell, with those that did not fit on its page. Raises ValueError where there are not so many."""
    usable = len(page)
    most = usable - 35 if is_table else (usable - 12) * 64 // 255 - 23
    least = (usable - 12) * 32 // 255 - 23
    if size > len(pages) * usable:
        raise ValueError(size)
    local = size
    if size > most:
        local = least + (size - least) % (usable - 4)
        local = local if local <= most else least
    payload = bytearray(page[at : at + local])
    follows = int.from_bytes(page[at + local : at + local + 4], "big") if local < size else 0
    while len(payload) < size:
        rest = pages[follows]
        follows = int.from_bytes(rest[:4], "big")
        payload += rest[4 : 4 + size - len(payload)]
    return bytes(payload)


def _record(payload: bytes) -> tuple[Value, ...]:
    header, at = _varint(payload, 0)
    kinds = list[int]()
    while at < header:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    values = list[Value]()
    for kind in kinds:
        value, at = _value(payload, at, kind)
        values.append(value)
    return tuple(values)


def _value(payload: bytes, at: int, kind: int) -> tuple[Value, int]:
    """A value and where the next begins. Raises ValueError where its bytes are not there, or no text."""
    if kind in {0, 8, 9}:
        return (None, 0, 1)[max(0, kind - 7)], at
    length = (0, 1, 2, 3, 4, 6, 8, 8)[kind] if kind < 8 else (kind - 12) // 2
    content = payload[at : at + length]
    if len(content) < length or kind in {10, 11}:
        raise ValueError(kind)
    if kind < 7:
        return int.from_bytes(content, "big", signed=True), at + length
    if kind == 7:
        return float(struct.unpack(">d", content)[0]), at + length
    return content.decode() if kind % 2 else content, at + length


def _varint(content: bytes, at: int) -> tuple[int, int]:
    """A number of up to nine bytes, and where the next begins. Raises IndexError."""
    value = 0
    for step in range(8):
        byte = content[at + step]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + step + 1
    return value << 8 | content[at + 8], at + 9
