"""What the client and the marketplace agree on: pure values and functions, no I/O.

May import msgspec and the standard library only; everything else may import it.
"""
