"""Text from outside in every field: nothing breaks, nothing grows without bound, nothing pretends to be us."""

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.local import entries as lines
from desktop.local.listing import Record
from desktop.models.plain import without_breaks
from desktop.presenters.wording import entries, invitations
from marketplace.contract.policy import Policy
from tests.faults.hostility import FAMILIES, Bait, Family, is_literal
from tests.faults.hostility import MARK as CANARY
from tests.unit.desktop.things import NOW
from tests.unit.desktop.wording.everything import Word, all_text_fields, everything_said_of, market, texts_of

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


NOT_SHOWN = {
    "About.id": "a key: what a notice opens",
    "About.kind": "a key: what a notice opens",
    "Account.overview": "it stands in the profile, which is changed elsewhere",
    "Bucket.key": "how responsive one is will stand under Insights",
    "Bucket.text": "how responsive one is will stand under Insights",
    "ChangeRequest.text": "one's own words; offers are not answered here yet",
    "Choice.key": "a key: what travels of a choice",
    "Client.time_zone": "a key: the client's local time is made of it",
    "Decline.message": "one's own words, sent and gone",
    "Job.category": "the title and the skills say more",
    "Meeting.note": "meetings have no card yet",
    "Policy.always_told": "keys of kinds of notices",
    "Problem.field": "a key: where to go to",
    "Problem.title": "our own sentence stands for it",
    "Problem.type": "a key: which refusal it is",
    "Responsiveness.usual_time": "how responsive one is will stand under Insights",
    "Wordings.removed": "for a removal without a notice",
}
"""Texts of a server that no row says, and why."""


def sendable(text: str) -> str:
    """`text` as it can come: a half of a character passes no decoder."""
    return text.encode("utf-8", "replace").decode()


def replacing(text: str) -> Word:
    """`text`, whatever is asked for."""
    said = sendable(text)
    return lambda _name: said


def everything(text: str) -> Iterator[Any]:
    """All rows and sheets of a market that says `text` wherever it can."""
    there = market(replacing(text))
    yield from (row for _, row in everything_said_of(there))


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_everything_can_be_said_of_a_hostile_invitation(text: str) -> None:
    for row in everything(text):
        for said in texts_of(row):
            said.encode()  # a half character would crash whoever hands it on
            assert len(said) < LONGEST_BLOCK
            assert not DIRECTIONS & set(said)
            assert "\0" not in said


@settings(max_examples=50)
@given(texts)
def test_titles_and_bylines_stay_on_their_line(text: str) -> None:
    hostile = market(replacing(text)).invitation
    sheet = invitations.sheet(hostile, Policy(), NOW)
    line = lines.line_of(hostile, Policy(), is_pending=False)
    columns = {name: value for name, value in line._asdict().items() if name != "version"}
    row = entries.entry(Record(position=1, **columns), NOW)
    for said in (sheet.title, sheet.byline, row.title, row.subtitle, row.spoken, *(chip.text for chip in row.chips)):
        assert len(said.splitlines()) <= 1
        assert len(said) < LONGEST_LINE


def test_every_text_that_a_server_sends_is_said_somewhere_or_left_out_for_a_reason() -> None:
    there = market(lambda name: f"‹{name}›")
    told = "".join(without_breaks(text) for _, row in everything_said_of(there) for text in texts_of(row)).casefold()
    silent = {name for name in all_text_fields() if f"‹{name}›".casefold() not in told}
    assert silent == NOT_SHOWN.keys()


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
def test_whatever_a_server_says_is_said_as_it_is(family: Family) -> None:
    bait = Bait("/etc/canary.png", "http://127.0.0.1:9/canary.png")
    for seed in range(5):
        text = sendable(family(Random(seed), bait))
        there = market(replacing(text))
        rows = [(where, said) for where, row in everything_said_of(there) for said in texts_of(row) if CANARY in said]
        changed = [(where, said) for where, said in rows if not is_literal(said, text)]
        assert len(rows) > 100, f"seed {seed}"
        assert changed == [], f"seed {seed}"
