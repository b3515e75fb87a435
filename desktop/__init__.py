"""Bellhop, the desktop client: an inbox for invitations to apply."""

__version__ = "0.1.0"
