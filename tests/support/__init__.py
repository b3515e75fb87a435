"""Fixtures that many tests share. `tests/conftest.py` loads them; nothing here knows a feature."""
