"""An invitation, opened."""

from desktop.views.invitation.panel import InvitationPanel

__all__ = ["InvitationPanel"]
