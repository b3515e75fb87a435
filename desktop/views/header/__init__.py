"""The bar across the top."""

from desktop.views.header.bar import HeaderBar

__all__ = ["HeaderBar"]
