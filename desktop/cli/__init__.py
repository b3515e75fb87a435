"""The same verbs without a window, over the same services. Nothing here imports Qt."""
