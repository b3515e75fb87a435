"""Copies of drafts at the marketplace: begun on one computer, gone on with on another, and nothing is lost."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from functools import wraps
from pathlib import Path
from typing import Any

import pytest

from desktop.errors import Offline
from desktop.local import copies, drafts, outbox, posts, revisions
from desktop.local.drafts import Draft, Fields
from desktop.local.sections import Section
from desktop.services import draft_copies
from desktop.services.composer import with_fields
from desktop.services.sync import Sync
from marketplace.contract.entities import Attachment, DraftEnd, MilestoneFields, draft_id
from marketplace.contract.entities import Draft as Copy
from marketplace.contract.ids import BlobId
from tests.unit.desktop.services.desks import Desk, NearMarket, running
from tests.unit.marketplace.stories import ANA, INVITATION, JOB, Story, end_all

NAME = draft_id(INVITATION, direct=False)


def played(test: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """Run a test in a loop of its own."""

    @wraps(test)
    def play(**fixtures: Any) -> None:
        asyncio.run(test(**fixtures))

    return play


class Computer:
    """One of Ana's."""

    def __init__(self, directory: Path, story: Story) -> None:
        self.market = NearMarket(story)
        self.desk = Desk(directory, self.market)
        self.sync: Sync = self.desk.made_sync()

    async def exchange(self) -> None:
        """Hear, tell and send whatever there is."""
        await self.sync.catch_up()
        self.desk.delivery.retry()
        await self.desk.delivery.drain()
        await self.desk.copies.tell()
        await self.sync.catch_up()

    async def write(self, letter: str, **more: object) -> Draft:
        """Write this letter."""
        composition = await self.desk.composer.open(INVITATION)
        assert composition is not None
        fields = Fields(cover_letter=letter, **more)  # type: ignore[arg-type]
        self.desk.now += 1
        return await self.desk.composer.save(composition.draft._replace(fields=fields))

    async def draft(self) -> Draft | None:
        """The draft as it stands."""
        return await self.desk.store.read(_only_draft)

    async def letter(self) -> str | None:
        """What it says; None where there is none, or it was put away."""
        found = await self.draft()
        return None if found is None or found.state == "discarded" else found.fields.cover_letter

    async def letters(self) -> list[str]:
        """What it said at any time."""
        found = await self.draft()
        assert found is not None
        return [each.fields.cover_letter for each in await self.desk.store.read(revisions.history, found.id)]

    async def send(self) -> None:
        """Send the letter as it stands."""
        composition = await self.desk.composer.open(INVITATION)
        assert composition is not None
        await self.desk.composer.send(with_fields(composition, composition.draft.fields), unblock=False)

    @property
    def told(self) -> int:
        """How many commands went out."""
        return sum(each.startswith("send ") for each in self.market.asked)


def _only_draft(connection: object) -> Draft | None:
    rows = connection.execute("select id from draft").fetchall()  # type: ignore[attr-defined]
    assert len(rows) <= 1
    return drafts.get(connection, rows[0][0]) if rows else None  # type: ignore[arg-type]


@pytest.fixture
def story() -> Iterator[Story]:
    """Ana is invited."""
    yield Story().invited()
    end_all()


@pytest.fixture
def computers(story: Story, tmp_path: Path) -> Iterator[tuple[Computer, Computer]]:
    """Ana's laptop and her desktop."""
    both = Computer(tmp_path / "laptop", story), Computer(tmp_path / "desktop", story)
    yield both
    for each in both:
        each.desk.close()


async def _begun(computers: tuple[Computer, Computer], *, keeps: bool = True) -> tuple[Computer, Computer]:
    for each in computers:
        await each.exchange()
    if keeps:
        await computers[0].desk.copies.choose(keeps=True)
        for each in computers:
            await each.exchange()
    return computers


def _kept(story: Story) -> Copy | None:
    found = story.engine.thing(ANA, "draft", NAME)
    assert found is None or isinstance(found, Copy)
    return found


