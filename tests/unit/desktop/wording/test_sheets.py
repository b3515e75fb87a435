"""What panels say about each state of things."""

from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.local.conversations import Said
from desktop.local.drafts import Draft, Fields
from desktop.local.outbox import Waiting
from desktop.presenters import filling
from desktop.presenters.wording import clients, compositions, conversations, invitations, notices, outgoing, proposals
from desktop.services.composer import Composition
from desktop.services.uploads import Uploads
from marketplace.contract.commands import AcceptInvitation
from marketplace.contract.entities import (
    Attachment,
    Decline,
    FixedBudget,
    HourlyTerms,
    Interview,
    InterviewAnswer,
    Invitation,
    InvitationState,
    Letter,
    NotificationKind,
    Origin,
    Party,
    ProposalState,
)
from marketplace.contract.ids import BlobId, CommandId, InvitationId, ProposalId
from marketplace.contract.policy import Policy, Wordings
from marketplace.contract.refusals import Refusal
from tests.unit.desktop.things import (
    NOW,
    a_client,
    a_job,
    a_message,
    a_notification,
    a_proposal,
    an_account,
    an_invitation,
)

POLICY = Policy()


def banner(invitation: Invitation, policy: Policy = POLICY) -> str:
    """What stands across the top of an invitation."""
    found = invitations.banner(invitation, policy, NOW)
    return "" if found is None else found.text


# --- invitations ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "beginning"),
    [
        (InvitationState.RECEIVED, ""),
        (InvitationState.SEEN, ""),
        (InvitationState.IGNORED, "You ignored this invitation."),
        (InvitationState.ACCEPTED, "You accepted"),
        (InvitationState.DECLINED, "You declined"),
        (InvitationState.WITHDRAWN, "This invitation was withdrawn by the client."),
        (InvitationState.CLOSED, "This invitation is closed"),
        (InvitationState.REMOVED, "This invitation was removed: there was an issue"),
    ],
)
def test_an_invitation_says_what_has_become_of_it(state: InvitationState, beginning: str) -> None:
    said = banner(an_invitation(state=state))
    assert said.startswith(beginning)
    assert bool(said) is bool(beginning)


def test_the_wordings_are_those_the_marketplace_serves() -> None:
    served = Policy(wordings=Wordings(ignore="Not a word to anybody.", removed="it rained"))
    assert "Not a word to anybody." in banner(an_invitation(state=InvitationState.IGNORED), served)
    assert "it rained" in banner(an_invitation(state=InvitationState.REMOVED), served)


def test_a_removal_says_its_own_reason_where_there_is_one() -> None:
    assert "a fake job" in banner(an_invitation(state=InvitationState.REMOVED, notice="a fake job"))


def test_a_decline_says_its_reason_in_words_and_how_to_unblock() -> None:
    declined = an_invitation(
        state=InvitationState.DECLINED, decline=Decline(reason="too_busy"), client=a_client(is_blocked=True)
    )
    assert "Too busy on other projects" in banner(declined)
    assert "to unblock, submit a proposal" in banner(declined)


@pytest.mark.parametrize("state", InvitationState)
@pytest.mark.parametrize("is_open", [True, False])
def test_buttons_are_there_exactly_where_the_rules_allow(state: InvitationState, is_open: bool) -> None:
    sheet = invitations.sheet(an_invitation(state=state, job=a_job(is_open=is_open)), POLICY, NOW)
    answerable = is_open and state in {"received", "seen", "ignored"}
    assert sheet.can_answer is answerable
    assert sheet.can_ignore is (answerable and state != "ignored")
    assert sheet.note == (POLICY.wordings.no_connects if answerable else "")


@pytest.mark.parametrize(
    ("is_blocked", "is_open", "can_apply"), [(True, True, True), (False, True, False), (True, False, False)]
)
def test_after_a_decline_with_a_block_one_can_apply_to_the_open_job(
    is_blocked: bool, is_open: bool, can_apply: bool
) -> None:
    declined = an_invitation(
        state=InvitationState.DECLINED, client=a_client(is_blocked=is_blocked), job=a_job(is_open=is_open)
    )
    assert invitations.sheet(declined, POLICY, NOW).can_apply is can_apply


def test_who_sent_it_is_said_plainly() -> None:
    assert invitations.sheet(an_invitation(), POLICY, NOW).byline.startswith("Invited by a client in Germany")
    automatic = an_invitation(origin=Origin.AUTOMATIC)
    assert "because your profile fits" in invitations.sheet(automatic, POLICY, NOW).byline


def test_declining_offers_the_policys_reasons_in_their_order_and_a_block_where_it_is_possible() -> None:
    sheet = invitations.decline(an_invitation(), POLICY)
    assert [reason.key for reason in sheet.reasons] == [choice.key for choice in POLICY.decline_reasons]
    assert sheet.can_block
    assert not invitations.decline(an_invitation(client=a_client(can_be_blocked=False)), POLICY).can_block
    assert not invitations.decline(an_invitation(client=a_client(is_blocked=True)), POLICY).can_block


