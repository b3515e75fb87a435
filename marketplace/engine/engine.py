"""The marketplace as one object: commands in, receipts and changes out."""

import random
import shutil
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import gettempdir
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from marketplace import faults
from marketplace.contract import rules
from marketplace.contract.commands import AnyCommand
from marketplace.contract.entities import (
    Account,
    AnyEntity,
    BlobProgress,
    Changes,
    Client,
    Invitation,
    Job,
    JobPost,
    Message,
    Party,
    Proposal,
    Receipt,
    Room,
)
from marketplace.contract.ids import (
    AccountId,
    AgencyId,
    BlobId,
    CommandId,
    InvitationId,
    JobId,
    ProposalId,
    RoomId,
)
from marketplace.contract.policy import Policy
from marketplace.contract.refusals import Refusal
from marketplace.engine import (
    accounts,
    agencies,
    changes,
    invitations,
    jobs,
    ledger,
    listing,
    meetings,
    migrations,
    overview,
    pages,
    proposals,
    rooms,
    seeding,
    timekeeping,
    tokens,
    verbs,
)
from marketplace.engine.actors import Actor
from marketplace.engine.database import Listener, open_database
from marketplace.engine.glances import Glances
from marketplace.engine.listing import Place, Wanted
from marketplace.engine.overview import Line
from marketplace.engine.prepared import Question
from marketplace.engine.reader import Eyes, Reader
from marketplace.engine.tokens import EVERYTHING, Grant, IssuedToken, Scope
from marketplace.engine.uploads import Uploads
from marketplace.engine.work import Work

MOST = 1_000
LONGEST_PAUSE = 0.2
"""Seconds between two tries of a transaction, at most."""

ABOVE = Actor(Party.MODERATOR, "above")
"""Sees everything, as those do who run the marketplace."""

Result = TypeVar("Result")


def utc_now() -> datetime:
    """The present moment, aware."""
    return datetime.now(UTC)


