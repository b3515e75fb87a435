"""Short reads at a glance say what the engine says, and wait for nobody."""

import asyncio
import hashlib
import sqlite3
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from marketplace.contract.commands import (
    AcceptInvitation,
    AnyCommand,
    CloseJob,
    DeclineInvitation,
    IgnoreInvitation,
    ReadNotifications,
    RemoveInvitation,
    SeeInvitation,
    WithdrawInvitation,
)
from marketplace.contract.entities import AnyEntity, Changes, Invitation, InvitationState
from marketplace.contract.ids import AccountId, InvitationId, JobId, ProposalId
from marketplace.contract.refusals import Refusal
from marketplace.engine import Actor, Engine, pages, tokens
from marketplace.engine.database import NotAtAGlance
from marketplace.engine.glances import Glances
from marketplace.engine.pages import FEW
from marketplace.engine.pipeline import Pipeline
from marketplace.engine.tokens import Grant
from tests.support.postgresql import Shared, emptied
from tests.unit.marketplace.stories import (
    ANA,
    BEN,
    INVITATION,
    MODERATOR,
    NORDWIND,
    PROPOSAL,
    ROOM,
    START,
    Story,
    a_job,
    end_all,
)

Result = TypeVar("Result")
Move = tuple[Actor, Callable[[int], AnyCommand]]

READER = AccountId(ANA.id)
THINGS = {"invitation": INVITATION, "proposal": PROPOSAL, "room": ROOM}


def named(number: int) -> InvitationId:
    """One of a few invitations."""
    return InvitationId(f"invitation-{number}")


MOVES: list[Move] = [
    (ANA, lambda number: SeeInvitation(invitation=named(number))),
    (ANA, lambda number: IgnoreInvitation(invitation=named(number))),
    (ANA, lambda number: DeclineInvitation(invitation=named(number), reason="spam", block=number == 0)),
    (ANA, lambda number: AcceptInvitation(invitation=named(number), proposal=ProposalId(f"proposal-{number}"))),
    (ANA, lambda number: ReadNotifications()),
    (NORDWIND, lambda number: WithdrawInvitation(invitation=named(number))),
    (NORDWIND, lambda number: CloseJob(job=JobId(f"job-{number}"))),
    (MODERATOR, lambda number: RemoveInvitation(invitation=named(number))),
]
"""What makes a page of changes look different."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Of the marketplace's file."""
    return tmp_path / "market.sqlite3"


@pytest.fixture(params=["sqlite", "postgresql"])
def story(request: pytest.FixtureRequest, path: Path) -> Story:
    """Ana, who talks with a client."""
    is_file = request.param == "sqlite"
    return Story(f"sqlite:///{path}" if is_file else str(request.getfixturevalue("postgresql"))).answered()


class Looking:
    """Glances at an engine's marketplace for tests, which are no coroutines."""

    def __init__(self, engine: Engine) -> None:
        glances = engine.glances()
        assert glances is not None
        self.glances = glances
        self._runner = asyncio.Runner()

    def at(self, look: Callable[[Glances], Coroutine[Any, Any, Result]]) -> Result:
        """What `look` finds."""
        return self._runner.run(look(self.glances))

    def changes(self, account: AccountId, since: int, limit: int) -> Changes | Refusal:
        """Glances.changes."""
        return self.at(lambda glances: glances.changes(account, since, limit))

    def thing(self, viewer: Actor, kind: str, id_: str) -> AnyEntity | None:
        """Glances.thing."""
        return self.at(lambda glances: glances.thing(viewer, kind, id_))

    def grant(self, token: str) -> Grant | None:
        """Glances.grant."""
        return self.at(lambda glances: glances.grant(token))

    def close(self) -> None:
        """The end of them."""
        self._runner.run(self.glances.close())
        self._runner.close()


@pytest.fixture
def glances(story: Story) -> Iterator[Looking]:
    """At that story's marketplace."""
    with closing(Looking(story.engine)) as looking:
        yield looking


@pytest.mark.parametrize("viewer", [ANA, BEN, NORDWIND])
def test_a_thing_is_the_same_at_a_glance(story: Story, glances: Looking, viewer: Actor) -> None:
    for kind, id_ in THINGS.items():
        with suppress(NotAtAGlance):
            assert glances.thing(viewer, kind, id_) == story.engine.thing(viewer, kind, id_)


def test_what_is_seen_at_a_glance(story: Story, glances: Looking) -> None:
    seen = set[str]()
    for kind, id_ in THINGS.items():
        with suppress(NotAtAGlance):
            glances.thing(ANA, kind, id_)
            seen.add(kind)
    assert seen == (set(pages.QUESTIONS) if story.engine.takes_many else set(THINGS))


