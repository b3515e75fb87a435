"""Each limit of the policy, wherever it is asked for: what just fits is let through, and one more is not."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from msgspec.structs import replace

from marketplace.contract import commands, effects, rules
from marketplace.contract.entities import (
    Attachment,
    Client,
    FixedBudget,
    Highlight,
    HighlightKind,
    Interview,
    InterviewAnswer,
    Invitation,
    Job,
    Letter,
    Medium,
    Meeting,
    Milestone,
    MilestoneTerms,
    Offer,
    Party,
    ProjectTerms,
    Proposal,
)
from marketplace.contract.ids import (
    AccountId,
    BlobId,
    ClientId,
    HighlightId,
    InvitationId,
    MessageId,
    NotificationId,
)
from marketplace.contract.policy import Limits, Periods, Policy
from marketplace.contract.refusals import Refusal
from marketplace.engine import Actor
from tests.unit.marketplace.stories import (
    CLIENTS,
    INVITATION,
    JOB,
    MEETING,
    MODERATOR,
    NORDWIND,
    OFFER,
    PROPOSAL,
    ROOM,
    START,
    Story,
    a_job,
)

MOST = 5
TOMORROW = START + timedelta(days=1)
HIRER = CLIENTS[NORDWIND]
FIXED = a_job(budget=FixedBudget(amount=Decimal(900)))
INVITED = Invitation(id=INVITATION, version=1, job=a_job(), client=HIRER, message="", sent_at=START)
SENT = effects.accept(INVITED, commands.AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL), START, Decimal(10))[
    1
]
MADE = Offer(id=OFFER, terms=SENT.terms, message="", made_at=START, expires_at=START + timedelta(days=7))
ARRANGED = Meeting(id=MEETING, at=TOMORROW, minutes=30, medium=Medium.VIDEO, by=Party.CLIENT, proposed_at=START)

Check = Callable[[int, Policy], Refusal | None]


class Case(NamedTuple):
    """A limit, how what is beyond it is refused, and something of a size `n` that the rules are asked about."""

    limit: str
    refused: str
    check: Check


def x(n: int) -> str:
    """A text of that length."""
    return "x" * n


def files(n: int, size: int = 1, name: str = "x") -> tuple[Attachment, ...]:
    """So many files."""
    return (Attachment(blob=BlobId("0" * 64), name=name, size=size),) * n


def applies(job: Job, policy: Policy, **fields: Any) -> Refusal | None:
    """What stands against a proposal with these fields."""
    facts = {"job": JOB, "proposal": PROPOSAL, **fields}
    return rules.application(job, commands.SubmitProposal(**facts), policy)


def edits(policy: Policy, sent: Proposal = SENT, **fields: Any) -> Refusal | None:
    """What stands against a change of a proposal."""
    command = commands.EditProposal(proposal=PROPOSAL, **fields)
    return rules.edit(sent, command, policy, START)


def says(policy: Policy, **fields: Any) -> Refusal | None:
    """What stands against a message."""
    facts = {"room": ROOM, "message": MessageId("m"), "text": "x", **fields}
    return rules.send_message(commands.SendMessage(**facts), policy)


def interviewed(policy: Policy, transcript: str = "", size: int = 1) -> Refusal | None:
    """What stands against a recorded answer."""
    asked = a_job(letter=Letter.INTERVIEW, interview=Interview(questions=("Why?",), seconds=9, retakes=1))
    (recording,) = files(1, size)
    answer = InterviewAnswer(recording=recording, seconds=1, transcript=transcript)
    return applies(asked, policy, interview=(answer,))


def posts(policy: Policy, **facts: Any) -> Refusal | None:
    """What stands against a job post."""
    little = {"title": "x", "description": "", "category": "x", "skills": (), "connects": 1}
    return rules.post_job(a_job(JOB, **{**little, **facts}), policy, START)


def asks(policy: Policy, questions: int = 1, seconds: int = 1, language: str = "x") -> Refusal | None:
    """What stands against a job post with an interview."""
    asked = Interview(questions=("x",) * questions, seconds=seconds, retakes=1, language=language)
    return posts(policy, letter=Letter.INTERVIEW, interview=asked)


def introduces(policy: Policy, **facts: Any) -> Refusal | None:
    """What stands against somebody who posts for the first time."""
    stranger = {"id": ClientId("c"), "country": "x", "member_since": START.date(), **facts}
    return rules.introduce(Client(**stranger), policy)


def profile(policy: Policy, n: int = 1, **facts: Any) -> Refusal | None:
    """What stands against so many highlights in a profile."""
    little = {"kind": HighlightKind.PORTFOLIO, "title": "x", **facts}
    shown = tuple(Highlight(id=HighlightId(str(at)), **little) for at in range(n))
    return rules.edit_profile(commands.EditProfile(highlights=shown), policy)


def in_parts(policy: Policy, n: int = 1, description: str = "x") -> Refusal | None:
    """What stands against a price in so many milestones."""
    parts = (Milestone(description=description, amount=Decimal(50)),) * n
    return rules.terms(FIXED, MilestoneTerms(milestones=parts), policy)


def turns_down(policy: Policy, message: str) -> Refusal | None:
    """What stands against declining an invitation."""
    command = commands.DeclineInvitation(invitation=INVITATION, reason="other", message=message)
    return rules.decline(INVITED, command, policy)


def offers(policy: Policy, message: str) -> Refusal | None:
    """What stands against an offer."""
    made = commands.MakeOffer(proposal=PROPOSAL, offer=OFFER, message=message)
    return rules.make_offer(SENT, made, policy, is_blocked=False)


def revises(policy: Policy, message: str) -> Refusal | None:
    """What stands against a changed offer."""
    command = commands.ReviseOffer(offer=OFFER, terms=SENT.terms, message=message)
    return rules.revise_offer(MADE, a_job(), command, policy, START, is_blocked=False)


def meets(policy: Policy, minutes: int = 1, note: str = "") -> Refusal | None:
    """What stands against a meeting."""
    command = commands.ProposeMeeting(room=ROOM, meeting=MEETING, at=TOMORROW, minutes=minutes, note=note)
    return rules.propose_meeting(command, policy, START)


def rewrites(policy: Policy, **facts: Any) -> Refusal | None:
    """What stands against a change of the profile."""
    return rules.edit_profile(commands.EditProfile(**facts), policy)


def costs(policy: Policy, dollars: int) -> Refusal | None:
    """What stands against a price for the project."""
    return rules.terms(FIXED, ProjectTerms(amount=Decimal(dollars)), policy)


def moves(policy: Policy, note: str) -> Refusal | None:
    """What stands against another time to meet."""
    return rules.move_meeting(ARRANGED, commands.MoveMeeting(meeting=MEETING, at=TOMORROW, note=note), policy, START)


CASES = (
    Case("cover_letter", "text_too_long", lambda n, policy: applies(a_job(), policy, cover_letter=x(n))),
    Case("cover_letter", "text_too_long", lambda n, policy: edits(policy, cover_letter=x(n))),
    Case("client_message", "text_too_long", lambda n, policy: applies(a_job(), policy, message=x(n))),
    Case("client_message", "text_too_long", lambda n, policy: edits(policy, message=x(n))),
    Case("answer", "text_too_long", lambda n, policy: applies(a_job(questions=("Why?",)), policy, answers=(x(n),))),
    Case("attachments", "too_many_attachments", lambda n, policy: applies(a_job(), policy, attachments=files(n))),
    Case("attachments", "too_many_attachments", lambda n, policy: edits(policy, attachments=files(n))),
    Case("attachments", "too_many_attachments", lambda n, policy: says(policy, attachments=files(n))),
    Case("attachment_size", "attachment_too_large", lambda n, policy: says(policy, attachments=files(1, n))),
    Case("attachment_name", "bad_attachment_name", lambda n, policy: says(policy, attachments=files(1, 1, x(n)))),
    Case("recording_size", "attachment_too_large", lambda n, policy: interviewed(policy, size=n)),
    Case("transcript", "text_too_long", lambda n, policy: interviewed(policy, x(n))),
    Case(
        "highlights",
        "too_many_highlights",
        lambda n, policy: applies(a_job(), policy, highlights=tuple(HighlightId(str(at)) for at in range(n))),
    ),
    Case(
        "highlights",
        "too_many_highlights",
        lambda n, policy: edits(policy, highlights=tuple(HighlightId(str(at)) for at in range(n))),
    ),
    Case("decline_message", "text_too_long", lambda n, policy: turns_down(policy, x(n))),
    Case(
        "decline_message",
        "text_too_long",
        lambda n, policy: rules.decline_offer(MADE, commands.DeclineOffer(offer=OFFER, message=x(n)), policy, START),
    ),
    Case("chat_message", "text_too_long", lambda n, policy: says(policy, text=x(n))),
    Case("offer_message", "text_too_long", lambda n, policy: offers(policy, x(n))),
    Case("offer_message", "text_too_long", lambda n, policy: revises(policy, x(n))),
    Case(
        "change_request",
        "text_too_long",
        lambda n, policy: rules.request_changes(
            MADE, commands.RequestOfferChanges(offer=OFFER, text=x(n)), policy, START
        ),
    ),
    Case(
        "notice",
        "text_too_long",
        lambda n, policy: rules.withdraw_offer(MADE, commands.WithdrawOffer(offer=OFFER, reason=x(n)), policy, START),
    ),
    Case("meeting_minutes", "bad_length", lambda n, policy: meets(policy, minutes=n)),
    Case("meeting_note", "text_too_long", lambda n, policy: meets(policy, note=x(n))),
    Case("meeting_note", "text_too_long", lambda n, policy: moves(policy, x(n))),
    Case("milestones", "too_many_milestones", lambda n, policy: in_parts(policy, n)),
    Case("milestone_description", "text_too_long", lambda n, policy: in_parts(policy, description=x(n))),
    Case("profile_title", "text_too_long", lambda n, policy: rewrites(policy, title=x(n))),
    Case("profile_title", "text_too_long", lambda n, policy: profile(policy, title=x(n))),
    Case(
        "profile_overview",
        "text_too_long",
        lambda n, policy: rewrites(policy, overview=x(n)),
    ),
    Case("profile_highlights", "too_many_highlights", lambda n, policy: profile(policy, n)),
    Case("question", "text_too_long", lambda n, policy: profile(policy, detail=x(n))),
    Case("question", "text_too_long", lambda n, policy: posts(policy, questions=(x(n),))),
    Case("questions", "bad_job_post", lambda n, policy: posts(policy, questions=("x",) * n)),
    Case("skill", "text_too_long", lambda n, policy: posts(policy, skills=(x(n),))),
    Case("skills", "bad_job_post", lambda n, policy: posts(policy, skills=("x",) * n)),
    Case("job_title", "text_too_long", lambda n, policy: posts(policy, title=x(n))),
    Case("job_title", "text_too_long", lambda n, policy: posts(policy, category=x(n))),
    Case("job_description", "text_too_long", lambda n, policy: posts(policy, description=x(n))),
    Case("connects", "bad_job_post", lambda n, policy: posts(policy, connects=n)),
    Case("interview_questions", "bad_job_post", lambda n, policy: asks(policy, questions=n)),
    Case("interview_seconds", "bad_length", lambda n, policy: asks(policy, seconds=n)),
    Case("name", "text_too_long", lambda n, policy: asks(policy, language=x(n))),
    Case("name", "text_too_long", lambda n, policy: introduces(policy, name=x(n))),
    Case("place", "text_too_long", lambda n, policy: introduces(policy, country=x(n))),
    Case("place", "text_too_long", lambda n, policy: introduces(policy, city=x(n))),
    Case(
        "read_at_once",
        "malformed",
        lambda n, policy: rules.read_notifications(
            commands.ReadNotifications(notifications=(NotificationId("n"),) * n), policy
        ),
    ),
    Case(
        "rate_high",
        "rate_out_of_range",
        lambda n, policy: rewrites(policy, rate=Decimal(n)),
    ),
    Case(
        "amount_high",
        "amount_out_of_range",
        lambda n, policy: costs(policy, n),
    ),
)
ELSEWHERE = {
    *("rate_low", "amount_low", "increase_low", "increase_high", "milestone_low"),  # ranges: with the rules
    *("unfinished_files", "unfinished_hours"),  # files on their way: with the blobs
    *("drafts", "draft_size"),  # with the drafts
}


def test_every_limit_has_its_case() -> None:
    assert {case.limit for case in CASES} | ELSEWHERE == set(Limits.__struct_fields__)


@pytest.mark.parametrize("case", CASES, ids=[f"{case.limit}-{at}" for at, case in enumerate(CASES)])
def test_what_just_fits_is_let_through_and_one_more_is_not(case: Case) -> None:
    most = Decimal(MOST) if isinstance(getattr(Limits(), case.limit), Decimal) else MOST
    policy = Policy(limits=replace(Limits(), **{case.limit: most}))
    assert case.check(MOST, policy) is None
    refusal = case.check(MOST + 1, policy)
    assert refusal is not None
    assert refusal.name == case.refused


WORDS: tuple[tuple[Actor, Callable[[str], commands.AnyCommand]], ...] = (
    (
        NORDWIND,
        lambda text: commands.Invite(invitation=InvitationId("n"), job=JOB, freelancer=AccountId("ben"), message=text),
    ),
    (NORDWIND, lambda text: commands.DeclineProposal(proposal=PROPOSAL, reason=text)),
    (MODERATOR, lambda text: commands.RemoveInvitation(invitation=InvitationId("another"), notice=text)),
    (MODERATOR, lambda text: commands.Warn(freelancer=AccountId("ana"), text=text)),
)


@pytest.mark.parametrize(("actor", "says"), WORDS)
def test_words_of_clients_and_moderators_have_their_length_as_well(
    actor: Actor, says: Callable[[str], commands.AnyCommand]
) -> None:
    story = Story().accepted()
    story.invites(InvitationId("another"))
    longest = story.engine.policy.limits
    most = max(getattr(longest, limit) for limit in ("client_message", "decline_message", "notice"))
    assert story.is_refused(actor, says(x(most + 1))) == "text_too_long"
    story.does(actor, says("No, thank you."))


def test_changes_are_asked_for_within_some_days_of_the_offer_as_it_stands() -> None:
    policy = Policy(periods=replace(Periods(), change_request_days=2))
    ask = commands.RequestOfferChanges(offer=OFFER, text="More?")
    late = START + timedelta(days=2)
    soon = rules.request_changes(MADE, ask, policy, late - timedelta(seconds=1))
    refusal = rules.request_changes(MADE, ask, policy, late)
    again = rules.request_changes(replace(MADE, revised_at=late), ask, policy, late)
    assert (soon, refusal and refusal.name, again) == (None, "changes_too_late", None)


@pytest.mark.parametrize("part", ["cover_letter", "message", "answers", "attachments", "highlights"])
def test_each_part_but_the_terms_is_over_with_the_clients_look(part: str) -> None:
    given = "x" if part in {"cover_letter", "message"} else ()
    refusal = edits(Policy(), replace(SENT, viewed_at=START), **{part: given})
    assert refusal is not None
    assert refusal.name == "proposal_viewed"