@played
async def test_without_a_wish_nothing_is_told(computers: tuple[Computer, Computer], story: Story) -> None:
    laptop, _ = await _begun(computers, keeps=False)
    await laptop.write("Dear team")
    await laptop.exchange()
    assert (laptop.told, _kept(story)) == (0, None)


@played
async def test_what_was_begun_here_is_gone_on_with_there_in_every_field(
    computers: tuple[Computer, Computer],
) -> None:
    laptop, desktop = await _begun(computers)
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
    for each in computers:
        await each.exchange()
    found = await desktop.draft()
    assert found is not None
    assert (found.fields, found.state, found.rival) == (written.fields, "open", None)
    assert [record.id for record in await desktop.desk.section(Section.DRAFTS)] == [found.id]
    await desktop.write("Dear team, gone on with")
    for each in (desktop, laptop):
        await each.exchange()
    assert (await laptop.letter(), (await laptop.draft()).rival) == ("Dear team, gone on with", None)  # type: ignore[union-attr]


@played
async def test_what_the_marketplace_has_already_is_not_told_again(computers: tuple[Computer, Computer]) -> None:
    laptop, desktop = await _begun(computers)
    await laptop.write("Dear team")
    for each in (laptop, desktop, laptop, desktop):
        await each.exchange()
    before = laptop.told + desktop.told
    await laptop.write("Dear team, a")
    await laptop.write("Dear team")
    for each in (laptop, desktop) * 2:
        await each.exchange()
    assert laptop.told + desktop.told == before


@played
async def test_the_same_text_on_both_is_no_conflict(computers: tuple[Computer, Computer]) -> None:
    await _begun(computers)
    for each in computers:
        await each.write("Dear team")
    for each in computers * 2:
        await each.exchange()
    for each in computers:
        found = await each.draft()
        assert found is not None
        assert (found.fields.cover_letter, found.rival) == ("Dear team", None)


@played
async def test_what_was_written_apart_is_there_on_both_whoever_wins(computers: tuple[Computer, Computer]) -> None:
    laptop, desktop = await _begun(computers)
    for first, second in ((laptop, desktop), (desktop, laptop)):
        await first.write(f"begun {first.desk.now}")
        for each in computers * 2:
            await each.exchange()
        one, other = f"earlier {first.desk.now}", f"later {first.desk.now}"
        await first.write(one)
        second.desk.now = first.desk.now + 5
        await second.write(other)
        for each in (laptop, desktop) * 2:
            await each.exchange()
        for each in computers:
            found = await each.draft()
            assert found is not None
            assert found.fields.cover_letter == other
            history = await each.desk.store.read(revisions.history, found.id)
            assert [version.fields.cover_letter for version in history if version.revision == found.rival] == [one]
        told = laptop.told + desktop.told
        for each in computers * 2:
            await each.exchange()
        assert laptop.told + desktop.told == told, "they never come to rest"


@played
async def test_a_copy_that_was_looked_at_is_not_told_of_again(computers: tuple[Computer, Computer]) -> None:
    laptop, desktop = await _begun(computers)
    await laptop.write("earlier")
    await desktop.write("later")
    await desktop.write("later still")
    for each in computers * 2:
        await each.exchange()
    found = await laptop.draft()
    assert found is not None
    assert found.rival is not None
    await laptop.desk.composer.settle_rival(found.id)
    await desktop.write("and on")
    for each in (desktop, laptop) * 2:
        await each.exchange()
    after = await laptop.draft()
    assert after is not None
    assert (after.fields.cover_letter, after.rival) == ("and on", None)


@played
async def test_a_clock_that_is_wrong_does_not_bring_an_old_text_back(computers: tuple[Computer, Computer]) -> None:
    laptop, desktop = await _begun(computers)
    laptop.desk.now += 10**6
    await laptop.write("one")
    await laptop.write("two")
    for each in computers:
        await each.exchange()
    await desktop.write("one")
    for each in (desktop, laptop) * 2:
        await each.exchange()
    assert await laptop.letter() == await desktop.letter() == "one"


