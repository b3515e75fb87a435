"""Every step a command takes here, each in one transaction with its effect on what the user sees."""

from desktop.changes import NOTHING, Changes
from desktop.local import documents, drafts, entries, looks, outbox
from desktop.local.documents import Cursor
from desktop.local.entries import Line
from desktop.local.outbox import Order, Waiting
from desktop.local.sections import Section
from desktop.local.store import Connection
from marketplace.contract.entities import Receipt
from marketplace.contract.refusals import Refusal

RECALLED = "This was meant for another marketplace and was not sent to this one."


def enqueue(connection: Connection, order: Order, now: int) -> Changes:
    """Freeze a command and show its effect; its draft goes along. A draft that is on its way already goes once."""
    if order.draft is not None and not drafts.begin_sending(connection, order.draft, now):
        return NOTHING
    outbox.put(connection, order, now)
    return _shown(connection, _known(connection, order.id))


def begin(connection: Connection, command: str, now: int) -> bool:
    """Bytes may go out from now on; False where they must not, because it was taken back."""
    return outbox.mark_sent(connection, command, now)


def settle(connection: Connection, command: str, receipt: Receipt) -> Changes:
    """It arrived: keep the receipt, let the draft go. The effect stays until the mirror has caught up.

    Where the first answer was lost, the mirror may have been there long before us.
    """
    item = _known(connection, command)
    outbox.answered(connection, item, receipt)
    if item.draft is not None:
        drafts.remove(connection, item.draft)
    cursor = documents.load(connection, "cursor", Cursor)
    if cursor is not None and receipt.seq <= cursor.next:
        outbox.remove(connection, command)
    return _shown(connection, item._replace(state="answered"))


def refuse(connection: Connection, command: str, refusal: Refusal, now: int) -> Changes:
    """A final no: take the effect back and put the thing before the user, the draft as it was."""
    item = _known(connection, command)
    if isinstance(item.command, outbox.QUIET):
        outbox.remove(connection, command)
    else:
        outbox.refused(connection, command, refusal)
    if item.draft is not None:
        drafts.set_state(connection, item.draft, "needs_you", now, refusal)
    return _shown(connection, item)


def take_back(connection: Connection, command: str, now: int) -> Changes:
    """Undo what has not begun to go out, or put a refused command away. Too late changes nothing."""
    item = outbox.get(connection, command)
    if item is None or not outbox.can_take_back(item):
        return NOTHING
    outbox.remove(connection, command)
    if item.draft is not None and item.state != "refused":
        drafts.set_state(connection, item.draft, "open", now)
    return _shown(connection, item)


def recall_all(connection: Connection, now: int) -> Changes:
    """Nothing may go out any more: what waits is put before the user, who may write it anew; marks are dropped."""
    changed = NOTHING
    for item in outbox.unsettled(connection):
        if item.state == "answered":
            outbox.remove(connection, item.id)
            _show_command(connection, item.id)
        else:
            changed |= refuse(connection, item.id, Refusal(name="other_market", detail=RECALLED), now)
    return changed


def show_all(connection: Connection, formerly: set[tuple[str, str]]) -> None:
    """Make every line anew that commands have to do with, after the outbox became another; `formerly` its subjects."""
    for kind, thing in formerly | outbox.subjects(connection):
        looks.show_thing(connection, kind, thing)
    connection.execute("delete from entry where kind = 'command' and id not in (select id from outbox)")
    for row in connection.execute("select id from outbox").fetchall():
        _show_command(connection, str(row[0]))


def _shown(connection: Connection, item: Waiting) -> Changes:
    things = looks.show_effect(connection, item)
    _show_command(connection, item.id)
    sections = {Section.OUTBOX, Section.DRAFTS, Section.NONE}
    for kind, _thing in things:
        sections |= _SECTIONS_OF.get(kind, set())
    return Changes(
        sections=frozenset(sections),
        things=frozenset({*things, ("command", item.id)}),
        notifications=outbox.is_about_a_block(item.command),
    )


def _show_command(connection: Connection, command: str) -> None:
    item = outbox.get(connection, command)
    if item is None or item.state == "answered" or isinstance(item.command, outbox.QUIET):
        entries.remove(connection, "command", command)
        return
    line = Line(
        kind="command",
        id=item.id,
        section=Section.OUTBOX,
        at=item.created_at,
        unread=item.state == "refused",
        pending=item.state != "refused",
        title=item.title,
        state=item.state,
        wants=str(item.command.__struct_config__.tag),
        preview=item.reason.sentence if item.reason is not None else None,
    )
    entries.write(connection, line, None)


_SECTIONS_OF: dict[str, set[Section]] = {
    "invitation": {Section.INVITATIONS, Section.ARCHIVED},
    "proposal": {Section.SUBMITTED, Section.ACTIVE, Section.ARCHIVED},
    "room": {Section.MESSAGES},
}


def _known(connection: Connection, command: str) -> Waiting:
    item = outbox.get(connection, command)
    if item is None:
        raise LookupError(command)
    return item
