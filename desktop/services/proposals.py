"""Changing what was sent, and taking it back."""

from collections.abc import Iterable

from msgspec.structs import replace

from desktop.clock import Clock
from desktop.local import documents, looks
from desktop.local.drafts import Draft, Fields, MilestoneFields
from desktop.local.looks import moment
from desktop.local.outbox import Order
from desktop.local.store import Connection
from desktop.local.thread import StoreThread
from desktop.services import terms
from desktop.services.composer import Composition
from desktop.services.outgoing import Outgoing
from marketplace.contract import rules
from marketplace.contract.commands import EditProposal, SendMessage, WithdrawProposal
from marketplace.contract.entities import (
    Account,
    Highlight,
    HourlyTerms,
    Invitation,
    Milestone,
    MilestoneTerms,
    ProjectTerms,
    Proposal,
    RateIncrease,
)
from marketplace.contract.ids import CommandId, HighlightId, InvitationId, MessageId, RoomId, new_id
from marketplace.contract.policy import Policy
from marketplace.contract.refusals import Refusal


class Proposals:
    """Verbs on proposals that were sent."""

    def __init__(self, store: StoreThread, outgoing: Outgoing, clock: Clock) -> None:
        self._store = store
        self._outgoing = outgoing
        self._clock = clock

    async def composition(self, thing: str) -> Composition | None:
        """A proposal as it could have been written: what a sheet to change it is laid out from."""
        return await self._store.read(_as_composition, thing)

    async def edit(self, thing: str, fields: Fields) -> CommandId | Refusal | None:
        """Change what differs: the command that does, what is wrong with it, or None where nothing differs."""
        look = await self._store.read(looks.proposal, thing)
        if look is None:
            return Refusal(name="unknown_thing")
        command = changes(look, fields)
        if command == EditProposal(proposal=look.id):
            return None
        policy = await self._store.read(looks.policy)
        flaw = why_not(look, command, fields, policy, round(self._clock() * 1000))
        return flaw or await self._put(look, command, "Edit")

    async def withdraw(self, command: WithdrawProposal, message: str) -> CommandId | Refusal:
        """Take it back, with a last word in the room where there is one: the command that does, or what is wrong."""
        look = await self._store.read(looks.proposal, command.proposal)
        if look is None:
            return Refusal(name="unknown_thing")
        policy = await self._store.read(looks.policy)
        said = _last_word(look, message)
        flaw = rules.withdraw(look, command, policy) or _why_not_say(look, said, policy)
        if flaw is not None:
            return flaw
        if said is not None:
            await self._put(look, said, "Message")
        return await self._put(look, command, "Withdraw")

    async def _put(
        self, about: Proposal, command: EditProposal | WithdrawProposal | SendMessage, verb: str
    ) -> CommandId:
        id_ = CommandId(new_id())
        is_message = isinstance(command, SendMessage)
        order = Order(
            id=id_,
            command=command,
            lane=about.id,
            about_kind="room" if is_message else "proposal",
            about_id=str(about.room) if is_message else about.id,
            title=f"{verb}: {about.job.title}",
        )
        await self._outgoing.put(order)
        return id_


def changes(proposal: Proposal, fields: Fields) -> EditProposal:
    """What of `proposal` is to be as in `fields`; what is alike is left out."""
    offered = rules.terms_as_offered(proposal.job)
    proposed = terms.proposed(proposal.job, fields) or offered
    answers = fields.answers[: len(proposal.job.questions)]
    return EditProposal(
        proposal=proposal.id,
        terms=None if proposed == proposal.terms else proposed,
        duration=None if fields.duration == (proposal.duration or "") else fields.duration,
        cover_letter=None if fields.cover_letter == proposal.cover_letter else fields.cover_letter,
        message=None if fields.message == proposal.message else fields.message,
        answers=None if answers == proposal.answers else answers,
        attachments=None if fields.attachments == proposal.attachments else fields.attachments,
        highlights=None
        if fields.highlights == _ids(proposal.highlights)
        else tuple(map(HighlightId, fields.highlights)),
    )


def why_not(proposal: Proposal, command: EditProposal, fields: Fields, policy: Policy, now: int) -> Refusal | None:
    """What stands against a change, by the marketplace's own rules."""
    unreadable = terms.unreadable_days(proposal.job, fields)
    return (
        (unreadable[0] if unreadable else None)
        or rules.edit(proposal, command, policy, moment(now))
        or rules.contact(rules.said(command), allowed=rules.exemptions(proposal.client, proposal.job))
    )


def fields_of(proposal: Proposal) -> Fields:
    """What was filled in to get this proposal."""
    plain = Fields(
        as_offered=proposal.as_offered,
        duration=proposal.duration or "",
        cover_letter=proposal.cover_letter,
        message=proposal.message,
        answers=proposal.answers,
        attachments=proposal.attachments,
        highlights=_ids(proposal.highlights),
    )
    match proposal.terms:
        case HourlyTerms(rate=rate, increase=RateIncrease(months=months, percent=percent)):
            return replace(plain, amount=f"{rate:f}", increase_months=months, increase_percent=f"{percent:f}")
        case HourlyTerms(rate=rate):
            return replace(plain, amount=f"{rate:f}")
        case ProjectTerms(amount=amount):
            return replace(plain, amount=f"{amount:f}")
        case MilestoneTerms(milestones=milestones):
            return replace(plain, by_milestone=True, milestones=tuple(map(_milestone, milestones)))


def _ids(highlights: Iterable[Highlight]) -> tuple[str, ...]:
    return tuple(each.id for each in highlights)


def _milestone(given: Milestone) -> MilestoneFields:
    due = given.due.isoformat() if given.due is not None else ""
    return MilestoneFields(description=given.description, amount=f"{given.amount:f}", due=due)


def _as_composition(connection: Connection, thing: str) -> Composition | None:
    look = looks.proposal(connection, thing)
    if look is None:
        return None
    source = Invitation(
        id=InvitationId(look.invitation or ""),
        version=look.version,
        job=look.job,
        client=look.client,
        message="",
        sent_at=look.submitted_at,
    )
    draft = Draft(look.id, source.id, look.invitation is None, "open", look.version, fields_of(look), None)
    return Composition(draft, source, looks.policy(connection), documents.load(connection, "account", Account))


def _last_word(proposal: Proposal, message: str) -> SendMessage | None:
    if proposal.room is None or not message.strip():
        return None
    return SendMessage(room=RoomId(proposal.room), message=MessageId(new_id()), text=message)


def _why_not_say(proposal: Proposal, said: SendMessage | None, policy: Policy) -> Refusal | None:
    if said is None:
        return None
    allowed = rules.exemptions(proposal.client, proposal.job)
    return rules.send_message(said, policy) or rules.contact(rules.said(said), allowed=allowed)
