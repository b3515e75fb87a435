"""Writing proposals: kept as typed, checked by the marketplace's own rules, sent once as what was written."""

import asyncio
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import AppError
from desktop.local import drafts
from desktop.local.drafts import Draft, Fields
from desktop.local.outbox import Standing
from desktop.local.sections import Section
from desktop.services import composer
from desktop.services.composer import Composition
from desktop.services.outgoing import Sent
from marketplace.contract.commands import AcceptInvitation, CloseJob, SubmitProposal
from marketplace.contract.entities import (
    FixedBudget,
    HourlyTerms,
    Invitation,
    InvitationState,
    Letter,
    ProjectTerms,
    Proposal,
)
from marketplace.contract.ids import JobId
from marketplace.contract.policy import MIB, Policy
from marketplace.contract.refusals import Refusal
from tests.unit.desktop.services.desks import Desk, NearMarket, client_does
from tests.unit.desktop.things import a_client, an_account, an_invitation
from tests.unit.desktop.things import a_job as a_plain_job
from tests.unit.marketplace.stories import INVITATION, NORDWIND, Story, a_job

FIXED = FixedBudget(amount=Decimal(900))
QUESTIONS = ("Which tools?", "How soon?")


async def begun(desk: Desk, *, direct: bool = False) -> Composition:
    """The draft for the invitation."""
    composition = await desk.composer.open(INVITATION, direct=direct)
    assert composition is not None
    return composition


async def sent(desk: Desk, fields: Fields, *, direct: bool = False, unblock: bool = False) -> Sent | Refusal:
    """Fill the fields in and send."""
    composition = composer.with_fields(await begun(desk, direct=direct), fields)
    return await desk.composer.send(composition, unblock=unblock)


def written(fields: Fields, invitation: Invitation | None = None) -> Composition:
    """A composition without a desk."""
    draft = Draft("draft", "invitation", direct=False, state="open", revision=1, fields=fields, refusal=None)
    return Composition(draft, invitation or an_invitation(), Policy(), an_account())


def flaws(fields: Fields, **of_job: object) -> list[str]:
    """What blocks sending, by the fields to go to."""
    found = composer.flaws(written(fields, an_invitation(job=a_plain_job(**of_job))))
    return [f"{flaw.name} {flaw.field or ''}".strip() for flaw in found]


# --- checks -----------------------------------------------------------------------------------------------


def test_as_offered_nothing_has_to_be_filled_in() -> None:
    assert flaws(Fields()) == []


@pytest.mark.parametrize(
    ("fields", "of_job", "expected"),
    [
        (Fields(), {"letter": Letter.REQUIRED}, ["letter_required cover_letter"]),
        (Fields(), {"letter": Letter.INTERVIEW}, ["interview_required interview"]),
        (Fields(cover_letter="x" * 5001), {}, ["text_too_long cover_letter"]),
        (Fields(message="x" * 5001), {}, ["text_too_long message"]),
        (Fields(answers=("Trados",)), {"questions": QUESTIONS}, ["unanswered_question answers.1"]),
        (Fields(duration="forever"), {}, ["unknown_duration duration"]),
        (Fields(as_offered=False, amount="2.99"), {}, ["rate_out_of_range rate"]),
        (Fields(as_offered=False, amount="999.01"), {}, ["rate_out_of_range rate"]),
        (Fields(as_offered=False, amount="48.505"), {}, ["rate_out_of_range rate"]),
        (Fields(as_offered=False, amount="4.99"), {"budget": FIXED}, ["amount_out_of_range amount"]),
        (Fields(as_offered=False, amount="48.50"), {}, []),
        (Fields(as_offered=False, amount="5"), {"budget": FIXED}, []),
        (Fields(as_offered=True, amount="nonsense"), {}, []),
    ],
)
def test_what_is_missing_is_named_with_its_place(
    fields: Fields, of_job: dict[str, object], expected: list[str]
) -> None:
    assert flaws(fields, **of_job) == expected


def test_all_that_is_wrong_is_said_at_once_in_the_order_of_the_page() -> None:
    fields = Fields(as_offered=False, amount="0", cover_letter="x" * 5001)
    assert flaws(fields, questions=QUESTIONS) == [
        "rate_out_of_range rate",
        "text_too_long cover_letter",
        "unanswered_question answers.0",
        "unanswered_question answers.1",
    ]


def test_an_invitation_that_was_taken_away_blocks_first() -> None:
    gone = an_invitation(state=InvitationState.WITHDRAWN)
    assert [flaw.name for flaw in composer.flaws(written(Fields(), gone))] == ["invitation_withdrawn"]


def test_a_proposal_without_an_invitation_needs_an_open_job_and_connects() -> None:
    composition = written(Fields(), an_invitation(job=a_plain_job(is_open=False, connects=21)))
    direct = composition._replace(draft=composition.draft._replace(direct=True))
    assert [flaw.name for flaw in composer.flaws(direct)] == ["job_closed", "not_enough_connects"]