def test_a_token_is_the_same_at_a_glance(story: Story, glances: Looking) -> None:
    good, bad = (story.engine.issue_token(ANA, "laptop", timedelta(days=1)) for _ in range(2))
    story.engine.revoke_token(hashlib.sha256(bad.encode()).hexdigest()[:12])
    for token in (good, bad, "nobody's"):
        assert glances.grant(token) == story.engine.grant(token)


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(moves=st.lists(st.tuples(st.sampled_from(MOVES), st.integers(0, 2)), min_size=3, max_size=9))
@pytest.mark.parametrize("name", ["sqlite", "postgresql"])
def test_changes_are_the_same_at_a_glance(
    name: str, shared: Shared, tmp_path: Path, moves: list[tuple[Move, int]]
) -> None:
    path = tmp_path / "whatever happened.sqlite3"
    path.unlink(missing_ok=True)
    story = Story(f"sqlite:///{path}" if name == "sqlite" else emptied(shared))
    for number in range(3):
        story.posts(a_job(JobId(f"job-{number}")))
        story.invites(InvitationId(f"invitation-{number}"), JobId(f"job-{number}"))
    for (actor, command), number in moves:
        story.tries(actor, command(number))
    with closing(Looking(story.engine)) as looking:
        for reader in (READER, AccountId(BEN.id), AccountId("nobody")):
            for since in range(story.engine.head(reader) + 2):
                for limit in (1, 500):
                    with suppress(NotAtAGlance):
                        assert looking.changes(reader, since, limit) == story.engine.changes(reader, since, limit)
    end_all()


def test_invitations_alone_are_one_statement(story: Story, glances: Looking) -> None:
    story.posts(a_job(JobId("second")))
    story.invites(InvitationId("second"), JobId("second"))
    story.does(ANA, IgnoreInvitation(invitation=InvitationId("second")))
    since, before = story.engine.head(READER) - 1, story.engine.changes
    assert glances.changes(READER, since, 500) == before(READER, since, 500)
    assert glances.changes(READER, since + 1, 500) == before(READER, since + 1, 500)
    assert glances.changes(READER, since + 2, 500) == Refusal(name="too_old")


def test_nobody_has_no_changes_at_a_glance(glances: Looking) -> None:
    assert glances.changes(AccountId("nobody"), 0, 9) == Refusal(name="unknown_thing")


def test_a_glance_sees_what_was_just_done(story: Story, glances: Looking) -> None:
    story.posts(a_job(JobId("second")))
    story.invites(InvitationId("second"), JobId("second"))
    for state in (InvitationState.RECEIVED, InvitationState.SEEN):
        seen = glances.thing(ANA, "invitation", "second")
        assert isinstance(seen, Invitation)
        assert seen.state is state
        story.tries(ANA, SeeInvitation(invitation=InvitationId("second")))


def test_many_changes_are_the_engines_to_read(story: Story, glances: Looking) -> None:
    since = story.engine.head(READER)
    ids = [InvitationId(f"invitation-{number}") for number in range(FEW + 1)]
    for id_ in ids:
        story.posts(a_job(JobId(f"job-of-{id_}")))
        story.invites(id_, JobId(f"job-of-{id_}"))
    story.does(ANA, ReadNotifications())
    for id_ in ids:
        story.does(ANA, SeeInvitation(invitation=id_))
    since = story.engine.head(READER) - len(ids)
    with pytest.raises(NotAtAGlance):
        glances.changes(READER, since, 500)
    page = glances.changes(READER, since, FEW)
    assert isinstance(page, Changes)
    assert page == story.engine.changes(READER, since, FEW)
    assert glances.changes(READER, since + 1, 500) == story.engine.changes(READER, since + 1, 500)


@pytest.mark.parametrize("story", ["sqlite"], indirect=True)
def test_a_glance_waits_for_nobody_who_writes(glances: Looking, path: Path) -> None:
    assert glances.thing(ANA, "invitation", INVITATION)
    with closing(sqlite3.connect(path, isolation_level=None)) as somebody:
        somebody.execute("BEGIN EXCLUSIVE")
        with pytest.raises(NotAtAGlance):
            glances.thing(ANA, "invitation", INVITATION)
    assert glances.thing(ANA, "invitation", INVITATION)


@pytest.mark.parametrize("story", ["sqlite"], indirect=True)
def test_a_glance_leaves_no_lock_behind(story: Story, glances: Looking, path: Path) -> None:
    glances.changes(READER, 0, 500)
    glances.thing(ANA, "room", ROOM)
    with closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as somebody:
        somebody.execute("BEGIN EXCLUSIVE")


def test_a_marketplace_in_memory_has_no_glances() -> None:
    with closing(Engine("sqlite://")) as engine:
        assert engine.glances() is None


@pytest.mark.parametrize("kind", sorted(pages.QUESTIONS))
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


def hang_up(looking: Looking) -> None:
    """The database closes the connection of glances."""
    pipeline = looking.glances._beside
    assert isinstance(pipeline, Pipeline)
    assert pipeline._line is not None
    info = pipeline._line._connection.info
    with psycopg.connect(info.dsn, autocommit=True) as connection:
        connection.execute("select pg_terminate_backend(%s, 10000)", [info.backend_pid])