@played
async def test_an_answer_that_got_lost_makes_no_conflict(computers: tuple[Computer, Computer], story: Story) -> None:
    laptop, desktop = await _begun(computers)
    await laptop.write("Dear team")
    laptop.market.after_sending = [Offline("Nobody there.")]
    with pytest.raises(Offline):
        await laptop.desk.copies.tell()
    await laptop.write("Dear team, and on")
    for each in computers * 2:
        await each.exchange()
    copy = _kept(story)
    assert copy is not None
    assert (copy.version, copy.beside) == (2, None)
    assert await desktop.letter() == "Dear team, and on"


@played
async def test_a_draft_that_was_sent_is_gone_everywhere_and_stays_so(
    computers: tuple[Computer, Computer], story: Story
) -> None:
    laptop, desktop = await _begun(computers)
    await laptop.write("Dear team")
    for each in computers:
        await each.exchange()
    await desktop.send()
    for each in (desktop, laptop) * 2:
        await each.exchange()
    assert (await laptop.letter(), await desktop.draft()) == (None, None)
    assert not await laptop.desk.section(Section.DRAFTS)
    copy = _kept(story)
    assert copy is not None
    assert (copy.text, copy.end) == (None, DraftEnd.SENT)


@played
async def test_what_was_typed_while_another_computer_sent_needs_its_writer(
    computers: tuple[Computer, Computer], story: Story
) -> None:
    laptop, desktop = await _begun(computers)
    await laptop.write("Dear team")
    for each in computers:
        await each.exchange()
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
    copy = _kept(story)
    assert copy is not None
    assert copy.text is None


@played
async def test_a_newer_text_that_the_sender_never_saw_needs_its_writer(computers: tuple[Computer, Computer]) -> None:
    laptop, desktop = await _begun(computers)
    await desktop.write("Dear team")
    for each in (desktop, laptop):
        await each.exchange()
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
    laptop, desktop = await _begun(computers)
    await laptop.write("Dear team")
    for each in computers:
        await each.exchange()
    await laptop.send()
    await desktop.write("Dear team, from elsewhere")
    await desktop.exchange()
    await laptop.sync.catch_up()
    found = await laptop.draft()
    assert found is not None
    (item,) = await laptop.desk.store.read(outbox.everything)
    assert (found.state, getattr(item.command, "cover_letter", None)) == ("sending", "Dear team")
    await laptop.desk.outgoing.take_back(item.id)
    for each in computers * 2:
        await each.exchange()
    assert await laptop.letter() == "Dear team, from elsewhere"


@played
async def test_a_draft_that_was_put_away_is_put_away_everywhere_and_can_be_had_back(
    computers: tuple[Computer, Computer], story: Story
) -> None:
    laptop, desktop = await _begun(computers)
    draft = await laptop.write("Dear team")
    for each in computers:
        await each.exchange()
    await laptop.desk.composer.discard(draft)
    for each in computers:
        await each.exchange()
    assert (await laptop.letter(), await desktop.letter()) == (None, None)
    copy = _kept(story)
    assert copy is not None
    assert copy.end is DraftEnd.DISCARDED
    await laptop.desk.composer.restore(draft.id)
    for each in computers * 2:
        await each.exchange()
    assert (await laptop.letter(), await desktop.letter()) == ("Dear team", "Dear team")


@played
async def test_who_goes_on_with_what_another_computer_put_away_keeps_it(computers: tuple[Computer, Computer]) -> None:
    laptop, desktop = await _begun(computers)
    draft = await laptop.write("Dear team")
    for each in computers:
        await each.exchange()
    await laptop.desk.composer.discard(draft)
    await desktop.write("Dear team, gone on with")
    for each in computers * 2:
        await each.exchange()
    assert await laptop.letter() == await desktop.letter() == "Dear team, gone on with"


