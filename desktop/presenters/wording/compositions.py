"""The panel `Proposal draft`, said."""

from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from desktop.models.plain import block, one_line
from desktop.models.rows import Banner, CheckRow, ChoiceRow, ComposerSheet, ComposerValues
from desktop.presenters.wording import amounts, clients, invitations
from desktop.presenters.wording.terms import said
from desktop.services.composer import Composition
from marketplace.contract import rules
from marketplace.contract.entities import HourlyRange, HourlyTerms, Job, Letter, price
from marketplace.contract.money import cents, dollars, is_amount, service_fee, you_receive
from marketplace.contract.refusals import Refusal

_LETTER_HINTS = {
    Letter.OPTIONAL: "Optional",
    Letter.REQUIRED: "Asked for by the client",
    Letter.INTERVIEW: "This job asks for a video interview instead",
}


class Earnings(NamedTuple):
    """The two labels under the price."""

    fee: str
    receive: str


def sheet(composition: Composition, now: int) -> ComposerSheet:
    """Everything that does not change while one types."""
    invitation, policy = composition.invitation, composition.policy
    job, limits = invitation.job, policy.limits
    is_hourly = isinstance(job.budget, HourlyRange)
    offered = rules.terms_as_offered(job)
    durations = [ChoiceRow(each.key, one_line(each.text)) for each in policy.durations]
    return ComposerSheet(
        draft=composition.draft.id,
        title=f"Proposal to {clients.short_name(invitation.client)}",
        subtitle=one_line(job.title, 300),
        pricing="hourly" if is_hourly else "project",
        offered_text=f"The client offers {said(offered)}.",
        offered_amount=f"{cents(price(offered)):f}",
        lowest=f"{cents(limits.rate_low if is_hourly else limits.amount_low):f}",
        highest=f"{cents(limits.rate_high if is_hourly else limits.amount_high):f}",
        fee_percent=f"{policy.fee_percent.normalize():f}",
        durations=tuple(durations),
        questions=tuple(block(question, 1000) for question in job.questions),
        letter_hint=_LETTER_HINTS[job.letter],
        letter_limit=limits.cover_letter,
        message_limit=limits.client_message,
        answer_limit=limits.answer,
        cost_note=_cost(composition),
        banner=banner(composition, now),
        client=clients.card(invitation.client, now),
    )


def values(composition: Composition) -> ComposerValues:
    """What the fields hold. New terms start from the profile's rate, or from the offer."""
    fields, job = composition.draft.fields, composition.invitation.job
    answers = (*fields.answers, *("" for _ in job.questions))[: len(job.questions)]
    return ComposerValues(
        as_offered=fields.as_offered,
        amount=fields.amount or _first_amount(composition),
        duration=fields.duration,
        cover_letter=fields.cover_letter,
        message=fields.message,
        answers=answers,
    )


def earnings(job: Job, given: ComposerValues, fee_percent: Decimal) -> Earnings:
    """What the marketplace takes and what is left, to the cent."""
    amount = _amount(job, given)
    if amount is None:
        return Earnings("Service fee", "You receive")
    an_hour = " an hour" if isinstance(job.budget, HourlyRange) else ""
    fee = f"Service fee {fee_percent.normalize():f} % ({dollars(service_fee(amount, fee_percent))})"
    return Earnings(fee, f"You receive {dollars(you_receive(amount, fee_percent))}{an_hour}")


def checks(flaws: list[Refusal]) -> list[CheckRow]:
    """What blocks sending, each with the place to go to."""
    return [CheckRow(one_line(flaw.sentence, 240), flaw.field or "") for flaw in flaws]


def _amount(job: Job, given: ComposerValues) -> Decimal | None:
    if given.as_offered:
        return price(rules.terms_as_offered(job))
    try:
        amount = Decimal(given.amount)
    except InvalidOperation:
        return None
    return amount if is_amount(amount) else None


def _first_amount(composition: Composition) -> str:
    offered = rules.terms_as_offered(composition.invitation.job)
    if not isinstance(offered, HourlyTerms):
        return f"{cents(price(offered)):f}"
    account = composition.account
    return f"{cents(account.rate if account is not None else offered.rate):f}"


def _cost(composition: Composition) -> str:
    if not composition.draft.direct:
        return "No Connects needed"
    needed = amounts.count(composition.invitation.job.connects, "Connect")
    left = composition.account.connects if composition.account is not None else 0
    return f"Costs {needed}; you have {left:,}"


def banner(composition: Composition, now: int) -> Banner | None:
    """What stands against sending, or what happens with it."""
    invitation = composition.invitation
    if not composition.draft.direct and rules.why_not_answerable(invitation) is not None:
        return invitations.banner(invitation, composition.policy, now)
    draft, policy = composition.draft, composition.policy
    if draft.state == "needs_you" and draft.refusal is not None:
        return Banner(
            f"Not accepted: {one_line(draft.refusal.sentence, 300)} Your draft is here as you wrote it.", "bad"
        )
    if composition.invitation.client.is_blocked:
        return Banner(policy.wordings.unblock)
    return None
