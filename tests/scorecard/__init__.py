"""The score card: what Bellhop claims about safety, each claim measured. `python -m tests.scorecard`."""
