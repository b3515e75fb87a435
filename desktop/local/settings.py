"""What the user chose, kept between starts. Read before the first paint, so nothing but the standard library."""

import base64
import binascii
import json
from typing import NamedTuple

from desktop.local.store import Connection, one

NAME = "settings"
THEMES = ("light", "dark", "system")


class Settings(NamedTuple):
    """`geometry` is the window's place as Qt words it, empty for none."""

    theme: str = "system"
    geometry: bytes = b""


def load(connection: Connection) -> Settings:
    """The settings; what cannot be read is as on the first start."""
    try:
        found = json.loads(one(connection, "select body from document where name = ?", (NAME,)) or b"{}")
        theme, geometry = found.get("theme"), base64.b64decode(found.get("geometry", ""))
    except (ValueError, AttributeError, TypeError, binascii.Error):
        return Settings()
    return Settings(theme if theme in THEMES else "system", geometry)


def save(connection: Connection, settings: Settings) -> None:
    """Keep the settings."""
    body = {"theme": settings.theme, "geometry": base64.b64encode(settings.geometry).decode()}
    connection.execute(
        "insert into document values (?, ?) on conflict (name) do update set body = excluded.body",
        (NAME, json.dumps(body).encode()),
    )
