"""What models hold and views paint: frozen rows whose texts are ready. No Qt, no msgspec, cheap to import.

Whoever makes a row has already worded everything in it: a delegate never formats. Texts from outside are plain
text. `spoken` is what a screen reader says, one sentence in the order in which a person would say it. `tone` is
one of `plain`, `accent`, `good`, `warning`, `bad`.
"""

from typing import NamedTuple

from desktop.models.list_rows import Chip as Chip
from desktop.models.list_rows import EntryRow as EntryRow
from desktop.models.list_rows import SectionRow as SectionRow


class NoticeRow(NamedTuple):
    """One line under the bell. `icon` names a file of `resources/icons`; `day` is the heading it stands under."""

    id: str
    icon: str
    tone: str
    title: str
    text: str
    time: str
    day: str
    is_unread: bool
    about_kind: str
    about_id: str
    spoken: str


class MessageRow(NamedTuple):
    """One message of a conversation. `status` is shown under it: `delivered`, `waiting for connection`."""

    id: str
    author: str
    text: str
    time: str
    day: str
    is_mine: bool
    status: str
    files: tuple[str, ...]
    spoken: str


class Fact(NamedTuple):
    """A labelled line: `Spent` / `$84,200`."""

    label: str
    value: str


class Banner(NamedTuple):
    """A sentence across the top of a panel."""

    text: str
    tone: str = "warning"


class ClientCard(NamedTuple):
    """The panel `About the client`."""

    chips: tuple[Chip, ...]
    facts: tuple[Fact, ...]


class InvitationSheet(NamedTuple):
    """Everything the panel `Invitation` shows."""

    id: str
    title: str
    byline: str
    banner: Banner | None
    message: str
    terms: tuple[Chip, ...]
    description: str
    skills: tuple[str, ...]
    questions: tuple[str, ...]
    note: str
    can_answer: bool
    can_ignore: bool
    can_apply: bool
    client: ClientCard


class FileRow(NamedTuple):
    """An attached file. `badge` is its type in up to four letters; `status` e.g. `Ready`, with its `tone`.

    `progress` is how much of it has arrived, in percent, None where nothing is on its way; `is_outdated` says that
    the file it was copied from has changed since.
    """

    id: str
    name: str
    size: str
    badge: str
    status: str
    tone: str
    spoken: str
    progress: int | None = None
    is_outdated: bool = False
    is_paused: bool = False


class FilePicture(NamedTuple):
    """A picture as pixels: four bytes each, blue, green, red and opacity, which the colours are multiplied with."""

    width: int
    height: int
    pixels: bytes


class FilePreviewSheet(NamedTuple):
    """What the dialog `File preview` shows: a picture, a text or a sentence; none of them while it is being opened."""

    name: str
    picture: FilePicture | None = None
    text: str = ""
    sentence: str = ""
    note: str = ""


class ProposalSheet(NamedTuple):
    """Everything the panel `Proposal` shows."""

    id: str
    title: str
    byline: str
    banner: Banner | None
    state: Chip
    terms: tuple[Fact, ...]
    cover_letter: str
    message: str
    answers: tuple[tuple[str, str], ...]
    files: tuple[FileRow, ...]
    has_room: bool
    client: ClientCard
    can_edit: bool = False
    can_withdraw: bool = False
    edit_note: str = ""


class RoomSheet(NamedTuple):
    """The head of the panel `Conversation`."""

    id: str
    title: str
    byline: str
    client: ClientCard
    text_limit: int


class ChoiceRow(NamedTuple):
    """An entry of a list of choices: `key` travels, `text` is shown."""

    key: str
    text: str


class CheckRow(NamedTuple):
    """Something that blocks sending; `field` names the place to go to, `words` those in its text that are meant."""

    text: str
    field: str
    tone: str = "bad"
    words: str = ""


class MilestoneRow(NamedTuple):
    """One row of the table `Milestones`: an exact decimal text in dollars, and a day as an ISO date; or empty."""

    description: str
    due: str
    amount: str


