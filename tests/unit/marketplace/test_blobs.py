"""Files arrive in pieces, whole or not at all, and are seen by those they were given to."""

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.contract.commands import (
    AcceptInvitation,
    AnswerProposal,
    EditProposal,
    SendMessage,
    SubmitProposal,
    WithdrawProposal,
)
from marketplace.contract.entities import Attachment, BlobProgress, Interview, InterviewAnswer, Letter, Party
from marketplace.contract.ids import BlobId, JobId, MessageId, ProposalId
from marketplace.contract.refusals import Refusal
from marketplace.engine import Actor, Engine, uploads
from marketplace.reading import FileText
from tests.unit.marketplace.stories import (
    ANA,
    BEN,
    INVITATION,
    MODERATOR,
    NORDWIND,
    OPENING,
    PROPOSAL,
    ROOM,
    TERN,
    Story,
    a_job,
)

CONTENT = b"A portfolio, as bytes. " * 100


def name_of(content: bytes) -> BlobId:
    """The name of a file."""
    return BlobId(hashlib.sha256(content).hexdigest())


BLOB = name_of(CONTENT)


def attached(size: int = len(CONTENT)) -> Attachment:
    """The file, attached."""
    return Attachment(blob=BLOB, name="portfolio.pdf", size=size)


def put(engine: Engine, offset: int, piece: bytes, sender: Actor = ANA) -> BlobProgress | Refusal:
    """Send a piece of the file."""
    return engine.put_piece(sender, BLOB, offset, len(CONTENT), piece)


@pytest.fixture
def engine(story: Story) -> Engine:
    """The engine of a story."""
    return story.engine


def test_a_file_arrives_in_pieces(engine: Engine) -> None:
    answers = [put(engine, at, CONTENT[at : at + 1000]) for at in (0, 1000, 2000)]
    assert answers == [
        BlobProgress(received=1000, complete=False),
        BlobProgress(received=2000, complete=False),
        BlobProgress(received=2300, complete=True),
    ]


@pytest.mark.parametrize("offset", [0, 500, 1500])
def test_a_piece_that_is_not_the_next_one_is_passed_over(engine: Engine, offset: int) -> None:
    put(engine, 0, CONTENT[:1000])
    assert put(engine, offset, b"x" * 10) == BlobProgress(received=1000, complete=False)
    assert put(engine, 1000, CONTENT[1000:]) == BlobProgress(received=2300, complete=True)


def test_a_complete_file_is_taken_again_without_harm(engine: Engine) -> None:
    put(engine, 0, CONTENT)
    assert put(engine, 0, CONTENT) == BlobProgress(received=2300, complete=True)


def test_an_empty_file_arrives(engine: Engine) -> None:
    assert engine.put_piece(ANA, name_of(b""), 0, 0, b"") == BlobProgress(received=0, complete=True)


def test_a_file_that_is_not_what_its_name_says_is_thrown_away(engine: Engine) -> None:
    assert put(engine, 0, b"y" * len(CONTENT)) == Refusal(name="blob_mismatch")
    assert engine.blob_progress(ANA, BLOB) == BlobProgress(received=0, complete=False)


def test_more_bytes_than_were_announced_are_refused(engine: Engine) -> None:
    assert getattr(put(engine, 0, CONTENT + b"!"), "name", None) == "malformed"


def test_a_file_that_is_too_large_is_refused_at_its_first_piece(engine: Engine) -> None:
    too_large = engine.policy.limits.recording_size + 1
    assert engine.put_piece(ANA, BLOB, 0, too_large, b"x") == Refusal(name="attachment_too_large")


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "a" * 63, "a" * 64 + "\n"])
def test_a_name_that_is_no_hash_is_refused(engine: Engine, name: str) -> None:
    assert getattr(engine.put_piece(ANA, BlobId(name), 0, 1, b"x"), "name", None) == "malformed"
    assert engine.blob_path(ANA, BlobId(name)) is None


def test_what_one_is_sending_another_neither_sees_nor_spoils(engine: Engine) -> None:
    put(engine, 0, CONTENT[:1000])
    assert engine.blob_progress(BEN, BLOB) == BlobProgress(received=0, complete=False)
    put(engine, 0, b"z" * 10, BEN)
    assert put(engine, 1000, CONTENT[1000:]) == BlobProgress(received=2300, complete=True)


