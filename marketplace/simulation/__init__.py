"""A market without people: invitations in bulk, a demo market to look around in, and clients who answer.

May import the contract and the engine's public face; the engine knows nothing of it.
"""
