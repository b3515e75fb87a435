"""Verbs that write: `draft`, `attach`, `send`, `decline`, `ignore`, `message`. What is written is on the disk first."""

import asyncio
import sys
from argparse import Namespace
from pathlib import Path
from typing import Literal

from msgspec.structs import replace

from desktop.cli import words
from desktop.cli.answers import Answer, Code, Ended, refused
from desktop.cli.desk import Desk
from desktop.errors import AppError
from desktop.local.drafts import Fields, MilestoneFields
from desktop.models.plain import one_line, writable
from desktop.presenters.wording import amounts
from desktop.services.composer import Composition, with_fields
from marketplace.contract.commands import DeclineInvitation
from marketplace.contract.entities import Account, Attachment, Highlight, Membership
from marketplace.contract.ids import InvitationId
from marketplace.contract.refusals import Refusal

NOTHING = "-"
"""Stands for none of them, or for the standard input."""


async def draft(desk: Desk, args: Namespace) -> Answer:
    """Begin or change a draft; without a change it is shown."""
    composition = await _composition(desk, args)
    if args.discard:
        await desk.composer.discard(composition.draft)
        await desk.tell_window("draft", composition.draft.id)
        return Answer("The draft was put away.", {"outcome": "done", "draft": composition.draft.id})
    fields = await _filled_in(composition, args)
    if fields == composition.draft.fields:
        return Answer(words.blocking(composition), words.draft_data(composition))
    return await _kept(desk, with_fields(composition, fields), "Kept.")


async def attach(desk: Desk, args: Namespace) -> Answer:
    """Copy files in as they are now; one with the same name takes the other's place."""
    composition = await _composition(desk, args)
    attached = composition.draft.fields.attachments
    for path in args.files:
        taken = await desk.attachments.take(path, composition.policy.limits)
        attached = (*(each for each in attached if each.name != taken.name), taken)
    fields = replace(composition.draft.fields, attachments=attached)
    return await _kept(desk, with_fields(composition, fields), f"{amounts.count(len(attached), 'file')} attached.")


async def send(desk: Desk, args: Namespace) -> Answer:
    """Send a draft as it stands."""
    composition = await _composition(desk, args)
    if not composition.draft.revision:
        raise Ended("Nothing has been written yet. “bellhop draft” begins a proposal.")
    if lacking := await desk.attachments.elsewhere(composition.draft.fields.attachments):
        names = ", ".join(one_line(each.name) for each in composition.draft.fields.attachments if each.blob in lacking)
        raise Ended(f"Attached on your other computer, and not here: {names}. Attach it here, or --detach it.")
    sent = await desk.composer.send(composition, unblock=args.unblock)
    if isinstance(sent, Refusal):
        hint = " Add --unblock to agree." if sent.name == "unblock_not_confirmed" else ""
        answer = refused(sent)
        return answer._replace(text=answer.text + hint)
    return await desk.deliver(sent.command, "The proposal was sent.")


async def decline(desk: Desk, args: Namespace) -> Answer:
    """Say no, politely."""
    _kind, thing = await desk.the(args.id, "invitation")
    message = await _text(args.message)
    command = DeclineInvitation(invitation=InvitationId(thing), reason=args.reason, message=message, block=args.block)
    outcome = await desk.inbox.decline(command)
    if isinstance(outcome, Refusal):
        reasons = await _reasons(desk, thing) if outcome.name == "unknown_reason" else ""
        answer = refused(outcome)
        return answer._replace(text=answer.text + reasons)
    return await desk.deliver(outcome, "The invitation was declined.")


async def ignore(desk: Desk, args: Namespace) -> Answer:
    """Put an invitation into the archive, where it can still be answered."""
    _kind, thing = await desk.the(args.id, "invitation")
    outcome = await desk.inbox.ignore(thing)
    return refused(outcome) if isinstance(outcome, Refusal) else await desk.deliver(outcome, "It is in the archive.")


async def message(desk: Desk, args: Namespace) -> Answer:
    """Say something in a conversation."""
    _kind, thing = await desk.the(args.id, "room")
    conversation = await desk.rooms.open(thing)
    if conversation is None:
        raise Ended("This conversation has gone.", Code.FAILED)
    outcome = await desk.rooms.say(conversation, await _text(args.text))
    return refused(outcome) if isinstance(outcome, Refusal) else await desk.deliver(outcome, "The message was sent.")


