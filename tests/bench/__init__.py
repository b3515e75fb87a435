"""The figures of the house, measured against a bare window in the same run: `python -m tests.bench`."""
