"""The command line of the marketplace: one module per verb. Nothing here prints; `__main__` does."""
