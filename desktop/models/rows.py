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
    """Something that blocks sending; `field` names the place to go to."""

    text: str
    field: str
    tone: str = "bad"


class ComposerSheet(NamedTuple):
    """What the panel `Proposal draft` is laid out from: everything that does not change while one types.

    `pricing` is `hourly` or `project`; amounts are exact decimal texts in dollars; `fee_percent` as well.
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
    cost_note: str
    banner: Banner | None
    client: ClientCard


class ComposerValues(NamedTuple):
    """What the freelancer has filled in. `amount` is an exact decimal text in dollars, empty for none."""

    as_offered: bool
    amount: str
    duration: str
    cover_letter: str
    message: str
    answers: tuple[str, ...]


class DeclineSheet(NamedTuple):
    """What the dialog `Decline invitation` is laid out from."""

    invitation: str
    title: str
    note: str
    reasons: tuple[ChoiceRow, ...]
    message_limit: int
    can_block: bool
    block_note: str


class OutboxSheet(NamedTuple):
    """A waiting or refused command, shown beside the section `Outbox`; without `take_back_text` it stays there."""

    id: str
    title: str
    byline: str
    banner: Banner | None
    text: str
    can_retry: bool
    take_back_text: str
