"""Writing proposals: drafts that keep themselves, files, checks, and sending."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import NamedTuple

from desktop.changes import ChangeBus, Changes
from desktop.clock import Clock, milliseconds
from desktop.local import documents, drafts, interviews, looks, revisions
from desktop.local.drafts import Draft, Fields
from desktop.local.interviews import Answered
from desktop.local.outbox import Order
from desktop.local.revisions import Revision
from desktop.local.sections import Section
from desktop.local.store import Connection
from desktop.local.thread import StoreThread
from desktop.services import templating, terms
from desktop.services.outgoing import Outgoing, Sent
from marketplace import faults
from marketplace.contract import effects, rules
from marketplace.contract.commands import AcceptInvitation, Application, SubmitProposal
from marketplace.contract.contact import Exemption
from marketplace.contract.entities import Account, InterviewAnswer, Invitation, Proposal
from marketplace.contract.ids import AgencyId, BlobId, CommandId, HighlightId, InvitationId, ProposalId, new_id
from marketplace.contract.policy import Policy
from marketplace.contract.refusals import Refusal
from marketplace.contract.rules import Said
from marketplace.contract.rules.contacts import NO_FILES


class Composition(NamedTuple):
    """A draft with all that it is written against. `interview` is how each question of the job's interview stands."""

    draft: Draft
    invitation: Invitation
    policy: Policy
    account: Account | None
    interview: tuple[Answered, ...] = ()

    @property
    def connects(self) -> int:
        """How many there are to spend."""
        return self.account.connects if self.account is not None else 0

    @property
    def is_to_post(self) -> bool:
        """Whether it goes to a job post that nobody invited to; see `desktop.local.posts`."""
        return not self.invitation.version


class Composer:
    """Verbs on drafts of proposals."""

    def __init__(
        self,
        store: StoreThread,
        outgoing: Outgoing,
        bus: ChangeBus,
        clock: Clock,
        undo_seconds: int | None,
    ) -> None:
        self._store = store
        self._outgoing = outgoing
        self._bus = bus
        self._clock = clock
        self._undo_seconds = undo_seconds

    async def open(self, invitation: str, *, direct: bool = False) -> Composition | None:
        """The draft for an invitation, new or as it was left; None where the invitation has gone."""
        return await self._store.read(_composition, invitation, direct)

    async def open_draft(self, draft: str) -> Composition | None:
        """A draft by its own id."""
        stored = await self._store.read(drafts.get, draft)
        return None if stored is None else await self.open(stored.invitation, direct=stored.direct)

    async def newer(self, draft: Draft) -> Composition | None:
        """The draft as another computer, or another window, has gone on with it; None where nobody has."""
        stored = await self._store.read(drafts.get, draft.id)
        is_newer = stored is not None and stored.revision > draft.revision and stored.state in {"open", "needs_you"}
        return await self.open_draft(draft.id) if is_newer else None

    async def save(self, draft: Draft) -> Draft:
        """Keep the draft's fields; when this returns they are on the disk."""
        saved = await self._store.write(drafts.save, draft, milliseconds(self._clock()))
        self._bus.publish(Changes(sections=frozenset({Section.DRAFTS})))
        return saved

    async def discard(self, draft: Draft) -> None:
        """Put the draft away; `restore` brings it back."""
        await self._set_state(draft.id, "discarded")

    async def restore(self, draft: str) -> None:
        """Bring a discarded draft back as it was."""
        await self._set_state(draft, "open")

    async def history(self, draft: str) -> list[Revision]:
        """What the draft said before, newest first; `differences.of_fields` says how two of them differ."""
        return await self._store.read(revisions.history, draft)

    async def bring_back(self, draft: str, revision: int) -> Draft | None:
        """Say again what the draft said then. It is a revision of its own, so this can be undone in the same way."""
        brought = await self._store.write(revisions.bring_back, draft, revision, milliseconds(self._clock()))
        self._bus.publish(Changes(sections=frozenset({Section.DRAFTS})))
        return brought

    async def settle_rival(self, draft: str) -> None:
        """The user has looked at the conflicted copy. It stays in the history."""
        await self._store.write(drafts.settle_rival, draft)

    async def send(self, composition: Composition, *, unblock: bool) -> Sent | Refusal:
        """Freeze the draft into the outbox, or answer with the first thing that blocks it."""
        command = application(composition, unblock=unblock)
        if (refusal := self._why_not(composition, command)) is not None:
            return refusal
        found = rules.contact(rules.said(command), allowed=exemptions(composition))
        if found is not None:
            return found
        draft = (await self.save(composition.draft)).id
        faults.point("composer.saved_to_send")
        seconds = composition.policy.undo_seconds if self._undo_seconds is None else self._undo_seconds
        order = Order(
            id=CommandId(new_id()),
            command=command,
            lane=composition.invitation.id,
            about_kind="post" if composition.is_to_post else "invitation",
            about_id=composition.invitation.id,
            title=f"Proposal: {composition.invitation.job.title}",
            draft=draft,
            hold=seconds * 1000,
        )
        if not await self._outgoing.put(order):
            return Refusal(name="wrong_state", detail="This proposal is already on its way.")
        return Sent(order.id, command.proposal, draft, seconds)

    def _why_not(self, composition: Composition, command: Application) -> Refusal | None:
        invitation, policy = composition.invitation, composition.policy
        if own := _own_flaws(composition):
            return own[0]
        if isinstance(command, AcceptInvitation):
            return rules.accept(invitation, command, policy)
        return rules.submit(
            invitation.job, invitation.client, command, policy, connects=composition.connects, already_applied=False
        )

    async def _set_state(self, draft: str, state: str) -> None:
        await self._store.write(drafts.set_state, draft, state, milliseconds(self._clock()))
        self._bus.publish(Changes(sections=frozenset({Section.DRAFTS})))


