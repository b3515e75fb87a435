"""The panel of the section `Outbox`, said."""

from collections.abc import Sequence

from desktop.local.outbox import Waiting
from desktop.models.plain import block, one_line
from desktop.models.rows import Banner, OutboxSheet
from desktop.presenters.wording import amounts, files, times
from desktop.services.outgoing import Undoable
from desktop.services.uploads import Uploads
from marketplace.contract import rules
from marketplace.contract.commands import AcceptInvitation, Applying, DeclineInvitation, SendMessage, SubmitProposal
from marketplace.contract.entities import Attachment

SENDING = "Sending the proposal"
NOTHING_KNOWN = Uploads()
"""Where nobody watches how far files have gone out."""


def sheet(item: Waiting, now: int, uploads: Uploads = NOTHING_KNOWN) -> OutboxSheet:
    """A command that waits, or was refused."""
    is_refused = item.reason is not None
    return OutboxSheet(
        id=item.id,
        title=one_line(item.title, 300),
        byline=f"Written {times.at_length(item.created_at, now)}",
        banner=_banner(item),
        text=block(_text(item)),
        can_retry=not is_refused,
        take_back_text="Put away" if is_refused else "Take back" if item.state == "waiting" else "",
        files=() if is_refused else tuple(files.on_its_way(each, uploads) for each in _files(item)),
        can_rewrite=is_refused and isinstance(item.command, DeclineInvitation | SendMessage),
    )


def sending(seconds: int, summary: str, doing: str = SENDING) -> str:
    """The bar `Sending`: for how long it can be undone, and what goes to whom."""
    told = f"{doing} in {amounts.count(seconds, 'second')}"
    return f"{told}. {one_line(summary, 200)}" if summary else told


def answering(verb: str, titles: Sequence[str]) -> str:
    """What is being done with one invitation, or with several at once."""
    which = f"“{one_line(titles[0], 80)}”" if len(titles) == 1 else amounts.count(len(titles), "invitation")
    return f"{verb} {which}"


def too_late(undoable: Undoable, gone: int) -> str:
    """Why it could not be undone, or not all of it."""
    if undoable.doing == SENDING:
        return "Too late to undo: the proposal has gone out."
    if len(undoable.commands) == 1:
        return "Too late to undo: the answer has gone out."
    return f"Too late to undo all of it: {amounts.count(gone, 'answer')} had gone out."


def _banner(item: Waiting) -> Banner:
    if item.reason is not None:
        kept = " Your draft is kept under Drafts." if item.draft is not None else ""
        return Banner(f"Not accepted: {one_line(item.reason.sentence, 300)}{kept}", "bad")
    if item.state == "sent":
        return Banner("On its way. Whether it has arrived is being asked; it cannot arrive twice.", "plain")
    return Banner("Waits for the connection and goes out by itself, once.", "plain")


def _files(item: Waiting) -> tuple[Attachment, ...]:
    """What goes out before the command does: its attachments, and the answers of an interview."""
    command = item.command
    recorded = command.interview if isinstance(command, Applying) else ()
    return (*rules.attached(command), *(each.recording for each in recorded))


def _text(item: Waiting) -> str:
    """What the user wrote, as far as a command holds any."""
    match item.command:
        case SendMessage(text=text):
            return text
        case (
            AcceptInvitation(cover_letter=letter, message=message)
            | SubmitProposal(cover_letter=letter, message=message)
        ):
            return "\n\n".join(text for text in (letter, message) if text)
        case DeclineInvitation(message=message):
            return message
        case _:
            return ""
