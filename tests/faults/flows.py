"""What a freelancer does, as flows that may be ended at any moment, and what has to be true when one starts again."""

import asyncio
import os
import shutil
from collections import Counter
from collections.abc import Callable, Coroutine
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

from desktop.clock import milliseconds
from desktop.local import outbox, revisions
from desktop.local.backups import Backups
from desktop.local.drafts import Fields
from desktop.local.opening import open_or_recover
from desktop.local.recovery import restore
from desktop.local.store import Connection
from desktop.services.composer import Composition, with_fields
from desktop.services.outgoing import Sent
from marketplace.contract.commands import DeclineInvitation, KeepDraft
from marketplace.contract.entities import Changes, Draft, DraftText, Invitation, Message, Proposal
from marketplace.contract.ids import AccountId, CommandId, InvitationId, JobId, new_id
from marketplace.engine import Engine
from tests.support.released import VERSIONS
from tests.unit.desktop.services.desks import Desk, NearMarket
from tests.unit.marketplace.stories import ANA, ROOM, START, Story, a_job

NAMES = ("write", "send", "no", "later", "undo")
WRITTEN, SENT, DECLINED, IGNORED, UNDONE = (InvitationId(f"i-{name}") for name in NAMES)
LETTERS = ("Dear Nordwind,", "Dear Nordwind, with pleasure", "Dear Nordwind, with pleasure and on time.")
"""Each begins with the one before."""
SAID = ("Good evening!", "I could begin on Monday.")


