"""The words of the simulation, as TOML files beside this one, read into typed values."""

from importlib.resources import files
from typing import TypeVar

import msgspec

T = TypeVar("T")


def read(name: str, shape: type[T]) -> T:
    """The file `name` of this package as a value of `shape`.

    Raises `msgspec.ValidationError` when the file does not fit the shape, which only an edit of it can cause.
    """
    return msgspec.toml.decode(files(__package__).joinpath(name).read_bytes(), type=shape)
