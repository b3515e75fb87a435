"""Writing a proposal."""

from desktop.views.composer.panel import ComposerPanel

__all__ = ["ComposerPanel"]
