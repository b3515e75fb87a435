"""How things are said: pure functions from what the store holds to rows whose texts are ready to paint.

`times`, `amounts` and `entries` are imported before the first paint and need nothing but the standard library.
"""
