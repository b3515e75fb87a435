"""Job posts that one writes to uninvited: their drafts are listed, and outlive a new copy and a damage."""

from desktop.local import drafts, listing, looks, mirror, posts
from desktop.local.drafts import Draft, Fields
from desktop.local.sections import Section
from desktop.local.store import Connection
from marketplace.contract.entities import JobPost
from tests.unit.desktop.things import NOW, a_client, a_job, a_page, an_invitation

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


def test_a_garbled_post_is_told_from_a_good_one(store: Connection) -> None:
    written(store)
    (body,) = [row[0] for row in store.execute("select body from post")]
    assert isinstance(body, bytes)
    assert posts.is_readable(body)
    assert not posts.is_readable(body[:20])
