"""Things of a market as a client may get to see them, plain unless a test says otherwise."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import apsw
from msgspec.structs import replace

from desktop.local import store
from desktop.local.store import Connection
from marketplace.contract.entities import (
    About,
    Account,
    AnyEntity,
    Changes,
    Client,
    HourlyRange,
    HourlyTerms,
    Invitation,
    Job,
    Message,
    Notification,
    NotificationKind,
    Party,
    Proposal,
    Room,
)
from marketplace.contract.ids import (
    AccountId,
    ClientId,
    InvitationId,
    JobId,
    MessageId,
    NotificationId,
    ProposalId,
    RoomId,
)

MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NOW = round(MORNING.timestamp() * 1000)
"""The same moment in the store's milliseconds."""


def a_job(**facts: object) -> Job:
    """A job paid by the hour, without questions."""
    plain = Job(
        id=JobId("job"),
        title="Turbine manual",
        description="140 pages about gearboxes.",
        category="Translation",
        budget=HourlyRange(low=Decimal(38), high=Decimal(52)),
        posted_at=MORNING,
        connects=6,
    )
    return replace(plain, **facts)


def a_client(**facts: object) -> Client:
    """A client whose name is not known yet."""
    plain = Client(id=ClientId("nordwind"), country="Germany", member_since=date(2019, 5, 1))
    return replace(plain, **facts)


def an_invitation(id_: str = "invitation", **facts: object) -> Invitation:
    """An invitation that nobody has looked at."""
    plain = Invitation(
        id=InvitationId(id_), version=1, job=a_job(), client=a_client(), message="Are you free?", sent_at=MORNING
    )
    return replace(plain, **facts)


def a_proposal(id_: str = "proposal", **facts: object) -> Proposal:
    """A proposal as offered, which its client has not looked at."""
    plain = Proposal(
        id=ProposalId(id_),
        version=1,
        job=a_job(),
        client=a_client(),
        terms=HourlyTerms(rate=Decimal(52)),
        as_offered=True,
        fee_percent=Decimal(10),
        submitted_at=MORNING,
    )
    return replace(plain, **facts)


def a_room(id_: str = "room", **facts: object) -> Room:
    """A room in which nothing was said."""
    plain = Room(
        id=RoomId(id_),
        version=1,
        proposal=ProposalId("proposal"),
        job=a_job(),
        client=a_client(name="Nordwind Energie"),
        members=(),
        opened_at=MORNING,
        last_at=MORNING,
    )
    return replace(plain, **facts)


def a_message(id_: str = "message", position: int = 1, **facts: object) -> Message:
    """Something the client said."""
    plain = Message(
        id=MessageId(id_),
        version=1,
        room=RoomId("room"),
        author=Party.CLIENT,
        author_name="Nordwind Energie",
        text="Good morning!",
        sent_at=MORNING,
        position=position,
    )
    return replace(plain, **facts)


def a_notification(id_: str = "notification", **facts: object) -> Notification:
    """The bell tells of an invitation."""
    plain = Notification(
        id=NotificationId(id_),
        version=1,
        kind=NotificationKind.INVITATION_RECEIVED,
        title="New invitation",
        text="Turbine manual",
        at=MORNING,
        about=About(kind="invitation", id="invitation"),
    )
    return replace(plain, **facts)


def an_account(**facts: object) -> Account:
    """Ana, who translates."""
    plain = Account(
        id=AccountId("ana"), version=1, name="Ana", title="Technical translator", rate=Decimal(45), connects=20
    )
    return replace(plain, **facts)


def a_page(*entities: AnyEntity, next_: int = 1, more: bool = False, market: str = "market") -> Changes:
    """A page of changes."""
    return Changes(market=market, entities=entities, next=next_, more=more)


def a_store_in_memory() -> Connection:
    """A store for tests that make thousands of steps."""
    connection = apsw.Connection(":memory:")
    store._prepare(connection, Path("memory"))
    return connection


def looks_of(connection: Connection) -> list[tuple[object, ...]]:
    """Everything a reader of lists, rooms and the bell can get to see, without the order of arrival."""
    lines = (
        "select kind, id, section, at, unread, pending, title, client, country, rating, spent, verified, pricing, low,"
        " high, duration, state, questions, wants, closes_at, earlier, preview, version, cast(body as text) from entry"
        " order by kind, id"
    )
    statements = (
        lines,
        "select 'message', id, room, position, cast(body as text) from message order by id",
        "select 'notification', id, at, is_read, cast(body as text) from notification order by id",
        "select 'count', section, total, unread from section_count where total order by section",
    )
    return [tuple(row) for statement in statements for row in connection.execute(statement)]
