"""Text from outside in every field: nothing breaks, nothing grows without bound, nothing pretends to be us."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.local import entries as lines
from desktop.local.conversations import Said
from desktop.local.drafts import Draft, Fields
from desktop.local.listing import Record
from desktop.presenters.wording import compositions, conversations, entries, invitations, notices, proposals
from desktop.services.composer import Composition
from desktop.services.rooms import Conversation
from marketplace.contract.entities import Attachment, Invitation
from marketplace.contract.ids import BlobId
from marketplace.contract.policy import Policy
from tests.unit.desktop.things import (
    NOW,
    a_client,
    a_job,
    a_message,
    a_notification,
    a_proposal,
    a_room,
    an_account,
    an_invitation,
)

MARK = "\N{COMBINING ACUTE ACCENT}"
NASTY = [
    "<table>" * 500,
    "<img src='file:///etc/passwd'><b>Bold</b>",
    "R&D &amp; &Delete",
    "\u202egnp.exe\u202c",
    "\u2066hidden\u2069" * 500,
    "a" * 100_000,
    "Z" + MARK * 5000,
    "line\nbreak\r\nand\ttab\v\f\x1c\u2028\u2029",
    "\0\x07\x1b[31mred",
    "😀" * 5000,
    "👨‍👩‍👧‍👦" * 3000,
    " " * 100_000,
    "",
    "\ud800",
    "{0} %s {title}",
]
texts = st.sampled_from(NASTY) | st.text(max_size=200)

DIRECTIONS = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
LONGEST_LINE = 1000
LONGEST_BLOCK = 60_000


def in_every_field(text: str) -> Invitation:
    """An invitation that says `text` wherever it can."""
    job = a_job(
        title=text,
        description=text,
        category=text,
        skills=(text,) * 40,
        questions=(text,) * 5,
        duration=text,
        level=text,
    )
    client = a_client(name=text, country=text, city=text, time_zone=text, last_jobs=(text,) * 9)
    return an_invitation(job=job, client=client, message=text, notice=text)


def everything_said_of(text: str) -> Iterator[Any]:
    """All rows and sheets that `text` can get into."""
    hostile, policy = in_every_field(text), Policy()
    file = Attachment(blob=BlobId("ab"), name=text, size=1)
    message = a_message(text=text, author_name=text, attachments=(file,))
    proposal = a_proposal(
        job=hostile.job,
        client=hostile.client,
        cover_letter=text,
        message=text,
        answers=(text,) * 5,
        attachments=(file,),
        duration=text,
        reason=text,
    )
    room = a_room(job=hostile.job, client=hostile.client, preview=text)
    draft = Draft("draft", "i", direct=False, state="open", revision=1, fields=Fields(cover_letter=text), refusal=None)
    conversation = Conversation(room, [Said(message, "delivered")], policy)
    for thing in (hostile, proposal, room):
        line = lines.line_of(thing, policy, is_pending=False)
        columns = {name: value for name, value in line._asdict().items() if name != "version"}
        yield entries.entry(Record(position=1, **columns), NOW)
    yield invitations.sheet(hostile, policy, NOW)
    yield invitations.decline(hostile, policy)
    yield compositions.sheet(Composition(draft, hostile, policy, an_account()), NOW)
    yield proposals.sheet(proposal, policy, NOW, is_pending=False)
    yield conversations.sheet(conversation, NOW)
    yield from conversations.messages(conversation, NOW)
    yield notices.row(a_notification(title=text, text=text), NOW)


def all_texts(value: Any) -> Iterator[str]:
    """Every text inside a row."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from all_texts(each)


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_everything_can_be_said_of_a_hostile_invitation(text: str) -> None:
    for row in everything_said_of(text):
        for said in all_texts(row):
            said.encode()  # a half character would crash whoever hands it on
            assert len(said) < LONGEST_BLOCK
            assert not DIRECTIONS & set(said)
            assert "\0" not in said


@settings(max_examples=50)
@given(texts)
def test_titles_and_bylines_stay_on_their_line(text: str) -> None:
    hostile = in_every_field(text)
    sheet = invitations.sheet(hostile, Policy(), NOW)
    line = lines.line_of(hostile, Policy(), is_pending=False)
    columns = {name: value for name, value in line._asdict().items() if name != "version"}
    row = entries.entry(Record(position=1, **columns), NOW)
    for said in (sheet.title, sheet.byline, row.title, row.subtitle, row.spoken, *(chip.text for chip in row.chips)):
        assert len(said.splitlines()) <= 1
        assert len(said) < LONGEST_LINE
