"""The freelancer's own: the profile, what of it goes with a proposal, and what is told where."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from marketplace.contract import rules
from marketplace.contract.commands import (
    AcceptInvitation,
    EditProfile,
    EditProposal,
    Invite,
    SetNotificationSettings,
    Warn,
)
from marketplace.contract.entities import (
    Account,
    Attachment,
    Channel,
    Highlight,
    HighlightKind,
    Interview,
    InterviewAnswer,
    Letter,
    NotificationKind,
    NotificationSettings,
    QuietHours,
)
from marketplace.contract.ids import AccountId, BlobId, HighlightId, InvitationId, JobId
from marketplace.contract.policy import Policy
from tests.unit.marketplace.stories import ANA, INVITATION, JOB, MODERATOR, NORDWIND, PROPOSAL, Story, a_job

MANUAL = Highlight(id=HighlightId("manual"), kind=HighlightKind.PORTFOLIO, title="A manual")
DIPLOMA = Highlight(id=HighlightId("diploma"), kind=HighlightKind.CERTIFICATE, title="A diploma", detail="Lisbon")


def profile(story: Story) -> Account:
    """Ana, as she reads herself."""
    return story.shown(Account, "ana")


def test_what_is_named_changes_and_the_rest_stays(story: Story) -> None:
    story.does(ANA, EditProfile(overview="I translate.", rate=Decimal("61.50"), highlights=(MANUAL, DIPLOMA)))
    changed = profile(story)
    assert (changed.title, changed.overview, changed.rate) == ("Technical translator", "I translate.", Decimal("61.50"))
    assert (changed.highlights, changed.version) == ((MANUAL, DIPLOMA), 2)


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (EditProfile(title=" "), "text_required"),
        (EditProfile(title="x" * 101), "text_too_long"),
        (EditProfile(rate=Decimal("NaN")), "rate_out_of_range"),
        (EditProfile(highlights=(MANUAL, MANUAL)), "too_many_highlights"),
        (EditProfile(title="Me", expects=0), "stale"),
    ],
)
def test_a_profile_keeps_the_rules(story: Story, command: EditProfile, name: str) -> None:
    assert story.is_refused(ANA, command) == name


def test_highlights_go_with_a_proposal_as_they_are_then(story: Story) -> None:
    story.does(ANA, EditProfile(highlights=(MANUAL, DIPLOMA)))
    story.invited().does(ANA, AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL, highlights=(DIPLOMA.id,)))
    story.does(ANA, EditProfile(highlights=()))
    assert story.proposal().highlights == (DIPLOMA,)


def test_highlights_are_ones_own_few_and_each_of_them_once(story: Story) -> None:
    story.does(ANA, EditProfile(highlights=(MANUAL,)))
    story.invited()
    for chosen, name in (((DIPLOMA.id,), "unknown_highlight"), ((MANUAL.id,) * 2, "too_many_highlights")):
        command = AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL, highlights=chosen)
        assert story.is_refused(ANA, command) == name
    story.does(ANA, AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL))
    story.does(ANA, EditProposal(proposal=PROPOSAL, highlights=(MANUAL.id,)))
    assert story.proposal().highlights == (MANUAL,)


# --- an interview instead of a letter ---------------------------------------------------------------------

ASKED = Interview(questions=("Why?", "How?"), seconds=120, retakes=2)


def answer(seconds: int = 90, transcript: str = "") -> InterviewAnswer:
    """A recording."""
    file = Attachment(blob=BlobId("0" * 64), name="answer.mp4", size=10)
    return InterviewAnswer(recording=file, seconds=seconds, transcript=transcript)


@pytest.mark.parametrize(
    ("interview", "found"),
    [
        ((answer(), answer()), None),
        ((answer(),), ("interview_required", "interview.1")),
        ((answer(), answer(121)), ("recording_too_long", "interview.1")),
        ((answer(), answer(), answer()), ("malformed", "interview")),
        ((answer(), answer(transcript="x" * 20_001)), ("text_too_long", "interview.1")),
    ],
)
def test_each_question_has_a_recording_that_is_not_too_long(
    interview: tuple[InterviewAnswer, ...], found: tuple[str, str] | None
) -> None:
    job = a_job(letter=Letter.INTERVIEW, interview=ASKED)
    command = AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL, interview=interview)
    refusal = rules.application(job, command, Policy())
    assert (None if refusal is None else (refusal.name, refusal.field)) == found


def test_nobody_records_what_was_not_asked_for(story: Story) -> None:
    command = AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL, interview=(answer(),))
    assert story.invited().is_refused(ANA, command) == "interview_not_asked"


def test_who_is_invited_to_an_interview_is_told_so(story: Story) -> None:
    story.invited(a_job(letter=Letter.INTERVIEW, interview=ASKED))
    assert [one.kind for one in story.bell()] == ["invitation_received", "interview_required"]


# --- what is told where -----------------------------------------------------------------------------------


def test_a_kind_is_switched_off_once(story: Story) -> None:
    twice = NotificationSettings(not_on_desktop=(NotificationKind.JOB_CLOSED,) * 2)
    assert story.is_refused(ANA, SetNotificationSettings(settings=twice)) == "malformed"


def test_a_kind_that_was_switched_off_is_not_told(story: Story) -> None:
    quiet = NotificationSettings(not_under_bell=(NotificationKind.INVITATION_RECEIVED, NotificationKind.POLICY_WARNING))
    story.does(ANA, SetNotificationSettings(settings=quiet))
    story.invited().does(MODERATOR, Warn(freelancer=AccountId("ana"), text="Please stay here."))
    assert profile(story).settings == quiet
    assert [one.kind for one in story.bell()] == ["policy_warning"], "some things are always told"


def test_what_is_off_for_one_is_told_to_another(story: Story) -> None:
    off = NotificationSettings(not_under_bell=(NotificationKind.INVITATION_RECEIVED,))
    story.does(ANA, SetNotificationSettings(settings=off))
    story.posts()
    for reader, id_ in (("ana", INVITATION), ("ben", InvitationId("bens"))):
        story.does(NORDWIND, Invite(invitation=id_, job=JobId(JOB), freelancer=AccountId(reader), message=""))
    assert [one.kind for one in story.seen() if hasattr(one, "kind")] == []


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../../etc/passwd", "\0"])
def test_quiet_hours_are_those_of_a_place(story: Story, zone: str) -> None:
    hours = QuietHours(start=0, end=60, time_zone=zone)
    command = SetNotificationSettings(settings=NotificationSettings(quiet=hours))
    assert story.is_refused(ANA, command) == "unknown_time_zone"


@pytest.mark.parametrize(
    ("start", "end", "utc_hour", "tells"),
    [
        (22 * 60, 7 * 60, 21, False),
        (22 * 60, 7 * 60, 5, False),
        (22 * 60, 7 * 60, 6, True),
        (22 * 60, 7 * 60, 12, True),
        (9 * 60, 17 * 60, 9, False),
        (9 * 60, 17 * 60, 16, True),
    ],
)
def test_quiet_hours_spare_the_desktop_over_midnight_and_by_day(
    start: int, end: int, utc_hour: int, tells: bool
) -> None:
    """Lisbon is one hour ahead of UTC in July."""
    chosen = NotificationSettings(quiet=QuietHours(start=start, end=end, time_zone="Europe/Lisbon"))
    at = datetime(2026, 7, 1, utc_hour, 30, tzinfo=UTC)
    kind = NotificationKind.MESSAGE_RECEIVED
    assert rules.tells(chosen, kind, Channel.TOAST, at, Policy()) is tells
    assert rules.tells(chosen, kind, Channel.BELL, at, Policy())
    assert rules.tells(chosen, NotificationKind.POLICY_WARNING, Channel.TOAST, at, Policy())
