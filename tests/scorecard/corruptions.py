"""Corruptions: bytes, pages or the end of the store's file gone bad, found at the start or while the program works."""

import asyncio
import shutil
import tempfile
from contextlib import closing
from functools import partial
from pathlib import Path
from random import Random
from typing import NamedTuple

from desktop.errors import AppError
from desktop.local import conversations, dispatch, drafts, listing, looks, mirror, notices, outbox
from desktop.local.backups import Backups
from desktop.local.drafts import Fields
from desktop.local.opening import open_or_recover
from desktop.local.outbox import Order
from desktop.local.recovery import recover
from desktop.local.sections import Section
from desktop.local.store import Connection, open_store, transaction
from desktop.local.thread import StoreThread
from marketplace.contract.commands import IgnoreInvitation
from marketplace.contract.ids import CommandId, InvitationId
from tests.scorecard.card import Outcome, Row
from tests.unit.desktop.things import NOW, a_message, a_notification, a_page, a_proposal, a_room, an_invitation

PAGE = 4096
INVITATIONS, LETTERS, LATER = 300, 25, 8
"""Drafts for the first `LETTERS` invitations are in the backup, those for the next `LATER` ones are not."""


class Ground(NamedTuple):
    """A store with a backup. `pages` says on which pages each later letter lies, `leads` what leads to all of them."""

    store: Path
    backups: Path
    pages: dict[str, set[int]]
    leads: dict[str, set[int]]

    def may_lose(self, invitation: str, hit: set[int]) -> bool:
        """Whether what was hit takes a letter along: its own pages, or both the rows of drafts and their index."""
        return bool(self.pages[invitation] & hit) or all(pages & hit for pages in self.leads.values())


class Found(NamedTuple):
    """What became of one corruption: whether it was told, which later letters are gone, and what is wrong."""

    is_told: bool
    lost: int
    problems: list[str]


def measure(size: int, seed: int) -> Outcome:
    """Corrupt `size` copies."""
    with tempfile.TemporaryDirectory() as folder:
        ground = _prepared(Path(folder, "ground"))
        found = [_tried(ground, Path(folder, "copy"), seed + number) for number in range(size)]
    failures = [f"seed {seed + number}: {each}" for number, one in enumerate(found) for each in one.problems]
    told, lost = sum(one.is_told for one in found), sum(one.lost for one in found)
    return Outcome(
        f"{{size}} corruptions, {told} of them met and told, {len(failures)} not mended;"
        f" {lost} of {size * LATER} letters newer than the backup lost, each with its page",
        failures,
    )


def _letter(invitation: str) -> str:
    return f"About <{invitation}>: with pleasure and on time, as the samples show. " * 30


