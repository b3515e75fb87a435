"""The rule that keeps contact information out of what is said before a contract."""

from typing import Any, get_args, get_type_hints

import msgspec
import pytest

from marketplace.contract import commands, rules
from marketplace.contract.commands import DeclineInvitation, SendMessage, SubmitProposal
from marketplace.contract.contact import Context, Exemption, Kind
from marketplace.contract.entities import Attachment
from marketplace.contract.ids import BlobId, InvitationId, JobId, MessageId, ProposalId, RoomId
from marketplace.contract.refusals import Problem
from marketplace.contract.rules import Said

UNSEEN = {
    "RemoveInvitation": "a moderator's own words",
    "Warn": "a moderator's own words",
    "SetNotificationSettings": "nobody else reads it",
    "KeepDraft": "nobody else reads it",
}
NO_WORDS = (
    *("DeclineInvitation.reason", "WithdrawProposal.reason", ".duration", ".level"),  # one of a list
    ".time_zone",  # one of the calendar's
    ".last_jobs",  # not kept: the marketplace says it
)


class Written:
    """Makes a command of which every text says where it stands."""

    def __init__(self) -> None:
        self.places: set[str] = set()

    def value(self, shape: Any, place: str) -> Any:
        """Something of `shape`; of several, the one that holds the most texts."""
        match msgspec.inspect.type_info(shape):
            case msgspec.inspect.StructType(cls=cls):
                hints = get_type_hints(cls)
                return cls(**{name: self.value(hints[name], f"{place}.{name}") for name in cls.__struct_fields__})
            case msgspec.inspect.StrType() if shape is str:
                self.places.add(place)
                return place
            case msgspec.inspect.UnionType():
                return max((self._tried(each, place) for each in get_args(shape)), key=lambda tried: tried[0])[1]
            case msgspec.inspect.VarTupleType():
                return (self.value(get_args(shape)[0], place),)
            case _:
                return self._other(shape)

    def _tried(self, shape: Any, place: str) -> tuple[int, Any]:
        before = len(self.places)
        made = None if shape is type(None) else self.value(shape, place)
        return len(self.places) - before, made

    @staticmethod
    def _other(shape: Any) -> Any:
        """No text: a name, a number, a moment, one of a few."""
        for written in ('"a"', "1", "true", '"1"', '"2026-03-02T09:00:00Z"', '"2026-03-02"'):
            try:
                return msgspec.json.decode(written, type=shape)
            except msgspec.ValidationError:
                continue
        return next(iter(shape))


def test_a_message_is_refused_with_the_places_that_may_not_stay() -> None:
    message = SendMessage(room=RoomId("r"), message=MessageId("m"), text="Mail me: olga.brandt@posteo.de")
    refusal = rules.contact(rules.said(message))
    assert refusal is not None
    assert (refusal.name, refusal.field) == ("contact_information", "text")
    (finding,) = refusal.findings
    assert (finding.start, finding.end, finding.kind) == (9, 30, Kind.EMAIL)


def test_the_places_travel_in_the_problem_document() -> None:
    message = DeclineInvitation(invitation=InvitationId("i"), reason="other", message="Call me: +49 1512 3456789")
    refusal = rules.contact(rules.said(message))
    assert refusal is not None
    problem = msgspec.json.decode(msgspec.json.encode(Problem.of(refusal, 422)), type=Problem)
    assert problem.refusal() == refusal
    assert problem.findings == refusal.findings != ()


def test_a_clean_message_is_not_refused() -> None:
    message = SendMessage(
        room=RoomId("r"), message=MessageId("m"), text="The layout is ready; shall we talk on Monday?"
    )
    assert rules.contact(rules.said(message)) is None


def test_a_portfolio_link_is_not_refused() -> None:
    message = SendMessage(room=RoomId("r"), message=MessageId("m"), text="See https://www.behance.net/olgabrandt")
    assert rules.contact(rules.said(message)) is None


def test_an_exemption_lets_pass_what_it_lifts() -> None:
    texts = [Said("text", "olga.brandt@posteo.de", Context.CHAT)]
    assert rules.contact(texts, allowed=frozenset({Exemption.SCOPING_ACCESS})) is None


def test_what_was_said_before_counts() -> None:
    texts = [Said("text", "345 678", Context.CHAT)]
    assert rules.contact(texts) is None
    assert rules.contact(texts, history=["my number", "912"]) is not None


def test_every_part_of_a_proposal_is_read() -> None:
    file = Attachment(blob=BlobId("0" * 64), name="call +49 1512 3456789.pdf", size=1)
    proposal = SubmitProposal(
        proposal=ProposalId("p"),
        job=JobId("j"),
        cover_letter="a",
        message="b",
        answers=("c", "d"),
        attachments=(file,),
    )
    assert [one.field for one in rules.said(proposal)] == [
        "cover_letter",
        "message",
        "answers.0",
        "answers.1",
        "attachments.0",
    ]
    refusal = rules.contact(rules.said(proposal))
    assert refusal is not None
    assert refusal.field == "attachments.0"


@pytest.mark.parametrize("verb", get_args(commands.AnyCommand), ids=lambda verb: verb.__name__)
def test_no_text_of_a_verb_is_forgotten(verb: type[commands.Command]) -> None:
    written = Written()
    command = written.value(verb, verb.__name__)
    said = {one.text for one in rules.said(command)}
    unseen = {place for place in written.places if place.partition(".")[0] in UNSEEN or place.endswith(NO_WORDS)}
    assert written.places - unseen == said
