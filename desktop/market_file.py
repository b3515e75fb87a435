"""The embedded marketplace's file: its backups, and what takes its place where it is damaged.

For whoever works with the embedded marketplace it is the only record of what was sent and said.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from desktop.errors import DiskProblem, StoreDamaged
from desktop.local.backups import Backup, Backups, Subject, copy_checked
from desktop.local.files import create_private, put_in_place
from desktop.local.opening import exchange, instead_of, store_files
from desktop.local.recovery import free_name, said, thin
from desktop.profile import Profile
from desktop.services.safekeeping import EVERY
from marketplace.engine import MarketUnavailable, keeping


def backups_of(profile: Profile) -> Backups:
    """The backups of a profile's own marketplace."""
    return Backups(profile.backups, MARKET)


def back_up_if_due(profile: Profile, now: int) -> bool:
    """Take a backup where the newest is old enough and something was written since. Raises StoreProblem."""
    market, backups = profile.market, backups_of(profile)
    newest = next(iter(backups.newest_first()), None)
    if not market.exists() or (newest is not None and not _is_due(newest, market, now)):
        return False
    backups.take(market, now)
    return True


def recover_if_damaged(profile: Profile) -> str:
    """What leads to the pages of a damaged file is made anew where all of them are whole; otherwise the newest good
    backup takes its place, or an empty file, with which one begins anew. Returns what to tell the user, if anything.

    What a newer version made stays as it is: who opens it says so. Raises DiskProblem, or MarketUnavailable where
    nothing can be said of the file now.
    """
    market, backups = profile.market, backups_of(profile)
    exchange(market)
    is_there = market.exists() and market.stat().st_size
    if not is_there and not backups.newest_first():
        return ""
    if is_there and (keeping.is_good(market) or keeping.is_newer(market)):
        return ""
    kept = free_name(market, "damaged")
    made, told = next(_successors(market, backups))
    put_in_place(made, instead_of(market, kept))
    exchange(market)
    thin(market, "damaged", kept)
    return f"The marketplace's file was damaged. {told} The former file is kept as {kept.name}."


def restore(profile: Profile, backup: Backup) -> str:
    """`backup` instead of what the marketplace is now. Returns what to tell the user. Raises StoreDamaged."""
    market, made = profile.market, _making(profile.market)
    kept = free_name(market, "replaced")
    copy_checked(backup.path, made, MARKET)
    put_in_place(made, instead_of(market, kept))
    exchange(market)
    thin(market, "replaced", kept)
    return f"The marketplace is what it was on {said(backup)}. The former file is kept as {kept.name}."


def _is_due(newest: Backup, market: Path, now: int) -> bool:
    has_changed = market.stat().st_mtime * 1000 > newest.taken_at
    return has_changed and abs(now - newest.taken_at) >= EVERY * 1000


def _successors(market: Path, backups: Backups) -> Iterator[tuple[Path, str]]:
    """What could take the place of a damaged file, the best first, and what to say of it."""
    made = _making(market)
    if market.exists() and keeping.mend(market, made):
        yield made, "Nothing of it was lost: what leads to its pages was made anew."
    for backup in backups.good():
        made = _making(market)
        with suppress(StoreDamaged):
            copy_checked(backup.path, made, MARKET)
            yield made, f"The backup of {said(backup)} took its place; what was sent since is not in it."
    yield _making(market), "There is no backup of it, so that a new one was begun; your drafts are safe."


def _making(market: Path) -> Path:
    """A place beside it where nothing lies."""
    making = market.with_name(f"{market.stem}.making{market.suffix}")
    for file in store_files(making):
        file.unlink(missing_ok=True)
    create_private(making)
    return making


def _copy(file: Path, place: Path) -> None:
    try:
        keeping.copy(file, place)
    except keeping.Damaged as error:
        raise StoreDamaged(f"The file {file.name} is damaged: {error}.") from error
    except MarketUnavailable as error:
        raise DiskProblem(str(error)) from error


def _is_good(file: Path) -> bool:
    """Whether a copy is one that can be relied on."""
    with suppress(MarketUnavailable):
        return keeping.is_good(file)
    return False


MARKET = Subject("market", _copy, _is_good)
