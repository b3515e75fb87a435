"""Verbs that keep: `sync`, `export`, `backup`, `restore`."""

from argparse import Namespace
from pathlib import Path

from desktop.changes import Changes
from desktop.cli import words
from desktop.cli.answers import Answer, Code, Ended
from desktop.cli.desk import Desk
from desktop.cli.progress import Progress
from desktop.clock import milliseconds, system_clock
from desktop.errors import AppError, InDoubt, Offline
from desktop.local import export, listing, recovery
from desktop.local.backups import Backup, Backups
from desktop.lock import hold
from desktop.models.plain import one_line
from desktop.presenters.wording import amounts
from desktop.profile import Profile
from desktop.services.draft_copies import MEANING, NO_MORE
from desktop.services.sync import Sync


async def sync(desk: Desk, args: Namespace, progress: Progress) -> Answer:
    """Fetch what is new, and send what waits."""
    if desk.is_guest:
        said = await _chosen(desk, args.drafts)
        await desk.tell_window("sync", "now")
        text = "The window that is open on this profile fetches and sends; it was asked to look now."
        return Answer(f"{text}{said}", {})
    if desk.sync is None:
        raise Ended("There is no marketplace to reach with --offline.")

    def count(changes: Changes) -> None:
        progress.fetched(len(changes.things))

    desk.bus.subscribe(count)
    try:
        await _caught_up(desk.sync, agrees=args.replace_copy)
        said = await _chosen(desk, args.drafts)
        await desk.delivery.drain()
        await desk.copies.tell()
        await desk.sync.catch_up()
    except Offline as error:
        is_queued = (await desk.outgoing.standing()).waiting
        raise Ended(error.sentence, Code.QUEUED if is_queued else Code.FAILED) from error
    standing = await desk.outgoing.standing()
    counts = await desk.store.read(listing.counts)
    waiting = counts.get("invitations")
    text = f"Up to date: {amounts.count(0 if waiting is None else waiting.total, 'invitation')} to answer."
    data = {"sections": {name: count._asdict() for name, count in counts.items() if name}, **standing._asdict()}
    code = Code.QUEUED if standing.waiting else Code.DONE
    return Answer(f"{text} {words.standing(standing)}{said}", data, code)


async def _chosen(desk: Desk, drafts: str | None) -> str:
    """Have drafts kept for other computers, or no more, where that was asked for; returns what to say of it."""
    if drafts is None:
        return ""
    if not desk.is_guest and not desk.is_remote:
        raise Ended("This marketplace is on this computer, and no other one can reach it. Sign in to a server first.")
    if await desk.copies.choose(keeps=drafts == "on") is None:
        raise Ended("This can be chosen after the first contact with the marketplace: “bellhop sync” first.")
    return f" {MEANING if drafts == 'on' else NO_MORE}"


async def _caught_up(sync: Sync, *, agrees: bool) -> None:
    """Pull everything; where that would take away what is here, only with the user's yes."""
    try:
        await sync.catch_up()
    except InDoubt as error:
        if not agrees:
            raise AppError(f"{error.sentence} To do that, repeat this with --replace-copy.") from error
        sync.consent()
        await sync.catch_up()


async def keep_export(desk: Desk, args: Namespace) -> Answer:
    """Everything that is here in one file that other programs can read."""
    kept = await desk.store.read(export.write, args.file, desk.blobs)
    size = amounts.size(args.file.stat().st_size)
    text = f"{args.file} holds {amounts.count(kept.lines, 'line')} and {amounts.count(kept.files, 'file')}, {size}."
    return Answer(text, {"file": str(args.file), "lines": kept.lines, "files": kept.files})


def backup(profile: Profile, args: Namespace) -> Answer:
    """A checked copy of the store, and of the embedded marketplace, beside the earlier ones; or a list of them."""
    from desktop import market_file  # brings the engine along, which other verbs need not wait for

    of_store, of_market = Backups(profile.backups), market_file.backups_of(profile)
    if args.list:
        found = [*of_store.newest_first(), *of_market.newest_first()]
        lines = [f"{each.name}  {amounts.size(each.size)}" for each in found]
        return Answer("\n".join(lines) or "There are no backups yet.", [_data(each) for each in found])
    if not profile.store.exists():
        raise Ended("There is nothing to back up yet.", Code.FAILED)
    now = milliseconds(system_clock())
    taken = [of_store.take(profile.store, now)]
    if profile.market.exists():
        taken.append(of_market.take(profile.market, now))
    said = [f"Backup {each.name} was taken and found good, {amounts.size(each.size)}." for each in taken]
    return Answer("\n".join(said), {**_data(taken[0]), "market": _data(taken[1]) if len(taken) > 1 else None})


def restore(profile: Profile, args: Namespace) -> Answer:
    """Put a backup in the store's place, where drafts, outbox and receipts of now stay; or in the marketplace's."""
    from desktop import market_file

    of_store, of_market = Backups(profile.backups).named(args.name), market_file.backups_of(profile).named(args.name)
    wanted = of_store or of_market
    if wanted is None:
        raise Ended(f"There is no backup “{one_line(args.name)}”. “bellhop backup --list” shows what there is.")
    lock = hold(profile.lock)
    if lock is None:
        raise Ended("Close the window that is open on this profile first: its store is about to be exchanged.")
    try:
        put_back = recovery.restore(profile.store, wanted) if of_store else market_file.restore(profile, wanted)
        return Answer(put_back, {"outcome": "done", "backup": wanted.name})
    finally:
        lock.unlock()


def _data(backup: Backup) -> dict[str, object]:
    return {"name": backup.name, "taken_at": backup.taken_at, "size": backup.size, "path": str(Path(backup.path))}
