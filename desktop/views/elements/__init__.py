"""The small widgets that every panel is made of."""
