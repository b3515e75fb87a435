"""What the sheet of a proposal holds, to and fro: a draft's fields as the view's values, and back."""

from desktop.local.drafts import Fields, MilestoneFields
from desktop.models.rows import ComposerValues, MilestoneRow
from desktop.services.composer import Composition
from marketplace.contract import rules
from marketplace.contract.entities import Attachment, HourlyTerms, price
from marketplace.contract.money import cents


def values(composition: Composition) -> ComposerValues:
    """What the fields hold. New terms start from the profile's rate, or from the offer."""
    fields, job = composition.draft.fields, composition.invitation.job
    answers = (*fields.answers, *("" for _ in job.questions))[: len(job.questions)]
    return ComposerValues(
        as_offered=fields.as_offered,
        amount=fields.amount or ("" if _is_emptied(fields) else _first_amount(composition)),
        duration=fields.duration,
        cover_letter=fields.cover_letter,
        message=fields.message,
        answers=answers,
        increase=str(fields.increase_months or ""),
        increase_percent=fields.increase_percent,
        by_milestone=fields.by_milestone,
        milestones=tuple(MilestoneRow(each.description, each.due, each.amount) for each in fields.milestones),
        agency=fields.agency,
        highlights=fields.highlights,
    )


def fields(given: ComposerValues, attachments: tuple[Attachment, ...]) -> Fields:
    """What was filled in; the files are not the view's to hold."""
    return Fields(
        as_offered=given.as_offered,
        amount=given.amount,
        increase_months=int(given.increase or 0),
        increase_percent=given.increase_percent,
        by_milestone=given.by_milestone,
        milestones=tuple(
            MilestoneFields(description=each.description, amount=each.amount, due=each.due) for each in given.milestones
        ),
        duration=given.duration,
        agency=given.agency,
        highlights=given.highlights,
        cover_letter=given.cover_letter,
        message=given.message,
        answers=given.answers,
        attachments=attachments,
    )


def _is_emptied(fields: Fields) -> bool:
    """Whether somebody took their own amount away: none would be sent, so none is shown."""
    return not fields.as_offered and not fields.by_milestone


def _first_amount(composition: Composition) -> str:
    offered = rules.terms_as_offered(composition.invitation.job)
    if not isinstance(offered, HourlyTerms):
        return f"{cents(price(offered)):f}"
    account = composition.account
    return f"{cents(account.rate if account is not None else offered.rate):f}"
