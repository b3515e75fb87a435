"""Ids that follow from what they name, so that a simulation run twice makes the same things."""

from uuid import UUID, uuid5

NAMESPACE = UUID("6d1a1c1e-9a0b-5f0e-8f4e-b311a0b07000")


def derived(*parts: object) -> str:
    """The id that belongs to `parts`: always the same for the same ones, and no other's."""
    return str(uuid5(NAMESPACE, "/".join(str(part).replace("/", "//") for part in parts)))