def test_a_file_is_read_by_its_sender_alone(engine: Engine) -> None:
    put(engine, 0, CONTENT)
    path = engine.blob_path(ANA, BLOB)
    assert path is not None
    assert path.read_bytes() == CONTENT
    assert engine.blob_path(BEN, BLOB) is None


def test_a_file_that_the_client_sends_becomes_the_readers(story: Story) -> None:
    put(story.engine, 0, CONTENT, NORDWIND)
    assert story.answered().engine.blob_path(ANA, BLOB) is None
    story.does(NORDWIND, SendMessage(room=ROOM, message=MessageId("m"), text="", attachments=(attached(),)))
    assert story.engine.blob_path(ANA, BLOB) is not None


@pytest.mark.parametrize(
    ("sender", "size", "name"),
    [("nobody", 2300, "attachment_missing"), ("ben", 2300, "attachment_missing"), ("ana", 2299, "blob_mismatch")],
)
def test_a_proposal_goes_only_with_files_that_are_there(story: Story, sender: str, size: int, name: str) -> None:
    if sender != "nobody":
        put(story.engine, 0, CONTENT, Actor(Party.FREELANCER, sender))
    accept = AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL, attachments=(attached(size),))
    assert story.invited().is_refused(ANA, accept) == name


def test_a_proposal_goes_with_its_files(story: Story) -> None:
    put(story.engine, 0, CONTENT)
    accept = AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL, attachments=(attached(),))
    story.invited().does(ANA, accept)
    assert story.proposal().attachments == (attached(),)


# --- who reads what goes with a proposal ------------------------------------------------------------------

ANSWER = b"Good morning, this is Ana. " * 50
RECORDING = Attachment(blob=name_of(ANSWER), name="why.mp4", size=len(ANSWER))
ASKING = a_job(letter=Letter.INTERVIEW, interview=Interview(questions=("Why?",), seconds=120, retakes=2))
WITHDRAW = WithdrawProposal(proposal=PROPOSAL, reason="mistake")


def readers(engine: Engine, file: Attachment) -> set[str]:
    """Who can read a file."""
    return {one.id for one in (ANA, BEN, NORDWIND, TERN, MODERATOR) if engine.blob_path(one, file.blob) is not None}


def interviewed(story: Story) -> Story:
    """Ana has answered in an interview, with a file beside it."""
    put(story.engine, 0, CONTENT)
    story.engine.put_piece(ANA, RECORDING.blob, 0, len(ANSWER), ANSWER)
    answers = (InterviewAnswer(recording=RECORDING, seconds=60),)
    sent = AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL, attachments=(attached(),), interview=answers)
    story.invited(ASKING).does(ANA, sent)
    return story


def submits_elsewhere(story: Story) -> None:
    """Ana sends the same file to another job of the same client."""
    story.posts(a_job(JobId("other")))
    story.does(ANA, SubmitProposal(job=JobId("other"), proposal=ProposalId("other"), attachments=(attached(),)))


def test_what_goes_with_a_proposal_is_read_by_its_client_and_nobody_else(story: Story) -> None:
    interviewed(story)
    assert [readers(story.engine, file) for file in (attached(), RECORDING)] == [{"ana", "nordwind"}] * 2


def test_a_withdrawn_proposal_shows_no_recordings(story: Story) -> None:
    interviewed(story).does(ANA, WITHDRAW)
    assert [readers(story.engine, file) for file in (attached(), RECORDING)] == [{"ana", "nordwind"}, {"ana"}]
    seen = story.engine.proposal(PROPOSAL)
    assert seen is not None
    assert (seen.interview, seen.attachments) == ((), (attached(),))


def test_a_file_that_was_taken_out_again_is_read_no_more(story: Story) -> None:
    interviewed(story).does(ANA, EditProposal(proposal=PROPOSAL, attachments=()))
    assert [readers(story.engine, file) for file in (attached(), RECORDING)] == [{"ana"}, {"ana", "nordwind"}]


def test_a_file_that_another_proposal_holds_stays_with_the_client(story: Story) -> None:
    submits_elsewhere(interviewed(story))
    story.does(ANA, EditProposal(proposal=PROPOSAL, attachments=()))
    assert readers(story.engine, attached()) == {"ana", "nordwind"}
    story.does(ANA, EditProposal(proposal=ProposalId("other"), attachments=()))
    assert readers(story.engine, attached()) == {"ana"}


