"""The mirror follows the marketplace: from nothing, change by change, and through everything that goes wrong."""

import asyncio

import pytest
from msgspec.structs import replace

from desktop.errors import AppError, Busy, Offline, SignedOut, Unreadable
from desktop.local import documents, looks, mirror
from desktop.local.outbox import Order
from desktop.local.sections import Section
from desktop.services import sync as syncing
from desktop.services.connectivity import Reach
from marketplace.contract.commands import IgnoreInvitation, RemoveInvitation, WithdrawInvitation
from marketplace.contract.entities import Account, Changes, Gone, InvitationState
from marketplace.contract.ids import AccountId, CommandId, InvitationId
from marketplace.contract.policy import Policy
from marketplace.contract.refusals import Refusal
from tests.unit.desktop.services.desks import ME, Desk, NearMarket, client_does, running
from tests.unit.marketplace.stories import INVITATION, MODERATOR, NORDWIND, Story


def _bury(story: Story, many: int) -> None:
    """So many of Ana's invitations become tombstones."""
    honest = story.engine.changes

    def changes(account: AccountId, since: int, limit: int = 500) -> Changes | Refusal:
        head = honest(account, 0, 1000)
        assert isinstance(head, Changes)
        end = head.next + many
        graves = [Gone(kind="invitation", id=f"i{at}") for at in range(max(0, since - head.next), many)]
        some = tuple(graves[:limit])
        reached = min(end, max(since, head.next) + len(some))
        return Changes(market=head.market, entities=some, next=reached, more=len(graves) > len(some))

    story.engine.changes = changes  # type: ignore[method-assign]


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
            await desk.until(lambda: desk.connectivity.reach is Reach.IN_DOUBT, "the question")

    story.invited()
    asyncio.run(first_meeting())
    market.story = other
    asyncio.run(second_meeting())
    other.engine.close()


def test_another_marketplace_says_nothing_of_policy_or_account_before_the_user_agreed(
    desk: Desk, story: Story, market: NearMarket
) -> None:
    other = Story()
    other.engine.policy = replace(other.engine.policy, version=77)
    _meet_another(desk, story, market, other)
    policy = asyncio.run(desk.store.read(looks.policy))
    assert policy.version != 77


def test_who_agrees_begins_anew_with_the_other_marketplace_and_keeps_what_was_written(
    desk: Desk, story: Story, market: NearMarket
) -> None:
    async def copy() -> None:
        async with desk.synced():
            pass

    async def agreement() -> None:
        await desk.outgoing.put(order)
        sync = desk.made_sync()
        async with running(sync.run()):
            await desk.until(lambda: desk.connectivity.reach is Reach.IN_DOUBT, "the question")
            async with running(desk.delivery.run()):
                sync.consent()
                await desk.until(lambda: desk.connectivity.reach is Reach.ONLINE, "the new copy")
                desk.delivery.retry()
                await asyncio.sleep(0.05)

    other = Story()
    other.posts()
    for name in ("third", "second", "first"):
        other.invites(InvitationId(name))
    order = Order(
        CommandId("for-the-first"), IgnoreInvitation(invitation=INVITATION), "lane", "invitation", INVITATION, "Ignore"
    )
    story.invited()
    asyncio.run(copy())
    market.story = other
    asyncio.run(agreement())
    other.engine.close()
    assert titles(desk) == ["first", "second", "third"]
    assert market.sent == []
    item = asyncio.run(desk.command("for-the-first"))
    assert item is not None
    assert item.reason is not None
    assert item.reason.name == "other_market"


MANY = 40


def _filled(story: Story) -> Story:
    story.posts()
    for number in range(MANY):
        story.invites(InvitationId(f"i{number}"))
    return story


def _follow(desk: Desk, market: NearMarket, *, agrees: bool) -> None:
    async def follow() -> None:
        sync = desk.made_sync()
        async with running(sync.run()):
            await desk.until(lambda: desk.connectivity.reach is Reach.IN_DOUBT, "the question")
            if agrees:
                sync.consent()
                await desk.until(lambda: market.is_waited_for, "the agreement")

    desk.patience.seconds = 0.05
    asyncio.run(follow())


def _copied(desk: Desk, story: Story) -> None:
    async def copy() -> None:
        async with desk.synced():
            pass

    asyncio.run(copy())
    assert len(titles(desk)) == MANY
    desk.start_again()


@pytest.mark.parametrize("agrees", [False, True])
def test_a_marketplace_that_was_put_back_to_nearly_nothing_takes_nothing_away_unasked(
    desk: Desk, story: Story, market: NearMarket, agrees: bool
) -> None:
    _copied(desk, _filled(story))
    emptied = Story().invited()
    emptied.engine.market = story.engine.market
    market.story = emptied
    _follow(desk, market, agrees=agrees)
    assert len(titles(desk)) == (1 if agrees else MANY)
    assert "have gone" in desk.connectivity.sentence or agrees


@pytest.mark.parametrize("agrees", [False, True])
def test_tombstones_for_nearly_everything_take_nothing_away_unasked(
    desk: Desk, story: Story, market: NearMarket, agrees: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    _copied(desk, _filled(story))
    _bury(story, MANY)
    monkeypatch.setattr(syncing, "PAGE", 12)  # no page alone looks like half of everything
    _follow(desk, market, agrees=agrees)
    assert len(titles(desk)) == (0 if agrees else MANY)


def test_some_tombstones_are_nothing_to_ask_about(desk: Desk, story: Story, market: NearMarket) -> None:
    async def follow() -> None:
        async with desk.synced():
            pass

    _copied(desk, _filled(story))
    _bury(story, MANY // 2)
    asyncio.run(follow())
    assert len(titles(desk)) == MANY // 2


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
        (Busy("Later.", 0), Reach.BUSY),
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
