"""Verbs that look: `list`, `show`, `outbox`."""

from argparse import Namespace
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from desktop.cli import words
from desktop.cli.answers import Answer, Code, Ended
from desktop.cli.desk import Desk
from desktop.clock import milliseconds, system_clock
from desktop.local import listing
from desktop.local.listing import Record
from desktop.local.sections import Section
from desktop.presenters.wording import compositions, conversations, entries, invitations, outgoing, proposals
from desktop.services.finding import Finding

Shown = tuple[str, object]
ALL = 1_000_000


async def list_section(desk: Desk, args: Namespace) -> Answer:
    """A section, as the window lists it; or what is found by words, in a section or everywhere."""
    if args.search is not None:
        return await _found(desk, args)
    section = args.section or Section.INVITATIONS
    found = await desk.store.read(listing.first, section, ALL if args.unread else args.limit)
    records = [record for record in found if record.unread or not args.unread][: args.limit]
    count = (await desk.store.read(listing.counts)).get(section)
    name = entries.NAMES[section]
    if not records:
        is_whole = await desk.store.read(listing.has_whole_copy)
        empty = f"{name}: nothing." if is_whole else "Nothing has been fetched yet. “bellhop sync” does that."
        return Answer(empty, [])
    total = count.total if count is not None else len(records)
    head = f"{name}: {total:,}" if total == len(records) else f"{name}: {len(records):,} of {total:,}"
    return _listed(head, records)


async def _found(desk: Desk, args: Namespace) -> Answer:
    finding = Finding(desk.store)
    found = await finding.find(args.search, ALL if args.unread else args.limit, args.section)
    records = [record for record in found if record.unread or not args.unread][: args.limit]
    if not records:
        return Answer(f"Nothing has all of these words: {args.search}", [])
    most = " or more" if len(records) == args.limit else ""
    return _listed(f"Found: {len(records):,}{most}", records)


def _listed(head: str, records: list[Record]) -> Answer:
    now = milliseconds(system_clock())
    lines = [words.entry(entries.entry(record, now), record.id) for record in records]
    return Answer("\n".join([head, "", *lines]), [record_data(record) for record in records])


async def show(desk: Desk, args: Namespace) -> Answer:
    """One thing, as its panel in the window shows it."""
    kind, thing = await desk.the(args.id)
    shown = await _PANELS[kind](desk, thing, args.peek)
    if shown is None:
        raise Ended(f"{kind.capitalize()} {thing} has gone.", Code.FAILED)
    return Answer(shown[0], {"kind": kind, "id": thing, kind: shown[1]})


async def outbox(desk: Desk, args: Namespace) -> Answer:
    """What is on its way; try it now, or take one back."""
    match args.act:
        case "retry":
            return await _retry(desk)
        case "take-back":
            return await _take_back(desk, args.id)
        case _:
            return await list_section(desk, Namespace(section=Section.OUTBOX, search=None, unread=False, limit=ALL))


async def _retry(desk: Desk) -> Answer:
    if desk.is_guest:
        await desk.tell_window("command", "all")
        return Answer("The window that is open on this profile tries again.", {"outcome": "done"})
    if desk.sync is not None:
        await desk.sync.catch_up()
        await desk.delivery.drain()
    standing = await desk.outgoing.standing()
    code = Code.QUEUED if standing.waiting else Code.DONE
    return Answer(words.standing(standing), {"waiting": standing.waiting, "refused": standing.refused}, code)


async def _take_back(desk: Desk, beginning: str) -> Answer:
    _kind, command = await desk.the(beginning, "command")
    if not await desk.outgoing.take_back(command):
        raise Ended("Too late: this has begun to go out.", Code.FAILED)
    await desk.tell_window("command", command)
    return Answer("Taken back. A draft it came from is open again.", {"outcome": "done", "command": command})


def record_data(record: Record) -> dict[str, object]:
    """A line of a list as a program wants it: money in dollars, times in UTC."""
    return {
        "kind": record.kind,
        "id": record.id,
        "section": record.section,
        "at": _moment(record.at),
        "unread": bool(record.unread),
        "pending": bool(record.pending),
        "title": record.title,
        "client": record.client,
        "country": record.country,
        "pricing": record.pricing,
        "low": _dollars(record.low),
        "high": _dollars(record.high),
        "duration": record.duration,
        "state": record.state,
        "questions": record.questions,
        "letter": record.wants,
        "closes_at": None if record.closes_at is None else _moment(record.closes_at),
        "preview": record.preview,
    }


def _moment(at: int) -> datetime:
    return datetime.fromtimestamp(at / 1000, UTC)


def _dollars(cents: int | None) -> str | None:
    return None if cents is None else f"{cents // 100}.{cents % 100:02}"


async def _invitation(desk: Desk, thing: str, peeks: bool) -> Shown | None:
    found = await desk.inbox.invitation(thing)
    if found is None:
        return None
    invitation, policy = found
    if not peeks:
        await desk.inbox.see(invitation)
    return words.invitation(invitations.sheet(invitation, policy, milliseconds(system_clock()))), invitation


async def _proposal(desk: Desk, thing: str, _peeks: bool) -> Shown | None:
    found = await desk.inbox.proposal(thing)
    if found is None:
        return None
    now = milliseconds(system_clock())
    sheet = proposals.sheet(found.proposal, found.policy, now, is_pending=found.is_pending)
    return words.proposal(sheet), found.proposal


async def _room(desk: Desk, thing: str, peeks: bool) -> Shown | None:
    conversation = await desk.rooms.open(thing)
    if conversation is None:
        return None
    if not peeks:
        await desk.rooms.read(conversation)
    now = milliseconds(system_clock())
    text = words.room(conversations.sheet(conversation, now), conversations.messages(conversation, now))
    said = [{"message": each.message, "standing": each.standing} for each in conversation.said]
    return text, {"room": conversation.room, "messages": said}


async def _draft(desk: Desk, thing: str, _peeks: bool) -> Shown | None:
    composition = await desk.composer.open_draft(thing)
    if composition is None:
        return None
    sheet = compositions.sheet(composition, milliseconds(system_clock()))
    return words.draft(sheet, composition), words.draft_data(composition)


async def _command(desk: Desk, thing: str, _peeks: bool) -> Shown | None:
    item = await desk.outgoing.get(thing)
    if item is None:
        return None
    sheet = outgoing.sheet(item, milliseconds(system_clock()))
    return words.command(sheet), {"state": item.state, "command": item.command, "refusal": item.reason}


_PANELS: dict[str, Callable[[Desk, str, bool], Awaitable[Shown | None]]] = {
    "invitation": _invitation,
    "proposal": _proposal,
    "room": _room,
    "draft": _draft,
    "command": _command,
}