def test_a_recording_that_was_sent_in_the_room_stays_with_the_client(story: Story) -> None:
    interviewed(story)
    story.does(NORDWIND, AnswerProposal(proposal=PROPOSAL, room=ROOM, message=OPENING, text="Hello"))
    story.does(ANA, SendMessage(room=ROOM, message=MessageId("m"), text="Again:", attachments=(RECORDING,)))
    story.does(ANA, WITHDRAW)
    assert readers(story.engine, RECORDING) == {"ana", "nordwind"}


def test_a_file_that_is_added_later_is_the_clients_as_well(story: Story) -> None:
    put(story.engine, 0, CONTENT)
    story.accepted().does(ANA, EditProposal(proposal=PROPOSAL, attachments=(attached(),)))
    assert readers(story.engine, attached()) == {"ana", "nordwind"}


def test_no_more_files_are_read_than_may_be_attached(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []

    def opens(path: Path) -> FileText:
        opened.append(path)
        return FileText("")

    monkeypatch.setattr(uploads, "read", opens)
    most = story.engine.policy.limits.attachments
    files = []
    for number in range(most + 2):
        content = str(number).encode()
        story.engine.put_piece(ANA, name_of(content), 0, len(content), content)
        files += [Attachment(blob=name_of(content), name=f"{number}.txt", size=len(content))] * 2
    many = AcceptInvitation(invitation=INVITATION, proposal=PROPOSAL, attachments=tuple(files))
    assert story.invited().is_refused(ANA, many) == "too_many_attachments"
    assert len(opened) == most


# --- what is on its way -----------------------------------------------------------------------------------


def begin(engine: Engine, number: int, sender: Actor = ANA) -> BlobProgress | Refusal:
    """The first piece of one of many files."""
    return engine.put_piece(sender, name_of(str(number).encode()), 0, 100, b"x")


def test_no_more_files_are_on_their_way_than_the_policy_allows(engine: Engine) -> None:
    most = engine.policy.limits.unfinished_files
    assert {type(begin(engine, number)) for number in range(most)} == {BlobProgress}
    assert begin(engine, most) == Refusal(name="too_many_uploads")
    assert engine.put_piece(ANA, name_of(b"0"), 1, 100, b"y") == BlobProgress(received=2, complete=False)
    assert isinstance(begin(engine, most, BEN), BlobProgress)


def test_what_nobody_goes_on_with_is_cleared_away(story: Story) -> None:
    most, hours = story.engine.policy.limits.unfinished_files, story.engine.policy.limits.unfinished_hours
    story.now = datetime.now(UTC)
    for number in range(most):
        begin(story.engine, number)
    begin(story.engine, 0, BEN)
    story.now += timedelta(hours=hours, minutes=1)
    assert isinstance(begin(story.engine, most), BlobProgress)
    assert story.engine.blob_progress(ANA, name_of(b"0")) == BlobProgress(received=0, complete=False)
    assert story.engine.blob_progress(BEN, name_of(b"0")) == BlobProgress(received=1, complete=False)
    story.engine.tick()
    assert story.engine.blob_progress(BEN, name_of(b"0")) == BlobProgress(received=0, complete=False)


def test_an_upload_goes_on_after_a_restart(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'market.sqlite3'}"
    before = Story(address)
    put(before.engine, 0, CONTENT[:700])
    before.engine.close()
    again = Engine(address)
    assert again.blob_progress(ANA, BLOB) == BlobProgress(received=700, complete=False)
    again.close()


@settings(max_examples=30)
@given(content=st.binary(max_size=300), cuts=st.lists(st.integers(0, 300), max_size=6))
def test_however_it_is_cut_the_whole_arrives(content: bytes, cuts: list[int]) -> None:
    story, blob = Story(), name_of(content)
    edges = sorted({0, len(content), *(cut for cut in cuts if cut < len(content))})
    for start, end in zip(edges, edges[1:] or edges, strict=False):
        story.engine.put_piece(ANA, blob, start, len(content), content[start:end])
    path = story.engine.blob_path(ANA, blob)
    assert story.engine.blob_progress(ANA, blob) == BlobProgress(received=len(content), complete=True)
    assert path is not None
    assert path.read_bytes() == content
    story.engine.close()
