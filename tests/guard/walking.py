"""The patterns of the guard: all of them by name, and what they are walked over while a text is looked at."""

import importlib
import pkgutil
import re
import types
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from marketplace.contract import contact

_MODULES = [importlib.import_module(f"{contact.__name__}.{one.name}") for one in pkgutil.iter_modules(contact.__path__)]
_SEARCHED = re.compile(r"(\w+)(?:\(\))?\.(?:search|finditer|findall|sub|split)\(")


def searched() -> dict[str, re.Pattern[str]]:
    """Every pattern that is looked for from place to place, by where it stands."""
    found: dict[str, re.Pattern[str]] = {}
    for module in _MODULES:
        names = set(_SEARCHED.findall(Path(str(module.__file__)).read_text("utf-8")))
        for name, value in vars(module).items():
            for inner, pattern in _patterns(name, _made(module, value)):
                if name in names or inner != name:
                    found[f"{module.__name__.rpartition('.')[2]}.{inner}"] = pattern
    return found


def _made(module: types.ModuleType, value: Any) -> Any:
    """What a function makes once, or the value itself."""
    is_maker = hasattr(value, "cache_info") and value.__module__ == module.__name__
    if not is_maker or value.__wrapped__.__code__.co_argcount:
        return value
    return value()


def _patterns(name: str, value: Any) -> Iterator[tuple[str, re.Pattern[str]]]:
    if isinstance(value, re.Pattern):
        yield name, value
    elif isinstance(value, tuple):
        for place, part in enumerate(value):
            yield from _patterns(f"{name}[{place}]", part)


class Tally:
    """Characters that patterns were walked over."""

    characters = 0


class _Walked:
    """A pattern that counts how far it is walked."""

    def __init__(self, pattern: re.Pattern[str], tally: Tally) -> None:
        self._pattern = pattern
        self._tally = tally

    def __getattr__(self, name: str) -> object:
        return getattr(self._pattern, name)

    def _walk(self, text: str, span: tuple[int, ...], found: re.Match[str] | None) -> re.Match[str] | None:
        start, end = (*span, *(0, len(text))[len(span) :])
        self._tally.characters += max(1, (found.end() if found else min(end, len(text))) - start)
        return found

    def search(self, text: str, *span: int) -> re.Match[str] | None:
        return self._walk(text, span, self._pattern.search(text, *span))

    def match(self, text: str, *span: int) -> re.Match[str] | None:
        found = self._pattern.match(text, *span)
        self._tally.characters += 1 + (len(found[0]) if found else 0)
        return found

    def fullmatch(self, text: str, *span: int) -> re.Match[str] | None:
        return self._walk(text, span, self._pattern.fullmatch(text, *span))

    def finditer(self, text: str, *span: int) -> Iterator[re.Match[str]]:
        last = span[0] if span else 0
        for found in self._pattern.finditer(text, *span):
            self._tally.characters += found.end() - last
            last = found.end()
            yield found
        self._walk(text, (last, *span[1:]), None)

    def findall(self, text: str, *span: int) -> list[Any]:
        self._walk(text, span, None)
        return self._pattern.findall(text, *span)

    def sub(self, instead: str | Callable[[re.Match[str]], str], text: str) -> str:
        self._walk(text, (), None)
        return self._pattern.sub(instead, text)

    def split(self, text: str) -> list[Any]:
        self._walk(text, (), None)
        return self._pattern.split(text)


@contextmanager
def walked() -> Iterator[Tally]:
    """All patterns count meanwhile."""
    tally = Tally()
    kept = [(module, dict(vars(module))) for module in _MODULES]
    try:
        for module, values in kept:
            for name, value in values.items():
                made = _made(module, value)
                counting = _counting(made, tally)
                if counting is not made:
                    setattr(module, name, counting if made is value else _always(counting))
        yield tally
    finally:
        for module, values in kept:
            for name, value in values.items():
                setattr(module, name, value)


def _always(value: Any) -> Callable[[], Any]:
    return lambda: value


def _counting(value: Any, tally: Tally) -> Any:
    """The same with patterns that count."""
    if isinstance(value, re.Pattern):
        return _Walked(value, tally)
    if isinstance(value, tuple) and any(True for _ in _patterns("", value)):
        parts = [_counting(part, tally) for part in value]
        return value._make(parts) if hasattr(value, "_make") else tuple(parts)
    return value
