"""What is said of a proposal that is being written."""

import pytest

from desktop.local.drafts import Draft, Fields
from desktop.presenters.wording import compositions
from desktop.services.composer import Composition
from marketplace.contract.entities import Attachment
from marketplace.contract.ids import BlobId
from marketplace.contract.policy import Policy
from marketplace.contract.refusals import Refusal
from tests.unit.desktop.things import an_account, an_invitation

FILE = Attachment(blob=BlobId("a" * 64), name="sample.pdf", size=9)


def reminded(fields: Fields) -> list[str]:
    """What is worth a second look."""
    draft = Draft("draft", "invitation", direct=False, state="open", revision=1, fields=fields, refusal=None)
    return [row.text for row in compositions.reminders(Composition(draft, an_invitation(), Policy(), an_account()))]


@pytest.mark.parametrize(
    "fields",
    [
        Fields(cover_letter="My samples are attached."),
        Fields(message="My samples are attached."),
        Fields(answers=("Two weeks.", "My samples are attached.")),
    ],
)
def test_a_file_that_is_promised_and_not_there_is_asked_after_wherever_it_was(fields: Fields) -> None:
    assert reminded(fields) == ["You wrote “attached”, but no file is attached."]


def test_where_a_file_is_attached_nobody_is_asked() -> None:
    assert reminded(Fields(cover_letter="My samples are attached.", attachments=(FILE,))) == []


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("milestones.1", "Milestone 2: Choose an amount."),
        ("milestones", "Choose an amount."),
        ("amount", "Choose an amount."),
        (None, "Choose an amount."),
    ],
)
def test_a_check_says_which_milestone_it_means(field: str | None, said: str) -> None:
    refusal = Refusal(name="amount_out_of_range", field=field, detail="Choose an amount.")
    assert [row.text for row in compositions.checks([refusal])] == [said]
