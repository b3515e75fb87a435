"""What client and freelancer do about an offer, from the first word of it to the contract, and what time does."""

from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from msgspec.structs import replace

from marketplace.contract import effects, rules
from marketplace.contract.commands import (
    AcceptOffer,
    DeclineOffer,
    MakeOffer,
    RequestOfferChanges,
    ReviseOffer,
    WithdrawOffer,
)
from marketplace.contract.entities import Offer, Proposal
from marketplace.contract.ids import AccountId, MessageId, OfferId, ProposalId, RoomId
from marketplace.contract.refusals import Refusal
from marketplace.engine import accounts, contacts, jobs, notifications, offers, proposals, rooms
from marketplace.engine.work import Work, account_of, new_name, stale, unknown

About = ReviseOffer | WithdrawOffer | AcceptOffer | DeclineOffer | RequestOfferChanges
"""What can be said of an offer once it was made."""


class Bargain(NamedTuple):
    """An offer that is on the table, with the proposal that it answers."""

    proposal: Proposal
    offer: Offer


# --- what a client does -----------------------------------------------------------------------------------


def make(work: Work, command: MakeOffer) -> Refusal | None:
    """Offer the work. As an answer to a proposal it opens the room, with its message as the first words."""
    found = proposals.find(work.eyes, command.proposal)
    if found is None:
        return unknown("proposal")
    account = account_of(found)
    is_blocked = accounts.is_blocked(work.connection, account, found.client.id)
    is_taken = offers.proposal_of(work.connection, command.offer) is not None
    refusal = rules.first(
        stale(command, found),
        new_name(command.offer, "offer", is_taken=is_taken),
        rules.make_offer(found, command, work.policy, is_blocked=is_blocked),
    ) or contacts.shared(work, command, found.client, found.job)
    if refusal is None:
        offered = effects.make_offer(found, command, work.now, work.policy.periods)
        if found.room is None:
            offered = replace(offered, room=RoomId(_derived("room", command.offer)))
        assert offered.offer is not None
        offers.add(work.connection, found.id, offered.offer)
        proposals.save(work, account, offered)
        jobs.keep_open(work, found.job)
        if found.room is None:
            opening = MessageId(_derived("opening", command.offer))
            rooms.open_room(work, account, offered, opening, command.message)
        notifications.offer_received(work, account, offered)
    return refusal


def revise(work: Work, command: ReviseOffer) -> Refusal | None:
    """Change an open offer."""

    def rule(found: Proposal, offer: Offer) -> Refusal | None:
        is_blocked = accounts.is_blocked(work.connection, account_of(found), found.client.id)
        return rules.revise_offer(offer, found.job, command, work.policy, work.now, is_blocked=is_blocked)

    bargain = _decide(work, command, rule)
    if isinstance(bargain, Refusal):
        return bargain
    found, offer = bargain
    revised = effects.revise_offer(offer, command, work.now, work.policy.periods)
    _settle(work, account_of(found), replace(found, offer=revised))
    jobs.keep_open(work, found.job)
    notifications.offer_changed(work, account_of(found), found, "The client changed the offer")
    return None


def withdraw(work: Work, command: WithdrawOffer) -> Refusal | None:
    """Take an open offer back."""
    bargain = _decide(work, command, lambda _, offer: rules.withdraw_offer(offer, command, work.policy, work.now))
    if isinstance(bargain, Refusal):
        return bargain
    found, offer = bargain
    _settle(work, account_of(found), effects.withdraw_offer(found, offer, command, work.now))
    notifications.offer_changed(work, account_of(found), found, "The client withdrew the offer")
    return None


# --- what a freelancer does -------------------------------------------------------------------------------


def accept(work: Work, command: AcceptOffer) -> Refusal | None:
    """Take it as it stands: a contract starts, and the client has hired."""
    is_taken = offers.contract_exists(work.connection, command.contract)
    named = new_name(command.contract, "contract", is_taken=is_taken)
    bargain = _decide(work, command, lambda _, offer: named or rules.accept_offer(offer, work.now))
    if isinstance(bargain, Refusal):
        return bargain
    found, offer = bargain
    hired = effects.accept_offer(found, offer, command, work.now)
    assert hired.contract is not None
    offers.sign(work.connection, found.id, hired.contract)
    _settle(work, work.account, hired)
    jobs.count_hire(work.connection, found.client.id)
    rooms.tell(work, hired)
    notifications.contract_started(work, work.account, hired)
    return None


def decline(work: Work, command: DeclineOffer) -> Refusal | None:
    """Say no; the conversation goes on."""
    bargain = _decide(work, command, lambda _, offer: rules.decline_offer(offer, command, work.policy, work.now))
    if isinstance(bargain, Refusal):
        return bargain
    _settle(work, work.account, effects.decline_offer(*bargain, command, work.now))
    return None


def request_changes(work: Work, command: RequestOfferChanges) -> Refusal | None:
    """Ask for other terms; the offer stays as it is."""
    bargain = _decide(work, command, lambda _, offer: rules.request_changes(offer, command, work.policy, work.now))
    if isinstance(bargain, Refusal):
        return bargain
    found, offer = bargain
    _settle(work, work.account, replace(found, offer=effects.request_changes(offer, command, work.now)))
    return None


# --- what time does ---------------------------------------------------------------------------------------


def expire(work: Work, id_: ProposalId) -> None:
    """Nobody answered in time."""
    account = proposals.owner_of(work.connection, id_)
    assert account is not None
    found = proposals.load(work.reader(account), [id_])[id_]
    assert found.offer is not None
    _settle(work, account, effects.expire_offer(found, found.offer))
    notifications.offer_changed(work, account, found, "An offer ran out")


def warn(work: Work, id_: ProposalId) -> None:
    """It is about to run out."""
    account = proposals.owner_of(work.connection, id_)
    assert account is not None
    found = proposals.load(work.reader(account), [id_])[id_]
    assert found.offer is not None
    offers.mark_warned(work.connection, found.offer.id)
    left = max(1, round((found.offer.expires_at - work.now) / timedelta(hours=1)))
    notifications.offer_running_out(work, account, found, left)


def _decide(work: Work, command: About, rule: Callable[[Proposal, Offer], Refusal | None]) -> Bargain | Refusal:
    """What the command is about, or what stands against it: an older version, `rule`, contact information in a text."""
    bargain = _on_the_table(work, command.offer)
    if isinstance(bargain, Refusal):
        return bargain
    found, offer = bargain
    refusal = rules.first(stale(command, found), rule(found, offer))
    return refusal or contacts.shared(work, command, found.client, found.job) or bargain


def _on_the_table(work: Work, id_: OfferId) -> Bargain | Refusal:
    """The offer with its proposal, where the actor sees it; one that was replaced by a newer one has ended."""
    of = offers.proposal_of(work.connection, id_)
    found = None if of is None else proposals.find(work.eyes, of)
    if found is None or found.offer is None:
        return unknown("offer")
    return Bargain(found, found.offer) if found.offer.id == id_ else Refusal(name="offer_replaced", current=found)


def _settle(work: Work, account: AccountId, changed: Proposal) -> None:
    assert changed.offer is not None
    offers.save(work.connection, changed.offer)
    proposals.save(work, account, changed)


def _derived(thing: str, offer: OfferId) -> str:
    return str(uuid5(NAMESPACE_URL, f"{offer}/{thing}"))
