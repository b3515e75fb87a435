"""The panel `Proposal draft`, said."""

from decimal import Decimal
from typing import NamedTuple

from desktop.local.drafts import Fields
from desktop.models.plain import block, one_line
from desktop.models.rows import Banner, CheckRow, ChoiceRow, ComposerSheet
from desktop.presenters.wording import amounts, clients, invitations
from desktop.presenters.wording.terms import said
from desktop.services import terms
from desktop.services.composer import Composition
from desktop.services.promises import attachment_word
from desktop.services.templating import variables
from marketplace.contract import rules
from marketplace.contract.entities import Account, HourlyRange, Job, Letter, amounts_in, price
from marketplace.contract.money import cents, dollars, is_amount, service_fee, you_receive
from marketplace.contract.policy import Policy
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
        banner=banner(composition, now),
        client=clients.card(invitation.client, now),
        increases=_increases(policy) if is_hourly else (),
        agencies=_agencies(composition.account),
        highlights=_highlights(composition.account),
        most_milestones=limits.milestones,
        wants_interview=bool(composition.interview),
    )


def earnings(job: Job, fields: Fields, fee_percent: Decimal) -> Earnings:
    """What the marketplace takes and what is left, to the cent."""
    proposed = terms.proposed(job, fields) or rules.terms_as_offered(job)
    named = amounts_in(proposed)
    if not named or not all(is_amount(each) and each for each in named):
        return Earnings(f"Service fee {fee_percent.normalize():f} %", "You receive —")
    amount = price(proposed)
    an_hour = " an hour" if isinstance(job.budget, HourlyRange) else ""
    fee = f"Service fee {fee_percent.normalize():f} % ({dollars(service_fee(amount, fee_percent))})"
    return Earnings(fee, f"You receive {dollars(you_receive(amount, fee_percent))}{an_hour}")


def sum_of_milestones(fields: Fields) -> str:
    """What the milestones come to so far."""
    amounts_so_far = [terms.amount(each.amount) for each in fields.milestones]
    total = sum((each for each in amounts_so_far if is_amount(each)), Decimal(0))
    return f"{amounts.count(len(amounts_so_far), 'milestone')}, {dollars(total)} in all" if amounts_so_far else ""


def reminders(composition: Composition) -> list[CheckRow]:
    """What is not wrong, and still worth a second look."""
    fields = composition.draft.fields
    written = (fields.cover_letter, fields.message, *fields.answers)
    promised = [word for text in written if (word := attachment_word(text))]
    if fields.attachments or not promised:
        return []
    return [CheckRow(f"You wrote “{promised[0]}”, but no file is attached.", "attachments", "warning")]


def checks(flaws: list[Refusal]) -> list[CheckRow]:
    """What blocks sending, each with the place to go to."""
    return [CheckRow(_said(flaw), flaw.field or "", words=_words(flaw)) for flaw in flaws]


def _said(flaw: Refusal) -> str:
    """The sentence, with the milestone that it is about."""
    noun, _, place = (flaw.field or "").partition(".")
    which = f"Milestone {int(place) + 1}: " if noun == "milestones" and place.isdigit() else ""
    return which + one_line(flaw.sentence, 240)


def _words(flaw: Refusal) -> str:
    """The variable that `flaw` is about, as it stands in the text."""
    return next((flaw.detail[each.start : each.end] for each in variables(flaw.detail)), "")


def _increases(policy: Policy) -> tuple[ChoiceRow, ...]:
    return tuple(ChoiceRow(str(months), f"Every {months} months") for months in policy.rate_increase_months)


def _agencies(account: Account | None) -> tuple[ChoiceRow, ...]:
    if account is None or not account.agencies:
        return ()
    agencies = (ChoiceRow(each.id, one_line(each.name, 80)) for each in account.agencies)
    return (ChoiceRow("", f"{one_line(account.name, 80)} (yourself)"), *agencies)


def _highlights(account: Account | None) -> tuple[ChoiceRow, ...]:
    if account is None:
        return ()
    told = ((each.id, ": ".join(filter(None, (each.title, each.detail)))) for each in account.highlights)
    return tuple(ChoiceRow(key, one_line(text, 160)) for key, text in told)


def summary(composition: Composition) -> str:
    """What goes to whom, at which terms, and what it costs: what a person agrees to by sending."""
    job, fields = composition.invitation.job, composition.draft.fields
    at = said(terms.proposed(job, fields) or rules.terms_as_offered(job))
    files = f", with {amounts.count(len(fields.attachments), 'file')}" if fields.attachments else ""
    return f"To {clients.short_name(composition.invitation.client)}: {at}{files}. {_cost(composition)}"


def _cost(composition: Composition) -> str:
    if not composition.draft.direct:
        return "No Connects needed"
    needed = amounts.count(composition.invitation.job.connects, "Connect")
    return f"Costs {needed}; you have {composition.connects:,}"


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
    if draft.rival is not None:
        return Banner("This draft was also written elsewhere. The other text is kept; History compares the two.")
    if composition.invitation.client.is_blocked:
        return Banner(block(policy.wordings.unblock))
    return None
