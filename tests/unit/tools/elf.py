"""What shared objects of Linux say that they need: as much of their format as that takes (64 bits, little endian)."""

import struct
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

PT_LOAD, PT_DYNAMIC = 1, 2
DT_NEEDED, DT_STRTAB = 1, 5


class Segment(NamedTuple):
    """A part of the file, and the address at which it is loaded."""

    kind: int
    offset: int
    address: int
    size: int


def needed_from_outside(folder: Path, objects: Iterable[str]) -> set[str]:
    """The libraries that `objects`, and those of `folder` which they need, need from elsewhere."""
    within = {file.name: file for file in folder.rglob("*.so*")}
    asked, seen, waiting = set[str](), set[Path](), [folder / name for name in objects]
    while waiting:
        file = waiting.pop()
        if file in seen:
            continue
        seen.add(file)
        names = needed(file.read_bytes())
        waiting += [within[name] for name in names if name in within]
        asked |= {name for name in names if name not in within}
    return asked


def needed(image: bytes) -> list[str]:
    """The names that the object asks the loader for."""
    segments = list(_segments(image))
    (dynamic,) = (segment for segment in segments if segment.kind == PT_DYNAMIC)
    entries = list(struct.iter_unpack("<QQ", image[dynamic.offset : dynamic.offset + dynamic.size]))
    address = dict(entries)[DT_STRTAB]
    (held,) = (each for each in segments if each.kind == PT_LOAD and 0 <= address - each.address < each.size)
    strings = held.offset + address - held.address
    return [_string(image, strings + value) for tag, value in entries if tag == DT_NEEDED]


def _segments(image: bytes) -> Iterable[Segment]:
    (start,) = struct.unpack_from("<Q", image, 32)
    size, count = struct.unpack_from("<HH", image, 54)
    for number in range(count):
        kind, _flags, offset, address, _physical, in_file = struct.unpack_from("<IIQQQQ", image, start + number * size)
        yield Segment(kind, offset, address, in_file)


def _string(image: bytes, start: int) -> str:
    return image[start : image.index(b"\0", start)].decode()
