"""Two clients of one freelancer and their marketplace, any steps in any order, with partitions between.

After the last step everybody is connected again, and then: no text that was ever kept is out of reach, nothing that
was said was said twice or in another order, every command has an answer, and both copies are what the marketplace has.
"""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from desktop.errors import AppError, Offline
from desktop.local import entries, listing, looks, mirror
from desktop.local.drafts import Fields
from desktop.local.sections import Section
from desktop.services.composer import with_fields
from desktop.services.sync import Sync
from marketplace.contract.commands import (
    AnswerProposal,
    DeclineInvitation,
    SendMessage,
    WithdrawInvitation,
)
from marketplace.contract.entities import Draft, Invitation, Message, Party, Proposal, Room
from marketplace.contract.ids import InvitationId, JobId, MessageId, RoomId
from tests.unit.desktop.services.desks import Desk, NearMarket
from tests.unit.marketplace.stories import NORDWIND, Story, a_job, key

Result = TypeVar("Result")
GONE = Offline("Nobody there.")
OPEN = (Section.INVITATIONS, Section.ARCHIVED)
UNANSWERED = {"received", "seen", "ignored"}
CLIENTS = st.sampled_from((0, 1))
PLACES = st.integers(0, 30)


class Client:
    """A computer of the freelancer's. Its texts are numbered, so that each can be found again."""

    def __init__(self, directory: Path, market: NearMarket, name: str) -> None:
        self.directory = directory
        self.market = market
        self.name = name
        self.said: dict[RoomId, list[str]] = {}
        self.kept: list[str] = []
        self.seen = 0
        self.desk, self.sync = self._started()

    def _started(self) -> tuple[Desk, Sync]:
        desk = Desk(self.directory, self.market)
        desk.patience.seconds = 0.0
        return desk, desk.made_sync()

    def start_again(self) -> None:
        """End suddenly, and start again."""
        self.desk.close()
        self.desk, self.sync = self._started()

    async def exchange(self) -> None:
        """Fetch and send as far as the connection carries."""
        with suppress(AppError):
            await self.sync.catch_up()
        self.desk.delivery.retry()
        await self.desk.delivery.drain()
        await self.tell()
        with suppress(AppError):
            await self.sync.catch_up()
        cursor = await self.desk.store.read(mirror.cursor)
        assert cursor is None or cursor.next >= self.seen, "the copy went back in time"
        self.seen = 0 if cursor is None else cursor.next

    async def tell(self) -> None:
        """Have the marketplace keep the drafts as they are, as far as the connection carries."""
        with suppress(AppError):
            await self.desk.copies.tell()

    async def hear(self) -> None:
        """Fetch alone."""
        with suppress(AppError):
            await self.sync.catch_up()

    async def listed(self, kind: str) -> list[str]:
        """What it has of a kind, as its lists show it."""
        found = [await self.desk.store.read(listing.first, section, 500) for section in Section]
        return sorted({record.id for records in found for record in records if record.kind == kind})

    async def say(self, place: int, text: str) -> None:
        """Say something in one of the rooms that it knows."""
        rooms = await self.listed("room")
        if rooms:
            room = RoomId(rooms[place % len(rooms)])
            conversation = await self.desk.rooms.open(room)
            assert conversation is not None
            await self.desk.rooms.say(conversation, text)
            self.said.setdefault(room, []).append(text)

    async def answer(self, place: int, verb: Callable[[str], Awaitable[object]]) -> None:
        """Do something about one of the invitations that it takes for open."""
        found = [await self.desk.store.read(listing.first, section, 500) for section in OPEN]
        invitations = sorted(record.id for records in found for record in records if record.state in UNANSWERED)
        if invitations:
            await verb(invitations[place % len(invitations)])

    async def write(self, invitation: str, text: str) -> None:
        """Go on with the letter for an invitation."""
        composition = await self.desk.composer.open(invitation)
        assert composition is not None
        if composition.draft.state in {"open", "needs_you"}:
            letter = f"{composition.draft.fields.cover_letter}{text}"
            await self.desk.composer.save(composition.draft._replace(fields=Fields(cover_letter=letter)))
            self.kept.append(text)

    async def discard(self, invitation: str) -> None:
        """Put the draft for an invitation away."""
        composition = await self.desk.composer.open(invitation)
        assert composition is not None
        if composition.draft.revision and composition.draft.state in {"open", "needs_you"}:
            await self.desk.composer.discard(composition.draft)

    async def send(self, invitation: str, text: str) -> None:
        """Send the letter for an invitation as it stands, with a last word."""
        await self.write(invitation, text)
        composition = await self.desk.composer.open(invitation)
        assert composition is not None
        if composition.draft.revision and composition.draft.state in {"open", "needs_you"}:
            await self.desk.composer.send(with_fields(composition, composition.draft.fields), unblock=True)

    async def decline(self, invitation: str) -> None:
        """Say no to it."""
        command = DeclineInvitation(invitation=InvitationId(invitation), reason="too_busy")
        await self.desk.inbox.decline(command)

    async def texts(self) -> str:
        """All that is kept here of what was written, as drafts: a command that was refused is no place to look."""
        return str(await self.desk.store.read(_kept_texts))