class Engine:
    """One marketplace on one database. Synchronous; on SQLite to be used from one thread at a time.

    `url` is `sqlite:///FILE`, `sqlite://` for one in memory, or `postgresql://USER@HOST/NAME`, which takes as many
    `threads` as it is made for. `blobs` is the directory of the files: beside the database's file unless said
    otherwise, temporary where there is no file. `market` is the identity of a database that is made now. Every call
    raises MarketUnavailable where the database cannot be used.
    """

    def __init__(
        self,
        url: str,
        *,
        clock: Callable[[], datetime] = utc_now,
        blobs: Path | None = None,
        policy: Policy | None = None,
        market: str | None = None,
        threads: int = 1,
    ) -> None:
        self.policy = policy or Policy()
        self._clock = clock
        self._tell: Listener = _nobody
        self._together: Connection | None = None
        self.repeats = 0
        """How often a transaction was done again because of others."""
        self._database = open_database(url, migrations.NEWEST, threads)
        try:
            self.market = migrations.bring_up(self._database, clock(), market)
        except BaseException:
            self._database.close()
            raise
        path = self._database.file
        temporary = Path(gettempdir(), f"bellhop-{self.market}")
        # Of a database in memory nothing is left; one on a server has other users, who have the files as well.
        self._scratch = temporary if path is None and blobs is None and not self.takes_many else None
        directory = blobs or (temporary if path is None else Path(f"{path}.files"))
        largest = max(self.policy.limits.attachment_size, self.policy.limits.recording_size)
        self._uploads = Uploads(directory, largest, self.policy.limits, self._write, self._reading)

    def close(self) -> None:
        """Close the database; the engine is of no use afterwards."""
        self._database.close()
        if self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Everything done inside is committed at once at the end, or not at all: for long stories, which it hastens."""
        if self._together is not None:
            yield
            return
        with self._database.translated(), self._transaction() as connection:
            self._together = connection
            try:
                yield
            finally:
                self._together = None

    @property
    def takes_many(self) -> bool:
        """Whether several threads, and several processes, can use this database at the same time."""
        return self._database.takes_many

    def glances(self) -> Glances | None:
        """Short reads beside the engine, for one event loop; None where the database has no room for them."""
        beside = self._database.beside()
        return None if beside is None else Glances(beside, self.market, self.policy, self._clock)

    def listen(self, tell: Listener) -> Callable[[], None]:
        """Call `tell`, in any thread, with the accounts for whom something changed, or None where nobody knows whom.

        Returns what ends that.
        """
        self._tell = tell
        return self._database.listen(tell)

    # --- commands ---------------------------------------------------------------------------------------------

    def handle(
        self, actor: Actor, command_id: CommandId, command: AnyCommand, *, now: datetime | None = None
    ) -> Receipt | Refusal:
        """Carry out a command once; sent again, it has the same outcome. `now` is for stories set in the past."""
        texts = self._uploads.texts(actor, rules.attached(command))  # files are read before the transaction
        return self._write(lambda connection: self._carry_out(connection, actor, command_id, command, now, texts))

    def outcome(self, actor: Actor, command_id: CommandId) -> Receipt | Refusal | None:
        """What became of an earlier command; None where the marketplace never saw it."""
        with self._reading() as connection:
            return ledger.recall(connection, actor, command_id)

    # --- what readers see -------------------------------------------------------------------------------------

    def changes(self, account: AccountId, since: int, limit: int = 500) -> Changes | Refusal:
        """At most `limit` (up to 1,000) entities that changed for `account` after sequence number `since`.

        Refuses with `too_old` a `since` that this marketplace has not reached: it was put back to an older state.
        """
        most = max(1, min(limit, MOST))
        with self._reading() as connection:
            return pages.changes(self._reader(connection, Actor(Party.FREELANCER, account)), self.market, since, most)

    def head(self, account: AccountId) -> int:
        """The last sequence number of `account`; 0 for an unknown one."""
        with self._reading() as connection:
            return changes.head(connection, account) or 0

    def heads(self, readers: Collection[AccountId]) -> dict[AccountId, int]:
        """The last sequence numbers of many accounts, those that are there."""
        with self._reading() as connection:
            return changes.heads(connection, readers)

    def account(self, account: AccountId) -> Account | None:
        """The account of that id."""
        with self._reading() as connection:
            return accounts.whole(self._reader(connection, Actor(Party.FREELANCER, account)), account)

    def accounts(self) -> Sequence[AccountId]:
        """Everybody's id."""
        with self._reading() as connection:
            return accounts.everyone(connection)

    def thing(self, viewer: Actor, kind: str, id_: str) -> AnyEntity | None:
        """One thing of `kind`, one of `pages.LOADERS`, as `viewer` sees it; None where it is not theirs to see."""
        if kind in pages.QUESTIONS:
            return self._ask(pages.QUESTIONS[kind](Eyes(viewer, self.policy, self._clock()), id_))
        with self._reading() as connection:
            return pages.LOADERS[kind](self._reader(connection, viewer), [id_]).get(id_)

    def post(self, viewer: Actor, id_: JobId) -> JobPost | None:
        """A job with who posted it, as `viewer` sees them; posts are public."""
        with self._reading() as connection:
            return self._reader(connection, viewer).post(id_)

    def things(
        self, viewer: Actor, kind: str, before: Place | None, limit: int
    ) -> tuple[Sequence[AnyEntity], Place | None]:
        """A page of `viewer`'s things of `kind`, one of `listing.ORDERS`, and where the next one begins."""
        with self._reading() as connection:
            return listing.things(self._reader(connection, viewer), kind, before, limit)

    def posts(
        self, viewer: Actor, wanted: Wanted, before: Place | None, limit: int
    ) -> tuple[Sequence[JobPost], Place | None]:
        """A page of a client's jobs, and where the next one begins; posts are public."""
        with self._reading() as connection:
            return listing.posts(self._reader(connection, viewer), wanted, before, limit)

    def messages(self, viewer: Actor, room: RoomId, before: int, limit: int) -> Sequence[Message] | None:
        """Messages of a room before a position, the newest first; None where the room is not `viewer`'s to see."""
        with self._reading() as connection:
            return listing.messages(self._reader(connection, viewer), room, before, limit)

    # --- what clients see -------------------------------------------------------------------------------------

    def waiting_proposals(self) -> Sequence[Proposal]:
        """Open proposals that their clients have not answered, the oldest first."""
        with self._reading() as connection:
            waiting = proposals.waiting(connection)
            found = proposals.load(self._reader(connection, ABOVE), waiting)
            return [found[id_] for id_ in waiting]

    def waiting_messages(self, since: datetime) -> Sequence[Message]:
        """What freelancers said last, after `since`, where their clients have not spoken since; the oldest first."""
        with self._reading() as connection:
            return [said for said in rooms.unanswered(connection) if said.sent_at > since]

    def waiting_meetings(self) -> Sequence[Room]:
        """Rooms in which freelancers have named a time to meet that their clients have not answered."""
        with self._reading() as connection:
            found = rooms.load_rooms(self._reader(connection, ABOVE), meetings.named_by_freelancers(connection))
            return list(found.values())

    def waiting_offers(self) -> Sequence[Proposal]:
        """Proposals with an offer that nobody has answered."""
        with self._reading() as connection:
            found = proposals.load(self._reader(connection, ABOVE), proposals.offered(connection))
            return list(found.values())

    def proposal(self, id_: ProposalId) -> Proposal | None:
        """The proposal, as its client sees it."""
        with self._reading() as connection:
            return proposals.find(self._reader(connection, ABOVE), id_)

    def invitation(self, id_: InvitationId) -> Invitation | None:
        """The invitation, as its client sees it."""
        with self._reading() as connection:
            return invitations.find(self._reader(connection, ABOVE), id_)

    def room(self, id_: RoomId) -> Room | None:
        """The room, as its client sees it."""
        with self._reading() as connection:
            return rooms.find(self._reader(connection, ABOVE), id_)

    def last_message(self, id_: RoomId) -> Message | None:
        """What was said last in the room."""
        with self._reading() as connection:
            return rooms.last_message(connection, id_)

    def listing(self, kind: str, prefix: str = "", states: Collection[str] = (), limit: int = 50) -> Sequence[Line]:
        """Lines about the newest things of `kind`, one of `overview.KINDS`; by the beginning of ids, and by states."""
        with self._reading() as connection:
            return overview.lines(connection, kind, prefix, states, limit)

    def clients(self, prefix: str = "", limit: int = 50) -> Sequence[Client]:
        """Clients whose ids begin with `prefix`, with nothing hidden."""
        with self._reading() as connection:
            return overview.clients(connection, prefix, limit)

    # --- accounts, tokens, seeds ------------------------------------------------------------------------------

    def tick(self, now: datetime | None = None) -> int:
        """Do what is due because time has passed; returns how many things there were, 0 where nothing is left."""
        at = now or self._clock()
        return self._write(lambda connection: timekeeping.tick(connection, self.policy, at)) + self._uploads.tidy(at)

    def add_client(self, client: Client) -> None:
        """Make a client known, with everything that the marketplace has found out about them; who is known stays."""
        self._write(lambda connection: jobs.add_clients(connection, [client]))

    def add_agency(
        self, id_: AgencyId, name: str, owner: AccountId, manager: AccountId | None, members: Collection[AccountId]
    ) -> None:
        """Found an agency of accounts that are there; without a business manager the owner stands in."""
        self._write(lambda connection: agencies.add(connection, id_, name, owner, manager, members))

    def add_account(self, account: Account) -> None:
        """Open an account for a freelancer."""
        self._write(lambda connection: accounts.add(connection, account))

    def load(self, batch: Iterable[tuple[Client, Job, Invitation]], account: AccountId) -> int:
        """Store many invitations at once, as given; all of them or none. Returns how many."""
        with self._database.translated(), self._transaction() as connection:
            return seeding.load(connection, self._database.insert, batch, account, self.policy, self._clock())

    def issue_token(self, actor: Actor, label: str, lifetime: timedelta, scopes: Collection[Scope] = EVERYTHING) -> str:
        """A fresh access token for `actor`; it cannot be shown again."""
        return self._write(lambda connection: tokens.issue(connection, actor, scopes, label, self._clock(), lifetime))

    def grant(self, token: str) -> Grant | None:
        """Whose token it is and what it allows, while it is good."""
        return self._ask(tokens.question(token, self._clock()))

    def revoke_token(self, id_: str) -> int:
        """Take back tokens by the beginning of their listed id; returns how many."""
        return self._write(lambda connection: tokens.revoke(connection, id_, self._clock()))

    def tokens(self) -> Sequence[IssuedToken]:
        """All tokens, the newest first; never the secrets."""
        with self._reading() as connection:
            return tokens.listed(connection)

    # --- files ------------------------------------------------------------------------------------------------

    def put_piece(self, sender: Actor, blob: BlobId, offset: int, size: int, piece: bytes) -> BlobProgress | Refusal:
        """Take the next piece of a file of `size` bytes; the answer says where to go on."""
        return self._uploads.put(sender, blob, offset, size, piece, self._clock())

    def blob_progress(self, sender: Actor, blob: BlobId) -> BlobProgress | Refusal:
        """How much of a file has arrived from `sender`."""
        return self._uploads.progress(sender, blob)

    def blob_path(self, reader: Actor, blob: BlobId) -> Path | None:
        """A whole file to read, where `reader` may see it."""
        return self._uploads.path(reader, blob)

    # --- inside -----------------------------------------------------------------------------------------------

    def _carry_out(
        self,
        connection: Connection,
        actor: Actor,
        command_id: CommandId,
        command: AnyCommand,
        now: datetime | None,
        texts: Mapping[BlobId, str],
    ) -> Receipt | Refusal:
        if not self._database.claim(connection, f"{actor.key} {command_id}"):
            return Refusal(name="still_running")
        earlier = ledger.recall(connection, actor, command_id, command)
        if earlier is not None:
            return earlier
        at = now or self._clock()
        work = Work(connection, self.policy, actor, command_id, at, texts)
        outcome = verbs.carry_out(work, command) or Receipt(
            command=command_id, seq=changes.head(connection, AccountId(actor.id)) or 0, at=at
        )
        faults.point("engine.carried_out")
        ledger.record(connection, actor, command_id, command, outcome, at)
        return outcome

    def _write(self, work: Callable[[Connection], Result]) -> Result:
        """Do `work` in a transaction of its own; again, where it failed only because of others at that moment."""
        if self._together is not None:
            return work(self._together)
        with self._database.translated():
            for attempt in range(1, self._database.attempts):
                try:
                    with self._transaction() as connection:
                        return work(connection)
                except DatabaseError as error:
                    if not self._database.may_repeat(error):
                        raise
                self.repeats += 1
                time.sleep(random.uniform(0, min(LONGEST_PAUSE, 0.001 * 2**attempt)))
            with self._transaction() as connection:
                return work(connection)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        """A transaction that writes; once it is committed, those are told for whom something changed."""
        with self._database.writer.begin() as connection:
            touched = changes.watch(connection)
            yield connection
            self._database.announce(connection, touched)
            faults.point("engine.before_commit")
        faults.point("engine.committed")
        if touched:
            self._tell(touched)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        if self._together is not None:
            yield self._together
            return
        with self._database.translated(), self._database.reader.begin() as connection:
            yield connection

    def _ask(self, question: Question[Result]) -> Result:
        with self._glancing() as connection:
            return question.ask(connection)

    @contextmanager
    def _glancing(self) -> Iterator[Connection]:
        """For a read that is one statement."""
        if self._together is not None:
            yield self._together
            return
        with self._database.translated(), self._database.glancer.connect() as connection:
            yield connection

    def _reader(self, connection: Connection, viewer: Actor) -> Reader:
        return Reader(connection, viewer, self.policy, self._clock())


def _nobody(_accounts: Collection[AccountId] | None) -> None:
    """Nobody listens."""