# --- clients ----------------------------------------------------------------------------------------------


def facts(**of_client: object) -> dict[str, str]:
    """The lines of the client's card."""
    return {fact.label: fact.value for fact in clients.card(a_client(**of_client), NOW).facts}


def test_what_a_client_hides_is_said_to_be_hidden() -> None:
    said = facts()
    assert said["Name"] == "Shown once there is a conversation"
    assert said["Spent"] == "Not shown by the client · 0 hires"
    assert said["Rating"] == "No reviews yet"


def test_what_is_known_of_a_client_is_told() -> None:
    said = facts(name="Nordwind", spent=Decimal(84_200), hires=31, hire_rate=74, rating=Decimal("4.9"), reviews=27)
    assert said["Name"] == "Nordwind"
    assert said["Spent"] == "$84,200 · 31 hires · 74 % hire rate"
    assert said["Rating"] == "4.9 ★ from 27 reviews"


def test_the_time_there_is_told_where_the_zone_is_known() -> None:
    assert facts(city="Tokyo", country="Japan", time_zone="Asia/Tokyo")["Location"] == "Tokyo, Japan · 18:00 there now"


@pytest.mark.parametrize("zone", ["Moon/Crater", "", "../../etc/passwd", "/etc/passwd", "a\0b", "x" * 5000, "Europe"])
def test_a_zone_that_is_none_is_passed_over(zone: str) -> None:
    assert facts(time_zone=zone)["Location"] == "Germany"


# --- proposals and drafts ---------------------------------------------------------------------------------


def test_a_proposal_says_terms_fee_and_what_is_left_to_the_cent() -> None:
    proposal = a_proposal(terms=HourlyTerms(rate=Decimal("48.55")), as_offered=False, fee_percent=Decimal("7.50"))
    said = {fact.label: fact.value for fact in proposals.sheet(proposal, POLICY, NOW, is_pending=False).terms}
    assert said == {
        "Terms": "Your own",
        "Hourly rate": "$48.55 an hour",
        "Service fee": "7.5 % ($3.64)",
        "You receive": "$44.91",
        "Connects": "None needed",
    }


@pytest.mark.parametrize("state", ProposalState)
def test_every_state_of_a_proposal_has_words_of_its_own(state: ProposalState) -> None:
    sheet = proposals.sheet(a_proposal(state=state), POLICY, NOW, is_pending=False)
    assert sheet.state.text not in {"", str(state)}


def test_a_proposal_on_its_way_says_that_it_goes_out_once() -> None:
    sheet = proposals.sheet(a_proposal(), POLICY, NOW, is_pending=True)
    assert sheet.state.text == "Waiting to be sent"
    assert sheet.banner is not None
    assert "once" in sheet.banner.text


def composition(fields: Fields = Fields(), **of_draft: Any) -> Composition:  # noqa: B008 - immutable
    """A draft for an hourly job."""
    draft = Draft("draft", "invitation", direct=False, state="open", revision=1, fields=fields, refusal=None)
    return Composition(draft._replace(**of_draft), an_invitation(), POLICY, an_account())


def test_new_terms_begin_with_the_profiles_rate() -> None:
    assert filling.values(composition()).amount == "45.00"
    assert filling.values(composition()._replace(account=None)).amount == "52.00"
    assert filling.values(composition(Fields(amount="48.5"))).amount == "48.5"


def test_there_is_a_field_for_each_question_that_the_job_has_now() -> None:
    asked = composition(Fields(answers=("one", "two", "three")))
    two = asked._replace(invitation=an_invitation(job=a_job(questions=("A?", "B?"))))
    assert filling.values(two).answers == ("one", "two")
    assert filling.values(asked).answers == ()


@given(st.text(max_size=12) | st.sampled_from(["NaN", "sNaN", "Infinity", "1e400", "1e-400", "-1", "9" * 40, "1e25"]))
def test_whatever_is_typed_as_an_amount_the_fee_can_be_said(amount: str) -> None:
    assert compositions.earnings(a_job(), Fields(as_offered=False, amount=amount), Decimal("7.5")).fee.startswith(
        "Service fee"
    )


def test_fee_and_rest_are_said_live_to_the_cent() -> None:
    assert compositions.earnings(a_job(), Fields(as_offered=False, amount="48.55"), Decimal(10)) == (
        "Service fee 10 % ($4.86)",
        "You receive $43.69 an hour",
    )
    fixed = a_job(budget=FixedBudget(amount=Decimal(900)))
    assert compositions.earnings(fixed, Fields(), Decimal(10)).receive == "You receive $810"


