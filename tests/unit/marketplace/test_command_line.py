"""`python -m marketplace`: one clear line, and an exit code that says how it went."""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from marketplace.__main__ import main
from marketplace.contract.commands import AcceptInvitation, AcceptOffer, MoveMeeting, SubmitProposal
from marketplace.contract.contact import Exemption
from marketplace.contract.entities import (
    FixedBudget,
    HourlyTerms,
    MeetingState,
    Message,
    MilestoneTerms,
    ProposalState,
    Room,
)
from marketplace.contract.ids import InvitationId, JobId
from marketplace.engine.tokens import EVERYTHING, Grant
from tests.unit.marketplace.stories import ANA, CONTRACT, INVITATION, JOB, PROPOSAL, Story, a_job


class Terminal:
    """A terminal beside a story that is told in a file."""

    def __init__(self, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.database = f"sqlite:///{path}"
        self._capsys = capsys

    def run(self, *words: str) -> tuple[int, str, str]:
        """Exit code, output and errors."""
        try:
            code = main([*words, "--database", self.database])
        except SystemExit as ended:
            code = int(str(ended.code))
        return code, *self._capsys.readouterr()

    def says(self, *words: str) -> str:
        """The output of what goes well."""
        code, said, errors = self.run(*words)
        assert (code, errors) == (0, ""), errors
        return said.strip()


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal."""
    return Terminal(tmp_path / "market.sqlite3", capsys)


@pytest.fixture
def told(terminal: Terminal) -> Story:
    """A story in the terminal's file: Ana has been invited, some minutes ago."""
    return Story(terminal.database, now=datetime.now(UTC) - timedelta(minutes=10)).invited()


def test_an_invitation_goes_out_from_a_fresh_job(terminal: Terminal, told: Story) -> None:
    posted = terminal.says("act", "post", "--title", "Logo", "--fixed", "450", "--client-name", "Boulangerie Petit")
    assert posted.startswith("Boulangerie Petit posted “Logo” (")
    assert terminal.says("act", "invite").startswith("Boulangerie Petit invited ana to “Logo” (")
    assert "Logo" in {one.text for one in told.bell()}


def test_a_job_is_posted_by_the_client_of_the_newest_one(terminal: Terminal, told: Story) -> None:
    assert terminal.says("act", "post", "--title", "Second").startswith("Nordwind Energie posted")


def test_the_client_plays_the_whole_story(terminal: Terminal, told: Story) -> None:
    told.does(ANA, AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL))
    assert terminal.says("act", "view") == "Nordwind Energie viewed the proposal for “Turbine manual”."
    terminal.says("act", "answer", "--text", "Good morning!")
    terminal.says("act", "message", "--text", "Still there?")
    assert told.proposal().state is ProposalState.ACTIVE
    assert [one.text for one in told.seen() if isinstance(one, Message)] == ["Good morning!", "Still there?"]


@pytest.mark.parametrize(("verb", "state"), [("withdraw", "withdrawn"), ("close", "closed"), ("remove", "removed")])
def test_what_is_taken_away_is_gone(terminal: Terminal, told: Story, verb: str, state: str) -> None:
    terminal.says("act", verb)
    assert told.state() == state


def test_a_proposal_is_declined_with_a_reason(terminal: Terminal, told: Story) -> None:
    told.does(ANA, AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL))
    terminal.says("act", "decline", "--text", "Too far away")
    assert told.proposal().reason == "Too far away"


def test_a_thing_is_named_by_the_beginning_of_its_id(terminal: Terminal, told: Story) -> None:
    assert "withdrew" in terminal.says("act", "withdraw", INVITATION[:3])


def test_a_beginning_that_fits_several_is_not_guessed_at(terminal: Terminal, told: Story) -> None:
    told.invites(InvitationId("invitation-2"))
    assert terminal.run("act", "withdraw", "inv") == (1, "", "Several invitations begin with “inv”.\n")


def test_a_whole_id_is_never_ambiguous(terminal: Terminal, told: Story) -> None:
    told.invites(InvitationId("invitation-2"))
    terminal.says("act", "withdraw", INVITATION)
    assert told.state() == "withdrawn"


@pytest.mark.parametrize("sign", ["%", "_", "zzz"])
def test_an_unknown_beginning_is_told(terminal: Terminal, told: Story, sign: str) -> None:
    assert terminal.run("act", "withdraw", sign) == (1, "", f"None of the invitations begins with “{sign}”.\n")


def test_where_nothing_fits_it_says_so(terminal: Terminal, told: Story) -> None:
    assert terminal.run("act", "view") == (1, "", "There are no proposals for which this can be done.\n")


def test_a_refusal_has_its_own_exit_code(terminal: Terminal, told: Story) -> None:
    terminal.says("act", "close")
    assert terminal.run("act", "close", JOB) == (3, "", "This job is closed.\n")


@pytest.mark.parametrize(
    "words",
    [
        ("fly",),
        ("act",),
        ("seed", "--invitations", "0"),
        ("seed", "--invitations", "many"),
        ("act", "post", "--title", "x", "--fixed", "NaN"),
        ("seed", "--invitations", "3", "--now", "yesterday"),
    ],
)
def test_wrong_usage_has_its_own_exit_code(terminal: Terminal, words: tuple[str, ...]) -> None:
    code, said, errors = terminal.run(*words)
    assert (code, said) == (2, "")
    assert "usage:" in errors


def test_the_newest_are_listed_first(terminal: Terminal, told: Story) -> None:
    told.invites(InvitationId("newer"))
    lines = terminal.says("act", "list").splitlines()
    assert [line.split()[0] for line in lines] == ["newer", INVITATION]


