"""Lists come in pages by key, whole and without repetition, and are not sent again to who has them."""

import pytest

from marketplace.contract.commands import AcceptInvitation, AnswerProposal, SeeInvitation, SendMessage
from marketplace.contract.entities import Invitation, Message, Notification, Page
from marketplace.contract.ids import InvitationId, MessageId
from tests.contract.places import Place, read, refused
from tests.unit.marketplace.stories import ANA, INVITATION, NORDWIND, OPENING, PROPOSAL, ROOM

Listed = Page[Invitation | Message | Notification]


def walk(place: Place, path: str, limit: int) -> list[str]:
    """The ids of a list, page after page."""
    ids: list[str] = []
    before: dict[str, str] = {}
    while True:
        page = read(place.ask("GET", path, params={"limit": limit, **before}), Listed)
        assert len(page.items) <= limit
        ids += [one.id for one in page.items]
        if page.next is None:
            return ids
        before = {"before": page.next}


def test_a_list_comes_whole_the_newest_first(place: Place) -> None:
    for number in range(7):
        place.story.invites(InvitationId(f"more-{number}"))
    expected = [f"more-{number}" for number in reversed(range(7))] + [INVITATION]
    assert [walk(place, "/v1/invitations", limit) for limit in (1, 3, 8, 50)] == [expected] * 4


def test_things_of_one_moment_are_told_apart_by_their_ids(place: Place) -> None:
    moment = place.story.now
    for number in range(5):
        place.story.invites(InvitationId(f"twin-{number}"))
        place.story.now = moment
    assert len(set(walk(place, "/v1/invitations", 2))) == 6


def test_what_comes_meanwhile_shifts_nothing(place: Place) -> None:
    for number in range(4):
        place.story.invites(InvitationId(f"old-{number}"))
    first = read(place.ask("GET", "/v1/invitations?limit=2"), Page[Invitation])
    place.story.invites(InvitationId("new"))
    second = read(place.ask("GET", f"/v1/invitations?limit=9&before={first.next}"), Page[Invitation])
    assert [one.id for one in (*first.items, *second.items)] == ["old-3", "old-2", "old-1", "old-0", INVITATION]


def test_a_conversation_is_read_backwards(place: Place) -> None:
    story = place.story
    story.does(ANA, AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL))
    story.does(NORDWIND, AnswerProposal(proposal=PROPOSAL, room=ROOM, message=OPENING, text="Good morning!"))
    for number in range(4):
        story.does(ANA, SendMessage(room=ROOM, message=MessageId(f"m{number}"), text="Yes?"))
    assert walk(place, f"/v1/rooms/{ROOM}/messages", 2) == ["m3", "m2", "m1", "m0", OPENING]
    assert len(walk(place, "/v1/notifications", 1)) == 2


@pytest.mark.parametrize("path", ["/v1/invitations", f"/v1/invitations/{INVITATION}", "/v1/jobs/job", "/v1/account"])
def test_what_is_known_is_not_sent_again_until_it_changes(place: Place, path: str) -> None:
    first = place.ask("GET", path)
    tag = first.headers["etag"]
    again = place.ask("GET", path, headers={"if-none-match": f'"other", W/{tag}'})
    assert (first.status_code, again.status_code, again.content, again.headers["etag"]) == (200, 304, b"", tag)
    if "invitations" in path:
        place.story.does(ANA, SeeInvitation(invitation=INVITATION))
        assert place.ask("GET", path, headers={"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize("before", ["", "x", "AAAA", "MjAyNi0wMS0wMQ", "%00", "x" * 400, "MjAyNi0wMS0wMSB4"])
def test_a_place_that_no_page_has_named_is_refused(place: Place, before: str) -> None:
    assert refused(place.ask("GET", f"/v1/invitations?before={before}")) == (400, "malformed")


@pytest.mark.parametrize("path", ["/v1/invitations/a%00b", "/v1/rooms/%00/messages", "/v1/jobs?client=%00"])
def test_a_nul_is_refused_wherever_it_stands(place: Place, path: str) -> None:
    assert refused(place.ask("GET", path)) == (400, "malformed")
