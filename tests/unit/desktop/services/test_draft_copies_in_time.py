"""When copies of drafts go out, and what comes late: after the last key, after a failure, around an answer."""

import asyncio

import pytest

from desktop.errors import Offline
from desktop.local import copies
from desktop.local.sections import Section
from desktop.services import draft_copies
from tests.unit.desktop.services.computers import Computer, begun, computers, in_turn, kept, played, story
from tests.unit.desktop.services.desks import running
from tests.unit.marketplace.stories import Story

__all__ = ["computers", "story"]


@played
async def test_it_waits_for_the_last_key_and_goes_out_by_itself(
    computers: tuple[Computer, Computer], story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draft_copies, "QUIET_SECONDS", 0.05)
    laptop, _ = await begun(computers)
    laptop.desk.bus.subscribe(laptop.desk.copies.follow)
    before = laptop.told
    async with running(laptop.desk.copies.run()):
        for letter in ("D", "De", "Dear team"):
            await laptop.write(letter)
            await asyncio.sleep(0.01)
        await laptop.desk.until(lambda: kept(story) is not None, "the copy")
    copy = kept(story)
    assert copy is not None
    assert copy.text is not None
    assert (copy.text.fields.cover_letter, laptop.told - before) == ("Dear team", 1)


@played
async def test_who_never_pauses_is_told_of_now_and_then(
    computers: tuple[Computer, Computer], story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draft_copies, "QUIET_SECONDS", 5)
    monkeypatch.setattr(draft_copies, "LONGEST_SECONDS", 0.05)
    laptop, _ = await begun(computers)
    laptop.desk.bus.subscribe(laptop.desk.copies.follow)
    async with running(laptop.desk.copies.run()):
        await laptop.write("Dear team")
        await laptop.desk.until(lambda: kept(story) is not None, "the copy")


@played
async def test_a_failure_is_patient_and_tries_again(
    computers: tuple[Computer, Computer], story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draft_copies, "QUIET_SECONDS", 0.01)
    laptop, _ = await begun(computers)
    laptop.desk.bus.subscribe(laptop.desk.copies.follow)
    laptop.desk.connectivity.when_doubted(laptop.desk._found)
    laptop.market.before["send"] = [Offline("Nobody there.")] * 2
    laptop.desk.patience.failures.clear()
    async with running(laptop.desk.copies.run()):
        await laptop.write("Dear team")
        await laptop.desk.until(lambda: kept(story) is not None, "the copy")
    assert len(laptop.desk.patience.failures) == 2


@played
async def test_without_a_connection_nothing_is_tried(computers: tuple[Computer, Computer]) -> None:
    laptop, _ = await begun(computers)
    await laptop.write("Dear team")
    laptop.desk.connectivity.failed(Offline("Nobody there."))
    asked = len(laptop.market.asked)
    await laptop.desk.copies.tell()
    assert len(laptop.market.asked) == asked


@played
async def test_the_wish_is_an_account_s_and_known_on_every_computer(computers: tuple[Computer, Computer]) -> None:
    laptop, desktop = await begun(computers)
    assert (await laptop.desk.copies.is_wanted(), await desktop.desk.copies.is_wanted()) == (True, True)
    assert (await laptop.desk.outgoing.standing()).waiting == 0
    assert not await laptop.desk.section(Section.OUTBOX)


@played
async def test_an_older_copy_that_comes_late_changes_nothing(
    computers: tuple[Computer, Computer], story: Story
) -> None:
    laptop, desktop = await begun(computers)
    await laptop.write("one")
    await laptop.exchange()
    old = kept(story)
    assert old is not None
    await laptop.write("two")
    await in_turn(*computers)
    told = desktop.told
    assert await desktop.desk.store.write(copies.receive, old) is None
    await desktop.write("two, gone on with")
    await desktop.exchange()
    assert (await desktop.letter(), desktop.told) == ("two, gone on with", told + 1)


@played
async def test_a_page_that_was_asked_for_before_sending_brings_nothing_back(
    computers: tuple[Computer, Computer], story: Story
) -> None:
    laptop, _ = await begun(computers)
    await laptop.write("Dear team")
    await laptop.exchange()
    old = kept(story)
    assert old is not None
    await laptop.send()
    laptop.desk.connectivity.reached()
    await laptop.desk.delivery.drain()
    assert await laptop.draft() is None
    assert await laptop.desk.store.write(copies.receive, old) is None
    assert await laptop.draft() is None


@played
async def test_what_was_heard_while_an_answer_was_on_its_way_counts(
    computers: tuple[Computer, Computer], story: Story
) -> None:
    laptop, desktop = await begun(computers)
    await laptop.write("Dear team")
    errand = await laptop.desk.store.write(copies.next_errand)
    assert errand is not None
    await laptop.exchange()
    await desktop.exchange()
    await desktop.write("Dear team, from the desktop")
    await in_turn(desktop, laptop)
    await laptop.desk.store.write(copies.settled, errand)
    told = laptop.told
    await laptop.write("Dear team, from the laptop")
    await laptop.exchange()
    assert laptop.told == told + 1, "what it had heard was forgotten"
