"""Who acts."""

from typing import NamedTuple

from marketplace.contract.entities import Party


class Actor(NamedTuple):
    """Somebody who sends commands: `id` is an account's id, a client's id or a moderator's name."""

    party: Party
    id: str

    @property
    def key(self) -> str:
        """One text for both parts; commands are kept under it, so that actors never see each other's."""
        return f"{self.party}:{self.id}"
