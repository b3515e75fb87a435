"""The same draft on two devices: both end with one text, none that was saved is lost, what was sent stays gone."""

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from desktop.local import dispatch, drafts, merging, mirror, revisions
from desktop.local.drafts import Fields
from desktop.local.merging import Elsewhere
from desktop.local.outbox import Order
from marketplace.contract.commands import AcceptInvitation
from marketplace.contract.entities import Receipt
from marketplace.contract.ids import CommandId, InvitationId, ProposalId
from tests.unit.desktop.things import MORNING, NOW, a_page, a_store_in_memory, an_invitation


class Device:
    """A client with a draft for the one invitation."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.store = a_store_in_memory()
        mirror.write_page(self.store, a_page(an_invitation()))

    def write(self, letter: str, now: int = NOW) -> None:
        """Save the draft with this letter."""
        draft = drafts.open_for(self.store, "invitation", direct=False)
        drafts.save(self.store, draft._replace(fields=Fields(cover_letter=letter)), now)

    def told(self) -> Elsewhere | None:
        """The draft, as the other device is told of it."""
        draft = drafts.open_for(self.store, "invitation", direct=False)
        return merging.told(self.store, draft.id, self.name)

    def hear(self, elsewhere: Elsewhere | None) -> None:
        """The other device's draft has come."""
        if elsewhere is not None:
            merging.merge(self.store, elsewhere)

    @property
    def letter(self) -> str:
        """What the draft says."""
        return drafts.open_for(self.store, "invitation", direct=False).fields.cover_letter

    @property
    def letters(self) -> set[str]:
        """What can be had back."""
        draft = drafts.open_for(self.store, "invitation", direct=False)
        return {each.fields.cover_letter for each in revisions.history(self.store, draft.id)}


@pytest.fixture
def laptop() -> Device:
    """One device."""
    return Device("laptop")


@pytest.fixture
def desktop() -> Device:
    """The other one."""
    return Device("desktop")


def test_a_draft_that_was_begun_elsewhere_is_gone_on_with(laptop: Device, desktop: Device) -> None:
    laptop.write("begun")
    desktop.hear(laptop.told())
    desktop.write("begun, and gone on with")
    laptop.hear(desktop.told())
    assert laptop.letter == desktop.letter == "begun, and gone on with"
    draft = drafts.open_for(laptop.store, "invitation", direct=False)
    assert draft.rival is None
    assert revisions.history(laptop.store, draft.id)[0].origin == "desktop"


def test_what_was_written_apart_is_there_on_both_with_a_conflicted_copy(laptop: Device, desktop: Device) -> None:
    laptop.write("begun")
    desktop.hear(laptop.told())
    laptop.write("on the laptop", NOW + 1)
    desktop.write("on the desktop", NOW + 2)
    from_laptop, from_desktop = laptop.told(), desktop.told()
    laptop.hear(from_desktop)
    desktop.hear(from_laptop)
    for device in (laptop, desktop):
        assert device.letter == "on the desktop"
        draft = drafts.open_for(device.store, "invitation", direct=False)
        (lost,) = [each for each in revisions.history(device.store, draft.id) if each.revision == draft.rival]
        assert lost.fields.cover_letter == "on the laptop"


def test_an_older_text_from_elsewhere_changes_nothing(laptop: Device, desktop: Device) -> None:
    laptop.write("one")
    old = laptop.told()
    desktop.hear(old)
    desktop.write("two")
    desktop.hear(old)
    assert desktop.letter == "two"


def test_going_back_to_an_earlier_text_is_going_on(laptop: Device, desktop: Device) -> None:
    laptop.write("one", NOW)
    laptop.write("two", NOW + 1)
    desktop.hear(laptop.told())
    laptop.write("one", NOW + 2)
    desktop.hear(laptop.told())
    assert desktop.letter == "one"


def test_a_draft_that_was_sent_does_not_come_back_from_elsewhere(laptop: Device, desktop: Device) -> None:
    laptop.write("sent")
    elsewhere = laptop.told()
    assert elsewhere is not None
    desktop.hear(elsewhere)
    command = AcceptInvitation(invitation=InvitationId("invitation"), proposal=ProposalId("p"), cover_letter="sent")
    order = Order(CommandId("c"), command, "invitation", "invitation", "invitation", "Proposal", elsewhere.id)
    dispatch.enqueue(laptop.store, order, NOW)
    dispatch.settle(laptop.store, "c", Receipt(command=CommandId("c"), seq=9, at=MORNING))
    laptop.hear(desktop.told())
    assert drafts.get(laptop.store, elsewhere.id) is None


def test_a_discarded_draft_is_not_told_of(laptop: Device) -> None:
    laptop.write("put away")
    draft = drafts.open_for(laptop.store, "invitation", direct=False)
    drafts.set_state(laptop.store, draft.id, "discarded", NOW)
    assert merging.told(laptop.store, draft.id, "laptop") is None


class TwoDevices(RuleBasedStateMachine):
    """Both write when they like; what they tell each other comes late, twice, in any order, or never."""

    def __init__(self) -> None:
        super().__init__()
        self.devices = (Device("laptop"), Device("desktop"))
        self.on_the_way = list[tuple[int, Elsewhere]]()
        self.written = [set[str](), set[str]()]
        self.now = NOW

    @rule(who=st.integers(0, 1), letter=st.text("abc", min_size=1, max_size=3), slow=st.booleans())
    def somebody_writes(self, who: int, letter: str, slow: bool) -> None:
        self.now += 0 if slow else 1
        self.devices[who].write(letter, self.now)
        self.written[who].add(letter)

    @rule(who=st.integers(0, 1))
    def somebody_tells(self, who: int) -> None:
        elsewhere = self.devices[who].told()
        if elsewhere is not None:
            self.on_the_way.append((1 - who, elsewhere))

    @rule(number=st.integers(0, 20), again=st.booleans())
    def it_is_heard(self, number: int, again: bool) -> None:
        if self.on_the_way:
            who, elsewhere = self.on_the_way[number % len(self.on_the_way)]
            self.devices[who].hear(elsewhere)
            if not again:
                self.on_the_way.remove((who, elsewhere))

    @invariant()
    def what_was_written_here_can_be_had_back_here(self) -> None:
        for device, written in zip(self.devices, self.written, strict=True):
            assert written <= device.letters

    def teardown(self) -> None:
        """The partition is over: both hear of each other until nothing changes."""
        laptop, desktop = self.devices
        for _ in range(4):
            laptop.hear(desktop.told())
            desktop.hear(laptop.told())
        assert laptop.letter == desktop.letter
        for device in self.devices:
            device.store.close()


TwoDevices.TestCase.settings = settings(max_examples=60, stateful_step_count=25)
TestTwoDevices = TwoDevices.TestCase