def flaws(composition: Composition) -> list[Refusal]:
    """Everything that blocks sending now, by the marketplace's own rules; the question of a block comes later."""
    invitation, is_direct = composition.invitation, composition.draft.direct
    command = application(composition, unblock=True)
    of_profile = None if composition.account is None else rules.of_profile(composition.account, command)
    found = (
        rules.why_not_applicable(invitation.job) if is_direct else rules.why_not_answerable(invitation),
        *_own_flaws(composition),
        *_field_flaws(composition, command),
        of_profile,
        rules.why_not_payable(invitation.job, composition.connects) if is_direct else None,
    )
    return [flaw for flaw in found if flaw is not None]


def _own_flaws(composition: Composition) -> list[Refusal]:
    """What the marketplace has no words for: days that are none, and variables that nobody filled in."""
    unfilled = templating.unfilled((said.field, said.text) for said in texts(composition))
    return [
        *terms.unreadable_days(composition.invitation.job, composition.draft.fields),
        *(
            Refusal(name="malformed", field=field, detail=f"Fill in {what}, or take it out.")
            for field, what in unfilled
        ),
    ]


def _field_flaws(composition: Composition, command: Application) -> list[Refusal]:
    """What the rules say of the fields. A recorded answer behind a missing one is there, though it cannot go alone."""
    answered = {f"interview.{place}" for place, each in enumerate(composition.interview) if each.answer}
    return [
        flaw
        for flaw in rules.application_flaws(composition.invitation.job, command, composition.policy)
        if not (flaw.name == "interview_required" and flaw.field in answered)
    ]


def application(composition: Composition, *, unblock: bool) -> Application:
    """The draft as the command that it would be."""
    draft, invitation = composition.draft, composition.invitation
    fields = draft.fields
    # A draft may have been begun before the client changed the questions.
    answers = (*fields.answers, *("" for _ in invitation.job.questions))[: len(invitation.job.questions)]
    proposal = ProposalId(new_id())
    make: Callable[..., Application] = (
        partial(SubmitProposal, job=invitation.job.id)
        if draft.direct
        else partial(AcceptInvitation, invitation=InvitationId(invitation.id))
    )
    return make(
        proposal=proposal,
        terms=terms.proposed(invitation.job, fields),
        duration=fields.duration or None,
        cover_letter=fields.cover_letter,
        message=fields.message,
        answers=answers,
        attachments=fields.attachments,
        interview=_without_gap(composition.interview),
        highlights=tuple(map(HighlightId, fields.highlights)),
        agency=AgencyId(fields.agency) if fields.agency else None,
        unblock=unblock,
    )


def texts(composition: Composition, files: Mapping[BlobId, str] = NO_FILES) -> tuple[Said, ...]:
    """Every text that the client will read; `files` has what stands in the attached ones, as far as it was read."""
    return rules.said(application(composition, unblock=True), files)


def exemptions(composition: Composition) -> frozenset[Exemption]:
    """Why contact information may be shared with this client before a contract, where it may."""
    return rules.exemptions(composition.invitation.client, composition.invitation.job)


def as_proposal(composition: Composition, now: datetime) -> Proposal:
    """The draft as the proposal that it would be, had it been sent now."""
    command, invitation = application(composition, unblock=True), composition.invitation
    fee = composition.policy.fee_percent
    if isinstance(command, AcceptInvitation):
        return effects.accept(invitation, command, now, fee, composition.account)[1]
    return effects.submit(invitation.job, invitation.client, command, now, fee, composition.account)


def with_fields(composition: Composition, fields: Fields) -> Composition:
    """The same composition with other fields."""
    return composition._replace(draft=composition.draft._replace(fields=fields))


def _composition(connection: Connection, invitation: str, direct: bool) -> Composition | None:
    look = looks.invitation(connection, invitation)
    if look is None:
        return None
    draft = drafts.open_for(connection, invitation, direct=direct)
    if not draft.revision:
        draft = draft._replace(fields=Fields(duration=look.job.duration or ""))
    return Composition(
        draft,
        look,
        looks.policy(connection),
        documents.load(connection, "account", Account),
        interviews.of(connection, draft.id, look.job.interview),
    )


def _without_gap(answered: tuple[Answered, ...]) -> tuple[InterviewAnswer, ...]:
    """The answers up to the first question that has none: their places in the command are those of the questions."""
    answers: list[InterviewAnswer] = []
    for each in answered:
        if each.answer is None:
            break
        answers.append(each.answer)
    return tuple(answers)
