"""Copies of drafts at the marketplace: begun on one computer, gone on with on another, and nothing is lost."""

import pytest

from desktop.errors import Offline
from desktop.local import outbox, posts, revisions
from desktop.local.drafts import Fields
from desktop.local.sections import Section
from desktop.local.store import Connection
from marketplace.contract.entities import Attachment, DraftEnd, MilestoneFields
from marketplace.contract.ids import BlobId
from tests.unit.desktop.services.computers import Computer, begun, computers, in_turn, kept, played, story
from tests.unit.marketplace.stories import ANA, JOB, Story

__all__ = ["computers", "story"]


@played
async def test_without_a_wish_nothing_is_told(computers: tuple[Computer, Computer], story: Story) -> None:
    laptop, _ = await begun(computers, keeps=False)
    await laptop.write("Dear team")
    await laptop.exchange()
    assert (laptop.told, kept(story)) == (0, None)


@played
async def test_what_was_begun_here_is_gone_on_with_there_in_every_field(
    computers: tuple[Computer, Computer],
) -> None:
    laptop, desktop = await begun(computers)
    more = {
        "as_offered": False,
        "amount": "48.5",
        "increase_months": 6,
        "increase_percent": "4",
        "milestones": (MilestoneFields(description="First half", amount="7", due="soon"),),
        "by_milestone": True,
        "duration": "1_to_3_months",
        "agency": "agency",
        "highlights": ("manual",),
        "message": "See you",
        "answers": ("One", ""),
        "attachments": (Attachment(blob=BlobId("a" * 64), name="cv.pdf", size=7),),
    }
    assert set(more) | {"cover_letter"} == set(Fields.__struct_fields__)
    written = await laptop.write("Dear team", **more)
    await in_turn(*computers)
    found = await desktop.draft()
    assert found is not None
    assert (found.fields, found.state, found.rival) == (written.fields, "open", None)
    assert [record.id for record in await desktop.desk.section(Section.DRAFTS)] == [found.id]
    await desktop.write("Dear team, gone on with")
    await in_turn(desktop, laptop)
    found = await laptop.draft()
    assert found is not None
    assert (found.fields.cover_letter, found.rival) == ("Dear team, gone on with", None)


@played
async def test_what_the_marketplace_has_already_is_not_told_again(computers: tuple[Computer, Computer]) -> None:
    laptop, desktop = await begun(computers)
    await laptop.write("Dear team")
    await in_turn(laptop, desktop, laptop, desktop)
    before = laptop.told + desktop.told
    await laptop.write("Dear team, a")
    await laptop.write("Dear team")
    await in_turn(laptop, desktop, laptop, desktop)
    assert laptop.told + desktop.told == before


@played
async def test_the_same_text_on_both_is_no_conflict(computers: tuple[Computer, Computer]) -> None:
    await begun(computers)
    for each in computers:
        await each.write("Dear team")
    await in_turn(*computers, *computers)
    for each in computers:
        found = await each.draft()
        assert found is not None
        assert (found.fields.cover_letter, found.rival) == ("Dear team", None)


@played
async def test_what_was_written_apart_is_there_on_both_whoever_wins(computers: tuple[Computer, Computer]) -> None:
    laptop, desktop = await begun(computers)
    for first, second in ((laptop, desktop), (desktop, laptop)):
        await first.write(f"begun {first.desk.now}")
        await in_turn(*computers, *computers)
        one, other = f"earlier {first.desk.now}", f"later {first.desk.now}"
        await first.write(one)
        second.desk.now = first.desk.now + 5
        await second.write(other)
        await in_turn(laptop, desktop, laptop, desktop)
        for each in computers:
            found = await each.draft()
            assert found is not None
            assert found.fields.cover_letter == other
            history = await each.desk.store.read(revisions.history, found.id)
            assert [version.fields.cover_letter for version in history if version.revision == found.rival] == [one]
        told = laptop.told + desktop.told
        await in_turn(*computers, *computers)
        assert laptop.told + desktop.told == told, "they never come to rest"


@played
async def test_a_copy_that_was_looked_at_is_not_told_of_again(computers: tuple[Computer, Computer]) -> None:
    laptop, desktop = await begun(computers)
    await laptop.write("earlier")
    await desktop.write("later")
    await desktop.write("later still")
    await in_turn(*computers, *computers)
    found = await laptop.draft()
    assert found is not None
    assert found.rival is not None
    await laptop.desk.composer.settle_rival(found.id)
    await desktop.write("and on")
    await in_turn(desktop, laptop, desktop, laptop)
    after = await laptop.draft()
    assert after is not None
    assert (after.fields.cover_letter, after.rival) == ("and on", None)