class Ground(NamedTuple):
    """A profile and its marketplace, in one directory."""

    directory: Path

    @property
    def store(self) -> Path:
        """The client's store."""
        return self.directory / "profile" / "bellhop.sqlite3"

    @property
    def backups(self) -> Path:
        """Its backups."""
        return self.directory / "profile" / "backups"

    @property
    def diary(self) -> Path:
        """What was said to be safe, line by line."""
        return self.directory / "diary"

    def note(self, *words: str) -> None:
        """Something is safe from now on. The line is in the system's hands when this returns."""
        descriptor = os.open(self.diary, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.write(descriptor, ("\t".join(words) + "\n").encode())
        os.close(descriptor)

    def notes(self) -> list[list[str]]:
        """All that was noted."""
        return [line.split("\t") for line in self.diary.read_text("utf-8").splitlines()] if self.diary.exists() else []

    def engine(self) -> Engine:
        """The marketplace, a day after it was made."""
        now = START + timedelta(days=1)
        return Engine(
            f"sqlite:///{self.directory / 'market.sqlite3'}", clock=lambda: now, blobs=self.directory / "files"
        )


class Reopened(NamedTuple):
    """A marketplace whose story was told in another process."""

    engine: Engine


Flow = Callable[[Ground], None]
Part = Callable[[Desk, Ground], Coroutine[Any, Any, None]]


def prepare(directory: Path) -> Ground:
    """A marketplace with a room and five invitations, and a client that has seen them, with a backup."""
    directory.mkdir()
    ground = Ground(directory)
    story = Story(f"sqlite:///{directory / 'market.sqlite3'}").answered()
    for invitation in (WRITTEN, SENT, DECLINED, IGNORED, UNDONE):
        job = JobId(f"job-of-{invitation}")
        story.posts(a_job(job))
        story.invites(invitation, job)
    story.engine.close()
    at_the_desk(ground, _settle_in)
    Backups(ground.backups).take(ground.store, milliseconds(START.timestamp()))
    return ground


def at_the_desk(ground: Ground, part: Part) -> None:
    """Start the client's services as the program does, let `part` use them, and close everything."""
    ground.store.parent.mkdir(exist_ok=True)
    open_or_recover(ground.store, ground.backups, milliseconds(START.timestamp())).connection.close()
    with closing(ground.engine()) as engine:
        desk = Desk(ground.store.parent, NearMarket(Reopened(engine)))  # type: ignore[arg-type]
        try:
            asyncio.run(part(desk, ground))
        finally:
            desk.close()


async def _settle_in(desk: Desk, _ground: Ground) -> None:
    async with desk.synced():
        pass


# --- what is done -----------------------------------------------------------------------------------------


async def _opened(desk: Desk, invitation: InvitationId) -> Composition:
    composition = await desk.composer.open(invitation)
    assert composition is not None
    return composition


async def _write(desk: Desk, ground: Ground, invitation: InvitationId) -> Composition:
    composition = await _opened(desk, invitation)
    for letter in LETTERS:
        fields = Fields(cover_letter=letter, attachments=composition.draft.fields.attachments)
        saved = await desk.composer.save(composition.draft._replace(fields=fields))
        ground.note("saved", invitation, letter)
        composition = composition._replace(draft=saved)
    return composition


async def write(desk: Desk, ground: Ground) -> None:
    """A letter, save by save, and a file."""
    composition = await _write(desk, ground, WRITTEN)
    sample = ground.directory / f"sample-{os.getpid()}.txt"
    sample.write_bytes(b"sample pages " * 1000)
    taken = await desk.attachments.take(sample, composition.policy.limits)
    fields = Fields(cover_letter=LETTERS[-1], attachments=(taken,))
    await desk.composer.save(composition.draft._replace(fields=fields))
    ground.note("attached", WRITTEN, taken.blob)


async def send(desk: Desk, ground: Ground) -> None:
    """A letter with a file, sent and delivered."""
    async with desk.synced():
        composition = await _write(desk, ground, SENT)
        sample = ground.directory / f"sample-{os.getpid()}.txt"
        sample.write_bytes(b"sample pages " * 30_000)
        taken = await desk.attachments.take(sample, composition.policy.limits)
        fields = Fields(cover_letter=LETTERS[-1], attachments=(taken,))
        answer = await desk.composer.send(with_fields(composition, fields), unblock=False)
        if isinstance(answer, Sent):
            ground.note("sent", SENT, LETTERS[-1])
        async with desk.delivering():
            await desk.until_delivered()


async def answer(desk: Desk, ground: Ground) -> None:
    """A message that came with an old backup and is not sent; a decline, an ignore, two messages and read marks."""
    conversation = await desk.rooms.open(ROOM)
    assert conversation is not None
    await desk.rooms.say(conversation, "An older evening!")
    await desk.store.write(outbox.ask_first)
    async with desk.synced(), desk.delivering():
        await desk.until_delivered()
        if await desk.inbox.decline(DeclineInvitation(invitation=DECLINED, reason="too_busy")) is None:
            ground.note("declined", DECLINED)
        if await desk.inbox.ignore(IGNORED) is None:
            ground.note("ignored", IGNORED)
        for text in SAID:
            if await desk.rooms.say(conversation, text) is None:
                ground.note("said", text)
        await desk.bell.read_all()
        await desk.until_delivered()


async def share(desk: Desk, ground: Ground) -> None:
    """A letter that the marketplace keeps, gone on with elsewhere and here at once; and one that is put away."""
    async with desk.synced(), desk.delivering():
        await desk.copies.choose(keeps=True)
        await desk.until_delivered()
    composition = await _write(desk, ground, WRITTEN)
    await desk.copies.tell()
    ground.note("told", WRITTEN)
    text = DraftText(fields=Fields(cover_letter="Dear Nordwind, from elsewhere"), written_at=START)
    with closing(ground.engine()) as engine:
        engine.handle(ANA, CommandId(new_id()), KeepDraft(written_for=WRITTEN, text=text))
    fields = Fields(cover_letter=f"{LETTERS[-1]} As ever.")
    saved = await desk.composer.save(composition.draft._replace(fields=fields))
    ground.note("saved", WRITTEN, fields.cover_letter)
    await desk.copies.tell()
    await desk.composer.discard(saved)
    await desk.copies.tell()
    await desk.composer.restore(saved.id)


async def undo(desk: Desk, ground: Ground) -> None:
    """A proposal that is sent and taken back."""
    desk.composer._undo_seconds = 3600
    composition = await _write(desk, ground, UNDONE)
    answer = await desk.composer.send(composition, unblock=False)
    if isinstance(answer, Sent) and await desk.outgoing.take_back(answer.command):
        ground.note("undone", UNDONE, LETTERS[-1])


def sync_anew(ground: Ground) -> None:
    """The first sync of a client that was never used."""
    shutil.rmtree(ground.store.parent)
    at_the_desk(ground, _settle_in)


def back_up(ground: Ground) -> None:
    """More backups than are kept."""
    for number in range(1, 12):
        Backups(ground.backups).take(ground.store, milliseconds(START.timestamp()) + number)
        ground.note("backed up")


def recover(ground: Ground) -> None:
    """A start on a damaged store."""
    at_the_desk(ground, write)
    content = bytearray(ground.store.read_bytes())
    content[100:2000] = b"\xff" * 1900
    ground.store.write_bytes(content)
    at_the_desk(ground, _settle_in)


def put_back(ground: Ground) -> None:
    """A backup is restored on purpose, after a letter was written."""
    at_the_desk(ground, write)
    restore(ground.store, Backups(ground.backups).newest_first()[0])


def migrate(ground: Ground) -> None:
    """A start on a store of the first version."""
    shutil.copy(VERSIONS[1], ground.store)
    ground.note("earlier")
    open_or_recover(ground.store, ground.backups, milliseconds(START.timestamp())).connection.close()


def _at_the_desk(part: Part) -> Flow:
    return lambda ground: at_the_desk(ground, part)


FLOWS: dict[str, Flow] = {
    "write": _at_the_desk(write),
    "send": _at_the_desk(send),
    "answer": _at_the_desk(answer),
    "undo": _at_the_desk(undo),
    "share": _at_the_desk(share),
    "sync": sync_anew,
    "back up": back_up,
    "recover": recover,
    "restore": put_back,
    "migrate": migrate,
}


# --- what has to be true ----------------------------------------------------------------------------------


def problems(ground: Ground) -> list[str]:
    """Start again, let everything arrive, and say what is not as it was promised."""
    found = list[str]()

    async def look(desk: Desk, ground: Ground) -> None:
        desk.now += 7_200  # what could be undone goes out now
        async with desk.synced(), desk.delivering():
            await desk.until_delivered()
            await desk.copies.tell()
        found.extend(await desk.store.read(_unkept, ground))

    if ["earlier"] in ground.notes():
        with closing(open_or_recover(ground.store, ground.backups, 1).connection) as store:
            return [] if store.pragma("integrity_check") == "ok" else ["the migrated store is damaged"]
    at_the_desk(ground, look)
    if ground.notes() and not next(Backups(ground.backups).good(), None):
        found.append("there is no good backup any more")
    return found


def _unkept(store: Connection, ground: Ground) -> list[str]:
    """What was noted as safe and is not, and what happened more than once."""
    with closing(ground.engine()) as engine:
        there = There.of(engine)
    proposals = Counter(each.invitation for each in there.proposals)
    said = Counter(each.text for each in there.messages)
    found = [f"{name} was answered {count} times" for name, count in proposals.items() if count > 1]
    found += [f"“{text}” was said {said[text]} times" for text in SAID if said[text] > 1]
    if (answer := store.pragma("integrity_check")) != "ok":
        found.append(f"integrity_check says {answer}")
    return [*found, *(f"not kept: {note}" for note in ground.notes() if not _is_kept(store, there, *note))]


class There(NamedTuple):
    """What the marketplace has."""

    proposals: list[Proposal]
    messages: list[Message]
    states: dict[str, str]
    drafts: dict[str, str | None]

    @classmethod
    def of(cls, engine: Engine) -> "There":
        """All of it."""
        things, since, more = list[Any](), 0, True
        while more:
            page = engine.changes(AccountId(ANA.id), since)
            assert isinstance(page, Changes)
            things += page.entities
            since, more = page.next, page.more
        return cls(
            [each for each in things if isinstance(each, Proposal)],
            [each for each in things if isinstance(each, Message)],
            {each.id: each.state for each in things if isinstance(each, Invitation)},
            {each.written_for: _letter(each) for each in things if isinstance(each, Draft)},
        )

    def letter(self, invitation: str) -> str:
        """What was answered to an invitation, empty for nothing."""
        return next((each.cover_letter for each in self.proposals if each.invitation == invitation), "")


def _is_kept(store: Connection, there: There, what: str, *words: str) -> bool:
    match what:
        case "saved":
            return any(text.startswith(words[1]) for text in (*_texts(store, words[0]), there.letter(words[0])))
        case "told":
            return there.drafts[words[0]] in {None, _texts(store, words[0])[0]}
        case "sent":
            return there.letter(words[0]) == words[1]
        case "undone":
            return not there.letter(words[0]) and words[1] in _texts(store, words[0])
        case "said":
            return words[0] in [each.text for each in there.messages]
        case "declined" | "ignored":
            return there.states[words[0]] == what
        case _:
            return True


def _texts(store: Connection, invitation: str) -> list[str]:
    """Everything that the draft for an invitation says or said."""
    rows = store.execute("select id from draft where invitation = ?", (invitation,)).fetchall()
    return [each.fields.cover_letter for row in rows for each in revisions.history(store, str(row[0]))]


def _letter(draft: Draft) -> str | None:
    return draft.text.fields.cover_letter if draft.text is not None else None