def test_what_was_refused_is_said_over_the_draft() -> None:
    refused = composition(state="needs_you", refusal=Refusal(name="job_closed"))
    found = compositions.sheet(refused, NOW).banner
    assert found is not None
    assert "This job is closed. Your draft is here as you wrote it." in found.text


@pytest.mark.parametrize("letter", Letter)
def test_every_kind_of_letter_has_a_hint(letter: Letter) -> None:
    asked = composition()._replace(invitation=an_invitation(job=a_job(letter=letter)))
    assert compositions.sheet(asked, NOW).letter_hint


def test_only_a_direct_proposal_costs_connects() -> None:
    assert compositions.summary(composition()).endswith(": $52 an hour. No Connects needed")
    assert compositions.summary(composition(direct=True)).endswith("Costs 6 Connects; you have 20")


# --- rooms, bell, outbox ----------------------------------------------------------------------------------


def test_our_own_messages_say_how_far_they_got_and_theirs_who_spoke() -> None:
    mine = a_message(author=Party.FREELANCER, author_name="")
    assert conversations.message(Said(mine, "waiting"), NOW).status == "waiting to be sent"
    assert conversations.message(Said(mine, "delivered"), NOW).status == "delivered"
    assert conversations.message(Said(a_message(), "delivered"), NOW).author == "Nordwind Energie"
    assert conversations.message(Said(a_message(author_name=" "), "delivered"), NOW).author == "The client"


@pytest.mark.parametrize("kind", NotificationKind)
def test_every_kind_of_notification_has_a_picture_of_its_own(kind: NotificationKind) -> None:
    row = notices.row(a_notification(kind=kind), NOW)
    assert row.icon != "bell"
    assert row.spoken.startswith("New invitation, Turbine manual, unread, ")


BODY = b'{"type":"send_message","room":"room","message":"m","text":"With pleasure"}'


def a_row(state: str, **facts_: Any) -> Waiting:
    """A row of the outbox."""
    row = Waiting(CommandId("c"), BODY, "room", "room", "room", "Message", None, state, NOW, NOW, None)
    return row._replace(**facts_)


@pytest.mark.parametrize(
    ("state", "words", "take_back"),
    [("waiting", "goes out by itself, once", "Take back"), ("sent", "cannot arrive twice", "")],
)
def test_a_waiting_command_says_how_it_stands_and_whether_it_can_be_taken_back(
    state: str, words: str, take_back: str
) -> None:
    sheet = outgoing.sheet(a_row(state), NOW)
    assert sheet.banner is not None
    assert words in sheet.banner.text
    assert (sheet.take_back_text, sheet.can_retry, sheet.text) == (take_back, True, "With pleasure")


def test_everything_that_goes_out_is_shown_with_how_far_it_is() -> None:
    plan, spoken = (
        Attachment(blob=BlobId(sign * 64), name=name, size=200)
        for sign, name in (("a", "plan.txt"), ("b", "Answer 1.mp4"))
    )
    command = AcceptInvitation(
        invitation=InvitationId("i"),
        proposal=ProposalId("p"),
        attachments=(plan,),
        interview=(InterviewAnswer(recording=spoken, seconds=62),),
    )
    uploads = Uploads()
    uploads.arrived(plan, 200)
    uploads.arrived(spoken, 50)
    body = msgspec.json.encode(command)
    assert [each.spoken for each in outgoing.sheet(a_row("waiting", body=body), NOW, uploads).files] == [
        "plan.txt, 200 bytes, Arrived",
        "Answer 1.mp4, 200 bytes, 25 %",
    ]
    refused = a_row("refused", body=body, refusal=b'{"name":"job_closed"}')
    assert outgoing.sheet(refused, NOW, uploads).files == ()


def test_a_refused_command_says_why_and_where_the_draft_is() -> None:
    refusal = b'{"name":"job_closed"}'
    sheet = outgoing.sheet(a_row("refused", refusal=refusal, draft="draft"), NOW)
    assert sheet.banner is not None
    assert sheet.banner.text == "Not accepted: This job is closed. Your draft is kept under Drafts."
    assert (sheet.can_retry, sheet.take_back_text) == (False, "Put away")


def test_a_recorded_answer_stands_under_its_question_with_what_was_said() -> None:
    interview = Interview(questions=("Why you?", "How soon?"), seconds=120, retakes=0)
    recording = Attachment(blob=BlobId("ab" * 32), name="Answer 1.mp4", size=1)
    spoken = InterviewAnswer(recording=recording, seconds=62, transcript="Because I listen.")
    sent = a_proposal(job=a_job(letter=Letter.INTERVIEW, interview=interview), interview=(spoken,))
    answers = proposals.sheet(sent, POLICY, NOW, is_pending=False).answers
    assert answers == (("Why you?", "Recorded answer, 1:02. Because I listen."),)
