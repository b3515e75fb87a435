"""Reading and answering invitations."""

from typing import NamedTuple

from desktop.local import entries, looks, receipts
from desktop.local.outbox import Order
from desktop.local.receipts import KeptReceipt
from desktop.local.store import Connection
from desktop.local.thread import StoreThread
from desktop.services.outgoing import Outgoing
from marketplace.contract import rules
from marketplace.contract.commands import DeclineInvitation, IgnoreInvitation, SeeInvitation
from marketplace.contract.entities import Invitation, InvitationState, Proposal
from marketplace.contract.ids import CommandId, InvitationId, new_id
from marketplace.contract.policy import Policy
from marketplace.contract.refusals import Refusal

LONGEST_UNDO = 5
"""Seconds: a no was asked about, or can still be made a yes; what has to be taken back is a key that slipped."""


class SentProposal(NamedTuple):
    """A proposal as it looks here; `is_pending` while the marketplace does not have it."""

    proposal: Proposal
    policy: Policy
    is_pending: bool
    receipt: KeptReceipt | None = None


class Inbox:
    """Verbs on invitations, and the sent proposals that came of them."""

    def __init__(self, store: StoreThread, outgoing: Outgoing, undo_seconds: int | None = 0) -> None:
        self._store = store
        self._outgoing = outgoing
        self._undo_seconds = undo_seconds

    async def undo_seconds(self) -> int:
        """How long an answer can be undone; where nothing was chosen, as long as the marketplace says, but not long."""
        if self._undo_seconds is not None:
            return self._undo_seconds
        return min(LONGEST_UNDO, (await self.policy()).undo_seconds)

    async def invitation(self, thing: str) -> tuple[Invitation, Policy] | None:
        """An invitation as it looks here; None where it has gone."""
        look = await self._store.read(looks.invitation, thing)
        return None if look is None else (look, await self._store.read(looks.policy))

    async def policy(self) -> Policy:
        """The policy as it was served last."""
        return await self._store.read(looks.policy)

    async def proposal(self, thing: str) -> SentProposal | None:
        """A proposal as it looks here; None where it has gone."""
        return await self._store.read(_sent_proposal, thing)

    async def see(self, invitation: Invitation) -> None:
        """Note that it was opened, once."""
        if invitation.state is InvitationState.RECEIVED:
            await self._put(invitation, SeeInvitation(invitation=invitation.id), "Seen")

    async def ignore(self, thing: str) -> CommandId | Refusal:
        """Put it into the archive: the command that does, or why that cannot be."""
        look = await self._store.read(looks.invitation, thing)
        if look is None:
            return Refusal(name="unknown_thing")
        command = IgnoreInvitation(invitation=look.id)
        return rules.ignore(look, command) or await self._put(look, command, "Ignore")

    async def decline(self, command: DeclineInvitation) -> CommandId | Refusal:
        """Answer with a no: the command that does, or what is wrong with it."""
        look = await self._store.read(looks.invitation, command.invitation)
        if look is None:
            return Refusal(name="unknown_thing")
        flaw = rules.decline(look, command, await self._store.read(looks.policy))
        flaw = flaw or rules.contact(rules.said(command), allowed=rules.exemptions(look.client, look.job))
        return flaw or await self._put(look, command, "Decline")

    async def put_away(self, refused: str) -> None:
        """What was refused has been written anew."""
        await self._outgoing.take_back(refused)

    async def _put(
        self, about: Invitation, command: SeeInvitation | IgnoreInvitation | DeclineInvitation, verb: str
    ) -> CommandId:
        id_ = CommandId(new_id())
        seconds = 0 if isinstance(command, SeeInvitation) else await self.undo_seconds()
        await self._outgoing.put(
            Order(
                id=id_,
                command=command,
                lane=about.id,
                about_kind="invitation",
                about_id=InvitationId(about.id),
                title=f"{verb}: {about.job.title}",
                hold=seconds * 1000,
            )
        )
        return id_


def _sent_proposal(connection: Connection, thing: str) -> SentProposal | None:
    look = looks.proposal(connection, thing)
    if look is None:
        return None
    is_pending = entries.body_of(connection, "proposal", thing) is None
    return SentProposal(look, looks.policy(connection), is_pending, receipts.of_proposal(connection, thing))