def test_a_list_can_be_read_by_a_program(terminal: Terminal, told: Story) -> None:
    listed = json.loads(terminal.says("act", "list", "jobs", "--json"))
    assert [(one["id"], one["state"], one["client_name"]) for one in listed] == [(JOB, "open", "Nordwind Energie")]


def test_what_was_done_can_be_read_by_a_program(terminal: Terminal, told: Story) -> None:
    done = json.loads(terminal.says("act", "withdraw", "--json"))
    assert (done["done"], done["id"]) == ("withdraw", INVITATION)


def test_a_token_is_created_listed_and_revoked(terminal: Terminal, told: Story) -> None:
    token = terminal.says("token", "create", "--label", "laptop")
    assert told.engine.grant(token) == Grant(ANA, EVERYTHING)
    listed = terminal.says("token", "list").split()
    assert (*listed[1:4], listed[-1]) == ("freelancer", "ana", "read+write", "laptop")
    assert terminal.says("token", "revoke", listed[0]) == "1 revoked."
    assert told.engine.grant(token) is None


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("token", "create", "--account", "nobody"), "There is no account “nobody”.\n"),
        (("token", "revoke", "abc"), "No token in use begins with “abc”.\n"),
    ],
)
def test_a_token_that_cannot_be_is_told(terminal: Terminal, told: Story, words: tuple[str, ...], sentence: str) -> None:
    assert terminal.run(*words) == (1, "", sentence)


def test_a_file_that_is_not_ours_is_told_in_one_sentence(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "market.sqlite3").write_text("no database")
    code, said, errors = terminal.run("act", "list")
    assert (code, said, errors.count("\n")) == (1, "", 1)
    assert "was left as it is" in errors


@pytest.mark.parametrize("title", ["\x1b[2J\x1b]0;pwned\x07", "two\nlines", "\u202etxet", "x" * 300])
def test_a_hostile_title_does_not_steer_the_terminal(terminal: Terminal, told: Story, title: str) -> None:
    told.posts(a_job(JobId("hostile"), title=title))
    lines = terminal.says("act", "list", "jobs").splitlines()
    assert len(lines) == 2
    assert all(line.isprintable() and len(line) < 200 for line in lines)


def the_room(story: Story) -> Room:
    """The only room, which the terminal has named."""
    [room] = (one for one in story.seen() if isinstance(one, Room))
    return room


def test_the_client_goes_as_far_as_hiring(terminal: Terminal, told: Story) -> None:
    told.does(ANA, AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL))
    terminal.says("act", "answer", "--text", "Good morning!")
    assert terminal.says("act", "meet", "--in", "48").startswith("Nordwind Energie proposed to meet on ")
    terminal.says("act", "move-meeting", "--at", f"{told.now.year + 1}-01-05T10:00", "--text", "A little later.")
    assert the_room(told).meetings[0].moves == 1
    assert terminal.says("act", "decline-meeting") == "Nordwind Energie declined the meeting."
    terminal.says("act", "hire")
    terminal.says("act", "revise", "--rate", "48")
    offer = told.proposal().offer
    assert offer is not None
    assert offer.terms == HourlyTerms(rate=Decimal(48))
    told.does(ANA, AcceptOffer(offer=offer.id, contract=CONTRACT))
    assert told.proposal().state is ProposalState.HIRED


def test_the_client_agrees_to_another_time(terminal: Terminal, told: Story) -> None:
    told.does(ANA, AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL))
    terminal.says("act", "answer")
    terminal.says("act", "meet")
    [meeting] = the_room(told).meetings
    told.does(ANA, MoveMeeting(meeting=meeting.id, at=meeting.at + timedelta(hours=2)))
    terminal.says("act", "accept-meeting")
    assert the_room(told).meetings[0].state is MeetingState.ACCEPTED


def test_an_offer_is_made_and_taken_back(terminal: Terminal, told: Story) -> None:
    job = a_job(JobId("fixed"), budget=FixedBudget(amount=Decimal(900)))
    told.posts(job)
    told.does(ANA, SubmitProposal(job=job.id, proposal=PROPOSAL))
    terminal.says("act", "offer", "--milestone", "400 2030-01-31 First half", "--milestone", "500 Second half")
    offer = told.proposal().offer
    assert offer is not None
    assert isinstance(offer.terms, MilestoneTerms)
    assert [(each.description, each.amount) for each in offer.terms.milestones] == [
        ("First half", Decimal(400)),
        ("Second half", Decimal(500)),
    ]
    terminal.says("act", "withdraw-offer", "--text", "The plans have changed.")
    assert told.proposal().state is ProposalState.ACTIVE


def test_a_moderator_lifts_exempts_and_warns(terminal: Terminal, told: Story) -> None:
    assert terminal.says("act", "lift", "nordwind") == (
        "Nordwind Energie may share contact information before a contract."
    )
    assert told.invitation().client.may_share_contacts
    terminal.says("act", "lift", "nordwind", "--end")
    assert not told.invitation().client.may_share_contacts
    terminal.says("act", "exempt", "--because", "legal_need")
    assert told.invitation().job.exemptions == (Exemption.LEGAL_NEED,)
    terminal.says("act", "warn", "--text", "Please stay here.")
    assert "policy_warning" in {one.kind for one in told.bell()}


@pytest.mark.parametrize("milestone", ["", "450", "450 2030-01-31", "much Draft", "-5 Draft"])
def test_a_milestone_that_means_nothing_is_wrong_usage(terminal: Terminal, told: Story, milestone: str) -> None:
    assert terminal.run("act", "offer", "--milestone", milestone)[0] == 2


def test_a_job_asks_for_an_interview(terminal: Terminal, told: Story) -> None:
    terminal.says("act", "post", "--title", "Voice", "--interview", "Why?", "--interview", "How?")
    terminal.says("act", "invite")
    assert "interview_required" in {one.kind for one in told.bell()}
