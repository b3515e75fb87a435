"""Templates for what one writes again and again."""

from desktop.views.templates.dialog import TemplatesDialog

__all__ = ["TemplatesDialog"]