@pytest.mark.parametrize("story", ["postgresql"], indirect=True)
def test_a_lost_connection_is_replaced(glances: Looking, caplog: pytest.LogCaptureFixture) -> None:
    assert glances.thing(ANA, "invitation", INVITATION)
    hang_up(glances)
    with suppress(NotAtAGlance):  # who asks in the very moment; who asks later finds a new one
        glances.thing(ANA, "invitation", INVITATION)
    assert glances.thing(ANA, "invitation", INVITATION)
    assert not [one for one in caplog.records if one.exc_info]


@pytest.mark.parametrize("story", ["postgresql"], indirect=True)
def test_who_waits_when_the_connection_is_lost_is_sent_to_the_engine(story: Story, glances: Looking) -> None:
    async def ask(glances: Glances) -> list[object]:
        asked = [glances.thing(ANA, "invitation", INVITATION) for _ in range(5)]
        found = asyncio.gather(*asked, return_exceptions=True)
        await asyncio.sleep(0)
        await asyncio.to_thread(hang_up, looking)
        return list(await found)

    looking = glances
    assert glances.thing(ANA, "invitation", INVITATION)
    with story.engine._database.writer.begin() as connection:
        connection.exec_driver_sql("lock table invitation in access exclusive mode")
        lost = glances.at(ask)
    assert [type(one) for one in lost] == [NotAtAGlance] * 5


@pytest.mark.parametrize("story", ["postgresql"], indirect=True)
def test_many_ask_at_once_and_each_gets_its_own_answer(story: Story, glances: Looking) -> None:
    names = [InvitationId(f"invitation-{number}") for number in range(3)]
    for name in names:
        story.posts(a_job(JobId(f"job-of-{name}"), description="x" * 20_000))
        story.invites(name, JobId(f"job-of-{name}"))
    # More is asked than a socket takes at once, and more is answered.
    asked = [*names, "nobody's " * 10_000] * 50

    async def ask(glances: Glances) -> list[AnyEntity | None]:
        asking = [asyncio.ensure_future(glances.thing(ANA, "invitation", id_)) for id_ in asked]
        await asyncio.sleep(0)
        asking.pop(1).cancel()
        return await asyncio.gather(*asking)

    assert glances.thing(ANA, "invitation", INVITATION)
    found = [None if one is None else one.id for one in glances.at(ask)]
    expected = [id_ if id_ in names else None for id_ in asked]
    assert found == [expected[0], *expected[2:]]


def test_a_database_that_does_not_answer_is_left_alone_for_a_while() -> None:
    tried: list[float] = []

    def connect() -> psycopg.Connection[Any]:
        tried.append(time.monotonic())
        raise psycopg.OperationalError("refused")

    async def ask() -> list[BaseException | Grant | None]:
        pipeline = Pipeline(connect)
        asked = [pipeline.ask(tokens.question("", START)) for _ in range(3)]
        found = await asyncio.gather(*asked, return_exceptions=True)
        with pytest.raises(NotAtAGlance):
            await pipeline.ask(tokens.question("", START))
        return found

    assert [type(one) for one in asyncio.run(ask())] == [NotAtAGlance] * 3
    assert len(tried) == 1


def test_an_event_loop_that_watches_no_sockets_leaves_nothing_open(
    postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[psycopg.Connection[Any]] = []

    def connect() -> psycopg.Connection[Any]:
        opened.append(psycopg.connect(postgresql))
        return opened[-1]

    def unable(*_anything: object) -> None:
        raise NotImplementedError

    async def ask() -> None:
        monkeypatch.setattr(asyncio.get_running_loop(), "add_reader", unable)
        pipeline = Pipeline(connect)
        monkeypatch.setattr("marketplace.engine.pipeline.PAUSE", 0.0)
        for _ in range(2):
            with pytest.raises(NotAtAGlance):
                await pipeline.ask(tokens.question("", START))

    asyncio.run(ask())
    assert [one.closed for one in opened] == [True]


@pytest.mark.parametrize("story", ["postgresql"], indirect=True)
def test_what_postgresql_cannot_hold_is_left_to_the_engine(glances: Looking) -> None:
    for id_ in (f"{INVITATION}\0", "\ud800"):
        with pytest.raises(NotAtAGlance):
            glances.thing(ANA, "invitation", id_)


@pytest.mark.parametrize("story", ["postgresql"], indirect=True)
def test_a_schema_that_changes_meanwhile_costs_a_glance(story: Story, glances: Looking) -> None:
    assert glances.thing(ANA, "invitation", INVITATION)
    with story.engine._database.writer.begin() as connection:
        connection.exec_driver_sql("alter table invitation alter column message type varchar(9999)")
    with suppress(NotAtAGlance):
        glances.thing(ANA, "invitation", INVITATION)
    assert glances.thing(ANA, "invitation", INVITATION)
    with story.engine._database.writer.begin() as connection:
        connection.exec_driver_sql("alter table invitation alter column message type text")
