"""Drafts that the marketplace keeps for a freelancer's other computers. Nobody but the freelancer ever sees one."""

from enum import StrEnum

from marketplace.contract.entities.jobs import JobPost
from marketplace.contract.entities.values import Attachment, Count, Entity, Moment, Value
from marketplace.contract.ids import DraftId


class MilestoneFields(Value, frozen=True, kw_only=True, omit_defaults=True):
    """One row of the table of milestones: `due` is an ISO date, empty, or what was written in its place."""

    description: str = ""
    amount: str = ""
    due: str = ""


class DraftFields(Value, frozen=True, kw_only=True, omit_defaults=True):
    """What a freelancer filled in so far. Amounts are decimal texts in dollars, percents decimal texts, empty for none.

    Unfinished as it may be: none of it has to be right before it is sent. `increase_months` 0 means that the rate never
    rises; `agency` is empty for the freelancer themselves. Files are named; their content stays where it was attached.
    """

    as_offered: bool = True
    amount: str = ""
    increase_months: Count = 0
    increase_percent: str = ""
    by_milestone: bool = False
    milestones: tuple[MilestoneFields, ...] = ()
    duration: str = ""
    agency: str = ""
    highlights: tuple[str, ...] = ()
    cover_letter: str = ""
    message: str = ""
    answers: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()


class DraftText(Value, frozen=True, kw_only=True, omit_defaults=True):
    """What a draft said at one time, by the clock of the computer that it was written on."""

    fields: DraftFields
    written_at: Moment


class DraftEnd(StrEnum):
    """Why the marketplace keeps a draft no longer. `overtaken` means that another text than the kept one was sent."""

    SENT = "sent"
    OVERTAKEN = "overtaken"
    DISCARDED = "discarded"
    NOT_KEPT = "not_kept"


class Draft(Entity, frozen=True, kw_only=True, omit_defaults=True, tag="draft"):
    """A draft as it was kept last, or the tombstone of one, which has an `end` and no text.

    `written_for` is the id of an invitation of the reader's, or of a job post, which then comes along as `post`; a
    `direct` one applies without the invitation. `beside` is a text that was written at the same time on another
    computer, and lost.
    """

    id: DraftId
    version: Count
    written_for: str
    direct: bool = False
    text: DraftText | None = None
    beside: DraftText | None = None
    post: JobPost | None = None
    end: DraftEnd | None = None


def draft_id(written_for: str, *, direct: bool) -> DraftId:
    """What a draft is kept under: there is one for each thing that can be written for, on however many computers."""
    return DraftId(f"{'direct' if direct else 'invited'}:{written_for}")
