"""Where the icons, styles and texts are: beside the packages in a checkout, inside `desktop` once installed.

A frozen program keeps the layout of an installed one. Cheap to import, because the first paint needs it.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_SHIPPED = _PACKAGE / "_resources"
_ROOT = _SHIPPED if _SHIPPED.is_dir() else _PACKAGE.parent / "resources"


def path(*parts: str) -> Path:
    """The file or folder `parts` below `resources/`, for instance `path("icons", "bell.svg")`. Need not exist."""
    return _ROOT.joinpath(*parts)
