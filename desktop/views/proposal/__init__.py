"""A proposal that was sent."""

from desktop.views.proposal.panel import ProposalPanel

__all__ = ["ProposalPanel"]
