"""Writing a proposal."""

from desktop.views.composer.file_preview import FilePreview
from desktop.views.composer.panel import ComposerPanel

__all__ = ["ComposerPanel", "FilePreview"]