def _prepared(directory: Path) -> Ground:
    directory.mkdir()
    ground = Ground(directory / "bellhop.sqlite3", directory / "backups", {}, {})
    with closing(open_store(ground.store)) as store:
        transaction(store, _fill)
        for number in range(LETTERS):
            transaction(store, _write, f"i{number}")
        Backups(ground.backups).take(ground.store, NOW)
        for number in range(LETTERS, LETTERS + LATER):
            transaction(store, _write, f"i{number}")
        for name in ("draft", "draft_of"):
            pages = store.execute("select pageno from dbstat where name = ?", (name,))
            ground.leads[name] = {int(str(row[0])) for row in pages}
    content = ground.store.read_bytes()
    for number in range(LETTERS, LETTERS + LATER):
        marker = f"<i{number}>".encode()
        on = {at // PAGE + 1 for at in range(0, len(content), PAGE) if marker in content[at : at + PAGE]}
        ground.pages[f"i{number}"] = on
    return ground


def _fill(store: Connection) -> None:
    things = (an_invitation(f"i{number}", message="Are you free? " * 20) for number in range(INVITATIONS))
    messages = (a_message(f"m{number}", number) for number in range(60))
    mirror.write_page(store, a_page(*things, a_proposal(), a_room(), *messages, a_notification()))
    command = IgnoreInvitation(invitation=InvitationId("i99"))
    dispatch.enqueue(store, Order(CommandId("command"), command, "i99", "invitation", "i99", "Ignore"), NOW)


def _write(store: Connection, invitation: str) -> None:
    draft = drafts.open_for(store, invitation, direct=False)
    drafts.save(store, draft._replace(fields=Fields(cover_letter=_letter(invitation))), NOW)


def _tried(ground: Ground, directory: Path, seed: int) -> Found:
    """Corrupt a copy as `seed` has it, start on it, use everything, and look what is there."""
    shutil.rmtree(directory, ignore_errors=True)
    shutil.copytree(ground.store.parent, directory)
    store, chance = directory / ground.store.name, Random(seed)
    hit = _corrupted(store, chance)
    try:
        return asyncio.run(_used(store, directory / ground.backups.name, ground, hit, store.read_bytes()))
    except (AppError, Exception) as error:  # noqa: BLE001 - whatever it is, the program did not start
        return Found(False, 0, [f"{type(error).__name__}: {error}"])


def _corrupted(store: Path, chance: Random) -> set[int]:
    """Bytes here and there, whole pages, or the end of the file; returns the pages that were hit."""
    content = bytearray(store.read_bytes())
    pages = len(content) // PAGE
    match chance.randrange(5):
        case 0 | 1:
            places = [chance.randrange(len(content)) for _ in range(chance.randrange(1, 65))]
            for place in places:
                content[place] ^= chance.randrange(1, 256)
            hit = {place // PAGE + 1 for place in places}
        case 2 | 3:
            hit = {chance.randrange(1, pages + 1) for _ in range(chance.randrange(1, 6))}
            for page in hit:
                content[(page - 1) * PAGE : page * PAGE] = chance.choice((bytes(PAGE), chance.randbytes(PAGE)))
        case _:
            size = chance.randrange(len(content))
            del content[size:]
            hit = set(range(size // PAGE + 1, pages + 1))
    store.write_bytes(content)
    return hit


async def _used(path: Path, backups: Path, ground: Ground, hit: set[int], before: bytes) -> Found:
    told = list[str]()
    opened = open_or_recover(path, backups, NOW)
    told += [opened.notice] * bool(opened.notice)
    thread = StoreThread(opened.connection, path)

    async def mend() -> None:
        told.append(await thread.reopen(partial(recover, path, Backups(backups))))

    thread.when_damaged(mend)
    try:
        for use in (_look_at_everything, _write_more):
            await thread.write(use)
        letters = await thread.read(_letters)
    finally:
        thread.close()
    lost = [each for each in ground.pages if letters.get(each) != _letter(each)]
    gone = [f"i{number}" for number in range(LETTERS) if f"i{number}" not in letters]
    problems = [
        f"the letter to {each} is gone, and its page is good" for each in lost if not ground.may_lose(each, hit)
    ]
    problems += (f"the letter to {each} is in the backup and gone" for each in gone)
    if told and before not in _kept(path):
        problems.append("the damaged file was not kept as it was")
    return Found(bool(told), len(lost), problems)


def _kept(path: Path) -> list[bytes]:
    return [kept.read_bytes() for kept in path.parent.glob("*.damaged-*.sqlite3")]


def _look_at_everything(store: Connection) -> None:
    for section in Section:
        for record in listing.records(store, listing.keys(store, section)):
            if record is not None and record.kind in {"invitation", "proposal", "room"}:
                looks.show(store, record.kind, record.id)
    listing.counts(store)
    conversations.of_room(store, "room")
    notices.newest(store)
    _letters(store)
    outbox.standing(store)
    outbox.next_due(store, NOW + 10**9)


def _write_more(store: Connection) -> None:
    for number in range(LETTERS + LATER):
        draft = drafts.open_for(store, f"i{number}", direct=False)
        drafts.save(store, draft, NOW)
    _write(store, "i120")
    mirror.write_page(store, a_page(*(an_invitation(f"i{number}", version=2) for number in range(200, 240)), next_=2))


def _letters(store: Connection) -> dict[str, str]:
    rows = store.execute("select id from draft where state = 'open'").fetchall()
    found = [drafts.get(store, str(row[0])) for row in rows]
    return {draft.invitation: draft.fields.cover_letter for draft in found if draft is not None}


ROW = Row(
    name="corruptions",
    claim="Corruptions of the store's file at random bytes, pages, or its end",
    target="starts, tells and goes on 100 %; 0 letters lost whose page is good",
    measure=measure,
    short=100,
    long=1_000,
)
