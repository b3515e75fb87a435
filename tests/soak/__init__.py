"""The long runs: kills, wandering, starting and quitting, for as long as one likes. `python -m tests.soak`."""
