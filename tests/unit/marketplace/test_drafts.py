"""Drafts kept for a freelancer's other computers: theirs alone, one step at a time, gone when they are sent."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from msgspec.structs import replace

from marketplace.contract.commands import (
    AcceptInvitation,
    AnyCommand,
    DropDraft,
    KeepDraft,
    SetDraftKeeping,
    SubmitProposal,
    WithdrawProposal,
)
from marketplace.contract.entities import (
    Account,
    Attachment,
    Draft,
    DraftEnd,
    DraftFields,
    DraftText,
    MilestoneFields,
    draft_id,
)
from marketplace.contract.ids import AccountId, BlobId, CommandId, InvitationId, JobId, ProposalId
from marketplace.contract.policy import Limits, Policy
from marketplace.contract.refusals import Refusal
from marketplace.engine import Engine
from tests.unit.marketplace.stories import ANA, BEN, INVITATION, JOB, PROPOSAL, START, Story, a_job

INVITED = draft_id(INVITATION, direct=False)
DIRECT = draft_id(JOB, direct=True)
LETTER = "Dear team, write to me at ana@example.com or +49 170 1234567"


def says(letter: str, **more: Any) -> DraftText:
    """A text with that letter."""
    return DraftText(fields=DraftFields(cover_letter=letter, **more), written_at=START)


def keep(letter: str = LETTER, expects: int | None = 0, **more: Any) -> KeepDraft:
    """The draft for the invitation, with that letter."""
    return KeepDraft(written_for=INVITATION, text=says(letter), expects=expects, **more)


@pytest.fixture
def keeping(story: Story) -> Story:
    """Ana is invited, and wants her drafts kept."""
    story.invited().does(ANA, SetDraftKeeping(keeps=True))
    return story


def draft(story: Story, id_: str = INVITED) -> Draft:
    """What Ana's other computers read of a draft."""
    (found,) = [one for one in story.seen() if isinstance(one, Draft) and one.id == id_]
    return found


def text_of(story: Story, id_: str = INVITED) -> str | None:
    """The letter that is kept."""
    found = draft(story, id_)
    return None if found.text is None else found.text.fields.cover_letter


def test_nothing_is_kept_of_who_has_not_chosen_so(story: Story) -> None:
    story.invited()
    assert not story.shown(Account, "ana").keeps_drafts
    assert story.is_refused(ANA, keep()) == "drafts_not_kept"


def test_everything_that_was_filled_in_is_there_again_and_the_contact_rule_is_not_asked(keeping: Story) -> None:
    text = says(
        LETTER,
        amount="44.5",
        milestones=(MilestoneFields(description="Half", amount="5,", due="soon"),),
        answers=("Yes", ""),
        highlights=("manual",),
        attachments=(Attachment(blob=BlobId("a" * 64), name="cv.pdf", size=7),),
    )
    keeping.does(ANA, KeepDraft(written_for=INVITATION, text=text, beside=says("beside"), expects=0))
    kept = draft(keeping)
    assert (kept.version, kept.text, kept.beside, kept.end) == (1, text, says("beside"), None)
    assert (kept.written_for, kept.direct, kept.post) == (INVITATION, False, None)


def test_one_that_was_written_on_an_older_version_is_not_kept(keeping: Story) -> None:
    keeping.does(ANA, keep("one"))
    keeping.does(ANA, keep("two", expects=1))
    for expects in (0, 1, 3):
        assert keeping.is_refused(ANA, keep("late", expects)) == "stale"
    assert (text_of(keeping), draft(keeping).version) == ("two", 2)


def test_a_refusal_does_not_hold_the_letter_which_it_would_outlive(keeping: Story) -> None:
    keeping.does(ANA, keep("one"))
    assert keeping.tries(ANA, keep("late", 7)) == Refusal(name="stale")


def test_each_has_their_own_for_the_same_job(keeping: Story) -> None:
    keeping.does(BEN, SetDraftKeeping(keeps=True))
    for actor, letter in ((ANA, "Ana's"), (BEN, "Ben's")):
        keeping.does(actor, KeepDraft(written_for=JOB, direct=True, text=says(letter), expects=0))
    assert text_of(keeping, DIRECT) == "Ana's"
    assert [one.text for one in keeping.seen(BEN) if isinstance(one, Draft)] == [says("Ben's")]


def test_one_for_a_job_post_brings_the_post_along(keeping: Story) -> None:
    keeping.does(ANA, KeepDraft(written_for=JOB, direct=True, text=says("Hello"), expects=0))
    post = draft(keeping, DIRECT).post
    assert post is not None
    assert (post.job.id, post.client.id) == (JOB, "nordwind")


@pytest.mark.parametrize(
    "command",
    [
        KeepDraft(written_for="nothing", text=says("x")),
        KeepDraft(written_for="nothing", direct=True, text=says("x")),
        KeepDraft(written_for=JOB, text=says("x")),
        DropDraft(draft=INVITED),
    ],
)
def test_it_is_written_for_something_that_one_can_see(keeping: Story, command: AnyCommand) -> None:
    assert keeping.is_refused(ANA, command) == "unknown_thing"
    assert keeping.is_refused(BEN, command) == "unknown_thing"


def test_what_was_accepted_is_a_draft_no_more_and_never_again(keeping: Story) -> None:
    keeping.does(ANA, keep("Dear team"))
    keeping.does(ANA, AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL, cover_letter="Dear team"))
    assert (text_of(keeping), draft(keeping).end, draft(keeping).version) == (None, DraftEnd.SENT, 2)
    for expects in (0, 1, 2, None):
        assert keeping.is_refused(ANA, keep("from a laptop that slept", expects)) == "already_answered"


