"""What requests cause in the database finds its rows by an index, on both databases; no table is read as a whole."""

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
import pytest
from sqlalchemy import Connection, String, bindparam, event, select

from marketplace.contract.commands import (
    AcceptInvitation,
    AnswerProposal,
    AnyCommand,
    CloseJob,
    DeclineInvitation,
    ReadNotifications,
    ReadRoom,
    SeeInvitation,
    SendMessage,
    SubmitProposal,
    ViewProposal,
    WithdrawInvitation,
)
from marketplace.contract.ids import AccountId, ClientId, CommandId, InvitationId, JobId, MessageId, ProposalId
from marketplace.engine import Actor, Engine, pages, pipeline
from marketplace.engine.listing import ORDERS, Place, Wanted
from marketplace.engine.prepared import Prepared
from marketplace.engine.reader import Eyes
from marketplace.engine.schema import invitation
from marketplace.simulation.market import bulk
from tests.unit.marketplace.stories import (
    ANA,
    INVITATION,
    JOB,
    MODERATOR,
    NORDWIND,
    OPENING,
    PROPOSAL,
    ROOM,
    START,
    Story,
    a_job,
    end_all,
)

EXPLAINED = re.compile(r"\s*(select|update|delete|with)\b", re.IGNORECASE)
SMALL = {"meta"}
"""Tables of a few rows for ever."""


class Statement(NamedTuple):
    """What went to the database."""

    text: str
    values: Any


@pytest.fixture(params=["sqlite", "postgresql"])
def story(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Story]:
    """Ana, who is invited twice."""
    is_file = request.param == "sqlite"
    address = f"sqlite:///{tmp_path / 'm.sqlite3'}" if is_file else str(request.getfixturevalue("postgresql"))
    told = Story(address).invited()
    told.posts(a_job(JobId("second")))
    told.invites(InvitationId("second"), JobId("second"))
    yield told
    end_all()


@contextmanager
def heard(engine: Engine) -> Iterator[list[Statement]]:
    """Everything that is sent to the database meanwhile."""
    said: list[Statement] = []

    def hear(_connection: Connection, _cursor: Any, text: str, values: Any, _context: Any, many: bool) -> None:
        if EXPLAINED.match(text):
            said.append(Statement(text, values[0] if many else values))

    database = engine._database
    sources = (database.reader, database.glancer, database.writer)
    for source in sources:
        event.listen(source, "before_cursor_execute", hear)
    yield said
    for source in sources:
        event.remove(source, "before_cursor_execute", hear)


def reads(engine: Engine) -> None:
    """Every kind of read that a request can ask for, by every party."""
    place = Place(START, "x")
    for viewer in (ANA, NORDWIND):
        for kind in ORDERS:
            if viewer is ANA or kind != "notification":
                engine.things(viewer, kind, None, 10)
                engine.things(viewer, kind, place, 10)
        for kind, id_ in (("invitation", INVITATION), ("proposal", PROPOSAL), ("room", ROOM)):
            engine.thing(viewer, kind, id_)
        engine.messages(viewer, ROOM, 9, 10)
        engine.post(viewer, JOB)
        engine.posts(viewer, Wanted(ClientId("nordwind")), place, 10)
        engine.posts(viewer, Wanted(ClientId("nordwind"), "turb man", is_open=True), place, 10)
        engine.outcome(viewer, CommandId("x"))
        engine.blob_progress(viewer, "a" * 64)  # type: ignore[arg-type]
    engine.thing(MODERATOR, "invitation", INVITATION)
    engine.account(AccountId("ana"))
    engine.changes(AccountId("ana"), 0)
    engine.changes(AccountId("ana"), 3)
    engine.grant("nobody's")
    with engine._glancing() as connection:
        pages.question(Eyes(ANA, engine.policy, START), engine.market, 3, 10).ask(connection)


VERBS: Sequence[tuple[Actor, AnyCommand]] = (
    (ANA, SeeInvitation(invitation=INVITATION)),
    (ANA, AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL)),
    (NORDWIND, ViewProposal(proposal=PROPOSAL)),
    (NORDWIND, AnswerProposal(proposal=PROPOSAL, room=ROOM, message=OPENING, text="Good morning!")),
    (ANA, SendMessage(room=ROOM, message=MessageId("m1"), text="Good morning to you.")),
    (NORDWIND, SendMessage(room=ROOM, message=MessageId("m2"), text="Shall we?")),
    (ANA, ReadRoom(room=ROOM, position=2)),
    (ANA, ReadNotifications()),
    (ANA, DeclineInvitation(invitation=InvitationId("second"), reason="spam", block=True)),
    (ANA, SubmitProposal(job=JobId("second"), proposal=ProposalId("direct"), unblock=True)),
    (NORDWIND, CloseJob(job=JobId("second"))),
    (NORDWIND, WithdrawInvitation(invitation=INVITATION)),
)