@played
async def test_who_wants_no_copies_any_more_keeps_the_drafts_here(
    computers: tuple[Computer, Computer], story: Story
) -> None:
    laptop, desktop = await _begun(computers)
    await laptop.write("Dear team")
    for each in computers:
        await each.exchange()
    await desktop.desk.copies.choose(keeps=False)
    assert not await desktop.desk.copies.is_wanted(), "it shows at once"
    for each in (desktop, laptop):
        await each.exchange()
    copy = _kept(story)
    assert copy is not None
    assert (copy.text, copy.end) == (None, DraftEnd.NOT_KEPT)
    assert (await laptop.letter(), await desktop.letter()) == ("Dear team", "Dear team")
    told = laptop.told
    await laptop.write("Dear team, alone")
    await laptop.exchange()
    assert (laptop.told, await desktop.letter()) == (told, "Dear team")
    await laptop.desk.copies.choose(keeps=True)
    for each in computers * 2:
        await each.exchange()
    assert await desktop.letter() == "Dear team, alone"


@played
async def test_a_draft_for_a_job_post_brings_the_post_along(computers: tuple[Computer, Computer], story: Story) -> None:
    laptop, desktop = await _begun(computers)
    post = story.engine.post(ANA, JOB)
    assert post is not None
    await laptop.desk.store.write(posts.keep, post)
    composition = await laptop.desk.composer.open(JOB, direct=True)
    assert composition is not None
    await laptop.desk.composer.save(composition.draft._replace(fields=Fields(cover_letter="Hello")))
    for each in computers:
        await each.exchange()
    there = await desktop.desk.composer.open(JOB, direct=True)
    assert there is not None
    assert (there.draft.fields.cover_letter, there.is_to_post, there.invitation.job.id) == ("Hello", True, JOB)


@played
async def test_what_the_marketplace_does_not_want_is_asked_once(
    computers: tuple[Computer, Computer], story: Story
) -> None:
    laptop, desktop = await _begun(computers)
    await laptop.write("x" * 300_000)
    await laptop.exchange()
    told = laptop.told
    await laptop.exchange()
    assert (laptop.told, _kept(story)) == (told, None)
    await laptop.write("shorter")
    for each in computers:
        await each.exchange()
    assert await desktop.letter() == "shorter"


@played
async def test_an_empty_page_is_nothing_to_tell(computers: tuple[Computer, Computer], story: Story) -> None:
    laptop, _ = await _begun(computers)
    await laptop.write("  ")
    await laptop.exchange()
    assert _kept(story) is None


@played
async def test_a_store_that_lost_what_it_knew_of_the_copies_finds_out(computers: tuple[Computer, Computer]) -> None:
    laptop, desktop = await _begun(computers)
    await laptop.write("Dear team")
    for each in computers:
        await each.exchange()
    await laptop.desk.store.write(_forget)
    await laptop.write("Dear team, gone on with")
    for each in computers:
        await each.exchange()
    assert await desktop.letter() == "Dear team, gone on with"


def _forget(connection: object) -> None:
    connection.execute("delete from draft_kept")  # type: ignore[attr-defined]


@played
async def test_a_conflicted_copy_that_nobody_looked_at_outlives_sending(computers: tuple[Computer, Computer]) -> None:
    laptop, desktop = await _begun(computers)
    await laptop.write("earlier")
    await desktop.write("later")
    await desktop.write("later still")
    for each in (desktop, laptop):
        await each.exchange()
    await laptop.send()
    await laptop.exchange()
    found = await laptop.draft()
    assert found is not None
    assert found.state == "discarded"
    assert "earlier" in await laptop.letters()
    assert not await laptop.desk.section(Section.DRAFTS)