@played
async def test_a_clock_that_is_wrong_does_not_bring_an_old_text_back(computers: tuple[Computer, Computer]) -> None:
    laptop, desktop = await begun(computers)
    laptop.desk.now += 10**6
    await laptop.write("one")
    await laptop.write("two")
    await in_turn(*computers)
    await desktop.write("one")
    await in_turn(desktop, laptop, desktop, laptop)
    assert await laptop.letter() == await desktop.letter() == "one"


@played
async def test_an_answer_that_got_lost_makes_no_conflict(computers: tuple[Computer, Computer], story: Story) -> None:
    laptop, desktop = await begun(computers)
    await laptop.write("Dear team")
    laptop.market.after_sending = [Offline("Nobody there.")]
    with pytest.raises(Offline):
        await laptop.desk.copies.tell()
    await laptop.write("Dear team, and on")
    await in_turn(*computers, *computers)
    copy = kept(story)
    assert copy is not None
    assert (copy.version, copy.beside) == (2, None)
    assert await desktop.letter() == "Dear team, and on"


@played
async def test_a_draft_that_was_sent_is_gone_everywhere_and_stays_so(
    computers: tuple[Computer, Computer], story: Story
) -> None:
    laptop, desktop = await begun(computers)
    await laptop.write("Dear team")
    await in_turn(*computers)
    await desktop.send()
    await in_turn(desktop, laptop, desktop, laptop)
    assert (await laptop.letter(), await desktop.draft()) == (None, None)
    assert not await laptop.desk.section(Section.DRAFTS)
    copy = kept(story)
    assert copy is not None
    assert (copy.text, copy.end) == (None, DraftEnd.SENT)


@played
async def test_what_was_typed_while_another_computer_sent_needs_its_writer(
    computers: tuple[Computer, Computer], story: Story
) -> None:
    laptop, desktop = await begun(computers)
    await laptop.write("Dear team")
    await in_turn(*computers)
    await laptop.write("Dear team, and a better end")
    await desktop.send()
    await desktop.exchange()
    for _ in range(2):
        await laptop.exchange()
    found = await laptop.draft()
    assert found is not None
    assert found.refusal is not None
    assert (found.state, found.fields.cover_letter) == ("needs_you", "Dear team, and a better end")
    assert found.refusal.sentence.startswith("You sent this proposal from another computer.")
    copy = kept(story)
    assert copy is not None
    assert copy.text is None


@played
async def test_a_newer_text_that_the_sender_never_saw_needs_its_writer(computers: tuple[Computer, Computer]) -> None:
    laptop, desktop = await begun(computers)
    await desktop.write("Dear team")
    await in_turn(desktop, laptop)
    await laptop.write("Dear team, better")
    await laptop.exchange()
    await desktop.send()
    desktop.desk.connectivity.reached()
    await desktop.desk.delivery.drain()
    await laptop.exchange()
    found = await laptop.draft()
    assert found is not None
    assert (found.state, found.fields.cover_letter) == ("needs_you", "Dear team, better")


@played
async def test_what_comes_from_elsewhere_while_it_is_being_sent_is_no_part_of_it(
    computers: tuple[Computer, Computer],
) -> None:
    laptop, desktop = await begun(computers)
    await laptop.write("Dear team")
    await in_turn(*computers)
    await laptop.send()
    await desktop.write("Dear team, from elsewhere")
    await desktop.exchange()
    await laptop.sync.catch_up()
    found = await laptop.draft()
    assert found is not None
    (item,) = await laptop.desk.store.read(outbox.everything)
    assert (found.state, getattr(item.command, "cover_letter", None)) == ("sending", "Dear team")
    await laptop.desk.outgoing.take_back(item.id)
    await in_turn(*computers, *computers)
    assert await laptop.letter() == "Dear team, from elsewhere"


