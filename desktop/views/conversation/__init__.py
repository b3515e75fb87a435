"""A room, opened."""

from desktop.views.conversation.panel import ConversationPanel

__all__ = ["ConversationPanel"]
