"""The product's modules as syntax trees, and what rules ask of them."""

import ast
import functools
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("desktop", "marketplace")


class Module(NamedTuple):
    """One file: `name` is its path from the project's root, with slashes."""

    name: str
    tree: ast.Module

    def calls(self) -> Iterator[ast.Call]:
        """Every call in the file."""
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))

    def is_in(self, *folders: str) -> bool:
        """Whether the file lies in one of the folders."""
        return self.name.startswith(folders)


def parsed(text: str, name: str) -> Module:
    """A module with this text."""
    return Module(name, ast.parse(text))


@functools.cache
def product() -> tuple[Module, ...]:
    """Every module of the client and the marketplace."""
    files = sorted(file for package in PRODUCT for file in (ROOT / package).rglob("*.py"))
    return tuple(parsed(file.read_text("utf-8"), file.relative_to(ROOT).as_posix()) for file in files)


def called(call: ast.Call) -> str:
    """The last name of what is called: `exec` for `dialog.exec()`."""
    return last_name(call.func)


def last_name(node: ast.expr) -> str:
    """`critical` for `QMessageBox.critical`, `partial` for `partial`, else an empty text."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def dotted(node: ast.expr) -> str:
    """The last two names of an attribute, `QMessageBox.critical`."""
    match node:
        case ast.Attribute(value=value, attr=name):
            return f"{last_name(value)}.{name}"
    return last_name(node)