def acts(story: Story) -> None:
    """Every kind of thing that is done."""
    for actor, command in VERBS:
        story.tries(actor, command)


def full_scans(story: Story, said: Sequence[Statement]) -> list[str]:
    """The statements that would read a table from end to end, with what the database says of them."""
    find = _scans_on_postgresql if story.engine.takes_many else _scans_on_sqlite
    with story.engine._database.writer.connect() as connection:
        each = {one.text: one for one in said}.values()
        return [f"{scan}: {one.text}" for one in each for scan in find(connection, one)]


def _scans_on_sqlite(connection: Connection, one: Statement) -> list[str]:
    plan = connection.exec_driver_sql(f"explain query plan {one.text}", one.values)
    steps = [str(row[3]) for row in plan]
    return [step for step in steps if step.startswith("SCAN") and not _is_harmless(step.split()[1])]


def _is_harmless(table: str) -> bool:
    # Inner results have names of their own, or none.
    return table in SMALL or table.startswith(("anon_", "(", "CONSTANT"))


def _scans_on_postgresql(connection: Connection, one: Statement) -> list[str]:
    # Reading a test's small tables whole would be best: told not to, it does so only where there is no other way.
    connection.exec_driver_sql("set local enable_seqscan = off")
    plan = connection.exec_driver_sql(f"explain (format json) {one.text}", one.values).scalar_one()
    nodes = _nodes((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"])
    return [
        f"{node['Node Type']} on {node['Relation Name']}"
        for node in nodes
        if node["Node Type"] == "Seq Scan" and node["Relation Name"] not in SMALL
    ]


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for inner in plan.get("Plans", ()):
        yield from _nodes(inner)


def test_no_read_goes_over_a_whole_table(story: Story) -> None:
    acts(story)
    with heard(story.engine) as said:
        reads(story.engine)
    assert len(said) > 40
    assert full_scans(story, said) == []


def test_no_command_goes_over_a_whole_table(story: Story) -> None:
    with heard(story.engine) as said:
        acts(story)
    assert len(said) > 60
    assert full_scans(story, said) == []


def test_nothing_that_time_does_goes_over_a_whole_table(story: Story) -> None:
    acts(story)
    with heard(story.engine) as said:
        story.engine.tick()
    assert said
    assert full_scans(story, said) == []


def test_a_full_scan_would_be_noticed(story: Story) -> None:
    with heard(story.engine) as said:
        story.engine.waiting_proposals()
        with story.engine._reading() as connection:
            connection.exec_driver_sql("select id from invitation where message = 'Are you free?'")
    assert len(full_scans(story, said)) >= 1


def test_a_full_scan_by_the_driver_itself_would_be_noticed(story: Story) -> None:
    careless = Prepared(select(invitation.c.id).where(invitation.c.message == bindparam("said", type_=String)))
    with heard(story.engine) as said, story.engine._glancing() as connection:
        careless.rows(connection, {"said": "Are you free?"})
    assert len(full_scans(story, said)) >= 1


def test_a_glance_at_a_large_market_reads_a_few_rows_whatever_its_values_are(postgresql: str) -> None:
    told = Story(postgresql)
    told.engine.load(bulk(3_000, 5, START), AccountId(ANA.id))
    asked = pages.question(Eyes(ANA, told.engine.policy, START), told.engine.market, 0, 10)
    text = asked.statement.compiled(pipeline.DIALECT).text
    with psycopg.connect(postgresql, autocommit=True) as connection:
        for line in ("analyze", "set enable_seqscan = off", "set plan_cache_mode = force_generic_plan"):
            connection.execute(line)
        connection.execute(f"prepare asked as {text}".encode())
        found = connection.execute("explain (format json) execute asked ('ana', 0, 'invitation')").fetchone()
    assert found is not None
    reading = [node["Plan Rows"] for node in _nodes(found[0][0]["Plan"]) if node.get("Relation Name") == "invitation"]
    assert reading
    assert max(reading) < 100
    told.engine.close()
