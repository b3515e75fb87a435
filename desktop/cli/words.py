"""What verbs print for a person: the window's own sheets and rows, laid out in plain lines.

Texts from outside arrive harmless from the wording: no controls, so nothing of them can steer a terminal.
"""

from collections.abc import Iterable

from desktop.local.outbox import Standing
from desktop.models.plain import one_line, without_breaks
from desktop.models.rows import (
    Banner,
    ClientCard,
    ComposerSheet,
    EntryRow,
    InvitationSheet,
    MessageRow,
    OutboxSheet,
    ProposalSheet,
    RoomSheet,
)
from desktop.presenters import filling
from desktop.presenters.wording import amounts, compositions
from desktop.presenters.wording import terms as terms_wording
from desktop.services import terms
from desktop.services.composer import Composition, flaws

SHORT_ID = 8


def entry(row: EntryRow, id_: str) -> str:
    """Two lines of a list: `*` for unread, `~` for what waits to be sent."""
    mark = "~" if row.is_pending else "*" if row.is_unread else " "
    chips = " · ".join(chip.text for chip in row.chips)
    below = " · ".join(part for part in (row.subtitle, chips) if part)
    return f"{mark} {id_[:SHORT_ID]:<{SHORT_ID}}  {row.time:>11}  {row.title}\n{'':>25}{below}"


def standing(found: Standing) -> str:
    """How the outbox stands."""
    parts = []
    if found.waiting:
        parts.append(f"{amounts.count(found.waiting, 'command')} still waiting to go out.")
    if found.refused:
        parts.append(f"{amounts.count(found.refused, 'command')} not accepted: see “bellhop outbox”.")
    return " ".join(parts) or "Everything has gone out."


def invitation(sheet: InvitationSheet) -> str:
    """The panel `Invitation`."""
    return _laid_out(
        f"{sheet.title}\n{sheet.byline}",
        _banner(sheet.banner),
        sheet.message,
        _titled("Terms offered", " · ".join(chip.text for chip in sheet.terms)),
        _titled("The job", sheet.description),
        _titled("Skills", ", ".join(sheet.skills)),
        _titled("Questions", "\n".join(f"{n}. {text}" for n, text in enumerate(sheet.questions, 1))),
        _client(sheet.client),
        sheet.note,
    )


def proposal(sheet: ProposalSheet) -> str:
    """The panel `Proposal`."""
    return _laid_out(
        f"{sheet.title}\n{sheet.byline} · {sheet.state.text}",
        _banner(sheet.banner),
        _titled("Terms", "\n".join(f"{fact.label}: {fact.value}" for fact in sheet.terms)),
        _titled("Cover letter", sheet.cover_letter),
        _titled("Message", sheet.message),
        *(_titled(question, answer) for question, answer in sheet.answers),
        _titled("Files", "\n".join(f"{file.name} ({file.size})" for file in sheet.files)),
        _client(sheet.client),
    )


def room(sheet: RoomSheet, messages: Iterable[MessageRow]) -> str:
    """The panel `Conversation`."""
    return _laid_out(f"{sheet.title}\n{sheet.byline}", *map(_message, messages))


def command(sheet: OutboxSheet) -> str:
    """The panel of a command in the outbox."""
    return _laid_out(f"{sheet.title}\n{sheet.byline}", _banner(sheet.banner), sheet.text)


def draft(sheet: ComposerSheet, composition: Composition) -> str:
    """A draft with what still blocks it."""
    values = filling.values(composition)
    own = terms.proposed(composition.invitation.job, composition.draft.fields)
    told = sheet.offered_text if own is None else f"Your own terms: {terms_wording.at_length(own)}"
    return _laid_out(
        f"{sheet.title}\n{sheet.subtitle}",
        _banner(sheet.banner),
        _titled("Terms", told),
        _titled("Cover letter", values.cover_letter),
        _titled("Message", values.message),
        *(_titled(question, answer or "-") for question, answer in zip(sheet.questions, values.answers, strict=True)),
        _titled("Files", "\n".join(_file(each.name, each.size) for each in composition.draft.fields.attachments)),
        blocking(composition),
    )


def blocking(composition: Composition) -> str:
    """What blocks sending, or that nothing does."""
    listed = [check.text for check in compositions.checks(flaws(composition))]
    return _titled("Not ready to be sent", "\n".join(f"- {text}" for text in listed)) or "Ready to be sent."


def draft_data(composition: Composition) -> dict[str, object]:
    """A draft as a program wants it."""
    written = composition.draft
    return {
        "id": written.id,
        "invitation": written.invitation,
        "direct": written.direct,
        "state": written.state,
        "revision": written.revision,
        "fields": written.fields,
        "refusal": written.refusal,
        "flaws": flaws(composition),
    }


def _laid_out(*blocks: str) -> str:
    return without_breaks("\n\n".join(block for block in blocks if block))


def _titled(title: str, text: str) -> str:
    return f"{title}\n{_indented(text)}" if text else ""


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" if line else "" for line in text.split("\n"))


def _banner(banner: Banner | None) -> str:
    return "" if banner is None else f"! {banner.text}"


def _client(card: ClientCard) -> str:
    facts = [f"{fact.label}: {fact.value}" for fact in card.facts]
    return _titled("About the client", "\n".join([*facts, *(chip.text for chip in card.chips)]))


def _message(row: MessageRow) -> str:
    status = f", {row.status}" if row.status else ""
    files = "".join(f"\n  [{name}]" for name in row.files)
    return f"{row.author}, {row.day} {row.time}{status}\n{_indented(row.text)}{files}"


def _file(name: str, size: int) -> str:
    return f"{one_line(name, 120)} ({amounts.size(size)})"
