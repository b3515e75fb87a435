"""Short reads at a glance say what the engine says, and wait for nobody."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event

from marketplace.contract.commands import SeeInvitation
from marketplace.contract.entities import Changes, Invitation, InvitationState
from marketplace.contract.ids import AccountId, InvitationId, JobId
from marketplace.contract.refusals import Refusal
from marketplace.engine import Actor, Engine, pages
from marketplace.engine.glances import FEW, Glances, NotAtAGlance
from tests.unit.marketplace.stories import ANA, BEN, INVITATION, NORDWIND, PROPOSAL, ROOM, Story, a_job

READER = AccountId(ANA.id)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Of the marketplace's file."""
    return tmp_path / "market.sqlite3"


@pytest.fixture(params=["sqlite", "postgresql"])
def story(request: pytest.FixtureRequest, path: Path) -> Story:
    """Ana, who talks with a client."""
    is_file = request.param == "sqlite"
    return Story(f"sqlite:///{path}" if is_file else str(request.getfixturevalue("postgresql"))).answered()


@pytest.fixture
def glances(story: Story) -> Iterator[Glances]:
    """At that story's marketplace."""
    found = story.engine.glances()
    yield found
    found.close()


@pytest.mark.parametrize("viewer", [ANA, BEN, NORDWIND])
@pytest.mark.parametrize(("kind", "id_"), [("invitation", INVITATION), ("proposal", PROPOSAL), ("room", ROOM)])
def test_a_thing_is_the_same_at_a_glance(story: Story, glances: Glances, viewer: Actor, kind: str, id_: str) -> None:
    assert glances.thing(viewer, kind, id_) == story.engine.thing(viewer, kind, id_)


def test_changes_are_the_same_at_a_glance(story: Story, glances: Glances) -> None:
    head = story.engine.head(READER)
    assert head < FEW
    for since in range(head + 2):
        assert glances.changes(READER, since, 500) == story.engine.changes(READER, since, 500)
    assert glances.changes(READER, 0, 2) == story.engine.changes(READER, 0, 2)


def test_nobody_has_no_changes_at_a_glance(glances: Glances) -> None:
    assert glances.changes(AccountId("nobody"), 0, 9) == Refusal(name="unknown_thing")


def test_a_glance_sees_what_was_just_done(story: Story, glances: Glances) -> None:
    story.posts(a_job(JobId("second")))
    story.invites(InvitationId("second"), JobId("second"))
    for state in (InvitationState.RECEIVED, InvitationState.SEEN):
        seen = glances.thing(ANA, "invitation", "second")
        assert isinstance(seen, Invitation)
        assert seen.state is state
        story.tries(ANA, SeeInvitation(invitation=InvitationId("second")))


def test_many_changes_are_the_engines_to_read(story: Story, glances: Glances) -> None:
    for number in range(FEW):
        story.posts(a_job(JobId(f"job-{number}")))
        story.invites(InvitationId(f"invitation-{number}"), JobId(f"job-{number}"))
    with pytest.raises(NotAtAGlance):
        glances.changes(READER, 0, 500)
    page = glances.changes(READER, 0, FEW)
    assert isinstance(page, Changes)
    assert page == story.engine.changes(READER, 0, FEW)


@pytest.mark.parametrize("story", ["sqlite"], indirect=True)
def test_a_glance_waits_for_nobody_who_writes(glances: Glances, path: Path) -> None:
    assert glances.thing(ANA, "invitation", INVITATION)
    with closing(sqlite3.connect(path, isolation_level=None)) as somebody:
        somebody.execute("BEGIN EXCLUSIVE")
        with pytest.raises(NotAtAGlance):
            glances.thing(ANA, "invitation", INVITATION)
    assert glances.thing(ANA, "invitation", INVITATION)


@pytest.mark.parametrize("story", ["sqlite"], indirect=True)
def test_a_glance_leaves_no_lock_behind(story: Story, glances: Glances, path: Path) -> None:
    glances.changes(READER, 0, 500)
    glances.thing(ANA, "room", ROOM)
    with closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as somebody:
        somebody.execute("BEGIN EXCLUSIVE")


def test_a_marketplace_in_memory_has_no_glances() -> None:
    with closing(Engine("sqlite://")) as engine:
        assert not engine.has_glances


@pytest.mark.parametrize("kind", sorted(pages.OF_ONE_STATEMENT))
@pytest.mark.parametrize("viewer", [ANA, NORDWIND])
def test_what_has_no_transaction_around_it_is_one_statement(database: str, kind: str, viewer: Actor) -> None:
    told = Story(database).answered()
    said: list[str] = []
    event.listen(
        told.engine._database.glancer,
        "before_cursor_execute",
        lambda _connection, _cursor, text, *_rest: said.append(text),
    )
    assert told.engine.thing(viewer, kind, INVITATION)
    assert len(said) == 1


@pytest.mark.parametrize("story", ["postgresql"], indirect=True)
def test_a_lost_connection_is_replaced(story: Story, glances: Glances, caplog: pytest.LogCaptureFixture) -> None:
    for kind, id_ in (("invitation", INVITATION), ("room", ROOM)):
        assert glances.thing(ANA, kind, id_)
        assert glances._kept is not None
        process = glances._kept.connection.driver_connection.info.backend_pid  # type: ignore[union-attr]
        with story.engine._database.writer.begin() as connection:
            connection.exec_driver_sql(f"select pg_terminate_backend({process}, 10000)")
        with pytest.raises(NotAtAGlance):
            glances.thing(ANA, kind, id_)
        assert glances.thing(ANA, kind, id_)
    assert not [one for one in caplog.records if one.exc_info]
