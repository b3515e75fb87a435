"""What travels around the entities: pages of changes, tombstones, receipts, the progress of a file."""

from typing import Generic, TypeVar

from marketplace.contract.entities.accounts import Account, Block
from marketplace.contract.entities.drafts import Draft
from marketplace.contract.entities.invitations import Invitation
from marketplace.contract.entities.notifications import Notification
from marketplace.contract.entities.proposals import Proposal
from marketplace.contract.entities.rooms import Message, Room
from marketplace.contract.entities.values import Count, Entity, Moment, Value
from marketplace.contract.ids import CommandId


class Gone(Entity, frozen=True, kw_only=True, tag="gone"):
    """A tombstone: the entity `kind`/`id` is no longer this reader's to see."""

    kind: str
    id: str


AnyEntity = Invitation | Proposal | Room | Message | Notification | Account | Block | Draft | Gone


class Changes(Value, frozen=True, kw_only=True):
    """A page of what changed for one account after a sequence number.

    `market` names the marketplace, so that a client notices when another one answers; `next` is the `since` of
    the following call; `more` says that it should not wait.
    """

    market: str
    entities: tuple[AnyEntity, ...]
    next: Count
    more: bool


Item = TypeVar("Item")


class Page(Value, Generic[Item], frozen=True, kw_only=True, omit_defaults=True):
    """A page of a list, the newest first; `next` is the `before` of the following one, absent at the end."""

    items: tuple[Item, ...]
    next: str | None = None


class Receipt(Value, frozen=True, kw_only=True):
    """The one answer to a command that was carried out; `seq` is the account's sequence number after it."""

    command: CommandId
    seq: Count
    at: Moment


class BlobProgress(Value, frozen=True, kw_only=True):
    """How much of a blob has arrived: the next piece starts at byte `received`."""

    received: Count
    complete: bool
