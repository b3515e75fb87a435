"""Templates for what one writes again and again, and the values that one gave to variables of one's own."""

import msgspec

from desktop.local import documents
from desktop.local.store import Connection

NAME, VALUES = "templates", "template values"
MOST = 500


class Template(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`shortcut` is what is typed behind a semicolon to get the text; empty for none."""

    id: str
    name: str
    text: str = ""
    shortcut: str = ""


def load(connection: Connection) -> list[Template]:
    """All templates, by name."""
    found = documents.load(connection, NAME, list[Template]) or []
    return sorted(found, key=_order)


def keep(connection: Connection, template: Template) -> None:
    """Keep a template, new or changed."""
    others = [each for each in load(connection) if each.id != template.id]
    documents.save(connection, NAME, [*others, template][:MOST])


def delete(connection: Connection, template: str) -> None:
    """Take one away."""
    documents.save(connection, NAME, [each for each in load(connection) if each.id != template])


def own_values(connection: Connection) -> dict[str, str]:
    """What variables of one's own were filled with last."""
    return documents.load(connection, VALUES, dict[str, str]) or {}


def keep_values(connection: Connection, values: dict[str, str]) -> None:
    """Remember what variables were filled with."""
    documents.save(connection, VALUES, own_values(connection) | values)


def _order(template: Template) -> tuple[str, str]:
    return template.name.casefold(), template.id
