"""A line of a list, as it is read and as it is spoken."""

from decimal import Decimal
from typing import Any

import pytest

from desktop.local import entries as lines
from desktop.local.listing import Count, Record
from desktop.presenters.wording import entries
from desktop.presenters.wording.times import DAY
from marketplace.contract.entities import InvitationState, Letter, ProposalState
from marketplace.contract.policy import Policy
from tests.unit.desktop.things import NOW, a_client, a_job, a_proposal, a_room, an_invitation


def record(thing: lines.Listed, **facts: Any) -> Record:
    """The thing as the store lists it."""
    line = lines.line_of(thing, Policy(), is_pending=False)
    columns = {name: value for name, value in line._asdict().items() if name != "version"}
    return Record(position=1, **columns)._replace(**facts)


def chips(thing: lines.Listed, **facts: Any) -> list[str]:
    """The chips of its line."""
    return [chip.text for chip in entries.entry(record(thing, **facts), NOW).chips]


def test_an_invitation_is_spoken_as_one_would_say_it() -> None:
    client = a_client(
        name="Nordwind Energie", payment_verified=True, rating=Decimal("4.9"), reviews=3, spent=Decimal(84_200)
    )
    thing = record(an_invitation(client=client, job=a_job(questions=("Which tools?", "How soon?"))))
    row = entries.entry(thing, NOW)
    assert row.spoken == (
        "Turbine manual, Nordwind Energie · Germany · 4.9 ★ · $84k spent, Hourly $38–52, Payment verified, 2 questions,"
        f" unread, {row.time}"
    )


def test_what_speaks_against_a_client_is_not_left_out() -> None:
    assert "Payment not verified" in chips(an_invitation())


@pytest.mark.parametrize(
    ("days", "said"),
    [(-1, None), (0, "Closes today"), (1, "Closes tomorrow"), (6, "Closes in 6 days"), (8, None)],
)
def test_a_job_that_closes_soon_says_so(days: int, said: str | None) -> None:
    closing = [chip for chip in chips(an_invitation(), closes_at=NOW + days * DAY + 1) if "Closes" in chip]
    assert closing == ([] if said is None else [said])


def test_in_the_archive_nothing_closes_any_more() -> None:
    ignored = an_invitation(state=InvitationState.IGNORED)
    assert not [chip for chip in chips(ignored, closes_at=NOW + DAY) if "Closes" in chip]


def test_a_client_who_asks_again_is_said_to() -> None:
    assert "Third invitation" in chips(an_invitation(earlier=2))


def test_an_interview_is_announced() -> None:
    assert "Interview" in chips(an_invitation(job=a_job(letter=Letter.INTERVIEW)))


@pytest.mark.parametrize("state", [state for state in InvitationState if state not in {"received", "seen"}])
def test_every_ended_invitation_says_how(state: InvitationState) -> None:
    assert len(chips(an_invitation(state=state))) == len(chips(an_invitation(state=InvitationState.SEEN))) + 1


@pytest.mark.parametrize("state", ProposalState)
def test_every_proposal_says_where_it_stands(state: ProposalState) -> None:
    assert len(chips(a_proposal(state=state))) >= 2 or state is ProposalState.WITHDRAWN


def test_a_room_counts_what_is_new() -> None:
    assert chips(a_room(unread=2)) == ["2 new messages"]
    assert chips(a_room()) == []


def test_a_line_on_its_way_says_so_to_the_ear_too() -> None:
    row = entries.entry(record(an_invitation(), pending=1), NOW)
    assert row.is_pending
    assert "waiting to be sent" in row.spoken


def test_a_section_says_its_count_and_messages_only_what_is_unread() -> None:
    rows = {row.key: row for row in entries.sections({"invitations": Count(7, 2), "messages": Count(9, 3)})}
    assert (rows["invitations"].total, rows["invitations"].spoken_count) == (7, "7 in all")
    assert (rows["messages"].total, rows["messages"].spoken_count) == (3, "3 unread")
    assert (rows["drafts"].total, rows["drafts"].spoken_count) == (0, "empty")
