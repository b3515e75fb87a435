"""Loading Qt without what its bindings do to every start, and to every import that follows.

PySide6 carries its Python half as sources inside a library, and compiles them whenever it is loaded: a tenth of the
time to the first paint. What was compiled is kept, as Python itself does for modules that lie on the disk.

It also puts a function in front of `import` that looks for `from __feature__ import ...`, and for that it reads the
source of each module imported afterwards and keeps its lines for good: a second of start and 15 MB by the time the
whole program is there. Nothing here uses those features.
"""

import builtins
import importlib.util
import linecache
import marshal
import os
import sys
from typing import Any

BINDINGS = "shibokensupport/"
"""How the names of the bindings' sources begin."""
NOT_FOR_US = frozenset({"shibokensupport/signature/lib/pyi_generator.py"})
"""Writes the bindings' stubs for editors; imported at every start all the same, with a good deal behind it."""
SHELF = importlib.util.cache_from_source(__file__.removesuffix("qt.py") + "qt_bindings.py")
"""Where what was compiled lies: beside our own compiled modules, with Python's version in its name."""


def load(shelf: str = SHELF) -> None:
    """Import PySide6 and put Python's own `import` back. Call it before anything else imports Qt."""
    plain_import, plain_compile = builtins.__import__, builtins.compile
    compiled = Compiled(shelf)
    builtins.compile = compiled
    try:
        import PySide6.QtCore  # noqa: F401 - for what comes with it
    finally:
        builtins.__import__, builtins.compile = plain_import, plain_compile
    linecache.clearcache()  # what was read of sources until now
    if compiled.has_grown and not sys.dont_write_bytecode:
        compiled.keep()


class Compiled:
    """Stands in for `compile` while the bindings are loaded, and remembers what they have compiled before.

    A source is known by its name and content; where the file `shelf` cannot be read, all of them are compiled anew.
    """

    def __init__(self, shelf: str) -> None:
        self.has_grown = False
        self._shelf = shelf
        self._compile = compile
        self._codes = _read(shelf)

    def __call__(self, source: Any, filename: Any, *args: Any, **kwargs: Any) -> Any:
        """What `compile` answers."""
        if not (isinstance(source, bytes) and isinstance(filename, str) and filename.startswith(BINDINGS)):
            return self._compile(source, filename, *args, **kwargs)
        if filename in NOT_FOR_US:
            source = b""
        key = filename, importlib.util.source_hash(source)
        if key not in self._codes:
            self._codes[key] = self._compile(source, filename, *args, **kwargs)
            self.has_grown = True
        return self._codes[key]

    def keep(self) -> None:
        """Write everything down; where that is not possible, the next start compiles again."""
        draft = f"{self._shelf}.{os.getpid()}"
        try:
            os.makedirs(os.path.dirname(self._shelf), exist_ok=True)  # noqa: PTH103, PTH120
            with open(draft, "wb") as file:  # noqa: PTH123 - before the first paint
                file.write(importlib.util.MAGIC_NUMBER + marshal.dumps(self._codes))
            os.replace(draft, self._shelf)  # noqa: PTH105
        except OSError:
            return


def _read(shelf: str) -> dict[tuple[str, bytes], Any]:
    magic = importlib.util.MAGIC_NUMBER
    try:
        with open(shelf, "rb") as file:  # noqa: PTH123 - before the first paint
            content = file.read()
        found = marshal.loads(content[len(magic) :]) if content.startswith(magic) else {}
    except (OSError, EOFError, ValueError, TypeError):
        return {}
    return found if isinstance(found, dict) else {}
