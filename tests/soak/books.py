"""Looking into both stores of a profile whose program has ended: what was kept, and what arrived."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing

import msgspec

from desktop.local import drafts
from desktop.local.store import Connection, open_store
from desktop.profile import Profile
from tests.soak.diary import Entry
from tests.soak.letters import text_of


class Letter(msgspec.Struct):
    """What a frozen command, or the marketplace's copy of a proposal, says."""

    cover_letter: str = ""
    invitation: str | None = None


def problems(profile: Profile, due: Mapping[str, int]) -> Iterator[str]:
    """What is wrong, in one sentence each; `due` says how much of the letter to each invitation has to be there."""
    yield from _damage(profile)
    letters = kept(profile, due)
    for invitation, letter in letters.items():
        if letter != text_of(invitation, len(letter)):
            yield f"the letter to {invitation} is not what was typed: {letter[:60]!r}"
        if len(letter) < due[invitation]:
            yield f"of the letter to {invitation} {len(letter)} characters are kept, {due[invitation]} were due"
    yield from duplicates(proposals(profile))


def kept(profile: Profile, invitations: Iterable[str]) -> dict[str, str]:
    """The letter to each invitation, as draft, in the outbox, or at the marketplace."""
    arrived = {letter.invitation: letter.cover_letter for letter in proposals(profile)}
    with closing(open_store(profile.store)) as store:
        return {
            invitation: max(
                (_drafted(store, invitation), _waiting(store, invitation), arrived.get(invitation, "")), key=len
            )
            for invitation in invitations
        }


def duplicates(arrived: Sequence[Letter]) -> Iterator[str]:
    """Invitations that were answered more than once."""
    for invitation, count in Counter(letter.invitation for letter in arrived).items():
        if count > 1:
            yield f"{invitation} has {count} proposals"


def undelivered(profile: Profile, entries: Sequence[Entry]) -> Iterator[str]:
    """What was sent and is not at the marketplace, after everything has come to rest."""
    arrived = {letter.invitation: letter.cover_letter for letter in proposals(profile)}
    for entry in entries:
        if entry.what == "sent" and arrived.get(entry.invitation) != text_of(entry.invitation, entry.length):
            yield f"the proposal to {entry.invitation} was sent and is not at the marketplace as it was written"


def proposals(profile: Profile) -> list[Letter]:
    """All proposals that the marketplace holds."""
    with closing(sqlite3.connect(profile.market)) as market:
        rows = market.execute("select cover_letter, invitation from proposal")
        return [Letter(letter, invitation) for letter, invitation in rows]


def _damage(profile: Profile) -> Iterator[str]:
    with closing(open_store(profile.store)) as store, closing(sqlite3.connect(profile.market)) as market:
        answers = {
            profile.store.name: store.pragma("quick_check"),
            profile.market.name: market.execute("pragma quick_check").fetchone()[0],
        }
    yield from (f"quick_check of {name} says {answer}" for name, answer in answers.items() if answer != "ok")


def _drafted(store: Connection, invitation: str) -> str:
    row = store.execute("select id from draft where invitation = ?", (invitation,)).fetchone()
    draft = None if row is None else drafts.get(store, row[0])
    return "" if draft is None else draft.fields.cover_letter


def _waiting(store: Connection, invitation: str) -> str:
    rows = store.execute("select body from outbox where about_kind = 'invitation' and about_id = ?", (invitation,))
    return max((msgspec.json.decode(row[0], type=Letter).cover_letter for row in rows), key=len, default="")
