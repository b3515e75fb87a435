"""The mirror follows the marketplace: from nothing, change by change, and through everything that goes wrong."""

import asyncio

import pytest

from desktop.errors import AppError, Busy, Offline, SignedOut, Unreadable
from desktop.local import documents, looks, mirror
from desktop.local.sections import Section
from desktop.services import sync as syncing
from desktop.services.connectivity import Reach
from marketplace.contract.commands import RemoveInvitation, WithdrawInvitation
from marketplace.contract.entities import Account, InvitationState
from marketplace.contract.ids import InvitationId
from marketplace.contract.policy import Policy
from tests.unit.desktop.services.desks import ME, Desk, NearMarket, client_does, running
from tests.unit.marketplace.stories import INVITATION, MODERATOR, NORDWIND, Story


def titles(desk: Desk) -> list[str]:
    """What is listed as waiting, newest first."""
    return [record.id for record in asyncio.run(desk.section(Section.INVITATIONS))]


def test_the_first_sync_brings_everything_with_policy_and_account(desk: Desk, story: Story) -> None:
    async def first_sync() -> None:
        async with desk.synced():
            assert await desk.store.read(looks.invitation, INVITATION) == story.invitation()
            assert await desk.store.read(documents.load, "policy", Policy) == story.engine.policy
            assert await desk.store.read(documents.load, "account", Account) == story.engine.account(ME)

    story.invited()
    asyncio.run(first_sync())


