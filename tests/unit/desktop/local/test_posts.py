"""Job posts that one writes to uninvited, and invitations that have gone: their drafts are listed, and outlive both."""

from desktop.local import drafts, listing, looks, mirror, outbox, posts
from desktop.local.drafts import Draft, Fields
from desktop.local.outbox import Order
from desktop.local.sections import Section
from desktop.local.store import Connection
from marketplace.contract import rules
from marketplace.contract.commands import SubmitProposal
from marketplace.contract.entities import Gone, JobPost, Receipt
from marketplace.contract.ids import CommandId, JobId, ProposalId
from tests.unit.desktop.things import MORNING, NOW, a_client, a_job, a_page, an_invitation

LETTER = Fields(cover_letter="Dear team")


def written(store: Connection) -> None:
    """A draft for a job post."""
    posts.keep(store, JobPost(job=a_job(), client=a_client(is_blocked=True)))
    drafts.save(store, Draft("d1", "job", direct=True, state="open", revision=0, fields=LETTER, refusal=None), NOW)


def listed(store: Connection) -> list[str]:
    """The titles of the listed drafts."""
    return [record.title for record in listing.first(store, Section.DRAFTS, 10)]


def test_a_draft_for_a_post_is_listed_like_any_other(store: Connection) -> None:
    written(store)
    assert listed(store) == ["Turbine manual"]


def test_a_post_is_no_invitation_of_the_inbox(store: Connection) -> None:
    written(store)
    assert looks.invitation(store, "job") is not None
    assert listing.first(store, Section.INVITATIONS, 10) == []


def test_a_snapshot_leaves_the_draft_listed(store: Connection) -> None:
    written(store)
    mirror.start_over(store, a_page(an_invitation()))
    assert listed(store) == ["Turbine manual"]


def kept(store: Connection) -> list[str]:
    """The posts that are here."""
    return posts.ids(store)


def test_a_post_goes_with_its_draft_when_that_has_arrived(store: Connection) -> None:
    written(store)
    drafts.remove(store, "d1")
    assert kept(store) == []


def test_a_post_stays_for_another_draft_and_for_a_command_on_its_way(store: Connection) -> None:
    written(store)
    drafts.save(store, Draft("d2", "job", direct=False, state="open", revision=0, fields=LETTER, refusal=None), NOW)
    drafts.remove(store, "d1")
    assert kept(store) == ["job"]
    command = SubmitProposal(proposal=ProposalId("p1"), job=JobId("job"))
    outbox.put(store, Order(CommandId("c1"), command, "job", "post", "job", "Proposal"), NOW)
    drafts.remove(store, "d2")
    assert kept(store) == ["job"]
    outbox.answered(store, outbox.everything(store)[0], Receipt(command=CommandId("c1"), seq=5, at=MORNING))
    mirror.write_page(store, a_page(next_=5))
    assert kept(store) == []


def test_a_garbled_post_is_told_from_a_good_one(store: Connection) -> None:
    written(store)
    (body,) = [row[0] for row in store.execute("select body from post")]
    assert isinstance(body, bytes)
    assert posts.is_readable(body)
    assert not posts.is_readable(body[:20])


def answered(store: Connection) -> None:
    """A draft for an invitation of the copy."""
    mirror.write_page(store, a_page(an_invitation("i1"), an_invitation("i2")))
    drafts.save(store, Draft("d1", "i1", direct=False, state="open", revision=0, fields=LETTER, refusal=None), NOW)


def assert_the_letter_is_at_hand_and_cannot_be_sent(store: Connection) -> None:
    assert listed(store) == ["Turbine manual"]
    source = looks.invitation(store, "i1")
    assert source is not None
    assert source.job == a_job()
    assert rules.why_not_answerable(source) is not None
    assert drafts.open_for(store, "i1", direct=False).fields == LETTER


def test_a_draft_outlives_an_invitation_that_a_new_copy_does_not_have(store: Connection) -> None:
    answered(store)
    mirror.start_over(store, a_page(an_invitation("i2")))
    assert_the_letter_is_at_hand_and_cannot_be_sent(store)


def test_a_draft_outlives_an_invitation_that_the_marketplace_buried(store: Connection) -> None:
    answered(store)
    mirror.write_page(store, a_page(Gone(id="i1", kind="invitation")))
    assert_the_letter_is_at_hand_and_cannot_be_sent(store)


def test_an_invitation_that_comes_back_is_answered_as_before(store: Connection) -> None:
    answered(store)
    mirror.start_over(store, a_page(an_invitation("i2")))
    mirror.write_page(store, a_page(an_invitation("i1")))
    source = looks.invitation(store, "i1")
    assert source == an_invitation("i1")
    assert listed(store) == ["Turbine manual"]


def test_an_invitation_that_nobody_writes_to_goes_without_a_trace(store: Connection) -> None:
    answered(store)
    mirror.write_page(store, a_page(Gone(id="i2", kind="invitation")))
    assert looks.invitation(store, "i2") is None
