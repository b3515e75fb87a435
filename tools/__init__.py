"""What `make` runs: `python -m tools TARGET [ARGUMENTS]`, the same on Linux, macOS and Windows.

Needs nothing but the standard library; neither `desktop` nor `marketplace` imports it.
"""
