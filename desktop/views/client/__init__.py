"""What is known of a client."""

from desktop.views.client.panel import ClientPanel

__all__ = ["ClientPanel"]