def test_where_another_text_was_sent_that_is_said(keeping: Story) -> None:
    keeping.does(ANA, keep("the other computer's"))
    keeping.does(ANA, AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL, cover_letter="this one's"))
    assert draft(keeping).end is DraftEnd.OVERTAKEN


def test_a_direct_one_ends_with_its_own_proposal_and_can_be_begun_anew_after_that(keeping: Story) -> None:
    keeping.does(ANA, keep("for the invitation"))
    for written_for in (JOB, INVITATION):
        keeping.does(ANA, KeepDraft(written_for=written_for, direct=True, text=says("Hi"), expects=0))
    keeping.does(ANA, SubmitProposal(job=JOB, proposal=ProposalId("direct"), cover_letter="Hi"))
    directs = {draft(keeping, draft_id(each, direct=True)).end for each in (JOB, INVITATION)}
    assert (directs, text_of(keeping)) == ({DraftEnd.SENT}, "for the invitation")
    again = KeepDraft(written_for=JOB, direct=True, text=says("Once more"), expects=0)
    assert keeping.is_refused(ANA, again) == "already_applied"
    keeping.does(ANA, WithdrawProposal(proposal=ProposalId("direct"), reason="other"))
    keeping.does(ANA, again)
    assert (text_of(keeping, DIRECT), draft(keeping, DIRECT).version) == ("Once more", 3)


def test_a_refused_proposal_leaves_the_draft(keeping: Story) -> None:
    keeping.does(ANA, keep("Dear team"))
    keeping.is_refused(ANA, AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL, cover_letter=LETTER))
    assert text_of(keeping) == "Dear team"


def test_one_that_is_put_away_can_be_gone_on_with(keeping: Story) -> None:
    keeping.does(ANA, keep("one"))
    assert keeping.is_refused(ANA, DropDraft(draft=INVITED, expects=0)) == "stale"
    keeping.does(ANA, DropDraft(draft=INVITED, expects=1))
    assert (text_of(keeping), draft(keeping).end) == (None, DraftEnd.DISCARDED)
    assert keeping.is_refused(ANA, DropDraft(draft=INVITED)) == "unknown_thing"
    keeping.does(ANA, keep("two", expects=2))
    assert (text_of(keeping), draft(keeping).version) == ("two", 3)


def test_who_wants_no_copies_any_more_has_none(keeping: Story) -> None:
    keeping.does(BEN, SetDraftKeeping(keeps=True))
    keeping.does(BEN, KeepDraft(written_for=JOB, direct=True, text=says("Ben's")))
    keeping.does(ANA, keep("secret words", beside=says("secret words beside")))
    keeping.does(ANA, SetDraftKeeping(keeps=False))
    assert (text_of(keeping), draft(keeping).beside, draft(keeping).end) == (None, None, DraftEnd.NOT_KEPT)
    assert "secret words" not in everything_in(keeping.engine)
    assert [one.text for one in keeping.seen(BEN) if isinstance(one, Draft)] == [says("Ben's")]


def everything_in(engine: Engine) -> str:
    """All that the database's tables hold."""
    from marketplace.engine.schema import metadata

    with engine._database.reader.connect() as connection:
        return "".join(str(connection.execute(table.select()).all()) for table in metadata.sorted_tables)


def test_what_was_kept_is_where_it_would_be_looked_for(keeping: Story) -> None:
    keeping.does(ANA, keep("secret words"))
    assert "secret words" in everything_in(keeping.engine)


def test_a_draft_is_as_large_as_the_policy_allows_and_there_are_as_many(database: str) -> None:
    story = Story(database)
    story.engine.policy = Policy(limits=replace(Limits(), draft_size=300, drafts=2))
    story.invited().does(ANA, SetDraftKeeping(keeps=True))
    assert story.is_refused(ANA, keep("x" * 300)) == "draft_too_large"
    assert story.is_refused(ANA, keep("x", beside=says("x" * 300))) == "draft_too_large"
    story.does(ANA, keep("one"))
    for number in range(2):
        story.posts(a_job(JobId(f"job-{number}")))
    second, third = (
        KeepDraft(written_for=f"job-{number}", direct=True, text=says("x"), expects=0) for number in range(2)
    )
    story.does(ANA, second)
    assert story.is_refused(ANA, third) == "too_many_drafts"
    story.does(ANA, keep("one, gone on with", expects=1))
    story.does(ANA, DropDraft(draft=INVITED))
    story.does(ANA, third)


def test_a_draft_is_told_in_its_order_and_wakes_those_who_wait(keeping: Story) -> None:
    before = keeping.engine.head(AccountId("ana"))
    told: list[object] = []
    stop = keeping.engine.listen(told.append)
    receipt = keeping.does(ANA, keep("one"))
    stop()
    assert receipt.seq == before + 1
    assert [type(one) for one in keeping.seen(since=before)] == [Draft]


def test_the_same_command_keeps_a_draft_once(keeping: Story) -> None:
    id_ = CommandId(str(uuid4()))
    first = keeping.engine.handle(ANA, id_, keep("one"))
    keeping.now += timedelta(minutes=1)
    assert keeping.engine.handle(ANA, id_, keep("one")) == first
    assert draft(keeping).version == 1


def test_one_for_an_invitation_of_somebody_else_is_unknown(keeping: Story) -> None:
    keeping.invites(InvitationId("bens"), JOB, BEN)
    assert keeping.is_refused(ANA, KeepDraft(written_for="bens", text=says("x"))) == "unknown_thing"