@played
async def test_it_waits_for_the_last_key_and_goes_out_by_itself(
    computers: tuple[Computer, Computer], story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draft_copies, "QUIET_SECONDS", 0.05)
    laptop, _ = await _begun(computers)
    laptop.desk.bus.subscribe(laptop.desk.copies.follow)
    before = laptop.told
    async with running(laptop.desk.copies.run()):
        for letter in ("D", "De", "Dear team"):
            await laptop.write(letter)
            await asyncio.sleep(0.01)
        await laptop.desk.until(lambda: _kept(story) is not None, "the copy")
    copy = _kept(story)
    assert copy is not None
    assert copy.text is not None
    assert (copy.text.fields.cover_letter, laptop.told - before) == ("Dear team", 1)


@played
async def test_who_never_pauses_is_told_of_now_and_then(
    computers: tuple[Computer, Computer], story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draft_copies, "QUIET_SECONDS", 5)
    monkeypatch.setattr(draft_copies, "LONGEST_SECONDS", 0.05)
    laptop, _ = await _begun(computers)
    laptop.desk.bus.subscribe(laptop.desk.copies.follow)
    async with running(laptop.desk.copies.run()):
        await laptop.write("Dear team")
        await laptop.desk.until(lambda: _kept(story) is not None, "the copy")


@played
async def test_a_failure_is_patient_and_tries_again(
    computers: tuple[Computer, Computer], story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draft_copies, "QUIET_SECONDS", 0.01)
    laptop, _ = await _begun(computers)
    laptop.desk.bus.subscribe(laptop.desk.copies.follow)
    laptop.desk.connectivity.when_doubted(laptop.desk._found)
    laptop.market.before["send"] = [Offline("Nobody there.")] * 2
    laptop.desk.patience.failures.clear()
    async with running(laptop.desk.copies.run()):
        await laptop.write("Dear team")
        await laptop.desk.until(lambda: _kept(story) is not None, "the copy")
    assert len(laptop.desk.patience.failures) == 2


@played
async def test_without_a_connection_nothing_is_tried(computers: tuple[Computer, Computer]) -> None:
    laptop, _ = await _begun(computers)
    await laptop.write("Dear team")
    laptop.desk.connectivity.failed(Offline("Nobody there."))
    asked = len(laptop.market.asked)
    await laptop.desk.copies.tell()
    assert len(laptop.market.asked) == asked


@played
async def test_the_wish_is_an_account_s_and_known_on_every_computer(computers: tuple[Computer, Computer]) -> None:
    laptop, desktop = await _begun(computers)
    assert (await laptop.desk.copies.is_wanted(), await desktop.desk.copies.is_wanted()) == (True, True)
    assert (await laptop.desk.outgoing.standing()).waiting == 0
    assert not await laptop.desk.section(Section.OUTBOX)


@played
async def test_an_older_copy_that_comes_late_changes_nothing(
    computers: tuple[Computer, Computer], story: Story
) -> None:
    laptop, desktop = await _begun(computers)
    await laptop.write("one")
    await laptop.exchange()
    old = _kept(story)
    assert old is not None
    await laptop.write("two")
    for each in computers:
        await each.exchange()
    told = desktop.told
    assert await desktop.desk.store.write(copies.receive, old) is None
    await desktop.write("two, gone on with")
    await desktop.exchange()
    assert (await desktop.letter(), desktop.told) == ("two, gone on with", told + 1)


@played
async def test_a_page_that_was_asked_for_before_sending_brings_nothing_back(
    computers: tuple[Computer, Computer], story: Story
) -> None:
    laptop, _ = await _begun(computers)
    await laptop.write("Dear team")
    await laptop.exchange()
    old = _kept(story)
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
    laptop, desktop = await _begun(computers)
    await laptop.write("Dear team")
    errand = await laptop.desk.store.write(copies.next_errand)
    assert errand is not None
    await laptop.exchange()
    await desktop.exchange()
    await desktop.write("Dear team, from the desktop")
    for each in (desktop, laptop):
        await each.exchange()
    await laptop.desk.store.write(copies.settled, errand)
    told = laptop.told
    await laptop.write("Dear team, from the laptop")
    await laptop.exchange()
    assert laptop.told == told + 1, "what it had heard was forgotten"