def test_a_long_first_sync_comes_in_pages_and_says_so(
    desk: Desk, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def first_sync() -> None:
        desk.connectivity.subscribe(lambda: reaches.append(desk.connectivity.reach))
        async with desk.synced():
            pass

    monkeypatch.setattr(syncing, "PAGE", 3)
    reaches: list[Reach] = []
    story.posts()
    for number in range(10):
        story.invites(InvitationId(f"i{number}"))
    asyncio.run(first_sync())
    assert len(titles(desk)) == 10
    assert reaches == [Reach.FETCHING, Reach.ONLINE]


def test_what_changes_there_is_soon_true_here(desk: Desk, story: Story, market: NearMarket) -> None:
    async def one_change() -> None:
        async with desk.synced():
            client_does(story, market, NORDWIND, WithdrawInvitation(invitation=INVITATION))
            await desk.until(lambda: "archived" in desk.heard.sections, "the withdrawal")
            look = await desk.store.read(looks.invitation, INVITATION)
            assert look is not None
            assert look.state is InvitationState.WITHDRAWN

    story.invited()
    asyncio.run(one_change())
    assert titles(desk) == []


def test_a_later_start_asks_only_for_what_is_new(desk: Desk, story: Story, market: NearMarket) -> None:
    async def start() -> None:
        async with desk.synced():
            pass

    story.invited()
    asyncio.run(start())
    market.asked.clear()
    desk.start_again()
    asyncio.run(start())
    head = story.engine.head(ME)
    assert market.asked == ["policy", "account", f"changes since {head}", f"changes since {head}"]


def test_another_marketplace_is_told_apart_and_changes_nothing(desk: Desk, story: Story, market: NearMarket) -> None:
    other = Story()
    other.posts()
    for number in range(9):
        other.invites(InvitationId(f"other{number}"))
    _meet_another(desk, story, market, other)
    assert desk.connectivity.sentence.startswith("Another marketplace answers at this address")
    assert titles(desk) == [INVITATION]


def test_another_marketplace_that_has_less_to_tell_changes_nothing_either(
    desk: Desk, story: Story, market: NearMarket
) -> None:
    _meet_another(desk, story, market, Story())
    assert desk.connectivity.sentence.startswith("Another marketplace answers at this address")
    assert titles(desk) == [INVITATION]


def _meet_another(desk: Desk, story: Story, market: NearMarket, other: Story) -> None:
    async def first_meeting() -> None:
        async with desk.synced():
            pass

    async def second_meeting() -> None:
        async with running(desk.made_sync().run()):
            await desk.until(lambda: desk.connectivity.reach is Reach.TROUBLE, "the complaint")

    story.invited()
    asyncio.run(first_meeting())
    market.story = other
    asyncio.run(second_meeting())
    other.engine.close()


def test_a_marketplace_that_was_put_back_replaces_the_copy(desk: Desk, story: Story, market: NearMarket) -> None:
    async def start() -> None:
        async with desk.synced():
            pass

    story.invited()
    story.invites(InvitationId("forgotten"))
    backup = Story()
    backup.engine.market = story.engine.market
    backup.invited()
    asyncio.run(start())
    assert titles(desk) == ["forgotten", INVITATION]
    market.story = backup
    desk.start_again()
    asyncio.run(start())
    assert titles(desk) == [INVITATION]
    assert _cursor(desk) == backup.engine.head(ME)
    backup.engine.close()


def _cursor(desk: Desk) -> int | None:
    cursor = asyncio.run(desk.store.read(mirror.cursor))
    return None if cursor is None else cursor.next


def test_a_removed_invitation_says_why(desk: Desk, story: Story, market: NearMarket) -> None:
    async def removal() -> None:
        async with desk.synced():
            client_does(story, market, MODERATOR, RemoveInvitation(invitation=INVITATION, notice="spam"))
            await desk.until(lambda: desk.heard.notifications and "archived" in desk.heard.sections, "the removal")
            look = await desk.store.read(looks.invitation, INVITATION)
            assert look is not None
            assert (look.state, look.notice) == (InvitationState.REMOVED, "spam")

    story.invited()
    asyncio.run(removal())


@pytest.mark.parametrize(
    ("error", "reach"),
    [
        (Offline("Nobody there."), Reach.OFFLINE),
        (Busy("Later.", 0), Reach.TROUBLE),
        (Unreadable("Odd."), Reach.TROUBLE),
    ],
)
@pytest.mark.parametrize("call", ["policy", "account", "changes"])
def test_whatever_fails_is_told_and_tried_again(
    desk: Desk, story: Story, market: NearMarket, call: str, error: AppError, reach: Reach
) -> None:
    async def recovery() -> None:
        desk.connectivity.subscribe(lambda: reaches.append(desk.connectivity.reach))
        async with desk.synced():
            assert await desk.store.read(looks.invitation, INVITATION) is not None

    reaches: list[Reach] = []
    story.invited()
    market.before = {call: [error, error]}
    asyncio.run(recovery())
    assert desk.patience.failures == [error, error]
    assert reaches == [reach, Reach.ONLINE]


def test_while_it_cannot_be_reached_nobody_says_that_it_was(desk: Desk, story: Story, market: NearMarket) -> None:
    async def outage() -> None:
        async with desk.synced():
            desk.connectivity.subscribe(lambda: reaches.append(desk.connectivity.reach))
            market.is_down = Offline("Nobody there.")
            market.stir()
            await desk.until(lambda: len(desk.patience.failures) >= 4, "four failures")
            market.is_down = None
            await desk.until(lambda: desk.connectivity.reach is Reach.ONLINE, "the end of the outage")

    reaches: list[Reach] = []
    story.invited()
    asyncio.run(outage())
    assert reaches == [Reach.OFFLINE, Reach.ONLINE]


def test_a_poke_ends_a_long_pause_at_once(desk: Desk, story: Story, market: NearMarket) -> None:
    async def poking() -> None:
        desk.patience.seconds = 600
        sync = desk.made_sync()
        async with running(sync.run()):
            await desk.until(lambda: desk.connectivity.reach is Reach.OFFLINE, "the failure")
            sync.poke()
            await desk.until(lambda: desk.connectivity.reach is Reach.ONLINE, "the second try")

    story.invited()
    market.before = {"policy": [Offline("Nobody there.")]}
    asyncio.run(poking())


def test_after_being_signed_out_it_introduces_itself_again(desk: Desk, story: Story, market: NearMarket) -> None:
    async def signed_out() -> None:
        async with desk.synced():
            market.before = {"changes": [SignedOut("Who?")]}
            market.stir()
            await desk.until(lambda: market.asked.count("policy") == 2, "a new introduction")

    story.invited()
    asyncio.run(signed_out())


def test_a_quiet_marketplace_is_not_asked_again_and_again(desk: Desk, story: Story, market: NearMarket) -> None:
    async def quiet() -> None:
        async with desk.synced():
            await asyncio.sleep(0.1)

    story.invited()
    asyncio.run(quiet())
    assert sum(asked.startswith("changes") for asked in market.asked) <= 3