@played
async def test_a_draft_that_was_put_away_is_put_away_everywhere_and_can_be_had_back(
    computers: tuple[Computer, Computer], story: Story
) -> None:
    laptop, desktop = await begun(computers)
    draft = await laptop.write("Dear team")
    await in_turn(*computers)
    await laptop.desk.composer.discard(draft)
    await in_turn(*computers)
    assert (await laptop.letter(), await desktop.letter()) == (None, None)
    copy = kept(story)
    assert copy is not None
    assert copy.end is DraftEnd.DISCARDED
    await laptop.desk.composer.restore(draft.id)
    await in_turn(*computers, *computers)
    assert (await laptop.letter(), await desktop.letter()) == ("Dear team", "Dear team")


@played
async def test_who_goes_on_with_what_another_computer_put_away_keeps_it(computers: tuple[Computer, Computer]) -> None:
    laptop, desktop = await begun(computers)
    draft = await laptop.write("Dear team")
    await in_turn(*computers)
    await laptop.desk.composer.discard(draft)
    await desktop.write("Dear team, gone on with")
    await in_turn(*computers, *computers)
    assert await laptop.letter() == await desktop.letter() == "Dear team, gone on with"


@played
async def test_who_wants_no_copies_any_more_keeps_the_drafts_here(
    computers: tuple[Computer, Computer], story: Story
) -> None:
    laptop, desktop = await begun(computers)
    await laptop.write("Dear team")
    await in_turn(*computers)
    await desktop.desk.copies.choose(keeps=False)
    assert not await desktop.desk.copies.is_wanted(), "it shows at once"
    await in_turn(desktop, laptop)
    copy = kept(story)
    assert copy is not None
    assert (copy.text, copy.end) == (None, DraftEnd.NOT_KEPT)
    assert (await laptop.letter(), await desktop.letter()) == ("Dear team", "Dear team")
    told = laptop.told
    await laptop.write("Dear team, alone")
    await laptop.exchange()
    assert (laptop.told, await desktop.letter()) == (told, "Dear team")
    await laptop.desk.copies.choose(keeps=True)
    await in_turn(*computers, *computers)
    assert await desktop.letter() == "Dear team, alone"


@played
async def test_a_draft_for_a_job_post_brings_the_post_along(computers: tuple[Computer, Computer], story: Story) -> None:
    laptop, desktop = await begun(computers)
    post = story.engine.post(ANA, JOB)
    assert post is not None
    await laptop.desk.store.write(posts.keep, post)
    composition = await laptop.desk.composer.open(JOB, direct=True)
    assert composition is not None
    await laptop.desk.composer.save(composition.draft._replace(fields=Fields(cover_letter="Hello")))
    await in_turn(*computers)
    there = await desktop.desk.composer.open(JOB, direct=True)
    assert there is not None
    assert (there.draft.fields.cover_letter, there.is_to_post, there.invitation.job.id) == ("Hello", True, JOB)


@played
async def test_what_the_marketplace_does_not_want_is_asked_once(
    computers: tuple[Computer, Computer], story: Story
) -> None:
    laptop, desktop = await begun(computers)
    await laptop.write("x" * 300_000)
    await laptop.exchange()
    told = laptop.told
    await laptop.exchange()
    assert (laptop.told, kept(story)) == (told, None)
    await laptop.write("shorter")
    await in_turn(*computers)
    assert await desktop.letter() == "shorter"


@played
async def test_an_empty_page_is_nothing_to_tell(computers: tuple[Computer, Computer], story: Story) -> None:
    laptop, _ = await begun(computers)
    await laptop.write("  ")
    await laptop.exchange()
    assert kept(story) is None


@played
async def test_a_store_that_lost_what_it_knew_of_the_copies_finds_out(computers: tuple[Computer, Computer]) -> None:
    laptop, desktop = await begun(computers)
    await laptop.write("Dear team")
    await in_turn(*computers)
    await laptop.desk.store.write(_forget)
    await laptop.write("Dear team, gone on with")
    await in_turn(*computers)
    assert await desktop.letter() == "Dear team, gone on with"


def _forget(connection: Connection) -> None:
    connection.execute("delete from draft_kept")


@played
async def test_a_conflicted_copy_that_nobody_looked_at_outlives_sending(computers: tuple[Computer, Computer]) -> None:
    laptop, desktop = await begun(computers)
    await laptop.write("earlier")
    await desktop.write("later")
    await desktop.write("later still")
    await in_turn(desktop, laptop)
    await laptop.send()
    await laptop.exchange()
    found = await laptop.draft()
    assert found is not None
    assert found.state == "discarded"
    assert "earlier" in await laptop.letters()
    assert not await laptop.desk.section(Section.DRAFTS)
