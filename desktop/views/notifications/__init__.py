"""What is under the bell."""

from desktop.views.notifications.tray import Tray

__all__ = ["Tray"]
