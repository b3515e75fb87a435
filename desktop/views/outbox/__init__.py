"""A waiting or refused command, opened."""

from desktop.views.outbox.panel import OutboxPanel

__all__ = ["OutboxPanel"]
