"""The look: named colours, sizes and fonts, and the one function that puts them on the program."""

from desktop.views.theme.apply import Themes, apply
from desktop.views.theme.tokens import Colours, Theme, current, px

__all__ = ["Colours", "Theme", "Themes", "apply", "current", "px"]
