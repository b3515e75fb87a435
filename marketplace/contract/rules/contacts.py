"""Contact information stays out of every text until there is a contract: which texts, and what is said about them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from marketplace.contract import commands
from marketplace.contract.contact import NOTHING, Context, Exemption, Severity, find
from marketplace.contract.entities import Attachment, Client, InterviewAnswer, Job, MilestoneTerms
from marketplace.contract.ids import BlobId
from marketplace.contract.refusals import Refusal

NO_FILES: Mapping[BlobId, str] = MappingProxyType({})


class Said(NamedTuple):
    """A text of a command: the field it stands in, and what kind of place that is."""

    field: str
    text: str
    context: Context


def contact(
    texts: Iterable[Said], *, history: Sequence[str] = (), allowed: frozenset[Exemption] = NOTHING
) -> Refusal | None:
    """The first of `texts` that shares contact information or asks for it, with the places where it does.

    `history` is what the sender said before in the same conversation, oldest first. What is only worth a notice is
    not refused: the sender's own program says it while they write.
    """
    for field, text, context in texts:
        found = find(text, context=context, history=history, allowed=allowed)
        if blocking := tuple(finding for finding in found if finding.severity is Severity.BLOCK):
            return Refusal(name="contact_information", field=field, detail=blocking[0].reason, findings=blocking)
    return None


def exemptions(client: Client, job: Job | None = None) -> frozenset[Exemption]:
    """What moderators have allowed: everything with an enterprise client, what a job needs by law or to be scoped."""
    enterprise = {Exemption.ENTERPRISE_CLIENT} if client.may_share_contacts else set()
    return frozenset(enterprise.union(job.exemptions if job is not None else ()))


def said(command: commands.Command, files: Mapping[BlobId, str] = NO_FILES) -> tuple[Said, ...]:
    """Every text of `command` that the other party reads, in the order in which its sender met them.

    `files` has what stands in the files that were attached, as far as somebody has read them.
    """
    texts = _TEXTS.get(type(command))
    return () if texts is None else tuple(one for one in (*texts(command), *_in_files(command, files)) if one.text)


def attached(command: commands.Command) -> tuple[Attachment, ...]:
    """The files that go with `command`."""
    match command:
        case commands.Applying() | commands.EditProposal() | commands.SendMessage():
            return command.attachments or ()
        case _:
            return ()


def _in_files(command: commands.Command, files: Mapping[BlobId, str]) -> Iterator[Said]:
    place = Context.CHAT if isinstance(command, commands.SendMessage) else Context.PROPOSAL
    for at, file in enumerate(attached(command)):
        yield Said(f"attachments.{at}.text", files.get(file.blob, ""), place)


def _in(context: Context, *fields: str) -> Callable[[Any], Iterator[Said]]:
    """The texts that stand in `fields` of a command."""

    def texts(command: commands.Command) -> Iterator[Said]:
        return (Said(field, getattr(command, field), context) for field in fields)

    return texts


def _of_proposal(command: commands.Application | commands.EditProposal) -> Iterator[Said]:
    yield Said("cover_letter", command.cover_letter or "", Context.PROPOSAL)
    yield Said("message", command.message or "", Context.PROPOSAL)
    yield from _numbered("answers", command.answers or (), Context.PROPOSAL)
    yield from _of_terms(command)
    yield from _of_files(command)
    if not isinstance(command, commands.EditProposal):
        yield from _of_interview(command.interview)


def _of_interview(answers: Sequence[InterviewAnswer]) -> Iterator[Said]:
    yield from _numbered("interview", [answer.transcript for answer in answers], Context.PROPOSAL)
    yield from _numbered("interview", [answer.recording.name for answer in answers], Context.FILE_NAME)


def _of_terms(
    command: commands.Application | commands.EditProposal | commands.MakeOffer | commands.ReviseOffer,
) -> Iterator[Said]:
    if isinstance(command.terms, MilestoneTerms):
        descriptions = [milestone.description for milestone in command.terms.milestones]
        yield from _numbered("milestones", descriptions, Context.PROPOSAL)


def _of_files(command: commands.Application | commands.EditProposal | commands.SendMessage) -> Iterator[Said]:
    names = [attachment.name for attachment in command.attachments or ()]
    yield from _numbered("attachments", names, Context.FILE_NAME)


def _of_message(command: commands.SendMessage) -> Iterator[Said]:
    yield Said("text", command.text, Context.CHAT)
    yield from _of_files(command)


def _of_offer(command: commands.MakeOffer | commands.ReviseOffer) -> Iterator[Said]:
    yield Said("message", command.message, Context.CHAT)
    yield from _of_terms(command)


def _of_job(command: commands.PostJob) -> Iterator[Said]:
    job = command.job
    yield Said("title", job.title, Context.JOB)
    yield Said("description", job.description, Context.JOB)
    yield Said("category", job.category, Context.JOB)
    yield from _numbered("skills", job.skills, Context.JOB)
    for field in ("name", "country", "city"):
        yield Said(f"client.{field}", getattr(command.client, field) or "", Context.JOB)
    yield from _numbered("questions", job.questions, Context.JOB)
    if job.interview is not None:
        yield Said("interview.language", job.interview.language, Context.JOB)
        yield from _numbered("interview.questions", job.interview.questions, Context.JOB)


def _of_profile(command: commands.EditProfile) -> Iterator[Said]:
    yield Said("title", command.title or "", Context.PROFILE)
    yield Said("overview", command.overview or "", Context.PROFILE)
    for at, highlight in enumerate(command.highlights or ()):
        yield from _numbered(f"highlights.{at}", (highlight.title, highlight.detail), Context.PROFILE)


def _numbered(field: str, texts: Iterable[str], context: Context) -> Iterator[Said]:
    return (Said(f"{field}.{at}", text, context) for at, text in enumerate(texts))


_TEXTS: dict[type[commands.Command], Callable[[Any], Iterator[Said]]] = {
    commands.AcceptInvitation: _of_proposal,
    commands.SubmitProposal: _of_proposal,
    commands.EditProposal: _of_proposal,
    commands.DeclineInvitation: _in(Context.DECLINE, "message"),
    commands.DeclineOffer: _in(Context.DECLINE, "message"),
    commands.RequestOfferChanges: _in(Context.CHAT, "text"),
    commands.SendMessage: _of_message,
    commands.MoveMeeting: _in(Context.CHAT, "note"),
    commands.EditProfile: _of_profile,
    commands.PostJob: _of_job,
    commands.Invite: _in(Context.INVITATION, "message"),
    commands.AnswerProposal: _in(Context.CHAT, "text"),
    commands.ProposeMeeting: _in(Context.CHAT, "note"),
    commands.MakeOffer: _of_offer,
    commands.ReviseOffer: _of_offer,
    commands.WithdrawOffer: _in(Context.DECLINE, "reason"),
    commands.DeclineProposal: _in(Context.DECLINE, "reason"),
}
