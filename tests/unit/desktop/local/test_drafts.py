"""Drafts: what was typed is never lost, changed or sent twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.local import dispatch, drafts, listing, mirror, revisions
from desktop.local.drafts import Draft, Fields
from desktop.local.outbox import Order
from desktop.local.store import Connection, one
from marketplace.contract.commands import AcceptInvitation
from marketplace.contract.entities import Attachment, Receipt
from marketplace.contract.ids import BlobId, CommandId, InvitationId, ProposalId
from marketplace.contract.refusals import Refusal
from tests.unit.desktop.things import MORNING, NOW, a_job, a_page, a_store_in_memory, an_invitation

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=50)
files = st.builds(
    Attachment,
    blob=st.text("0123456789abcdef", min_size=64, max_size=64).map(BlobId),
    name=texts,
    size=st.integers(0, 2**40),
)
every_field = st.builds(
    Fields,
    as_offered=st.booleans(),
    amount=texts,
    duration=texts,
    cover_letter=texts,
    message=texts,
    answers=st.lists(texts, max_size=5).map(tuple),
    attachments=st.lists(files, max_size=3).map(tuple),
)


@pytest.fixture
def store(store: Connection) -> Connection:
    """A store that holds an invitation to answer."""
    mirror.write_page(store, a_page(an_invitation()))
    return store


def a_draft(store: Connection, letter: str = "", *, direct: bool = False) -> Draft:
    """The draft for the invitation, kept with this letter."""
    draft = drafts.open_for(store, "invitation", direct=direct)
    return drafts.save(store, draft._replace(fields=Fields(cover_letter=letter)), NOW)


def send(store: Connection, draft: Draft, id_: str = "command") -> None:
    """Freeze a draft into the outbox."""
    command = AcceptInvitation(invitation=InvitationId("invitation"), proposal=ProposalId("proposal"))
    order = Order(CommandId(id_), command, "invitation", "invitation", "invitation", "Proposal", draft.id, 10_000)
    dispatch.enqueue(store, order, NOW)


def listed(store: Connection) -> list[tuple[str, str | None, str | None]]:
    """What the section shows: id, state and preview."""
    return [(record.id, record.state, record.preview) for record in listing.first(store, "drafts", 10)]


# --- keeping ----------------------------------------------------------------------------------------------


@given(every_field)
def test_every_field_comes_back_as_it_was_typed(fields: Fields) -> None:
    store = a_store_in_memory()
    draft = drafts.save(store, drafts.open_for(store, "invitation", direct=False)._replace(fields=fields), NOW)
    found = drafts.get(store, draft.id)
    assert found is not None
    assert found.fields == fields
    store.close()


def test_a_draft_that_nobody_typed_into_is_not_kept(store: Connection) -> None:
    draft = drafts.open_for(store, "invitation", direct=False)
    assert drafts.get(store, draft.id) is None


def test_each_save_appends_and_every_earlier_text_stays(store: Connection) -> None:
    draft = a_draft(store, "one")
    for letter in ("two", "three"):
        draft = drafts.save(store, draft._replace(fields=Fields(cover_letter=letter)), NOW)
    letters = [each.fields.cover_letter for each in revisions.history(store, draft.id)]
    assert letters == ["three", "two", "one"]
    assert draft.revision == 3


def test_saving_what_is_kept_already_appends_nothing(store: Connection) -> None:
    draft = a_draft(store, "one")
    assert drafts.save(store, draft, NOW + 1) == draft
    assert one(store, "select count(*) from draft_revision") == 1


def test_a_save_with_a_revision_from_long_ago_still_appends(store: Connection) -> None:
    old = a_draft(store, "one")
    drafts.save(store, old._replace(fields=Fields(cover_letter="two")), NOW)
    assert drafts.save(store, old._replace(fields=Fields(cover_letter="three")), NOW).revision == 3


def test_an_invitation_has_one_draft_and_a_direct_one_beside_it(store: Connection) -> None:
    answer, direct = a_draft(store, "answer"), a_draft(store, "direct", direct=True)
    assert answer.id != direct.id
    assert drafts.open_for(store, "invitation", direct=False) == answer
    assert drafts.open_for(store, "invitation", direct=True) == direct


# --- discarding -------------------------------------------------------------------------------------------


def test_two_that_were_begun_for_one_invitation_are_one_draft_with_both_texts(store: Connection) -> None:
    first, second = (drafts.open_for(store, "invitation", direct=False) for _ in range(2))
    kept = drafts.save(store, first._replace(fields=Fields(cover_letter="One")), NOW)
    later = drafts.save(store, second._replace(fields=Fields(cover_letter="Another")), NOW + 1)
    assert (later.id, later.revision, later.rival) == (kept.id, 2, kept.revision)
    assert [each.fields.cover_letter for each in revisions.history(store, kept.id)] == ["Another", "One"]


def test_an_empty_page_that_was_begun_beside_a_draft_leaves_it_as_it_is(store: Connection) -> None:
    first, second = (drafts.open_for(store, "invitation", direct=False) for _ in range(2))
    kept = drafts.save(store, first._replace(fields=Fields(cover_letter="One")), NOW)
    assert drafts.save(store, second, NOW + 1) == kept


def test_a_discarded_draft_leaves_the_section_and_comes_back_as_it_was(store: Connection) -> None:
    draft = a_draft(store, "one")
    drafts.set_state(store, draft.id, "discarded", NOW)
    assert listed(store) == []
    drafts.set_state(store, draft.id, "open", NOW)
    assert listed(store) == [(draft.id, "open", "one")]
    assert drafts.get(store, draft.id) == draft


def test_after_discarding_one_begins_with_an_empty_page(store: Connection) -> None:
    draft = a_draft(store, "one")
    drafts.set_state(store, draft.id, "discarded", NOW)
    assert drafts.open_for(store, "invitation", direct=False).fields == Fields()


def test_typing_the_same_again_after_discarding_brings_the_draft_back(store: Connection) -> None:
    draft = a_draft(store, "one")
    drafts.set_state(store, draft.id, "discarded", NOW)
    saved = drafts.save(store, draft, NOW)
    assert (saved.state, listed(store)) == ("open", [(draft.id, "open", "one")])


# --- sending ----------------------------------------------------------------------------------------------


def test_while_it_is_sent_nothing_changes_it(store: Connection) -> None:
    draft = a_draft(store, "sent")
    send(store, draft)
    drafts.save(store, draft._replace(fields=Fields(cover_letter="too late")), NOW)
    found = drafts.get(store, draft.id)
    assert found is not None
    assert (found.state, found.fields.cover_letter) == ("sending", "sent")
    assert listed(store) == []


def test_taken_back_it_is_open_again_with_every_word(store: Connection) -> None:
    draft = a_draft(store, "one")
    send(store, draft)
    dispatch.take_back(store, "command", NOW)
    assert drafts.open_for(store, "invitation", direct=False) == draft
    assert listed(store) == [(draft.id, "open", "one")]


def test_refused_it_needs_the_user_and_keeps_every_word(store: Connection) -> None:
    draft = a_draft(store, "one")
    send(store, draft)
    refusal = Refusal(name="job_closed")
    dispatch.refuse(store, "command", refusal, NOW)
    assert drafts.get(store, draft.id) == draft._replace(state="needs_you", refusal=refusal)
    assert listed(store) == [(draft.id, "needs_you", "one")]


def test_mended_after_a_refusal_it_is_an_open_draft_without_a_complaint(store: Connection) -> None:
    draft = a_draft(store, "one")
    send(store, draft)
    dispatch.refuse(store, "command", Refusal(name="job_closed"), NOW)
    mended = drafts.save(store, draft._replace(fields=Fields(cover_letter="two")), NOW)
    found = drafts.get(store, draft.id)
    assert found is not None
    assert (found.state, found.refusal, mended.refusal) == ("open", None, None)


def test_putting_the_refused_command_away_leaves_the_draft(store: Connection) -> None:
    draft = a_draft(store, "one")
    send(store, draft)
    dispatch.refuse(store, "command", Refusal(name="job_closed"), NOW)
    dispatch.take_back(store, "command", NOW)
    assert listed(store) == [(draft.id, "needs_you", "one")]


def test_it_goes_with_its_receipt_and_not_before(store: Connection) -> None:
    draft = a_draft(store, "one")
    send(store, draft)
    dispatch.begin(store, "command", NOW + 10_000)
    assert drafts.get(store, draft.id) is not None
    dispatch.settle(store, "command", Receipt(command=CommandId("command"), seq=9, at=MORNING))
    assert drafts.get(store, draft.id) is None
    assert one(store, "select count(*) from draft_revision") == 0


def test_a_draft_that_is_being_sent_is_not_sent_a_second_time(store: Connection) -> None:
    draft = a_draft(store, "one")
    send(store, draft)
    send(store, draft, "again")
    assert one(store, "select count(*) from outbox") == 1


# --- its line ---------------------------------------------------------------------------------------------


def test_its_line_follows_the_invitation(store: Connection) -> None:
    a_draft(store, "one")
    mirror.write_page(store, a_page(an_invitation(job=a_job(title="Two turbine manuals"), version=2), next_=2))
    (record,) = listing.first(store, "drafts", 10)
    assert (record.title, record.preview, record.at) == ("Two turbine manuals", "one", NOW)


def test_it_is_listed_once_its_invitation_is_known() -> None:
    store = a_store_in_memory()
    draft = drafts.save(
        store, drafts.open_for(store, "invitation", direct=False)._replace(fields=Fields(message="x")), NOW
    )
    assert listed(store) == []
    mirror.write_page(store, a_page(an_invitation()))
    assert listed(store) == [(draft.id, "open", "x")]
    store.close()
