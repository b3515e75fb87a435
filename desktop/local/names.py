"""Names for files, made of names from outside: each means one file in one folder, on any system and to any reader."""

import re
import unicodedata

from desktop.models.plain import one_line

MOST_BYTES = 180
"""Systems take 255 in all; an ending and a shortcut want room as well."""

_UNFIT = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\ufffd]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?=\s*(?:\.|$))", re.IGNORECASE)
"""What Windows takes for a device, with any ending and with spaces before it."""


def for_file(name: str, otherwise: str) -> str:
    """`name` without what leads elsewhere, hides something or means a device; `otherwise` where nothing is left of it.

    Letters that direct text the other way are spelled out, so that an ending stands at the end.
    """
    fit = _cut(_UNFIT.sub("_", one_line(name, 1_000))).strip(". ")
    return f"_{fit}" if _RESERVED.match(fit) else fit or otherwise


def alike(name: str) -> str:
    """The same for all names that some system takes for the same file."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _cut(name: str) -> str:
    return name.encode("utf-8", "replace")[:MOST_BYTES].decode("utf-8", "ignore")
