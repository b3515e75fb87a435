"""The other side of the story: the client, and the marketplace's own books, on the tour's database."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from desktop.models.plain import one_line
from desktop.presenters.wording.entries import TITLE
from desktop.profile import Profile
from desktop.tour.hands import StepFailedError
from marketplace.contract.commands import AnswerProposal, ClientCommand, CloseJob, ViewProposal
from marketplace.contract.entities import AnyEntity, Invitation, InvitationState, Message, Party, Proposal
from marketplace.contract.ids import ClientId, CommandId, MessageId, RoomId, new_id
from marketplace.contract.refusals import Refusal
from marketplace.engine import Actor, Engine
from marketplace.simulation.demo import ANA

UNANSWERED = {InvitationState.RECEIVED, InvitationState.SEEN}


class OtherSide:
    """Looks into, and acts on, the marketplace of a profile; each call opens it anew, as another program would."""

    def __init__(self, profile: Path) -> None:
        self._profile = Profile(profile)

    # --- what the client does -----------------------------------------------------------------------------

    def view(self, title: str) -> None:
        """The client opens the proposal."""
        proposal = self._the_proposal(title)
        self._act(proposal, ViewProposal(proposal=proposal.id))

    def answer(self, title: str, text: str) -> None:
        """The client answers it."""
        proposal = self._the_proposal(title)
        room, message = RoomId(new_id()), MessageId(new_id())
        self._act(proposal, AnswerProposal(proposal=proposal.id, room=room, message=message, text=text))

    def close(self, title: str) -> None:
        """The client closes the job."""
        invitations = [each for each in self._everything() if isinstance(each, Invitation)]
        invitation = next(each for each in invitations if each.job.title.startswith(title))
        self._act_as(invitation.client.id, CloseJob(job=invitation.job.id))

    # --- what the books say -------------------------------------------------------------------------------

    def proposals(self, title: str) -> int:
        """How many proposals to the job there are."""
        return len(self._proposals(title))

    def recordings(self, title: str) -> int:
        """How many answers of an interview came with the proposals to the job."""
        return sum(len(each.interview) for each in self._proposals(title))

    def kept_recordings(self) -> int:
        """How many recordings lie in the profile."""
        return sum(path.is_file() for path in self._profile.recordings.rglob("*"))

    def messages(self, title: str) -> int:
        """How many messages were said about the job."""
        room = self._the_proposal(title).room
        return sum(isinstance(each, Message) and each.room == room for each in self._everything())

    def is_blocked(self, title: str) -> bool:
        """Whether the client of the job is blocked."""
        invitations = [each for each in self._everything() if isinstance(each, Invitation)]
        return any(each.client.is_blocked for each in invitations if each.job.title.startswith(title))

    def hostile_titles(self) -> Sequence[str]:
        """Beginnings of unanswered invitations whose titles are not what people write."""
        invitations = [each for each in self._everything() if isinstance(each, Invitation)]
        titles = [one_line(each.job.title, TITLE) for each in invitations if each.state in UNANSWERED]
        return [title[:12] for title in titles if not (title.isascii() and title.replace("<", "").isprintable())]

    # --- inside -------------------------------------------------------------------------------------------

    def _the_proposal(self, title: str) -> Proposal:
        found = self._proposals(title)
        if len(found) != 1:
            raise StepFailedError(f"one proposal to “{title}” was expected at the marketplace, {len(found)} are there")
        return found[0]

    def _proposals(self, title: str) -> list[Proposal]:
        proposals = [each for each in self._everything() if isinstance(each, Proposal)]
        return [each for each in proposals if each.job.title.startswith(title)]

    def _everything(self) -> list[AnyEntity]:
        with self._engine() as engine:
            return _all_pages(engine)

    def _act(self, proposal: Proposal, command: ClientCommand) -> None:
        self._act_as(proposal.client.id, command)

    def _act_as(self, client: ClientId, command: ClientCommand) -> None:
        with self._engine() as engine:
            outcome = engine.handle(Actor(Party.CLIENT, client), CommandId(new_id()), command)
        if isinstance(outcome, Refusal):
            raise StepFailedError(f"the marketplace refused what the client did: {outcome.sentence}")

    @contextmanager
    def _engine(self) -> Iterator[Engine]:
        engine = Engine(f"sqlite:///{self._profile.market}", blobs=self._profile.market_blobs)
        try:
            yield engine
        finally:
            engine.close()


def _all_pages(engine: Engine) -> list[AnyEntity]:
    since, found = 0, list[AnyEntity]()
    while True:
        page = engine.changes(ANA.id, since, 1000)
        if isinstance(page, Refusal):
            raise StepFailedError(page.sentence)
        found.extend(page.entities)
        since = page.next
        if not page.more:
            return found