def test_a_block_is_no_flaw_because_it_is_asked_about_when_sending() -> None:
    assert composer.flaws(written(Fields(), an_invitation(client=a_client(is_blocked=True)))) == []


@given(st.text(max_size=20))
def test_whatever_is_typed_as_an_amount_is_an_amount_or_is_refused(text: str) -> None:
    found = flaws(Fields(as_offered=False, amount=text))
    assert found == [] or found == ["rate_out_of_range rate"]


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity", "sNaN", "1e400", "1e-400", "-5", "", "５", "1_0"])
def test_odd_numbers_are_no_crash(text: str) -> None:
    assert flaws(Fields(as_offered=False, amount=text)) in ([], ["rate_out_of_range rate"])


# --- what is sent -----------------------------------------------------------------------------------------


def test_as_offered_says_nothing_about_terms() -> None:
    command = composer.application(written(Fields(as_offered=True, amount="10")), unblock=False)
    assert command.terms is None


def test_new_terms_are_exact_and_fit_the_way_the_job_is_paid() -> None:
    own = Fields(as_offered=False, amount="48.10")
    hourly = composer.application(written(own), unblock=False)
    project = composer.application(written(own, an_invitation(job=a_plain_job(budget=FIXED))), unblock=False)
    assert (hourly.terms, project.terms) == (
        HourlyTerms(rate=Decimal("48.10")),
        ProjectTerms(amount=Decimal("48.10")),
    )


def test_answers_fit_the_questions_that_the_job_has_now() -> None:
    fewer = an_invitation(job=a_plain_job(questions=QUESTIONS[:1]))
    more = an_invitation(job=a_plain_job(questions=(*QUESTIONS, "Why you?")))
    fields = Fields(answers=("Trados", "Monday"))
    assert composer.application(written(fields, fewer), unblock=False).answers == ("Trados",)
    assert composer.application(written(fields, more), unblock=False).answers == ("Trados", "Monday", "")


def test_a_direct_draft_applies_to_the_job() -> None:
    composition = written(Fields())
    direct = composition._replace(draft=composition.draft._replace(direct=True))
    assert isinstance(composer.application(direct, unblock=False), SubmitProposal)
    assert isinstance(composer.application(composition, unblock=False), AcceptInvitation)


# --- from the first letter to the receipt -----------------------------------------------------------------


def test_everything_that_was_filled_in_arrives(desk: Desk, story: Story, tmp_path: Path) -> None:
    async def write_and_send() -> None:
        async with desk.synced(), desk.delivering():
            source = tmp_path / "samples.pdf"
            source.write_bytes(b"sample pages")
            fields = Fields(
                as_offered=False,
                amount="48.50",
                duration="1_to_3_months",
                cover_letter="Dear team,\n\nwith pleasure.",
                message="Good morning!",
                answers=("Trados", "Monday"),
                attachments=(await desk.attachments.take(source, Policy().limits),),
            )
            assert isinstance(await sent(desk, fields), Sent)
            await desk.until_delivered()
            assert await desk.section(Section.DRAFTS) == []

    story.invited(a_job(questions=QUESTIONS))
    asyncio.run(write_and_send())
    (proposal,) = [one for one in story.seen() if isinstance(one, Proposal)]
    assert (proposal.terms, proposal.as_offered) == (HourlyTerms(rate=Decimal("48.50")), False)
    assert (proposal.duration, proposal.cover_letter) == ("1_to_3_months", "Dear team,\n\nwith pleasure.")
    assert (proposal.message, proposal.answers) == ("Good morning!", ("Trados", "Monday"))
    assert [(file.name, file.size) for file in proposal.attachments] == [("samples.pdf", 12)]


def test_a_flaw_stops_it_here_and_leaves_the_draft_open(desk: Desk, story: Story, market: NearMarket) -> None:
    async def send_too_early() -> None:
        async with desk.synced(), desk.delivering():
            outcome = await sent(desk, Fields(answers=("Trados",)))
            assert isinstance(outcome, Refusal)
            assert outcome.field == "answers.1"
            assert await desk.outgoing.standing() == Standing(0, 0)

    story.invited(a_job(questions=QUESTIONS))
    asyncio.run(send_too_early())
    assert market.sent == []


def test_sent_twice_in_a_hurry_it_goes_once(desk: Desk, story: Story) -> None:
    async def click_twice() -> None:
        async with desk.synced():
            composition = composer.with_fields(await begun(desk), Fields(cover_letter="Dear team"))
            outcomes = await asyncio.gather(*(desk.composer.send(composition, unblock=False) for _ in range(2)))
            assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Refusal", "Sent"]
            async with desk.delivering():
                await desk.until_delivered()
            assert await desk.outgoing.standing() == Standing(0, 0)

    story.invited()
    asyncio.run(click_twice())
    assert len([one for one in story.seen() if isinstance(one, Proposal)]) == 1


