"""The navigation at the left."""

from desktop.views.sections.navigation import Navigation

__all__ = ["Navigation"]