class ComposerSheet(NamedTuple):
    """What the panel `Proposal draft` is laid out from: everything that does not change while one types.

    `pricing` is `hourly` or `project`; amounts are exact decimal texts in dollars; `fee_percent` as well. `agencies`
    begin with the freelancer themselves, whose key is empty.
    """

    draft: str
    title: str
    subtitle: str
    pricing: str
    offered_text: str
    offered_amount: str
    lowest: str
    highest: str
    fee_percent: str
    durations: tuple[ChoiceRow, ...]
    questions: tuple[str, ...]
    letter_hint: str
    letter_limit: int
    message_limit: int
    answer_limit: int
    banner: Banner | None
    client: ClientCard
    increases: tuple[ChoiceRow, ...] = ()
    agencies: tuple[ChoiceRow, ...] = ()
    highlights: tuple[ChoiceRow, ...] = ()
    most_milestones: int = 15
    wants_interview: bool = False


class ComposerValues(NamedTuple):
    """What the freelancer has filled in. Amounts and percents are exact decimal texts, empty for none.

    `increase` is the key of a rate increase, empty for never; `agency` is empty for the freelancer themselves.
    """

    as_offered: bool
    amount: str
    duration: str
    cover_letter: str
    message: str
    answers: tuple[str, ...]
    increase: str = ""
    increase_percent: str = ""
    by_milestone: bool = False
    milestones: tuple[MilestoneRow, ...] = ()
    agency: str = ""
    highlights: tuple[str, ...] = ()


class Mark(NamedTuple):
    """A place in a text that is being written: code points from `start` up to `end`, why, and what to do instead."""

    start: int
    end: int
    tone: str
    reason: str
    suggestion: str = ""


class LineRow(NamedTuple):
    """One line of a list: a text, and a shorter one at its end."""

    id: str
    text: str
    aside: str
    spoken: str


class VersionRow(NamedTuple):
    """A version of a draft: `text` says when, `aside` what it was like."""

    number: int
    text: str
    aside: str
    spoken: str


class Stretch(NamedTuple):
    """A part of a text: `same`, `added` or `removed`."""

    kind: str
    text: str


class DifferenceRow(NamedTuple):
    """How one field of a version differs; `spoken` says it in words."""

    name: str
    stretches: tuple[Stretch, ...]
    spoken: str


class TemplateRow(NamedTuple):
    """A template: `text` is its name, `aside` its shortcut or when it was written; a fixed one cannot be changed."""

    id: str
    text: str
    aside: str
    body: str
    spoken: str
    is_fixed: bool = False


class VariableRow(NamedTuple):
    """A variable to be filled in, with what it was filled with last."""

    name: str
    value: str


class PreviewSheet(NamedTuple):
    """Everything the dialog `Preview` shows, as the client will see it."""

    note: str
    sender: str
    sender_title: str
    terms: tuple[Fact, ...]
    cover_letter: str
    message: str
    answers: tuple[tuple[str, str], ...]
    highlights: tuple[str, ...]
    files: tuple[str, ...]


class DeclineSheet(NamedTuple):
    """What the dialog `Decline invitation` is laid out from; the key of a template is its filled text."""

    invitation: str
    title: str
    note: str
    reasons: tuple[ChoiceRow, ...]
    message_limit: int
    can_block: bool
    block_note: str
    templates: tuple[ChoiceRow, ...] = ()


class WithdrawSheet(NamedTuple):
    """What the dialog `Withdraw proposal` is laid out from."""

    title: str
    note: str
    reasons: tuple[ChoiceRow, ...]
    message_limit: int
    message_hint: str
    can_write: bool


class OutboxSheet(NamedTuple):
    """A waiting or refused command, shown beside the section `Outbox`; without `take_back_text` it stays there.

    `can_rewrite` where what was refused can be written anew from what it said.
    """

    id: str
    title: str
    byline: str
    banner: Banner | None
    text: str
    can_retry: bool
    take_back_text: str
    files: tuple[FileRow, ...] = ()
    can_rewrite: bool = False