def test_undone_it_is_the_draft_that_it_was(tmp_path: Path, story: Story, market: NearMarket) -> None:
    async def undo() -> None:
        async with desk.synced(), desk.delivering():
            outcome = await sent(desk, Fields(cover_letter="Dear team"))
            assert isinstance(outcome, Sent)
            assert outcome.seconds == 10
            assert await desk.outgoing.take_back(outcome.command)
            found = await desk.composer.open_draft(outcome.draft)
            assert found is not None
            assert (found.draft.state, found.draft.fields.cover_letter) == ("open", "Dear team")
            assert [record.id for record in await desk.section(Section.INVITATIONS)] == [INVITATION]
            assert await desk.section(Section.SUBMITTED) == []

    story.invited()
    desk = Desk(tmp_path / "undo", market, undo_seconds=None)
    asyncio.run(undo())
    desk.close()
    assert story.state() is InvitationState.RECEIVED


@pytest.mark.parametrize(("chosen", "milliseconds"), [(None, 10_000), (3, 3_000), (0, 0)])
def test_it_is_held_for_as_long_as_it_can_be_undone(
    tmp_path: Path, story: Story, market: NearMarket, chosen: int | None, milliseconds: int
) -> None:
    async def send() -> None:
        async with desk.synced():
            outcome = await sent(desk, Fields())
            assert isinstance(outcome, Sent)
            item = await desk.command(outcome.command)
            assert item is not None
            assert item.not_before - item.created_at == outcome.seconds * 1000 == milliseconds

    story.invited()
    desk = Desk(tmp_path / "undo", market, undo_seconds=chosen)
    asyncio.run(send())
    desk.close()


def test_refused_over_there_it_needs_the_user_with_every_word(desk: Desk, story: Story, market: NearMarket) -> None:
    async def send_too_late() -> None:
        async with desk.synced():
            outcome = await sent(desk, Fields(cover_letter="Dear team"))
            assert isinstance(outcome, Sent)
            client_does(story, market, NORDWIND, CloseJob(job=JobId("job")))
            async with desk.delivering():
                await desk.until_delivered()
            draft = await desk.store.read(drafts.get, outcome.draft)
            assert draft is not None
            assert draft.refusal is not None
            assert (draft.state, draft.refusal.name) == ("needs_you", "job_closed")
            assert draft.fields.cover_letter == "Dear team"
            assert [record.state for record in await desk.section(Section.DRAFTS)] == ["needs_you"]

    story.invited()
    asyncio.run(send_too_late())


def test_a_block_is_lifted_only_by_consent(desk: Desk, story: Story) -> None:
    async def apply_to_a_blocked_client() -> None:
        async with desk.synced(), desk.delivering():
            outcome = await sent(desk, Fields(), direct=True)
            assert isinstance(outcome, Refusal)
            assert outcome.name == "unblock_not_confirmed"
            assert isinstance(await sent(desk, Fields(), direct=True, unblock=True), Sent)
            await desk.until_delivered()

    story.blocked()
    asyncio.run(apply_to_a_blocked_client())
    assert not story.invitation().client.is_blocked
    assert story.connects() == 14


def test_a_direct_proposal_needs_connects(desk: Desk, story: Story) -> None:
    async def apply_without() -> None:
        async with desk.synced():
            outcome = await sent(desk, Fields(), direct=True, unblock=True)
            assert isinstance(outcome, Refusal)
            assert outcome.name == "not_enough_connects"

    story.invited(a_job(connects=21))
    asyncio.run(apply_without())


def test_a_discarded_draft_comes_back(desk: Desk, story: Story) -> None:
    async def discard_and_restore() -> None:
        async with desk.synced():
            draft = (await begun(desk)).draft._replace(fields=Fields(cover_letter="Dear team"))
            saved = await desk.composer.save(draft)
            await desk.composer.discard(saved)
            assert (await begun(desk)).draft.fields == Fields()
            await desk.composer.restore(saved.id)
            assert (await begun(desk)).draft.fields == Fields(cover_letter="Dear team")

    story.invited()
    asyncio.run(discard_and_restore())


def test_a_file_that_is_too_large_is_not_taken(desk: Desk, tmp_path: Path) -> None:
    source = tmp_path / "film.mov"
    with source.open("wb") as film:
        film.truncate(25 * MIB + 1)
    with pytest.raises(AppError, match="larger than 25 MB"):
        asyncio.run(desk.attachments.take(source, Policy().limits))


def test_what_is_not_there_cannot_be_opened(desk: Desk) -> None:
    assert asyncio.run(desk.composer.open("nothing")) is None
    assert asyncio.run(desk.composer.open_draft("nothing")) is None
