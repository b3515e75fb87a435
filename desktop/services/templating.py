"""Templates with variables: `{{job.title}}`, `{{client.name|there}}`. Pure functions.

A variable is filled with what is known, else with what stands behind its bar, else it stays as it is and is asked for.
"""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

LONGEST = 20_000
"""Characters that a template may have."""
_VARIABLE = re.compile(r"\{\{[ \t]*(\w[\w.-]{0,59})[ \t]*(?:\|([^{}|\n]{0,200}))?\}\}")


class Variable(NamedTuple):
    """A place in a text that is to be filled; `fallback` None means that it has to be."""

    name: str
    fallback: str | None
    start: int
    end: int


def variables(text: str) -> list[Variable]:
    """All variables of `text`, in order."""
    return [Variable(found[1].lower(), found[2], found.start(), found.end()) for found in _VARIABLE.finditer(text)]


def filled(text: str, values: Mapping[str, str]) -> str:
    """`text` with what is known, or with what was written for the case that it is not. What is filled in is text."""
    return _VARIABLE.sub(lambda found: _value(found, values), text)


def unknown(text: str, values: Mapping[str, str]) -> list[str]:
    """The names that `filled` would leave as they are, each once."""
    return list(dict.fromkeys(each.name for each in variables(filled(text, values))))


def unfilled(texts: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Of pairs of field and text, each variable that nobody filled in, as field and what stands there."""
    return [(field, text[each.start : each.end]) for field, text in texts for each in variables(text)]


def _value(found: re.Match[str], values: Mapping[str, str]) -> str:
    known = values.get(found[1].lower(), "").strip()
    if known:
        return known
    return found[0] if found[2] is None else found[2].strip()