async def _composition(desk: Desk, args: Namespace) -> Composition:
    """The draft that is meant: named by itself, or by the invitation that it answers."""
    kind, thing = await desk.the(args.id, "draft", "invitation")
    if kind == "draft":
        found = await desk.composer.open_draft(thing)
    else:
        found = await desk.composer.open(thing, direct=args.direct)
    if found is None:
        raise Ended("This draft has gone.", Code.FAILED)
    if found.draft.state == "sending":
        raise Ended("This proposal is on its way. “bellhop outbox take-back” brings its draft back.", Code.FAILED)
    return found


async def _filled_in(composition: Composition, args: Namespace) -> Fields:
    fields = composition.draft.fields
    if args.letter is not None:
        fields = replace(fields, cover_letter=await _text(args.letter))
    if args.message is not None:
        fields = replace(fields, message=await _text(args.message))
    fields = _on_terms(fields, args)
    if args.agency is not None:
        fields = replace(fields, agency=_own(args.agency, composition.account, "agencies"))
    if args.highlight:
        chosen = (_own(id_, composition.account, "highlights") for id_ in args.highlight)
        fields = replace(fields, highlights=tuple(id_ for id_ in dict.fromkeys(chosen) if id_))
    if args.answer:
        fields = replace(fields, answers=_answers(composition, args.answer))
    return replace(fields, attachments=_without(fields.attachments, args.detach)) if args.detach else fields


def _on_terms(fields: Fields, args: Namespace) -> Fields:
    if args.duration is not None:
        fields = replace(fields, duration=args.duration)
    if args.as_offered:
        return replace(fields, as_offered=True)
    if args.amount is not None:
        return replace(fields, as_offered=False, by_milestone=False, amount=args.amount)
    if args.milestone:
        parts = tuple(
            MilestoneFields(description=writable(text), amount=amount, due="" if day == NOTHING else day)
            for text, amount, day in args.milestone
        )
        return replace(fields, as_offered=False, by_milestone=True, milestones=parts)
    return fields


def _own(id_: str, account: Account | None, kind: Literal["agencies", "highlights"]) -> str:
    """The id of something of one's profile, empty for none of them; what there is, where it is another's."""
    listed = {each.id: _name(each) for each in getattr(account, kind, ())}
    if id_ == NOTHING or id_ in listed:
        return "" if id_ == NOTHING else id_
    found = "".join(f"\n  {key:<22}{name}" for key, name in listed.items()) or " none."
    raise Ended(f"“{one_line(id_, 60)}” is not among your {kind}:{found}")


def _name(owned: Membership | Highlight) -> str:
    return one_line(owned.title if isinstance(owned, Highlight) else owned.name, 80)


def _without(attachments: tuple[Attachment, ...], names: list[str]) -> tuple[Attachment, ...]:
    for name in names:
        if not any(each.name == name for each in attachments):
            raise Ended(f"No file called “{one_line(name)}” is attached.")
    return tuple(each for each in attachments if each.name not in names)


def _answers(composition: Composition, given: list[tuple[str, str]]) -> tuple[str, ...]:
    questions = composition.invitation.job.questions
    answers = [*composition.draft.fields.answers, *("" for _ in questions)][: len(questions)]
    for number, text in given:
        if not (number.isascii() and number.isdigit() and 1 <= int(number) <= len(questions)):
            raise Ended(f"There is no question {one_line(number, 20)}: the client asks {len(questions)}.")
        answers[int(number) - 1] = writable(text)
    return tuple(answers)


async def _kept(desk: Desk, composition: Composition, done: str) -> Answer:
    kept = composition._replace(draft=await desk.composer.save(composition.draft))
    await desk.tell_window("draft", kept.draft.id)
    return Answer(f"{done}\n\n{words.blocking(kept)}", words.draft_data(kept))


async def _reasons(desk: Desk, thing: str) -> str:
    found = await desk.inbox.invitation(thing)
    listed = () if found is None else found[1].decline_reasons
    return "".join(f"\n  {choice.key:<22}{one_line(choice.text)}" for choice in listed)


async def _text(given: str) -> str:
    """A text as given; `@FILE` is what a file holds, and `-` what comes from standard input."""
    if given == "-":
        return writable(await asyncio.to_thread(sys.stdin.read))
    if not given.startswith("@"):
        return writable(given)
    return writable(await asyncio.to_thread(_content, Path(given[1:])))


def _content(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not text in UTF-8"
        raise AppError(f"“{path.name}” cannot be read: {reason}. Nothing was changed.") from error