def _open_drafts(connection: Any) -> list[tuple[str, str]]:
    rows = connection.execute(
        "select invitation, json_extract(cast(fields as text), '$.cover_letter') from draft"
        " join draft_revision on draft_revision.draft = id and draft_revision.revision = draft.revision"
        " where state in ('open', 'needs_you')"
    ).fetchall()
    return [(str(row[0]), str(row[1])) for row in rows]


def _kept_texts(connection: Any) -> str:
    rows = connection.execute("select cast(fields as text) from draft_revision").fetchall()
    return "\n".join(str(row[0]) for row in rows)


class TwoClients(RuleBasedStateMachine):
    """The steps, and what holds at the end."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        self.story = Story()
        self.clients: list[Client] = []
        self.numbers = iter(range(1_000_000))

    def run(self, work: Any) -> Any:
        """One step of somebody, to its end."""
        return self.runner.run(work)

    @initialize()
    def begin(self) -> None:
        """Both know four open invitations, and one conversation."""
        self.story.answered()
        for _ in range(4):
            self.invite()
        for name in ("one", "two"):
            client = Client(Path(self.folder.name, name), NearMarket(self.story), name)
            self.clients.append(client)
            self.run(client.exchange())
        self.run(self.clients[0].desk.copies.choose(keeps=True))
        for client in self.clients:
            self.run(client.exchange())

    # --- the freelancer, on either computer -------------------------------------------------------------------

    @rule(who=CLIENTS, place=PLACES)
    def say(self, who: int, place: int) -> None:
        self.run(self.clients[who].say(place, self._text("said", who)))

    @rule(who=CLIENTS, place=PLACES)
    def write(self, who: int, place: int) -> None:
        text = self._text("written", who)
        self.run(self.clients[who].answer(place, lambda thing: self.clients[who].write(thing, text)))

    @rule(who=CLIENTS, place=PLACES)
    def send(self, who: int, place: int) -> None:
        text = self._text("sent", who)
        self.run(self.clients[who].answer(place, lambda thing: self.clients[who].send(thing, text)))

    @rule(who=CLIENTS, place=PLACES)
    def discard(self, who: int, place: int) -> None:
        self.run(self.clients[who].answer(place, self.clients[who].discard))

    @rule(who=CLIENTS, place=PLACES)
    def decline(self, who: int, place: int) -> None:
        self.run(self.clients[who].answer(place, self.clients[who].decline))

    @rule(who=CLIENTS, place=PLACES)
    def ignore(self, who: int, place: int) -> None:
        self.run(self.clients[who].answer(place, self.clients[who].desk.inbox.ignore))

    # --- the other side ---------------------------------------------------------------------------------------

    @rule()
    def invite(self) -> None:
        number = next(self.numbers)
        self.story.posts(a_job(JobId(f"job{number}")))
        self.story.invites(InvitationId(f"invitation{number}"), JobId(f"job{number}"))

    @rule(place=PLACES)
    def withdraw(self, place: int) -> None:
        invitations = sorted(each.id for each in self.story.seen() if isinstance(each, Invitation))
        self.story.tries(NORDWIND, WithdrawInvitation(invitation=InvitationId(invitations[place % len(invitations)])))

    @rule(place=PLACES)
    def reply(self, place: int) -> None:
        proposals = sorted({each.id for each in self.story.seen() if isinstance(each, Proposal)})
        proposal = self.story.proposal(proposals[place % len(proposals)])
        number = next(self.numbers)
        answer = AnswerProposal(
            proposal=proposal.id, room=RoomId(f"room{number}"), message=MessageId(f"reply{number}"), text="Hello"
        )
        self.story.tries(NORDWIND, answer)

    @rule()
    def hear(self) -> None:
        room = next(each.id for each in self.story.seen() if isinstance(each, Room))
        self.story.tries(NORDWIND, SendMessage(room=room, message=MessageId(f"m{next(self.numbers)}"), text="And?"))

    # --- what lies between ------------------------------------------------------------------------------------

    @rule(who=CLIENTS)
    def exchange(self, who: int) -> None:
        self.run(self.clients[who].exchange())

    @rule(who=CLIENTS, is_telling=st.booleans())
    def tell_or_hear(self, who: int, is_telling: bool) -> None:
        self.run(self.clients[who].tell() if is_telling else self.clients[who].hear())

    @rule(who=CLIENTS, is_down=st.booleans())
    def part(self, who: int, is_down: bool) -> None:
        self.clients[who].market.is_down = GONE if is_down else None

    @rule(who=CLIENTS, many=st.integers(1, 3))
    def lose_answers(self, who: int, many: int) -> None:
        self.clients[who].market.after_sending = [GONE] * many

    @rule(who=CLIENTS)
    def start_again(self, who: int) -> None:
        self.clients[who].start_again()

    # --- the end ----------------------------------------------------------------------------------------------

    def teardown(self) -> None:
        """Everybody is connected again, and everything is as it should be."""
        try:
            if self.clients:
                self.run(self._converge())
        finally:
            for client in self.clients:
                client.desk.close()
            self.runner.close()
            self.story.engine.close()
            self.folder.cleanup()

    async def _converge(self) -> None:
        for client in self.clients:
            client.market.is_down = None
            client.market.before, client.market.after_sending = {}, []
        for client in self.clients * 3:
            await client.exchange()
        await self._nothing_waits()
        await self._drafts_agree()
        self._what_was_said_was_said_once()
        await self._what_was_written_is_there()
        await self._copies_agree()

    async def _nothing_waits(self) -> None:
        for client in self.clients:
            standing = await client.desk.outgoing.standing()
            assert standing.waiting == 0, f"client {client.name}: {standing}"

    def _what_was_said_was_said_once(self) -> None:
        there: dict[RoomId, list[Message]] = {}
        for each in self.story.seen():
            if isinstance(each, Message) and each.author is Party.FREELANCER:
                there.setdefault(each.room, []).append(each)
        for client in self.clients:
            for room, texts in client.said.items():
                ordered = [each.text for each in sorted(there.get(room, []), key=lambda each: each.position)]
                assert [text for text in ordered if text in texts] == texts, f"client {client.name} in {room}"

    async def _what_was_written_is_there(self) -> None:
        letters = "\n".join(each.cover_letter for each in self.story.seen() if isinstance(each, Proposal))
        for client in self.clients:
            reachable = letters + await client.texts()
            lost = [text for text in client.kept if text not in reachable]
            assert not lost, f"client {client.name} lost {lost}"

    async def _drafts_agree(self) -> None:
        """Both have the same drafts, which are those that the marketplace keeps; none of them was sent."""
        newest = {key(each): each for each in self.story.seen()}
        kept = {
            each.written_for: each.text.fields.cover_letter
            for each in newest.values()
            if isinstance(each, Draft) and each.text is not None
        }
        accepted = {each.id for each in newest.values() if isinstance(each, Invitation) and each.state == "accepted"}
        assert not accepted & set(kept), "a draft that was sent is still kept"
        for client in self.clients:
            found = dict(await client.desk.store.read(_open_drafts))
            left = {written_for: letter for written_for, letter in found.items() if written_for not in accepted}
            assert left == kept, f"client {client.name} has {left}, kept is {kept}"

    async def _copies_agree(self) -> None:
        newest = {key(each): each for each in self.story.seen()}
        for (kind, thing), entity in newest.items():
            if isinstance(entity, Invitation | Proposal | Room):
                for client in self.clients:
                    body = await client.desk.store.read(entries.body_of, kind, thing)
                    assert body is not None, f"client {client.name} has no {kind} {thing}"
                    look = await client.desk.store.read(getattr(looks, kind), thing)
                    assert look == entity, f"client {client.name}: {kind} {thing} looks otherwise than it is"

    def _text(self, verb: str, who: int) -> str:
        return f"<{verb} {next(self.numbers)} by {self.clients[who].name}>"
